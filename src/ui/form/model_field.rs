//! The model, and the gateway's list of models.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ProblemNotes;
use super::problem_notes::{is_invalid, notes_of};
use crate::config::GatewayList;
use crate::field::FieldName;
use crate::form::Suggestions;
use crate::redact::Redacted;
use crate::runner::{self, NoModels};
use crate::target::{ApiKey, BaseUrl};
use crate::ui::state::{FormState, Session};
use crate::ui_text::form as text;

/// The model's name, with suggestions. A list that cannot be loaded is a quiet note, never a blocker.
#[component]
pub fn ModelField() -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let name = FieldName::Model;
    let listing = RwSignal::new(Listing::Quiet);
    let note = Memo::new(move |_| listing.with(|listing| listing.sentence(form)));
    let load = move |_| {
        let is_loading = matches!(
            listing.get_untracked(), Listing::Loading(base_url) if untrack(|| is_current(form, &base_url))
        );
        if !is_loading && form.is_ready.get_untracked() {
            load_models(session, listing);
        }
    };
    let models = Memo::new(move |_| form.models());
    let option = |model: Redacted| {
        let value = model.to_string();
        view! { <option value=value.clone()>{value.clone()}</option> }
    };
    view! {
        <div class="field">
            <label for=name.as_str()>{text::MODEL}</label>
            <div class="with-button">
                <input id=name.as_str() name=name.as_str() type="text" list="models"
                    placeholder=text::MODEL_EXAMPLE
                    spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")} autocomplete="off"
                    aria-describedby=notes_of(name) node_ref=form.fields.model bind:value=form.model
                    aria-invalid=move || is_invalid(form, name).to_string()/>
                <button type="button" data-action="load-models" aria-label=text::LIST_MODELS_NAME
                    on:click=load>{text::LIST_MODELS}</button>
            </div>
            <datalist id="models">{move || models.get().into_iter().map(option).collect_view()}</datalist>
            <p class="hint" aria-live="polite">{note}</p>
            <ProblemNotes field=name/>
        </div>
    }
}

/// The fields whose values are in the request for the models.
const SENT: [FieldName; 2] = [FieldName::BaseUrl, FieldName::ApiKey];

/// The note about the gateway's list of models.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Listing {
    /// Nothing.
    Quiet,
    /// It cannot be requested yet.
    HeldUp,
    /// It was requested from this base URL.
    Loading(String),
    /// The request to this base URL is over; with the number of models.
    Over(String, Result<usize, NoModels>),
}

impl Listing {
    /// The sentence, as long as it is true; follows every edit.
    fn sentence(&self, form: FormState) -> String {
        match self {
            Self::HeldUp => requestable(form).err().unwrap_or_default().to_owned(),
            Self::Loading(base_url) if is_current(form, base_url) => text::MODELS_LOADING.to_owned(),
            Self::Over(base_url, Ok(count))
                if is_current(form, base_url) && form.models().len() == *count =>
            {
                text::models_loaded(*count)
            }
            Self::Over(base_url, Err(why)) if is_current(form, base_url) => text::models_not_loaded(*why),
            Self::Quiet | Self::Loading(_) | Self::Over(..) => String::new(),
        }
    }
}

/// Returns true if this is the form's base URL, however it is written; follows every edit.
fn is_current(form: FormState, base_url: &str) -> bool {
    form.base_url.with(|typed| BaseUrl::parse(typed).is_ok_and(|now| now.to_string() == base_url))
}

/// Returns the base URL and the key for the request, or why it cannot be sent yet; follows every edit.
fn requestable(form: FormState) -> Result<(BaseUrl, Option<ApiKey>), &'static str> {
    let typed = form.typed();
    let obstacle = typed.first_blocking_problem(&SENT, form.consent.is_given());
    match (BaseUrl::parse(&typed.base_url), ApiKey::parse(&typed.api_key), &obstacle) {
        (Ok(base_url), Ok(key), None) => Ok((base_url, key)),
        (Err(_), ..) | (_, Err(_), _) | (.., Some(_)) => Err(text::models_held_up(obstacle.as_ref())),
    }
}

fn load_models(session: Session, listing: RwSignal<Listing>) {
    let form = session.form;
    // Shows what is in the way, and moves the keyboard there.
    form.first_blocking_problem(&SENT);
    let Ok((base_url, key)) = untrack(|| requestable(form)) else {
        listing.set(Listing::HeldUp);
        return;
    };
    form.keep_key(key.as_ref());
    let requested = base_url.to_string();
    let loading = Listing::Loading(requested.clone());
    listing.set(loading.clone());
    let redirects = form.gateways.with_untracked(GatewayList::redirects);
    let cancel = form.begin_loading();
    let transport = session.transport();
    spawn_local(async move {
        let listed =
            runner::models(&*transport, &base_url, key.as_ref(), redirects, &form.mask(), &cancel).await;
        if listing.with_untracked(|now| *now != loading) {
            // Another list is needed by now.
            return;
        }
        // A list says nothing about another base URL.
        let is_wanted = !cancel.is_cancelled() && untrack(|| is_current(form, &requested));
        listing.set(match listed {
            _ if !is_wanted => Listing::Quiet,
            Ok(models) => {
                let count = models.len();
                form.suggestions.set(Suggestions::new(&requested, models));
                Listing::Over(requested, Ok(count))
            }
            Err(why) => Listing::Over(requested, Err(why)),
        });
    });
}
