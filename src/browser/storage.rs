//! Text that is kept in this browser for the next visit.

use leptos::prelude::window;

use crate::redact::Redacted;

/// The one entry.
const NAME: &str = "gateway-check";

/// Reads the kept text; `None` if there is none, or the browser keeps nothing.
pub fn read() -> Option<String> {
    window().local_storage().ok()??.get_item(NAME).ok()?
}

/// Stores `text`, and says whether the browser accepted it.
pub fn keep(text: &Redacted) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(NAME, text).is_ok())
}

/// Deletes it.
pub fn forget() {
    if let Ok(Some(storage)) = window().local_storage() {
        // If this fails, there is nothing to delete.
        let _ = storage.remove_item(NAME);
    }
}
