//! Problems of a further base URL or key, before anything is sent.

use leptos::prelude::*;

use crate::form::Problem;
use crate::target::Severity;
use crate::ui::state::SendConsent;
use crate::ui_text::{form, problems as text};

/// Each problem in a sentence, and the checkbox that allows sending in spite of a warning.
#[component]
pub fn KeyNotes(problems: Memo<Vec<Problem>>, consent: SendConsent) -> impl IntoView {
    let needs_consent =
        move || problems.with(|all| all.iter().any(|it| it.severity() == Severity::NeedsConfirmation));
    let note = |problem: Problem| {
        view! {
            <p class="problem" data-problem=problem.field().as_str()
                data-weight=form::severity_id(problem.severity())>
                {text::problem(&problem)}
            </p>
        }
    };
    view! {
        <div class="notes" aria-live="polite">
            {move || problems.get().into_iter().map(note).collect_view()}
            <Show when=needs_consent>
                <label class="choice">
                    <input type="checkbox" prop:checked=move || consent.is_given()
                        on:change=move |event| consent.set(event_target_checked(&event))/>
                    <span>{form::SEND_ANYWAY}</span>
                </label>
            </Show>
        </div>
    }
}
