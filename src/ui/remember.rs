//! Remembering, by choice alone: base URL, model, prompt and how the last runs came out. Never the key.

use leptos::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement};

use super::form::Form;
use super::node::{self, all, follow, live, node, words};
use super::on::on;
use super::session::{Phase, Session};
use super::state::State;
use super::words as said;
use crate::browser::{page, storage};
use crate::history::{Memory, RunSummary};
use crate::redact::Redacted;

/// Fills the form with what is remembered, as far as nobody has typed.
pub(super) fn restore(form: Form) {
    let Some(text) = storage::read() else { return };
    let memory = Memory::read(&text);
    if !memory.base_url.is_empty() && form.base_url.is_untouched() {
        form.prefill_base_url(&memory.base_url);
    }
    for (field, text) in [(form.model, &memory.model), (form.prompt, &memory.prompt)] {
        if !text.is_empty() && field.is_untouched() {
            field.set(text);
        }
    }
}

/// Listens to the choice, and keeps what is remembered up to date.
pub(super) fn listen(session: Session) {
    let memory = State::new(storage::read().map(|text| Memory::read(&text)));
    let tick: HtmlInputElement = page::first("[name=remember]");
    tick.set_checked(memory.with_untracked(Option::is_some));
    let ticked = tick.clone();
    on(&tick, "change", move |_| {
        if ticked.checked() {
            memory.set(Some(Memory::default()));
            keep(session.form, memory);
        } else {
            forget(memory);
        }
    });
    on(&page::first::<HtmlElement>("[data-action=forget]"), "click", move |_| {
        tick.set_checked(false);
        forget(memory);
        page::note(said::FORGOTTEN);
    });
    follow(move || {
        let is_over = matches!(session.phase.get(), Phase::Done | Phase::Stopped);
        if is_over && memory.with_untracked(Option::is_some) {
            record(session, memory);
        }
    });
    node::mount("remembered", move || live(move || memory.with(|memory| runs(memory.as_ref()))));
}

fn forget(memory: State<Option<Memory>>) {
    storage::forget();
    memory.set(None);
}

/// Adds the run that has just ended. A saved report is no run.
fn record(session: Session, memory: State<Option<Memory>>) {
    let Some(report) = session.report().filter(|_| session.opened.with_untracked(Option::is_none)) else {
        return;
    };
    let run = RunSummary {
        at: report.run.started_at.to_string(),
        base_url: report.target.base_url.to_string(),
        model: report.target.model.to_string(),
        profile: report.run.profile.to_string(),
        verdicts: report.points.iter().map(|point| Some(point.verdict)).collect(),
        diagnosis: report.diagnoses.first().map(|main| main.kind.to_string()).unwrap_or_default(),
    };
    memory.update(|memory| {
        if let Some(memory) = memory {
            memory.record(run);
        }
    });
    keep(session.form, memory);
}

fn keep(form: Form, memory: State<Option<Memory>>) {
    let typed = untrack(|| form.typed());
    let mask = form.mask();
    let text = memory.with_untracked(|memory| {
        let runs = memory.as_ref().map(|memory| memory.runs.clone()).unwrap_or_default();
        let (base_url, model, prompt) = (typed.base_url, typed.model, typed.prompt);
        Memory { base_url, model, prompt, runs, ..Memory::default() }.to_json(&mask)
    });
    if !storage::keep(&Redacted::composed(text)) {
        page::note(said::NOT_KEPT);
    }
}

/// How the last runs came out.
fn runs(memory: Option<&Memory>) -> AnyView {
    let runs = memory.into_iter().flat_map(|memory| &memory.runs);
    let rows: Vec<AnyView> =
        runs.map(|run| words("li", &[("data-remembered", &run.at)], said::remembered(run))).collect();
    if rows.is_empty() {
        return all(rows);
    }
    let list = node("ol", &[("class", "remembered")], rows);
    node("details", &[], vec![words("summary", &[], said::LAST_RUNS), list])
}
