//! The key to a picture.

use leptos::prelude::*;

/// The mark of a style, and its meaning beside it.
#[component]
pub fn Key(
    /// The class of the marks.
    class: &'static str,
    /// Their meaning.
    label: &'static str,
) -> impl IntoView {
    view! { <span class="key"><i class=format!("swatch {class}")></i>{label}</span> }
}
