//! Buttons that copy a text.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::node::button;
use super::words as said;
use crate::browser::{clipboard, page};
use crate::redact::Redacted;

/// A button that copies what `text` gives when it is pressed, and says whether that worked.
pub(super) fn copy_button(
    label: &str,
    action: &'static str,
    text: impl Fn() -> Redacted + 'static,
) -> AnyView {
    button(label, &[("class", "fix"), ("data-action", action)], move || copy(text()))
}

/// Copies `text`, and says whether that worked.
pub(super) fn copy(text: Redacted) {
    spawn_local(async move {
        let is_copied = clipboard::copy(&text).await;
        page::note(if is_copied { said::COPIED } else { said::NOT_COPIED });
    });
}
