//! Fills the model suggestions from the gateway. A failure is a quiet note, never a blocker.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{HtmlButtonElement, HtmlElement};

use super::form::Form;
use super::node::follow;
use super::on::on;
use super::state::State;
use super::words;
use crate::browser::page;
use crate::browser::transport::BrowserTransport;
use crate::runner::{self, Cancel};
use crate::target::{ApiKey, BaseUrl};

/// Listens to the button, and puts its note beside the field.
pub(super) fn listen(form: Form, transport: &'static BrowserTransport) {
    let note = State::new(String::new());
    let is_loading = State::new(false);
    let place: HtmlElement = page::element("models-note");
    follow(move || place.set_text_content(Some(&note.get())));
    let button: HtmlButtonElement = page::first("[data-action=load-models]");
    on(&button, "click", move |_| {
        if is_loading.get_untracked() {
            return;
        }
        let typed = untrack(|| form.typed());
        let obstacle = form.obstacle(&["base_url", "api_key"]);
        let (Ok(base_url), Ok(key), None) =
            (BaseUrl::parse(&typed.base_url), ApiKey::parse(&typed.api_key), &obstacle)
        else {
            note.set(words::models_held_up(obstacle.as_ref()).to_owned());
            return;
        };
        is_loading.set(true);
        note.set(words::MODELS_LOADING.to_owned());
        let cancel = Cancel::default();
        form.loading.set(cancel.clone());
        spawn_local(async move {
            let listed = runner::models(transport, &base_url, key.as_ref(), &form.mask(), &cancel).await;
            is_loading.set(false);
            note.set(match listed {
                Ok(models) => {
                    super::presets::suggest(&models);
                    words::models_loaded(models.len())
                }
                Err(why) => words::models_not_loaded(why),
            });
        });
    });
}
