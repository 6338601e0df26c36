//! Starting and stopping a scenario.

use leptos::prelude::*;

use crate::field::FieldName;
use crate::scenario::ScenarioId;
use crate::ui::state::Session;
use crate::ui_text::{form, scenario as text};

/// Requests it will send, the button that starts it, and while it runs its progress and Stop. Its steps, of
/// which the progress has more than a listener wants, and its outcome, which is visible below, are announced
/// here: a live region has to be there before its text.
#[component]
pub fn Controls(
    id: ScenarioId,
    /// Text of the button.
    #[prop(default = text::RUN)]
    label: &'static str,
    /// Requests it would send, in a sentence; empty if that cannot be said yet.
    #[prop(into)]
    cost: Signal<String>,
    /// Progress of the scenario.
    #[prop(into)]
    progress: Signal<String>,
    /// The latest step of the scenario.
    #[prop(into)]
    step: Signal<String>,
    /// Starts it.
    start: impl Fn() + 'static,
) -> impl IntoView {
    let scenarios = expect_context::<Session>().scenarios;
    let is_running = Memo::new(move |_| scenarios.running.get() == Some(id));
    let is_busy =
        move || scenarios.running.with(Option::is_some) || scenarios.form.closed.with(Option::is_some);
    let press_stop = move |_| {
        // It may have ended meanwhile, and another one may be running.
        if is_running.get_untracked() {
            scenarios.stop();
        }
    };
    let said = Memo::new(move |_| {
        if is_running.get() {
            return step.get();
        }
        let mask = scenarios.form.live_mask();
        scenarios.result(id).with(|report| {
            let scenario = report.as_ref().and_then(|report| report.scenario.as_ref());
            scenario.map(|it| text::heard(it.verdict, &mask.cover(&it.summary))).unwrap_or_default()
        })
    });
    view! {
        <p class="hint" data-cost="">{cost}</p>
        <div class="actions">
            <button type="button" class="primary" data-action="run-scenario" on:click=move |_| start()
                aria-disabled=move || is_busy().to_string()>{label}</button>
            <button type="button" class="stop" data-action="stop-scenario" on:click=press_stop
                aria-disabled=move || (!is_running.get()).to_string()>{form::STOP}</button>
        </div>
        <p class="progress" hidden=move || !is_running.get()>
            {move || is_running.get().then(|| progress.get())}
        </p>
        <p role="status" class="visually-hidden">{said}</p>
    }
}

/// Returns the progress of a scenario of trials, in words.
pub fn progress() -> Signal<String> {
    let progress = expect_context::<Session>().scenarios.progress;
    Signal::derive(move || progress.with(|it| text::progress(it.trial, &it.label, it.requests)))
}

/// The trial under way, in words: of a step of the scenario, not of each request.
pub fn trial() -> Signal<String> {
    let progress = expect_context::<Session>().scenarios.progress;
    Signal::derive(move || progress.with(|it| text::trial(it.trial, &it.label)))
}

/// The id of the note on what is missing in this field.
pub fn missing_id(field: FieldName) -> String {
    format!("{field}-missing")
}

/// Reason why this scenario did not start, beside the field that it is about; nothing otherwise, or once
/// something in the scenario was edited.
#[component]
pub fn MissingNote(id: ScenarioId, field: FieldName) -> impl IntoView {
    let scenarios = expect_context::<Session>().scenarios;
    let sentence = Memo::new(move |_| {
        let (_, missing) = scenarios.missing.get().filter(|(of, it)| *of == id && it.field == field)?;
        Some(missing.sentence)
    });
    let note = move |sentence: &'static str| {
        view! { <p class="problem" data-problem=field.as_str()>{sentence}</p> }
    };
    view! {
        <div class="notes" id=missing_id(field) aria-live="polite">
            {move || sentence.get().map(note)}
        </div>
    }
}
