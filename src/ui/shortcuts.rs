//! Keyboard shortcuts, and the list of them.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::state::Session;
use crate::browser::page;
use crate::ui_text::shell;

/// Listens for as long as the page lives.
pub fn listen(session: Session) {
    let handle = window_event_listener(ev::keydown, move |event| press(session, &event));
    on_cleanup(move || handle.remove());
}

/// Does what [`shell::KEYS`] lists.
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
        "?" if !is_in("input:not([type=radio], [type=checkbox]), textarea, select")
            && !page::has_dialog() =>
        {
            session.shows_shortcuts.set(true);
        }
        _ => {}
    }
}

/// A dialog with the keys and what each does.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let session = expect_context::<Session>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let (true, Some(dialog)) = (session.shows_shortcuts.get(), dialog.get()) {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let row = |(keys, what)| view! { <div><dt>{keys}</dt><dd>{what}</dd></div> };
    view! {
        <dialog id="shortcuts" node_ref=dialog aria-labelledby="shortcuts-title"
            on:close=move |_| session.shows_shortcuts.set(false)>
            <div class="dialog-head">
                <h2 id="shortcuts-title">{shell::SHORTCUTS}</h2>
                <form method="dialog">
                    <button type="submit" data-action="close-shortcuts">{shell::CLOSE}</button>
                </form>
            </div>
            <dl>{shell::KEYS.map(row)}</dl>
        </dialog>
    }
}
