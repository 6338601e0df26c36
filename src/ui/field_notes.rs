//! What is wrong with each input, beside it, before anything is sent.

use leptos::mount::mount_to;
use leptos::prelude::*;

use super::field::Field;
use super::form::Form;
use super::node::{all, button, live, node, tick, words};
use super::words as said;
use crate::browser::page;
use crate::diagnosis::{DiagnosisKind, kind_of_problem};
use crate::form::Problem;
use crate::target::Severity;

/// Puts the notes beside the fields.
pub(super) fn mount(form: Form) {
    for field in form.fields() {
        let place = page::element(&format!("{}-notes", field.name));
        mount_to(place, move || notes(form, field)).forget();
    }
}

/// The problems of one field, each with a button that mends it where that is known.
fn notes(form: Form, field: Field) -> AnyView {
    live(move || {
        let mut problems = form.shown_problems();
        problems.retain(|problem| problem.field() == field.name);
        field.mark_invalid(problems.iter().any(|problem| problem.weight() > Severity::Warning));
        all(problems.iter().map(|problem| note(form, field, problem)).collect())
    })
}

fn note(form: Form, field: Field, problem: &Problem) -> AnyView {
    let mut parts = vec![words("span", &[], said::problem(problem) + " ")];
    let is_allowed = |fix: &String| {
        field.name != "base_url" || !form.gateways.with_untracked(|gateways| gateways.refuses(fix))
    };
    if let Some(fix) = untrack(|| form.typed()).fix(problem).filter(is_allowed) {
        let label = said::fix(problem, &fix);
        parts.push(button(&label, &[("class", "fix")], move || {
            // Consent was given for what stood there.
            form.has_consent.set(false);
            if field.name == form.base_url.name {
                form.change_base_url(&fix);
            } else {
                field.set(&fix);
            }
            field.focus();
        }));
    }
    if problem.weight() == Severity::NeedsConfirmation {
        let is_given = form.has_consent.get();
        parts.push(tick("Send anyway", &[], is_given, move |is_ticked| form.has_consent.set(is_ticked)));
    }
    let weight = said::weight_id(problem.weight());
    let kind = kind_of_problem(problem).map_or("", DiagnosisKind::as_str);
    let hooks =
        [("class", "problem"), ("data-problem", field.name), ("data-weight", weight), ("data-kind", kind)];
    node("p", &hooks, parts)
}
