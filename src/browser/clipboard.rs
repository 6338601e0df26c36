//! The clipboard.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use crate::redact::Redacted;

/// Puts `text` there, and says whether it worked. Pages that are not secure have no clipboard of the
/// newer kind; the older one works there.
pub async fn copy(text: &Redacted) -> bool {
    if window().is_secure_context() {
        let clipboard = window().navigator().clipboard();
        if JsFuture::from(clipboard.write_text(text)).await.is_ok() {
            return true;
        }
    }
    copy_selected(text).unwrap_or(false)
}

fn copy_selected(text: &str) -> Option<bool> {
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    let body = document().body()?;
    body.append_child(&area).ok()?;
    area.select();
    let is_copied = document().unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    area.remove();
    Some(is_copied)
}
