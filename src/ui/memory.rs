//! Saved data, only if the user chose that: base URL, model, prompt and the results of the last runs. Never
//! the key.

use leptos::ev;
use leptos::prelude::*;

use super::state::{FormState, Session};
use crate::browser::storage;
use crate::history::{Memory, RunSummary};
use crate::prefill;
use crate::redact::Redacted;
use crate::ui_text::{form as text, notices, saved_report};

/// Fills the form with the saved data, as far as nobody has typed.
pub fn restore(form: FormState) {
    let Some(text) = storage::read() else { return };
    let typed = untrack(|| form.typed());
    form.apply(prefill::of_memory(Memory::read(&text), &typed));
}

/// The choice to remember, the button that deletes the saved data, and the results of the last runs.
#[component]
pub fn MemoryChoice() -> impl IntoView {
    let session = expect_context::<Session>();
    let memory = RwSignal::new(saved());
    // Another tab saved or deleted data, which this one must not bring back.
    let changed = window_event_listener(ev::storage, move |_| memory.set(saved()));
    // A page to which “Back” returns heard nothing of it meanwhile.
    let returned = window_event_listener_untyped("pageshow", move |_| memory.set(saved()));
    on_cleanup(move || {
        changed.remove();
        returned.remove();
    });
    let forget = move || {
        storage::forget();
        memory.set(None);
    };
    let choose = move |event| {
        if event_target_checked(&event) {
            memory.set(Some(Memory::default()));
            if !keep(session, memory) {
                memory.set(None);
            }
        } else {
            forget();
        }
    };
    Effect::new(move || {
        if session.phase.get().is_over() && memory.with_untracked(Option::is_some) {
            record(session, memory);
        }
    });
    let runs = Memo::new(move |_| memory.with(|memory| memory.as_ref().map(|it| it.runs.clone())));
    let rows = move || runs.get().unwrap_or_default();
    // Not a `<For>`: two runs may have begun in the same second, and nothing else tells them apart for sure.
    let row = |run: RunSummary| {
        view! { <li data-remembered=run.at.clone()>{saved_report::remembered(&run)}</li> }
    };
    view! {
        <div class="part">
            <label class="choice">
                <input name="remember" type="checkbox" on:change=choose
                    prop:checked=move || memory.with(Option::is_some)/>
                <span>{text::REMEMBER}</span>
            </label>
            <p class="hint">
                {text::REMEMBER_HINT}" "
                <button type="button" class="small" data-action="forget" on:click=move |_| {
                    forget();
                    session.notices.confirm(notices::FORGOTTEN);
                }>{text::FORGET}</button>
            </p>
            <Show when=move || !rows().is_empty()>
                <details>
                    <summary>{text::LAST_RUNS}</summary>
                    <ol class="remembered">{move || rows().into_iter().map(row).collect_view()}</ol>
                </details>
            </Show>
        </div>
    }
}

fn saved() -> Option<Memory> {
    storage::read().map(|text| Memory::read(&text))
}

/// Adds the run that has just ended. A saved report is not a run.
fn record(session: Session, memory: RwSignal<Option<Memory>>) {
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
    keep(session, memory);
}

/// Stores the data with the form's values, and says so if the browser refuses; returns whether it accepted.
fn keep(session: Session, memory: RwSignal<Option<Memory>>) -> bool {
    let typed = untrack(|| session.form.typed());
    let mask = session.form.mask();
    let text = memory.with_untracked(|memory| {
        let runs = memory.as_ref().map(|memory| memory.runs.clone()).unwrap_or_default();
        let (base_url, model, prompt) = (typed.base_url, typed.model, typed.prompt);
        Memory { base_url, model, prompt, runs, ..Memory::default() }.to_json(&mask)
    });
    let is_kept = storage::keep(&Redacted::composed(text));
    if !is_kept {
        session.notices.say(notices::NOT_KEPT);
    }
    is_kept
}
