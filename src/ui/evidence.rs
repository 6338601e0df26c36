//! The drawer: what was sent and what came back, request by request.

use leptos::prelude::*;
use serde_json::Value;
use web_sys::HtmlDialogElement;

use super::copy::copy_button;
use super::node::{self, all, button, live, node, words};
use super::session::Session;
use super::words as said;
use crate::browser::page;
use crate::redact::Redacted;
use crate::report::{Exchange, Unanswered, headers, waterfall};
use crate::text::{number, pretty};

/// Puts the contents into the dialog that `index.html` holds.
pub(super) fn mount(session: Session) {
    node::mount("evidence-body", move || contents(session));
}

/// A button that opens the drawer on these exchanges, by their place; nothing without any.
pub(super) fn opener(session: Session, label: &str, places: &[usize]) -> AnyView {
    if places.is_empty() {
        return all(Vec::new());
    }
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    button(label, &[("class", "fix"), ("data-action", "show-evidence")], move || {
        session.shown.set(places.clone());
        // Fails only for a dialog that is open already.
        let _ = page::element::<HtmlDialogElement>("evidence").show_modal();
    })
}

fn contents(session: Session) -> AnyView {
    live(move || {
        let shown = session.shown.get();
        let exchanges: Vec<Exchange> = shown.iter().filter_map(|place| session.exchange(*place)).collect();
        let mut parts = Vec::new();
        if exchanges.len() > 1 {
            parts.push(picture(&exchanges));
        }
        parts.extend(exchanges.iter().map(one));
        all(parts)
    })
}

/// When they were under way.
fn picture(exchanges: &[Exchange]) -> AnyView {
    let source = format!("data:image/svg+xml,{}", waterfall(exchanges).replace('#', "%23"));
    let alt = said::waterfall(exchanges);
    node("img", &[("class", "waterfall"), ("src", &source), ("alt", &alt)], Vec::new())
}

fn one(it: &Exchange) -> AnyView {
    let status = match it.status {
        Some(status) => format!("status {status}"),
        None => it.unanswered.map_or("", Unanswered::label).to_owned(),
    };
    let mut parts = vec![
        words("h3", &[], format!("{}. {}: {status}", it.n, it.probe)),
        words("p", &[], said::times(it)),
        code(format!("{} {}\n{}", it.method, it.url, headers(&it.request_headers))),
    ];
    if let Some(sent) = &it.request_body {
        parts.push(body(said::REQUEST_BODY, sent));
    }
    if it.status.is_some() {
        if let Some(why) = it.unanswered {
            parts.push(words("p", &[], why.label()));
        }
        parts.push(code(headers(&it.response_headers)));
        parts.push(words("p", &[("class", "hint")], said::HIDDEN_HEADERS));
        parts.push(body(&said::response_body(it), &it.response_body));
        if !it.arrivals_ms.is_empty() {
            let times = it.arrivals_ms.iter().map(|ms| number::duration(ms.0)).collect::<Vec<_>>().join(", ");
            parts.push(folded(&said::arrivals(it.arrivals_ms.len()), vec![words("p", &[], times)]));
        }
    }
    let n = it.n.to_string();
    node("section", &[("class", "exchange"), ("data-exchange", &n)], parts)
}

/// What may be longer than its box: the keyboard must reach it to scroll it.
fn code(text: impl Into<String>) -> AnyView {
    words("pre", &[("tabindex", "0")], text)
}

fn folded(label: &str, inside: Vec<AnyView>) -> AnyView {
    let mut parts = vec![words("summary", &[], label)];
    parts.extend(inside);
    node("details", &[], parts)
}

/// A body: JSON part by part, anything else as it came.
fn body(label: &str, text: &Redacted) -> AnyView {
    let copied = text.clone();
    let copy = copy_button(said::COPY, "copy-body", move || copied.clone());
    let shown = match serde_json::from_str(text) {
        Ok(json) if pretty::has_at_most(&json, MOST_PARTS) => tree("", &json, 0),
        Ok(json) => code(pretty::of_value(&json, text.len()).unwrap_or_else(|| text.to_string())),
        Err(_) => code(text.as_str()),
    };
    folded(label, vec![copy, shown])
}

/// A larger value is shown as text: thousands of elements would make the page slow.
const MOST_PARTS: u32 = 500;

/// A JSON value whose objects and arrays can be folded.
fn tree(name: &str, value: &Value, depth: u32) -> AnyView {
    let label = if name.is_empty() { String::new() } else { format!("{name}: ") };
    let branch = |signs: &str, inside: Vec<AnyView>| {
        let mut parts = vec![words("summary", &[], format!("{label}{signs}"))];
        parts.extend(inside);
        let open: &[(&str, &str)] =
            if depth < 2 { &[("class", "tree"), ("open", "")] } else { &[("class", "tree")] };
        node("details", open, parts)
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            let inside =
                items.iter().enumerate().map(|(place, item)| tree(&place.to_string(), item, depth + 1));
            branch(&format!("[{}]", items.len()), inside.collect())
        }
        Value::Object(members) if !members.is_empty() => {
            let inside = members.iter().map(|(name, member)| tree(name, member, depth + 1));
            branch(&format!("{{{}}}", members.len()), inside.collect())
        }
        leaf => words("div", &[("class", "tree")], label + &leaf.to_string()),
    }
}
