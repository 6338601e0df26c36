//! One target over time.

use leptos::prelude::*;

use super::controls::{Controls, MissingNote, missing_id};
use super::outcome::Outcome;
use super::save::Save;
use crate::field::FieldName;
use crate::plan::Plan;
use crate::report::{Turn, Watch, WatchSummary};
use crate::scenario::ScenarioId;
use crate::text::number;
use crate::ui::pictures::WatchCoursePicture;
use crate::ui::state::Session;
use crate::ui_text::scenario as text;

/// Interval and duration of the watch, the course so far, its figures and its changes.
#[component]
pub fn WatchTab() -> impl IntoView {
    let session = expect_context::<Session>();
    let scenarios = session.scenarios;
    let id = ScenarioId::Watch;
    let is_running = Memo::new(move |_| scenarios.running.get() == Some(id));
    let tokens = Plan::repeated(1).tokens();
    let cost = Signal::derive(move || {
        let typed = |name: FieldName| scenarios.fields.text(name).with(|text| text.trim().to_owned());
        text::schedule(typed)
            .map(|(every_s, minutes)| text::watch_cost(every_s, minutes, tokens))
            .unwrap_or_default()
    });
    let progress = Signal::derive(move || scenarios.watch.with(text::watching));
    let field = move |name: FieldName, label: &'static str, (least, most): (u32, u32)| {
        view! {
            <div class="field">
                <label for=name.as_str()>{label}</label>
                <input id=name.as_str() name=name.as_str() type="number" inputmode="numeric"
                    min=least.to_string() max=most.to_string() autocomplete="off"
                    aria-describedby=missing_id(name)
                    bind:value=scenarios.fields.text(name)/>
                <MissingNote id field=name/>
            </div>
        }
    };
    let summary = Memo::new(move |_| {
        let mask = session.form.live_mask();
        Some(scenarios.watch.with(Watch::summary)?.covered(&mask))
    });
    // Not each of hundreds of prompts: each change.
    let step = Signal::derive(move || {
        let turn = summary.with(|it| Some(it.as_ref()?.turns.last()?.words()));
        turn.unwrap_or_default()
    });
    let verdict = Memo::new(move |_| match scenarios.running.get() {
        Some(ScenarioId::Watch) => "running",
        _ => summary.with(|it| it.as_ref().map_or("pending", |it| it.outcome().verdict.id())),
    });
    view! {
        <section class="results" id="watch" role="tabpanel" aria-labelledby="tab-watch"
            data-scenario=id.id() data-verdict=verdict
            data-requests=move || scenarios.watch.with(|watch| watch.beats.len().to_string())
            on:input=move |_| scenarios.missing.set(None)>
            <div class="card">
                <h2>{id.title()}</h2>
                <p>{text::WATCH_INTRO}</p>
                <div class="pair">
                    {field(FieldName::WatchEveryS, text::EVERY, text::EVERY_S)}
                    {field(FieldName::WatchMinutes, text::FOR_MINUTES, text::MINUTES)}
                </div>
                <Controls id label=text::START_WATCH cost progress step start=move || scenarios.start_watch()/>
            </div>
            <Show when=move || summary.with(Option::is_some)>
                <div class="card">
                    <Show when=move || !is_running.get()><Outcome id/></Show>
                    <h3>{text::COURSE}</h3>
                    <WatchCoursePicture is_running/>
                    <Figures summary/>
                    <h3>{text::CHANGES}</h3>
                    <Changes summary/>
                    <Save id/>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Figures(summary: Memo<Option<WatchSummary>>) -> impl IntoView {
    let figure = |(name, value): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="figures">
            {move || summary.get().iter().flat_map(WatchSummary::figures).map(figure).collect_view()}
        </dl>
    }
}

/// Changes, each with its time; the state at the beginning comes first.
#[component]
fn Changes(summary: Memo<Option<WatchSummary>>) -> impl IntoView {
    let turns =
        Memo::new(move |_| summary.with(|it| it.as_ref().map(|it| it.turns.clone()).unwrap_or_default()));
    let turn = |turn: Turn| {
        view! {
            <li data-came=turn.outcome.id()>
                <span class="offset">{number::offset(turn.at_ms)}</span>
                " "
                {turn.words()}
            </li>
        }
    };
    view! { <ul class="changes">{move || turns.get().into_iter().map(turn).collect_view()}</ul> }
}
