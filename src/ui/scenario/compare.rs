//! Several targets side by side.

use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::comparison_table::ComparisonTable;
use super::controls::{Controls, progress, trial};
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
    let last = scenarios.further_targets().last().map_or(1, |(index, _)| index + 1);
    let shown = RwSignal::new(untrack(|| last));
    let fields = FIELDS.map(|_| NodeRef::<html::Input>::new());
    let is_hidden = move |index: usize| {
        index >= shown.get() && !scenarios.further_targets().iter().any(|(at, _)| *at == index)
    };
    let next = Memo::new(move |_| (0..FIELDS.len()).find(|index| is_hidden(*index)));
    let add = move |_| {
        let Some(index) = next.get_untracked() else { return };
        shown.set(index + 1);
        // The button may be gone with the last target; and the next thing to do is to fill this one in.
        spawn_local(async move {
            tick().await;
            // By then, another tab may be chosen.
            if let Some(field) = fields[index].try_get_untracked().flatten() {
                // Fails only for an element that cannot be focused.
                let _ = field.focus();
            }
        });
    };
    let targets = Memo::new(move |_| scenarios.further_targets().len() + 1);
    let cost = Signal::derive(move || {
        let plan = Plan::of_profile(Profile::Standard, CONCURRENCY);
        let targets = targets.get();
        let tokens = plan.tokens() * u32::try_from(targets).unwrap_or_default();
        text::compare_cost(plan.requests() * targets, tokens)
    });
    let start = move || {
        scenarios.compare(|index| consents.get(index).is_some_and(|consent| untrack(|| consent.is_given())));
    };
    let target = move |(index, consent): (usize, SendConsent)| {
        view! {
            <div hidden=move || is_hidden(index)>
                <FurtherTargetFields index consent field=fields[index]/>
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
                <p class="actions">
                    <button type="button" class="small" data-action="add-target"
                        hidden=move || next.get().is_none() on:click=add>{text::ADD_TARGET}</button>
                </p>
                <Controls id cost progress=progress() step=trial() start/>
            </div>
            <div class="card" hidden=move || scenarios.result(id).with(Option::is_none)>
                <Outcome id/>
                <ComparisonTable/>
                <Save id/>
            </div>
        </section>
    }
}
