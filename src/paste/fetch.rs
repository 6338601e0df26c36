//! A call of `fetch`, written by hand or copied by a browser.

use super::literals::values;
use super::request::Request;
use super::service::Setting;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "fetch call", read };

fn read(text: &str) -> Option<Found> {
    // The first call: what is in another one belongs to its own URL.
    let call = text.split("fetch(").nth(1)?;
    let mut request = Request::default();
    let mut body = serde_json::Map::new();
    for Setting { name, value, .. } in values(&format!("fetch({call}")) {
        match name.as_str() {
            "fetch" => request.url = value,
            "body" => request.body = value,
            "method" | "mode" | "credentials" | "referrer" | "referrerPolicy" | "stringify" | "cache"
            | "role" => {}
            "stream" => drop(body.insert(name, (value == "true").into())),
            _ if super::names::header(&name) != super::names::Header::Other || name.contains('-') => {
                request.headers.push((name, value));
            }
            // `body: JSON.stringify({ … })` names it.
            _ => drop(body.insert(name, value.into())),
        }
    }
    if request.body.is_empty() || request.body.starts_with('$') {
        if let Some(content) = body.remove("content") {
            body.insert("prompt".to_owned(), content);
        }
        request.body = serde_json::Value::Object(body).to_string();
    }
    (!request.url.is_empty()).then_some(Found::Request(request))
}
