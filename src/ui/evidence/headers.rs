//! Headers, one per line.

use leptos::prelude::*;

use super::exchange_view::marked;
use crate::check::Part;
use crate::report::Header;
use crate::text::invisible::visible;

/// Each header on a line, marked if the check looked at it; nothing without any.
#[component]
pub fn Headers(headers: Vec<Header>, looks_at: &'static [Part]) -> impl IntoView {
    let line = move |Header { name, value }: Header| {
        let is_marked = looks_at.iter().any(|part| part.is_header(&name));
        view! { <li>{marked(is_marked, format!("{}: {}", visible(&name), visible(&value)))}</li> }
    };
    (!headers.is_empty())
        .then(|| view! { <ul class="headers">{headers.into_iter().map(line).collect_view()}</ul> })
}
