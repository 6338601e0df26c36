//! Several targets side by side.

use leptos::prelude::*;

use super::comparison_table::ComparisonTable;
use super::controls::{Controls, MissingNote, progress};
use super::further_target::FurtherTargetFields;
use super::models_to_compare::ModelsToCompare;
use super::outcome::Outcome;
use super::save::Save;
use crate::plan::{CONCURRENCY, Plan};
use crate::probe::Profile;
use crate::scenario::ScenarioId;
use crate::scenario::compare::FIELDS;
use crate::ui::state::{SendConsent, Session};
use crate::ui_text::scenario as text;

/// The targets beside that of the connection form, the button, and the comparison.
#[component]
pub fn Compare() -> impl IntoView {
    let session = expect_context::<Session>();
    let scenarios = session.scenarios;
    let id = ScenarioId::Compare;
    let consents = FIELDS.map(|[base_url, api_key, _]| {
        SendConsent::new(scenarios.fields.text(base_url), scenarios.fields.text(api_key))
    });
    let last = scenarios.further_targets().last().map_or(1, |(place, _)| place + 1);
    let shown = RwSignal::new(untrack(|| last));
    let is_full = move || shown.get() >= FIELDS.len();
    let targets = Memo::new(move |_| scenarios.further_targets().len() + 1);
    let cost = Signal::derive(move || {
        let plan = Plan::of_profile(Profile::Standard, CONCURRENCY);
        let targets = targets.get();
        let tokens = plan.tokens() * u32::try_from(targets).unwrap_or_default();
        text::compare_cost(plan.requests() * targets, tokens)
    });
    let start = move || {
        scenarios.compare(|place| consents.get(place).is_some_and(|consent| untrack(|| consent.is_given())));
    };
    let target = move |(place, consent): (usize, SendConsent)| {
        let is_hidden =
            move || place >= shown.get() && !scenarios.further_targets().iter().any(|(at, _)| *at == place);
        view! {
            <div hidden=is_hidden>
                <FurtherTargetFields place consent/>
            </div>
        }
    };
    let verdict = Memo::new(move |_| scenarios.verdict(id));
    view! {
        <section class="results" id="compare" role="tabpanel" aria-labelledby="tab-compare"
            data-scenario=id.id() data-verdict=verdict
            on:input=move |_| scenarios.missing.set(None)>
            <div class="card">
                <h2>{id.title()}</h2>
                <p>{text::COMPARE_INTRO}</p>
                <ModelsToCompare/>
                {consents.into_iter().enumerate().map(target).collect_view()}
                <MissingNote id field="model_2"/>
                <p class="actions">
                    <button type="button" class="small" data-action="add-target"
                        hidden=is_full
                        on:click=move |_| shown.update(|shown| *shown += 1)>{text::ADD_TARGET}</button>
                </p>
                <Controls id cost progress=progress() start/>
            </div>
            <div class="card" hidden=move || scenarios.result(id).with(Option::is_none)>
                <Outcome id/>
                <ComparisonTable/>
                <Save id/>
            </div>
        </section>
    }
}
