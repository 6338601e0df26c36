//! Notes on the problems of an input, beside it, before anything is sent.

use leptos::prelude::*;

use crate::diagnosis::{DiagnosisKind, kind_of_problem};
use crate::field::FieldName;
use crate::form::Problem;
use crate::target::Severity;
use crate::ui::state::{FormState, Session};
use crate::ui_text::{form as text, problems};

/// The problems of one field, each with a button that fixes it if possible. A note stays as long
/// as its problem does, so that nothing is announced twice.
#[component]
pub fn ProblemNotes(field: FieldName) -> impl IntoView {
    let form = expect_context::<Session>().form;
    let found = Memo::new(move |_| problems_of(form, field));
    view! {
        <div class="notes" id=notes_of(field) aria-live="polite">
            <For each=move || found.get() key=problems::problem let:problem>
                <ProblemNote field problem/>
            </For>
        </div>
    }
}

/// The id of the element with the notes on a field, which describes the field.
pub fn notes_of(field: FieldName) -> String {
    format!("{field}-notes")
}

/// Returns true if the text in the field is wrong; follows every edit.
pub fn is_invalid(form: FormState, field: FieldName) -> bool {
    problems_of(form, field).iter().any(|problem| problem.severity() > Severity::Warning)
}

fn problems_of(form: FormState, field: FieldName) -> Vec<Problem> {
    let mut problems = form.shown_problems();
    problems.retain(|problem| problem.field() == field);
    problems
}

/// One problem: the sentence, the button that fixes it, and the checkbox that allows sending in spite of it.
#[component]
fn ProblemNote(field: FieldName, problem: Problem) -> impl IntoView {
    let form = expect_context::<Session>().form;
    let sentence = problems::problem(&problem);
    let severity = problem.severity();
    let kind = kind_of_problem(&problem).map_or("", DiagnosisKind::as_str);
    // Unlike the problem itself, this can be copied into both closures.
    let problem = StoredValue::new(problem);
    let fix = Memo::new(move |_| {
        let problem = problem.get_value();
        let is_allowed = |fix: &String| {
            field != FieldName::BaseUrl || !form.gateways.with(|gateways| gateways.refuses(fix))
        };
        let fix = form.typed().fix(&problem).filter(is_allowed)?;
        Some((problems::fix(&problem, &fix), fix))
    });
    let take_over = move |_| {
        let Some((_, fix)) = fix.get_untracked() else { return };
        form.apply_fix(&problem.get_value(), fix);
    };
    let label = move || fix.get().map(|(label, _)| label);
    view! {
        <p class="problem" data-problem=field.as_str() data-weight=text::severity_id(severity) data-kind=kind>
            <span>{sentence}</span>
            " "
            <Show when=move || fix.with(Option::is_some)>
                <button type="button" class="small" on:click=take_over>{label}</button>
            </Show>
            {(severity == Severity::NeedsConfirmation).then(|| view! { <SendAnyway/> })}
        </p>
    }
}

/// The checkbox that gives consent for the current values of the form.
#[component]
fn SendAnyway() -> impl IntoView {
    let consent = expect_context::<Session>().form.consent;
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=move || consent.is_given()
                on:change=move |event| consent.set(event_target_checked(&event))/>
            <span>{text::SEND_ANYWAY}</span>
        </label>
    }
}
