//! The pieces the screen is made of, each of one type whatever is in it.
//!
//! `view!` gives every place its own type and compiles each one; with these the same screen takes a
//! fraction of the bytes. They show text as text.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

/// An element: tag, attributes, children.
pub(super) fn node(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
) -> AnyView {
    let attributes =
        attributes.iter().map(|(name, value)| custom_attribute(*name, (*value).to_owned()).into_any_attr());
    finish(tag, attributes.collect(), children)
}

/// An element that holds nothing but text.
pub(super) fn words(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    text: impl Into<String>,
) -> AnyView {
    node(tag, attributes, vec![text.into().into_any()])
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
pub(super) fn live(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let make: Box<dyn Fn() -> AnyView + Send> = Box::new(make);
    (move || make()).into_any()
}

/// Several pieces side by side.
pub(super) fn all(pieces: Vec<AnyView>) -> AnyView {
    pieces.into_any()
}

/// Does something now, and again whenever what it reads changes.
pub(super) fn follow(act: impl Fn() + 'static) {
    let act: Box<dyn Fn()> = Box::new(act);
    Effect::new(move |_| act());
}

fn heard(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
    event: &'static str,
    handle: Box<dyn Fn(Event)>,
) -> AnyView {
    let mut attributes: Vec<AnyAttribute> = attributes
        .iter()
        .map(|(name, value)| custom_attribute(*name, (*value).to_owned()).into_any_attr())
        .collect();
    if tag == "button" {
        attributes.push(custom_attribute("type", "button".to_owned()).into_any_attr());
    }
    let listen =
        leptos::tachys::html::event::on(leptos::ev::Custom::new(event), move |event: Event| handle(event));
    attributes.push(listen.into_any_attr());
    finish(tag, attributes, children)
}

fn finish(tag: &'static str, attributes: Vec<AnyAttribute>, children: Vec<AnyView>) -> AnyView {
    html::custom(tag).add_any_attr(attributes).child(children).into_any()
}
