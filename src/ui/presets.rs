//! Fills the form from `config.json`, where there is one, without overwriting what was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::form::Form;
use super::node::{self, all, words};
use super::on::on;
use super::{remember, words as said};
use crate::browser::{own_file, page};
use crate::config::{Config, ConfigProblem, Gateway, GatewayList};
use crate::redact::Redacted;

/// Reads the file and applies it; `then` goes on, whatever came of it.
pub(super) fn apply(form: Form, then: impl FnOnce() + 'static) {
    spawn_local(async move {
        // What this browser remembers was chosen by the user, and comes before the file; a link was too,
        // and comes last of all.
        remember::restore(form);
        if let Some(text) = own_file::read("config.json").await {
            if Config::is_web_page(&text) {
                page::tell_console(said::CONFIG_IS_PAGE);
            } else {
                match Config::parse(&text, &page::plain_address()) {
                    Ok(config) => fill(form, config),
                    Err(problems) => node::mount("config-notes", move || not_used(&problems)),
                }
            }
        }
        then();
    });
}

/// Why the file is not used: a line for each mistake.
fn not_used(problems: &[ConfigProblem]) -> AnyView {
    let mut lines = vec![words("p", &[("class", "problem"), ("data-config", "")], said::CONFIG_NOT_USED)];
    for problem in problems {
        let hooks = [("class", "problem"), ("data-config", &problem.shown_path())];
        lines.push(words("p", &hooks, problem.sentence()));
    }
    all(lines)
}

/// Offers model names at the model field.
pub(super) fn suggest(models: &[Redacted]) {
    let list: Element = page::element("models");
    list.set_text_content(None);
    for model in models {
        append_option(&list, model, model);
    }
}

/// The preset gateway of this name becomes the chosen one.
pub(super) fn choose_named(form: Form, name: &str) {
    let named = |gateways: &GatewayList| gateways.gateways.iter().position(|gateway| gateway.name == name);
    if let Some(place) = form.gateways.with_untracked(named) {
        choose(form, place);
    }
}

/// Whether the page's host allows this base URL, which a link or memory names; if not, that is said. The
/// gateway that has it becomes the chosen one.
pub(super) fn allows(form: Form, base_url: &str) -> bool {
    let (place, is_only) =
        form.gateways.with_untracked(|gateways| (gateways.place_of(base_url), gateways.is_only));
    if let Some(place) = place {
        mark(form, place);
    } else if is_only {
        page::note(said::ELSEWHERE_REFUSED);
    }
    !is_only || place.is_some()
}

fn fill(form: Form, config: Config) {
    for path in &config.unknown {
        page::tell_console(&said::unknown_field(path));
    }
    if let Some(title) = &config.title {
        document().set_title(title);
        page::first::<HtmlElement>("h1").set_text_content(Some(title));
    }
    if let Some(prompt) = config.prompt.filter(|_| form.prompt.is_untouched()) {
        form.prompt.set(&prompt);
    }
    if let Some(seconds) = config.timeout_s.filter(|_| form.timeout_s.is_untouched()) {
        form.timeout_s.set(&seconds.to_string());
    }
    if let Some(profile) = config.profile.filter(|_| form.has_usual_profile()) {
        form.choose_profile(&profile);
    }
    if let Some(is_streamed) = config.stream {
        form.set_streamed(is_streamed);
    }
    if let Some(minutes) = config.key_minutes {
        form.key_minutes.set(minutes);
    }
    gateways(form, config.gateways, config.only_these_gateways);
}

fn gateways(form: Form, gateways: Vec<Gateway>, is_only: bool) {
    let select: HtmlSelectElement = page::element("gateway");
    for (place, gateway) in gateways.iter().enumerate() {
        append_option(&select, &place.to_string(), &gateway.name);
    }
    page::element::<HtmlElement>("gateway-field").set_hidden(gateways.len() < 2 && !is_only);
    page::element::<HtmlInputElement>("base_url").set_read_only(is_only);
    form.gateways.set(GatewayList { gateways, chosen: 0, is_only });
    let base_url = form.base_url.text.get_untracked();
    // What was typed or remembered stays, unless the host forbids it.
    let is_free = if form.base_url.is_untouched() {
        is_only || form.model.is_untouched()
    } else {
        !allows(form, &base_url)
    };
    if is_free && let Some(gateway) = mark(form, 0) {
        form.prefill_base_url(&gateway.base_url);
        offer_model(form, &gateway);
    }
    on(&select.clone(), "change", move |_| {
        if let Ok(place) = select.value().parse() {
            choose(form, place);
        }
    });
}

/// Fills the form from the gateway at this place, if there is one, and makes it the chosen one.
fn choose(form: Form, place: usize) {
    if let Some(gateway) = mark(form, place) {
        form.change_base_url(&gateway.base_url);
        offer_model(form, &gateway);
    }
}

fn offer_model(form: Form, gateway: &Gateway) {
    if let Some(model) = gateway.models.first() {
        form.model.set(model);
    }
}

/// Makes the gateway at this place the chosen one, and leaves the fields as they are.
fn mark(form: Form, place: usize) -> Option<Gateway> {
    let gateway = form.gateways.with_untracked(|gateways| gateways.gateways.get(place).cloned())?;
    page::element::<HtmlSelectElement>("gateway").set_value(&place.to_string());
    if let Some(help) = &gateway.key_help {
        page::element::<HtmlElement>("api_key-hint").set_text_content(Some(help));
    }
    let mask = form.mask();
    suggest(&gateway.models.iter().map(|model| mask.cover(model)).collect::<Vec<_>>());
    form.gateways.update(|gateways| gateways.chosen = place);
    Some(gateway)
}

fn append_option(list: &Element, value: &str, text: &str) {
    if let Ok(option) = document().create_element("option") {
        // Fails only for an invalid attribute name or parent.
        let _ = option.set_attribute("value", value);
        option.set_text_content(Some(text));
        let _ = list.append_child(&option);
    }
}
