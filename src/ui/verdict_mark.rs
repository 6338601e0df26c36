//! The mark of a verdict.

use leptos::prelude::*;

/// A round mark in the colour of the verdict around it. The style sheet draws its symbol; it says nothing
/// that the words beside it do not say.
#[component]
pub fn VerdictMark() -> impl IntoView {
    view! { <span class="mark" aria-hidden="true"></span> }
}
