//! Keyboard shortcuts, and the list of them.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::modal::Modal;
use super::state::Session;
use crate::browser::page;
use crate::ui_text::shell;

/// Listens for as long as the page lives.
pub fn listen(session: Session) {
    let handle = window_event_listener(ev::keydown, move |event| press(session, &event));
    on_cleanup(move || handle.remove());
}

/// Does what [`shell::KEYS`] lists. No letter or sign alone is a shortcut: what is dictated, or typed with
/// the keyboard in the wrong place, would press it (WCAG 2.1.4).
fn press(session: Session, key: &KeyboardEvent) {
    // Escape and Enter belong to the input method while it composes a character.
    if key.is_composing() {
        return;
    }
    let at = key.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |selector: &str| at.as_ref().is_some_and(|at| at.matches(selector).unwrap_or(false));
    let has_control = key.ctrl_key() || key.meta_key();
    match key.key().as_str() {
        "Enter" if has_control && key.shift_key() && !page::has_dialog() => {
            key.prevent_default();
            session.validate();
        }
        "Enter" if has_control && is_in("#prompt") => {
            key.prevent_default();
            session.send();
        }
        "Escape" if !page::has_dialog() => session.stop(),
        _ => {}
    }
}

/// A dialog with the keys and what each does.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let session = expect_context::<Session>();
    let row = |(keys, what)| view! { <div><dt>{keys}</dt><dd>{what}</dd></div> };
    view! {
        <Modal id="shortcuts" title=shell::SHORTCUTS close_action="close-shortcuts"
            is_open=session.shows_shortcuts on_close=move |()| session.shows_shortcuts.set(false)>
            <dl>{shell::KEYS.map(row)}</dl>
        </Modal>
    }
}
