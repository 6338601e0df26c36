//! Outcome of a scenario: the verdict in a sentence, the evidence for it, and the next steps.

use leptos::html;
use leptos::prelude::*;

use crate::browser::page;
use crate::report::{self, Scenario};
use crate::scenario::ScenarioId;
use crate::ui::state::Session;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::{results, scenario as text};

/// The outcome of the latest run of this scenario; nothing before there is one.
#[component]
pub fn Outcome(id: ScenarioId) -> impl IntoView {
    let session = expect_context::<Session>();
    let scenario = Memo::new(move |_| {
        let report = session.scenarios.result(id).get()?;
        report.covered(&session.form.live_mask()).scenario
    });
    let element = NodeRef::<html::Div>::new();
    let was_running = StoredValue::new(false);
    Effect::new(move || {
        let is_running = session.scenarios.running.get() == Some(id);
        // On a phone, and on a low window, the results may be outside the window.
        if was_running.get_value()
            && !is_running
            && let Some(element) = element.get()
            && !page::is_in_view(&element)
        {
            element.scroll_into_view();
        }
        was_running.set_value(is_running);
    });
    view! {
        <div node_ref=element>
            {move || scenario.get().map(|scenario| view! { <Conclusion scenario/> })}
            <TrialButtons id/>
        </div>
    }
}

/// One button per trial, which opens it on the first tab, with its checks, its requests and its diagnoses.
#[component]
fn TrialButtons(id: ScenarioId) -> impl IntoView {
    let session = expect_context::<Session>();
    let labels = Memo::new(move |_| {
        let report = session.scenarios.result(id).get()?;
        let scenario = report.covered(&session.form.live_mask()).scenario?;
        let further = scenario.trials.iter().map(|trial| trial.label.visible());
        Some(std::iter::once(scenario.label.visible()).chain(further).collect::<Vec<_>>())
    });
    let open = move |index: usize| {
        let report = session.scenarios.report(id);
        if let Some((_, trial)) = report.and_then(|report| report.trials().into_iter().nth(index)) {
            session.open(trial);
        }
    };
    let button = move |(index, label): (usize, String)| {
        let label = if label.is_empty() { text::ALL_REQUESTS.to_owned() } else { label };
        view! {
            <button type="button" class="small" data-action="open-trial" value=(index + 1).to_string()
                on:click=move |_| open(index)>{label}</button>
        }
    };
    view! {
        <Show when=move || labels.with(Option::is_some)>
            <p class="actions trials">
                <span>{text::OPEN_TRIAL}</span>
                {move || labels.get().unwrap_or_default().into_iter().enumerate().map(button).collect_view()}
            </p>
        </Show>
    }
}

#[component]
fn Conclusion(scenario: Scenario) -> impl IntoView {
    let Scenario { verdict, summary, findings, owner, steps, .. } = scenario;
    let step = |step: crate::redact::Redacted| view! { <li>{step.visible()}</li> };
    view! {
        <div class="outcome" data-verdict=verdict.id()>
            <p class="sentence">
                <VerdictMark/>
                <strong>{verdict.label()}": "</strong>
                {summary.visible()}
            </p>
            {(!steps.is_empty()).then(|| view! {
                <div class="card-head">
                    <h4>{results::HOW_TO_FIX}</h4>
                    {owner.map(|owner| view! { <span class="badge" data-owner=owner.id()>{owner.label()}</span> })}
                </div>
                <ol class="steps">{steps.into_iter().map(step).collect_view()}</ol>
            })}
            {(!findings.is_empty()).then(|| view! {
                <h4>{text::FINDINGS}</h4>
                <ul class="findings">{findings.into_iter().map(|finding| view! { <Finding finding/> }).collect_view()}</ul>
            })}
        </div>
    }
}

/// One finding: the expectation and the observation.
#[component]
fn Finding(finding: report::Finding) -> impl IntoView {
    let report::Finding { title, verdict, observed, expected, .. } = finding;
    view! {
        <li class="finding" data-verdict=verdict.id()>
            <details>
                <summary>
                    <VerdictMark/>
                    <span class="title">{title.visible()}</span>
                    <span class="verdict">{verdict.label()}</span>
                    <span class="observed">{observed.visible()}</span>
                </summary>
                <dl>
                    <div><dt>{results::EXPECTED}</dt><dd>{expected.visible()}</dd></div>
                </dl>
            </details>
        </li>
    }
}
