//! The values of the form as code to take away. Never with the key.

use web_sys::{HtmlElement, HtmlSelectElement};

use super::copy::copy;
use super::form::Form;
use super::node::follow;
use super::on::on;
use super::state::State;
use crate::browser::page;
use crate::redact::KeyRing;
use crate::snippet::{self, SNIPPETS, Values};
use crate::target::{ApiKey, BaseUrl};

/// Keeps the snippet true to the form from when somebody first looks at it.
pub(super) fn mount(form: Form) {
    let fold: HtmlElement = page::element("snippets");
    let select: HtmlSelectElement = page::element("snippet");
    let place: HtmlElement = page::first("[data-snippet]");
    let chosen = State::new(select.value());
    let is_wanted = State::new(fold.has_attribute("open"));
    on(&fold, "toggle", move |_| is_wanted.set(true));
    on(&select.clone(), "change", move |_| chosen.set(select.value()));
    let shown = place.clone();
    on(&page::first::<HtmlElement>("[data-action=copy-snippet]"), "click", move |_| {
        copy(form.mask().cover(&shown.text_content().unwrap_or_default()));
    });
    follow(move || {
        if is_wanted.get() {
            let id = chosen.get();
            place.set_text_content(Some(&text_of(&id, form)));
            // Fails only for an invalid name, and this one is valid.
            let _ = place.set_attribute("data-snippet", &id);
        }
    });
}

/// The snippet of this id for what the form holds; with the key covered, wherever it was typed.
fn text_of(id: &str, form: Form) -> String {
    let Some(snippet) = SNIPPETS.iter().find(|snippet| snippet.id == id) else { return String::new() };
    let typed = form.typed();
    let mask = form.keys.with(KeyRing::mask);
    let base_url = match BaseUrl::parse(&mask.text(&typed.base_url)) {
        Ok(base_url) => base_url,
        Err(problem) => return snippet::refusal(&problem),
    };
    let values = Values {
        base_url: &base_url,
        model: &mask.text(&typed.model),
        prompt: &mask.text(&typed.prompt),
        has_key: matches!(ApiKey::parse(&typed.api_key), Ok(Some(_))),
    };
    snippet.text(&values, form.is_streamed.get())
}
