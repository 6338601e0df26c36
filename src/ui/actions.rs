//! The buttons and keys of the form.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlDialogElement, HtmlInputElement, KeyboardEvent};

use super::node::follow;
use super::on::on;
use super::session::{Phase, Session};
use super::state::State;
use super::words as said;
use crate::browser::page;

/// Listens to them.
pub(super) fn listen(session: Session) {
    on(&page::element::<web_sys::HtmlFormElement>("ask"), "submit", move |event| {
        event.prevent_default();
        session.send();
    });
    on(&document(), "keydown", move |event| press(session, event.unchecked_ref()));
    on(&button("show-shortcuts"), "click", |_| show_shortcuts());
    let theme = State::new(0_usize);
    on(&button("theme"), "click", move |_| {
        let next = (theme.get_untracked() + 1) % THEMES.len();
        theme.set(next);
        let root = page::first::<Element>("html");
        // Fails only for an invalid name, and these are valid.
        let _ = root.set_attribute("data-theme", THEMES[next]);
        let _ = button("theme").set_attribute("aria-label", &said::theme(THEMES[next]));
    });
    on(&button("validate"), "click", move |_| session.validate());
    on(&button("repeat"), "click", move |_| session.repeat(false));
    on(&button("burst"), "click", move |_| session.repeat(true));
    on(&button("stop"), "click", move |_| session.stop());
    on(&button("clear"), "click", move |_| session.clear());
    on(&button("reveal-key"), "click", |_| reveal());
    let (send, validate, stop) = (button("send"), button("validate"), button("stop"));
    follow(move || {
        let is_running = session.phase.get() == Phase::Running;
        // Not disabled: a disabled button would drop the keyboard's place.
        for start in [&send, &validate] {
            let _ = start.set_attribute("aria-disabled", if is_running { "true" } else { "false" });
        }
        stop.set_disabled(!is_running);
    });
}

fn button(action: &str) -> HtmlButtonElement {
    page::first(&format!("[data-action={action}]"))
}

const THEMES: [&str; 3] = ["system", "dark", "light"];

/// The keys of the list in `index.html`, `#shortcuts`.
fn press(session: Session, key: &KeyboardEvent) {
    let at = key.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |selector: &str| at.as_ref().is_some_and(|at| at.matches(selector).unwrap_or(false));
    let has_control = key.ctrl_key() || key.meta_key();
    match key.key().as_str() {
        "Enter" if has_control && key.shift_key() && !page::has_dialog() => {
            key.prevent_default();
            session.validate();
        }
        "Enter" if has_control && is_in("textarea") => {
            key.prevent_default();
            session.send();
        }
        "Escape" if !page::has_dialog() => session.stop(),
        "?" if !is_in("input, textarea, select") && !page::has_dialog() => show_shortcuts(),
        _ => {}
    }
}

fn show_shortcuts() {
    // Fails only for a dialog that is open already.
    let _ = page::element::<HtmlDialogElement>("shortcuts").show_modal();
}

fn reveal() {
    let key: HtmlInputElement = page::element("api_key");
    let button = button("reveal-key");
    let is_shown = key.type_() == "text";
    key.set_type(if is_shown { "password" } else { "text" });
    button.set_text_content(Some(if is_shown { "Show" } else { "Hide" }));
    let _ = button.set_attribute("aria-label", if is_shown { "Show the key" } else { "Hide the key" });
}
