//! The mark of a verdict.

use leptos::prelude::*;

/// A round mark in the colour of the verdict around it. The style sheet draws its sign; it says nothing that
/// is not said in words beside it.
#[component]
pub fn VerdictMark() -> impl IntoView {
    view! { <span class="mark" aria-hidden="true"></span> }
}
