//! The gateway's models, to tick those that are compared.

use leptos::prelude::*;

use crate::field::FieldName;
use crate::scenario::compare::FIELDS;
use crate::ui::state::{ScenarioFields, Session};
use crate::ui_text::scenario as text;

/// Largest number of models offered as checkboxes; any name can be typed.
const MAX_OFFERED: usize = 40;

/// One checkbox per model, which makes it a further target as long as there is room for one. Until the models
/// are listed, a hint how to list them.
#[component]
pub fn ModelsToCompare() -> impl IntoView {
    let session = expect_context::<Session>();
    let fields = session.scenarios.fields;
    let own = session.form.model;
    let models = Memo::new(move |_| {
        let known = session.form.models().into_iter().map(|model| model.to_string());
        known.filter(|model| own.with(|own| own.trim() != model)).take(MAX_OFFERED).collect::<Vec<_>>()
    });
    let is_full = Memo::new(move |_| empty_index(fields).is_none());
    let tick = move |model: String| {
        let name = model.clone();
        let is_ticked = {
            let model = model.clone();
            Memo::new(move |_| index_of(fields, &model).is_some())
        };
        view! {
            <label class="choice">
                <input type="checkbox" name="compared_model" value=name.clone()
                    prop:checked=move || is_ticked.get()
                    prop:disabled=move || is_full.get() && !is_ticked.get()
                    on:change=move |event| set(fields, &model, event_target_checked(&event))/>
                <span>{name.clone()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="ticks">
            <legend>{text::MODELS_TO_COMPARE}</legend>
            <p class="hint" hidden=move || models.with(|models| !models.is_empty())>{text::LIST_FIRST}</p>
            {move || models.get().into_iter().map(tick).collect_view()}
        </fieldset>
    }
}

/// The index of this model, at the form's own gateway, among the further targets.
fn index_of(fields: ScenarioFields, model: &str) -> Option<usize> {
    FIELDS.iter().position(|[base_url, _, name]| {
        fields.text(*base_url).with(|url| url.trim().is_empty())
            && fields.text(*name).with(|it| it.trim() == model)
    })
}

/// The index of the first further target for which nothing was typed.
fn empty_index(fields: ScenarioFields) -> Option<usize> {
    let is_empty = |name: FieldName| fields.text(name).with(|text| text.trim().is_empty());
    FIELDS.iter().position(|[base_url, _, model]| is_empty(*base_url) && is_empty(*model))
}

/// Makes the model a further target, or removes it.
fn set(fields: ScenarioFields, model: &str, is_wanted: bool) {
    let known = untrack(|| index_of(fields, model));
    match (known, is_wanted) {
        (Some(index), false) => fields.text(FIELDS[index][2]).set(String::new()),
        (None, true) => {
            if let Some(index) = untrack(|| empty_index(fields)) {
                fields.text(FIELDS[index][2]).set(model.to_owned());
            }
        }
        (Some(_), true) | (None, false) => {}
    }
}
