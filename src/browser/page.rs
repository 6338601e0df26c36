//! The page itself.

use leptos::prelude::{document, window};
use web_sys::{FocusOptions, HtmlElement};

use super::csp_monitor::CspMonitor;
use super::{clock, permission};
use crate::config::HostWish;
use crate::diagnosis::{BrowserContext, Permission};
use crate::target::Reach;

/// The page's origin as servers see it; `null` for a page that was opened from a file, although its location
/// says otherwise.
pub fn origin() -> String {
    window().origin()
}

/// The page's address without its fragment.
pub fn address() -> String {
    let whole = window().location().href().unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// The page's address without query and fragment.
pub fn plain_address() -> String {
    let whole = address();
    whole.split('?').next().unwrap_or_default().to_owned()
}

/// The query of the page's address, without `?`.
pub fn query() -> String {
    let query = window().location().search().unwrap_or_default();
    query.trim_start_matches('?').to_owned()
}

/// Removes the query from the address bar, without an entry in the history.
pub fn drop_query() {
    let fragment = window().location().hash().unwrap_or_default();
    replace_address(&format!("{}{fragment}", plain_address()));
}

fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        // Fails only for another origin's address.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// The fragment of the page's address, without `#`.
pub fn fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    fragment.trim_start_matches('#').to_owned()
}

/// Puts another fragment into the address bar, without an entry in the history.
pub fn set_fragment(fragment: &str) {
    let address = if fragment.is_empty() { address() } else { format!("{}#{fragment}", address()) };
    replace_address(&address);
}

/// Time that the browser's report of a blocked request may take, in ms: it is queued when the request fails.
const POLICY_REPORT_MS: f64 = 50.0;

/// The page's current circumstances, as far as they matter for calling `host`.
pub async fn browser_context(csp_monitor: &CspMonitor, host: &str) -> BrowserContext {
    // The browser reports what the policy blocked in a separate task, after the request has failed.
    clock::sleep(POLICY_REPORT_MS).await;
    let window = window();
    let reach = Reach::of_host(host);
    let local_network = match reach {
        Reach::Public => Permission::Unknown,
        Reach::Loopback | Reach::Private => permission::local_network(reach == Reach::Loopback).await,
    };
    BrowserContext {
        page_origin: origin(),
        is_online: window.navigator().on_line(),
        is_secure: window.is_secure_context(),
        blocked_origins: csp_monitor.blocked_origins(),
        local_network,
    }
}

/// Reads what the page's host says in `index.html` about its `config.json`.
pub fn host_wish() -> HostWish {
    let content = |name: &str| {
        let element = document().query_selector(&format!("meta[name={name}]")).ok().flatten()?;
        element.get_attribute("content")
    };
    HostWish::of(content("config").as_deref(), content("contact"))
}

/// Sets `<html data-app>`: `loading`, `ready` or `failed`.
pub fn set_state(state: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for an invalid name, and this one is valid.
        let _ = root.set_attribute("data-app", state);
    }
}

/// Sets `<html data-theme>`: `system`, `dark` or `light`.
pub fn set_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for an invalid name, and this one is valid.
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Returns true if the beginning of `element` is above the middle of the window.
pub fn is_in_view(element: &HtmlElement) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    element.get_bounding_client_rect().top() < height / 2.0
}

/// Returns true if the focus is on a visible element.
pub fn has_focus() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|at| at.tag_name() != "BODY" && at.get_bounding_client_rect().width() > 0.0)
}

/// Moves the focus to `element` without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Fails only for an element that cannot be focused.
    let _ = element.focus_with_options(&options);
}

/// Returns true if a dialog is open.
pub fn has_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Writes to the browser's console, for readers such as the page's host.
pub fn tell_console(text: &str) {
    leptos::logging::log!("{text}");
}
