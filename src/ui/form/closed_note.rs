//! A form that stays closed: the reason, the contact, and the details for its host.

use leptos::prelude::*;

use crate::config::Closed;
use crate::ui::state::Session;
use crate::ui_text::closed as text;

/// The reason in the reader's words, and the technical list folded below it.
#[component]
pub fn ClosedNote() -> impl IntoView {
    let form = expect_context::<Session>().form;
    move || form.closed.get().map(|closed| view! { <Note closed/> })
}

#[component]
fn Note(closed: Closed) -> impl IntoView {
    let detail =
        |(path, sentence): (String, String)| view! { <p class="problem" data-config=path>{sentence}</p> };
    view! {
        <div data-closed="">
            <p class="problem"><strong>{text::TITLE}</strong></p>
            {text::lines(&closed).map(|line| view! { <p>{line}</p> })}
            <details>
                <summary>{text::DETAILS}</summary>
                {text::details(&closed.reason).into_iter().map(detail).collect_view()}
            </details>
        </div>
    }
}
