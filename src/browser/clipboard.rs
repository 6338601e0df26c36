//! The clipboard.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::page;
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

/// Copies by a selection, which moves the keyboard for a moment. Outside an open dialog nothing can be
/// selected.
fn copy_selected(text: &str) -> Option<bool> {
    let keyboard = document().active_element().and_then(|at| at.dyn_into::<HtmlElement>().ok());
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    let dialog = document().query_selector("dialog[open]").ok().flatten();
    let container = dialog.or_else(|| document().body().map(Element::from))?;
    container.append_child(&area).ok()?;
    area.select();
    let is_copied = document().unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(keyboard) = keyboard {
        page::focus(&keyboard);
    }
    Some(is_copied)
}
