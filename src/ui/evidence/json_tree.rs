//! A JSON value whose objects and lists can be folded.

use leptos::prelude::*;
use serde_json::Value;

use super::exchange_view::marked;
use crate::check::Part;
use crate::text::invisible::visible;

/// Depth to which a value is open at first; deeper only on the path to the parts that the check looked at.
const OPEN_DEPTH: usize = 2;

/// A member on a line, or a fold with the members in it. The parts that the check looked at are marked.
#[component]
pub fn JsonTree(
    /// The name of the member or of the event, with a colon; empty for a whole body.
    #[prop(into)]
    label: String,
    value: Value,
    /// The names and indices that lead to it.
    path: Vec<String>,
    looks_at: &'static [Part],
    /// True if it is one of many events, which are folded at first.
    #[prop(optional)]
    is_event: bool,
) -> AnyView {
    let is_marked = looks_at.iter().any(|part| part.is_member(&path));
    let leads_there = looks_at.iter().any(|part| part.is_within(&path)) && holds(&value, &path, looks_at);
    let (signs, members) = match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<_> = items.into_iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect();
            (format!("[{}]", items.len()), items)
        }
        Value::Object(members) if !members.is_empty() => {
            (format!("{{{}}}", members.len()), members.into_iter().collect())
        }
        leaf => {
            let line = label + &visible(&leaf.to_string());
            return view! { <div class="leaf">{marked(is_marked, line)}</div> }.into_any();
        }
    };
    let is_open = leads_there || is_marked || (!is_event && path.len() < OPEN_DEPTH);
    let member = move |(name, value): (String, Value)| {
        let label = format!("{}: ", visible(&name));
        let path = path.iter().cloned().chain([name]).collect();
        view! { <JsonTree label value path looks_at/> }
    };
    view! {
        <details open=is_open>
            <summary>{marked(is_marked, label + &signs)}</summary>
            {members.into_iter().map(member).collect_view()}
        </details>
    }
    .into_any()
}

/// Returns true if the check looked at something within the value.
fn holds(value: &Value, path: &[String], looks_at: &[Part]) -> bool {
    let is_read = |name: String, value: &Value| {
        let path: Vec<String> = path.iter().cloned().chain([name]).collect();
        looks_at.iter().any(|part| part.is_member(&path)) || holds(value, &path, looks_at)
    };
    match value {
        Value::Array(items) => items.iter().enumerate().any(|(at, item)| is_read(at.to_string(), item)),
        Value::Object(members) => members.iter().any(|(name, member)| is_read(name.clone(), member)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
