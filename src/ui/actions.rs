//! The buttons and keys of the form.

use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlInputElement, KeyboardEvent};

use super::node::follow;
use super::on::on;
use super::session::{Phase, Session};
use crate::browser::page;

/// Listens to them.
pub(super) fn listen(session: Session) {
    on(&page::element::<web_sys::HtmlFormElement>("ask"), "submit", move |event| {
        event.prevent_default();
        session.send();
    });
    on(&page::element::<web_sys::HtmlElement>("prompt"), "keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
            event.prevent_default();
            session.send();
        }
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

fn reveal() {
    let key: HtmlInputElement = page::element("api_key");
    let button = button("reveal-key");
    let is_shown = key.type_() == "text";
    key.set_type(if is_shown { "password" } else { "text" });
    button.set_text_content(Some(if is_shown { "Show" } else { "Hide" }));
    let _ = button.set_attribute("aria-pressed", if is_shown { "false" } else { "true" });
}
