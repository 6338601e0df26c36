//! The pieces the screen is made of, each of one type whatever is in it.
//!
//! `view!` gives every place its own type and compiles each one; with these the same screen takes a
//! fraction of the bytes. They show text as text.

use leptos::ev::Event;
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::Element;

use crate::browser::page;
use crate::text::invisible::visible;

/// An element: tag, attributes, children.
pub(super) fn node(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
) -> AnyView {
    html::custom(tag).child(children).directive(set_attributes, owned(attributes)).into_any()
}

/// An element that holds nothing but text. What nobody sees in it is written out: a server's text may turn
/// the direction of what stands beside it.
pub(super) fn words(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    text: impl Into<String>,
) -> AnyView {
    let text = text.into();
    node(tag, attributes, vec![visible(&text).into_owned().into_any()])
}

/// A button that does something.
pub(super) fn button(label: &str, attributes: &[(&'static str, &str)], act: impl Fn() + 'static) -> AnyView {
    heard("button", attributes, vec![label.to_owned().into_any()], "click", Box::new(move |_| act()))
}

/// A labelled tick box that stands as `is_ticked` says and tells of every change.
pub(super) fn tick(
    label: &str,
    attributes: &[(&'static str, &str)],
    is_ticked: bool,
    change: impl Fn(bool) + 'static,
) -> AnyView {
    let mut attributes = attributes.to_vec();
    attributes.push(("type", "checkbox"));
    if is_ticked {
        attributes.push(("checked", ""));
    }
    let change = Box::new(move |event: Event| change(event_target_checked(&event)));
    let input = heard("input", &attributes, Vec::new(), "change", change);
    node("label", &[("class", "choice")], vec![input, format!(" {label}").into_any()])
}

/// A part of the screen that is made anew whenever what `make` reads changes.
pub(super) fn live(make: impl Fn() -> AnyView + 'static) -> AnyView {
    // A closure written here would be another one for each `make`, and all below it compiled again.
    live_boxed(Box::new(make))
}

fn live_boxed(make: Box<dyn Fn() -> AnyView>) -> AnyView {
    // Leptos wants everything to be fit for threads; a page has one.
    let make = SendWrapper::new(make);
    (move || make()).into_any()
}

/// Several pieces side by side.
pub(super) fn all(pieces: Vec<AnyView>) -> AnyView {
    pieces.into_any()
}

/// Does something now, and again whenever what it reads changes.
pub(super) fn follow(act: impl Fn() + 'static) {
    follow_boxed(Box::new(act));
}

fn follow_boxed(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}

/// Puts what `make` makes into the element with this id, which `index.html` holds.
pub(super) fn mount(id: &str, make: impl FnOnce() -> AnyView + 'static) {
    mount_boxed(id, Box::new(make));
}

fn mount_boxed(id: &str, make: Box<dyn FnOnce() -> AnyView>) {
    mount_to(page::element(id), make).forget();
}

fn heard(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
    event: &'static str,
    handle: Box<dyn Fn(Event)>,
) -> AnyView {
    let mut attributes = owned(attributes);
    if tag == "button" {
        attributes.push(("type", "button".to_owned()));
    }
    let listen =
        leptos::tachys::html::event::on(leptos::ev::Custom::new(event), move |event: Event| handle(event));
    html::custom(tag).child(children).directive(set_attributes, attributes).add_any_attr(listen).into_any()
}

fn owned(attributes: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// By hand, because a list of Leptos' attributes may hold `inner_html`, which no text may reach here: so
/// the program has no such call (tools/after-build).
#[expect(clippy::needless_pass_by_value, reason = "as Leptos calls it")]
fn set_attributes(element: Element, attributes: Vec<(&'static str, String)>) {
    for (name, value) in attributes {
        // Fails only for an invalid name, and these are valid.
        let _ = element.set_attribute(name, &value);
    }
}
