//! A further target of a comparison.

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;

use super::controls::{MissingNote, missing_id};
use super::drill_card::KeyInput;
use super::key_notes::KeyNotes;
use crate::field::FieldName;
use crate::form::Problem;
use crate::scenario::ScenarioId;
use crate::scenario::compare::FIELDS;
use crate::ui::state::{SendConsent, Session};
use crate::ui_text::{form, scenario as text};

/// Its model, its base URL and key (folded), and their problems.
#[component]
pub fn FurtherTargetFields(
    /// Its index among the further targets.
    index: usize,
    consent: SendConsent,
    /// The field of its model.
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let scenarios = expect_context::<Session>().scenarios;
    let [base_url, api_key, model] = FIELDS[index];
    let (url_text, model_text) = (scenarios.fields.text(base_url), scenarios.fields.text(model));
    let problems = Memo::new(move |_| {
        let targets = scenarios.further_targets();
        let target = targets.iter().find(|(at, _)| *at == index).map(|(_, target)| target);
        // The connection form says what is wrong with its own values.
        let target = target.filter(|target| target.has_own_gateway());
        let found = target.map(|target| scenarios.target_problems(target)).unwrap_or_default();
        let is_own = |problem: &Problem| matches!(problem.field(), FieldName::BaseUrl | FieldName::ApiKey);
        found.into_iter().filter(is_own).collect::<Vec<_>>()
    });
    let key_hint = format!("{api_key}-hint");
    view! {
        <fieldset class="further">
            <legend>{text::target(index)}</legend>
            <div class="field">
                <label for=model.as_str()>{text::TARGET_MODEL}</label>
                <input id=model.as_str() name=model.as_str() type="text" list="models"
                    placeholder=text::TARGET_MODEL_HINT
                    spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")}
                    autocomplete="off" aria-describedby=missing_id(model) node_ref=field bind:value=model_text/>
            </div>
            <details prop:open=move || url_text.with_untracked(|it| !it.is_empty())>
                <summary>{text::OTHER_GATEWAY}</summary>
                <div class="field">
                    <label for=base_url.as_str()>{form::BASE_URL}</label>
                    <input id=base_url.as_str() name=base_url.as_str() type="text" inputmode="url"
                        placeholder=text::SAME_GATEWAY
                        spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")}
                        autocomplete="off" bind:value=url_text/>
                </div>
                <div class="field">
                    <label for=api_key.as_str()>{form::API_KEY}</label>
                    <KeyInput name=api_key described_by=key_hint.clone()/>
                    <p class="hint" id=key_hint>{text::TARGET_KEY_HINT}</p>
                </div>
            </details>
            <KeyNotes problems consent/>
            <MissingNote id=ScenarioId::Compare field=model/>
        </fieldset>
    }
}
