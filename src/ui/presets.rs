//! Fills the form from `config.json`, where there is one, without overwriting what was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use super::form::Form;
use super::on::on;
use super::{remember, words};
use crate::browser::{own_file, page};
use crate::preset::{Gateway, Preset};

/// Reads the file and applies it; `then` gets the gateways it presets.
pub(super) fn apply(form: Form, then: impl FnOnce(Vec<Gateway>) + 'static) {
    spawn_local(async move {
        // What this browser remembers was chosen by the user, and comes before the file; a link was too,
        // and comes last of all.
        remember::restore(form);
        let gateways = match own_file::read("config.json").await.map(|text| Preset::read(&text)) {
            None => Vec::new(),
            Some(Ok(preset)) => fill(form, preset),
            Some(Err(problem)) => {
                page::note(&words::preset_problem(&problem));
                Vec::new()
            }
        };
        then(gateways);
    });
}

/// Offers model names at the model field.
pub(super) fn suggest(models: &[String]) {
    let list: Element = page::element("models");
    list.set_text_content(None);
    for model in models {
        append_option(&list, model, model);
    }
}

/// The preset gateway of this name becomes the chosen one.
pub(super) fn choose_named(form: Form, gateways: &[Gateway], name: &str) {
    if let Some((place, gateway)) = gateways.iter().enumerate().find(|(_, gateway)| gateway.name == name) {
        page::element::<HtmlSelectElement>("gateway").set_value(&place.to_string());
        choose(form, gateway);
    }
}

fn fill(form: Form, preset: Preset) -> Vec<Gateway> {
    if let Some(title) = &preset.title {
        document().set_title(title);
        page::first::<HtmlElement>("h1").set_text_content(Some(title));
    }
    if let Some(prompt) = preset.prompt.filter(|_| form.prompt.is_untouched()) {
        form.prompt.set(&prompt);
    }
    if let Some(seconds) = preset.timeout_s.filter(|_| form.timeout_s.is_untouched()) {
        form.timeout_s.set(&seconds.to_string());
    }
    if let Some(is_streamed) = preset.stream {
        form.set_streamed(is_streamed);
    }
    if let Some(minutes) = preset.key_minutes {
        form.key_minutes.set(minutes);
    }
    offer(form, preset.gateways.clone());
    preset.gateways
}

fn offer(form: Form, gateways: Vec<Gateway>) {
    let select: HtmlSelectElement = page::element("gateway");
    for (place, gateway) in gateways.iter().enumerate() {
        append_option(&select, &place.to_string(), &gateway.name);
    }
    page::element::<HtmlElement>("gateway-field").set_hidden(gateways.len() < 2);
    if let Some(first) =
        gateways.first().filter(|_| form.base_url.is_untouched() && form.model.is_untouched())
    {
        choose(form, first);
    }
    on(&select.clone(), "change", move |_| {
        if let Some(gateway) = select.value().parse().ok().and_then(|place: usize| gateways.get(place)) {
            choose(form, gateway);
        }
    });
}

fn choose(form: Form, gateway: &Gateway) {
    // Consent was given for the address that stood there.
    form.has_consent.set(false);
    form.base_url.set(&gateway.base_url);
    if let Some(model) = gateway.models.first() {
        form.model.set(model);
    }
    if let Some(help) = &gateway.key_help {
        page::element::<HtmlElement>("api_key-hint").set_text_content(Some(help));
    }
    suggest(&gateway.models);
    form.expectations.set(gateway.expectations.clone());
}

fn append_option(list: &Element, value: &str, text: &str) {
    if let Ok(option) = document().create_element("option") {
        // Fails only for an invalid attribute name or parent.
        let _ = option.set_attribute("value", value);
        option.set_text_content(Some(text));
        let _ = list.append_child(&option);
    }
}
