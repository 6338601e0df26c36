//! Details that a colleague does not need. If the page's host locked the form, the page only asks for the key
//! and answers with a verdict; everything else is one button away.

use leptos::prelude::*;

use super::state::Session;

/// A part that is hidden on a locked page until it is unfolded.
#[component]
pub fn Unfoldable(
    /// Set by the button that unfolds it.
    is_unfolded: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let form = expect_context::<Session>().form;
    view! { <div class="unfoldable" hidden=move || form.is_locked() && !is_unfolded.get()>{children()}</div> }
}

/// The button that unfolds such parts, and folds them up again; only on a locked page.
#[component]
pub fn UnfoldButton(
    is_unfolded: RwSignal<bool>,
    /// Text of the button.
    label: &'static str,
    /// Its hook for automation.
    action: &'static str,
) -> impl IntoView {
    let form = expect_context::<Session>().form;
    view! {
        <p class="unfold" hidden=move || !form.is_locked()>
            <button type="button" class="quiet" data-action=action
                aria-expanded=move || is_unfolded.get().to_string()
                on:click=move |_| is_unfolded.update(|it| *it = !*it)>{label}</button>
        </p>
    }
}
