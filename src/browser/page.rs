//! The page itself.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::diagnosis::Circumstances;

/// The page's own circumstances at this moment.
pub fn circumstances() -> Circumstances {
    let window = window();
    Circumstances {
        page_origin: window.location().origin().unwrap_or_default(),
        is_online: window.navigator().on_line(),
    }
}

/// Sets `<html data-app>`: `loading`, `ready` or `failed`.
pub fn set_state(state: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for an invalid name, and this one is valid.
        let _ = root.set_attribute("data-app", state);
    }
}

/// The element with this id, which `index.html` holds.
///
/// # Panics
/// If it does not: page and program are not of one version.
pub fn element<E: JsCast>(id: &str) -> E {
    let found = document().get_element_by_id(id).and_then(|element| element.dyn_into().ok());
    found.unwrap_or_else(|| panic!("index.html has no fitting #{id}"))
}

/// The first element that fits `selector`, which `index.html` holds.
///
/// # Panics
/// If it does not: page and program are not of one version.
pub fn first<E: JsCast>(selector: &str) -> E {
    let found =
        document().query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok());
    found.unwrap_or_else(|| panic!("index.html has no fitting {selector}"))
}

/// Puts a plain sentence where the page says how it is doing.
pub fn note(text: &str) {
    element::<HtmlElement>("boot-note").set_text_content(Some(text));
}
