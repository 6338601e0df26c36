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
use crate::exchange::Outcome;
use crate::runner::{self, Cancel, Limits};
use crate::target::{ApiKey, BaseUrl};
use crate::{probe, wire};

const LIMITS: Limits = Limits { first_byte_ms: 20_000, between_ms: 10_000 };

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
        spawn_local(async move {
            let said = load(transport, &base_url, key.as_ref()).await;
            is_loading.set(false);
            note.set(said);
        });
    });
}

async fn load(transport: &BrowserTransport, base_url: &BaseUrl, key: Option<&ApiKey>) -> String {
    let (request, never) = (probe::models(base_url), Cancel::default());
    let outcome = runner::send(transport, &request, key, LIMITS, &never, &mut |_| ()).await;
    let models = match &outcome {
        Outcome::Replied(reply) => wire::models::ids(reply.body.json()),
        Outcome::Unanswered(_) => None,
    };
    match models {
        Some(models) => {
            super::presets::suggest(&models);
            words::models_loaded(models.len())
        }
        None => words::models_not_loaded(&outcome),
    }
}
