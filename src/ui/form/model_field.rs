//! The model, and the gateway's list of models.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ProblemNotes, problem_notes::is_invalid};
use crate::config::GatewayList;
use crate::form::Suggestions;
use crate::redact::Redacted;
use crate::runner;
use crate::target::{ApiKey, BaseUrl};
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The model's name, with suggestions. A list that cannot be loaded is a quiet note, never a blocker.
#[component]
pub fn ModelField() -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let note = RwSignal::new(String::new());
    let is_loading = RwSignal::new(false);
    let load = move |_| {
        if !is_loading.get_untracked() && form.is_ready.get_untracked() {
            load_models(session, note, is_loading);
        }
    };
    let models = Memo::new(move |_| form.models());
    let option = |model: Redacted| {
        let value = model.to_string();
        view! { <option value=value.clone()>{value.clone()}</option> }
    };
    view! {
        <div class="field">
            <label for="model">{text::MODEL}</label>
            <div class="with-button">
                <input id="model" name="model" type="text" list="models" placeholder=text::MODEL_EXAMPLE
                    spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")} autocomplete="off"
                    aria-describedby="model-notes" node_ref=form.fields.model bind:value=form.model
                    aria-invalid=move || is_invalid(form, "model").to_string()/>
                <button type="button" data-action="load-models" aria-label=text::LIST_MODELS_NAME
                    on:click=load>{text::LIST_MODELS}</button>
            </div>
            <datalist id="models">{move || models.get().into_iter().map(option).collect_view()}</datalist>
            <p class="hint" aria-live="polite">{note}</p>
            <ProblemNotes field="model"/>
        </div>
    }
}

fn load_models(session: Session, note: RwSignal<String>, is_loading: RwSignal<bool>) {
    let form = session.form;
    let obstacle = form.obstacle(&["base_url", "api_key"]);
    let typed = untrack(|| form.typed());
    let (Ok(base_url), Ok(key), None) =
        (BaseUrl::parse(&typed.base_url), ApiKey::parse(&typed.api_key), &obstacle)
    else {
        note.set(text::models_held_up(obstacle.as_ref()).to_owned());
        return;
    };
    is_loading.set(true);
    note.set(text::MODELS_LOADING.to_owned());
    let redirects = form.gateways.with_untracked(GatewayList::redirects);
    let cancel = form.begin_loading();
    let transport = session.transport();
    spawn_local(async move {
        let listed =
            runner::models(&*transport, &base_url, key.as_ref(), redirects, &form.mask(), &cancel).await;
        is_loading.set(false);
        let now = form.base_url.with_untracked(|now| BaseUrl::parse(now));
        let is_current = now.is_ok_and(|now| now.to_string() == base_url.to_string());
        note.set(match listed {
            // The list says nothing about the base URL that the form holds now.
            _ if !is_current => String::new(),
            Ok(models) => {
                let count = models.len();
                form.suggestions.set(Suggestions::new(&typed.base_url, models));
                text::models_loaded(count)
            }
            Err(why) => text::models_not_loaded(why),
        });
    });
}
