//! Copying a text, and saying whether that worked.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Notices, Session};
use crate::browser::clipboard;
use crate::redact::Redacted;
use crate::ui_text::notices;

/// A button that copies the result of `text` when it is pressed.
#[component]
pub fn CopyButton(
    /// Text of the button.
    label: &'static str,
    /// Its hook for automation.
    action: &'static str,
    /// Text to copy; nothing if there is none.
    text: impl Fn() -> Option<Redacted> + 'static,
    /// Class for its look.
    #[prop(default = "small")]
    class: &'static str,
) -> impl IntoView {
    let notices = expect_context::<Session>().notices;
    let on_click = move |_| {
        if let Some(text) = text() {
            copy(notices, text);
        }
    };
    view! { <button type="button" class=class data-action=action on:click=on_click>{label}</button> }
}

/// Copies `text`, and says whether that worked.
pub fn copy(notices: Notices, text: Redacted) {
    spawn_local(async move {
        if clipboard::copy(&text).await {
            notices.confirm(notices::COPIED);
        } else {
            notices.say(notices::NOT_COPIED);
        }
    });
}
