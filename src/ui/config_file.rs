//! `config.json`, where there is one: fills the form without overwriting what was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{FormState, Session};
use crate::browser::{page, site_file};
use crate::config::{Config, ConfigProblem, Gateway, Loaded, UnknownField};
use crate::form::Suggestions;
use crate::ui_text::{closed, notices};

/// Problems of the file: the path of each mistake, and a sentence.
#[derive(Clone, Copy)]
pub struct ConfigProblems(pub RwSignal<Vec<(String, String)>>);

impl Default for ConfigProblems {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

/// Reads the file and applies it, then calls `then`, whatever the result.
pub fn load(
    session: Session,
    title: RwSignal<String>,
    problems: ConfigProblems,
    then: impl FnOnce() + 'static,
) {
    spawn_local(async move {
        let fetched = site_file::read("config.json").await;
        match Loaded::of(&fetched, &page::host_wish(), &page::plain_address()) {
            Loaded::Used(config) => {
                problems.0.set(slips(&config.unknown));
                fill(session, title, config);
            }
            Loaded::Without => {}
            Loaded::Unavailable(missing) => page::tell_console(&closed::unavailable(missing)),
            Loaded::Ignored(found) => problems.0.set(not_used(&found)),
            Loaded::Closed(closed) => session.form.closed.set(Some(closed)),
        }
        then();
    });
}

/// The reasons why the file is not used, one line per mistake.
fn not_used(problems: &[ConfigProblem]) -> Vec<(String, String)> {
    let mut lines = vec![(String::new(), notices::CONFIG_NOT_USED.to_owned())];
    lines.extend(problems.iter().map(|problem| (problem.shown_path(), problem.sentence())));
    lines
}

/// The unknown fields of a file that is used, if another one was likely meant.
fn slips(unknown: &[UnknownField]) -> Vec<(String, String)> {
    let slips = unknown.iter().filter(|field| field.meant.is_some());
    slips.map(|field| (field.path.clone(), notices::for_host(&field.sentence()))).collect()
}

/// The preset gateway of this name becomes the chosen one; whether there is one.
pub fn apply_gateway_named(form: FormState, name: &str) -> bool {
    let place = form.gateways.with_untracked(|known| known.gateways.iter().position(|it| it.name == name));
    if let Some(place) = place {
        apply_gateway(form, place);
    }
    place.is_some()
}

/// Fills the form from the gateway at this place, if there is one, and makes it the chosen one.
pub fn apply_gateway(form: FormState, place: usize) {
    form.unknown_gateway.set(None);
    if let Some(gateway) = select(form, place) {
        form.change_base_url(&gateway.base_url);
        offer_model(form, &gateway);
    }
}

/// Returns true if the page's host allows this base URL, which a link or memory names; if not, says so.
/// The gateway that has it becomes the chosen one.
pub fn admits(session: Session, base_url: &str) -> bool {
    let form = session.form;
    let (place, is_only) =
        form.gateways.with_untracked(|gateways| (gateways.place_of(base_url), gateways.is_only));
    if let Some(place) = place {
        select(form, place);
    } else if is_only {
        session.notices.say(notices::ELSEWHERE_REFUSED);
    }
    !is_only || place.is_some()
}

fn fill(session: Session, title: RwSignal<String>, config: Config) {
    let form = session.form;
    for field in &config.unknown {
        page::tell_console(&field.sentence());
    }
    if let Some(named) = config.title {
        document().set_title(&named);
        title.set(named);
    }
    form.intro.set(config.intro);
    if let Some(prompt) = config.prompt.filter(|_| form.has_default_prompt()) {
        form.prompt.set(prompt);
    }
    if let Some(seconds) = config.timeout_s.filter(|_| form.has_default_timeout()) {
        form.timeout_s.set(seconds.to_string());
    }
    if let Some(profile) = config.profile.filter(|_| form.has_default_profile()) {
        form.choose_profile(&profile);
    }
    // Not streamed is the usual choice; whoever ticked it meanwhile has chosen.
    if config.stream == Some(true) {
        form.is_streamed.set(true);
    }
    if let Some(minutes) = config.key_minutes {
        form.key_minutes.set(minutes);
    }
    offer_gateways(session, config.gateways, config.only_these_gateways);
}

fn offer_gateways(session: Session, gateways: Vec<Gateway>, is_only: bool) {
    let form = session.form;
    form.gateways.update(|known| {
        known.gateways = gateways;
        known.is_only = is_only;
    });
    let base_url = form.base_url.get_untracked();
    // What was typed or remembered stays, unless the host forbids it.
    let is_free = if base_url.is_empty() {
        is_only || form.model.with_untracked(String::is_empty)
    } else {
        !admits(session, &base_url)
    };
    if is_free && let Some(gateway) = select(form, 0) {
        form.prefill_base_url(&gateway.base_url);
        offer_model(form, &gateway);
    }
}

fn offer_model(form: FormState, gateway: &Gateway) {
    if let Some(model) = gateway.models.first() {
        form.model.set(model.clone());
    }
}

/// Makes the gateway at this place the chosen one, and leaves the fields as they are.
fn select(form: FormState, place: usize) -> Option<Gateway> {
    let gateway = form.gateways.with_untracked(|gateways| gateways.gateways.get(place).cloned())?;
    form.gateways.update(|gateways| gateways.chosen = place);
    form.key_help.set(gateway.help.key_help.clone());
    let mask = form.mask();
    let models = gateway.models.iter().map(|model| mask.cover(model)).collect();
    form.suggestions.set(Suggestions::new(&gateway.base_url, models));
    Some(gateway)
}
