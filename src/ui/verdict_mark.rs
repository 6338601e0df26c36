//! The mark of a verdict.

use leptos::prelude::*;

use crate::ui_text::results;

/// A round mark in the verdict's colour. It says nothing that is not said in words beside it.
#[component]
pub fn VerdictMark(
    /// The verdict's id, or `pending` or `running`.
    #[prop(into)]
    verdict: Signal<&'static str>,
) -> impl IntoView {
    view! { <span class="mark" aria-hidden="true">{move || results::mark(verdict.get())}</span> }
}
