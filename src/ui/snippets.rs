//! The values of the form as code to take away. Never with the key.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use web_sys::{HtmlElement, HtmlSelectElement};

use super::copy::copy;
use super::form::Form;
use super::node::follow;
use super::on::on;
use super::state::State;
use super::words as said;
use crate::browser::{hand_over, page};
use crate::redact::Mask;
use crate::target::{ApiKey, BaseUrl};
use crate::wire::json_text;

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
        copy(shown.text_content().unwrap_or_default());
    });
    follow(move || {
        if !is_wanted.get() {
            return;
        }
        let (id, values) = (chosen.get(), values(form));
        // Not true any more, until the new text is there.
        let _ = place.set_attribute("data-snippet", "");
        let place = place.clone();
        spawn_local(async move {
            let made = hand_over::ask("snippet", &id, &values).await;
            let is_current = chosen.get_untracked() == id && untrack(|| self::values(form)) == values;
            if is_current {
                place.set_text_content(Some(made.as_deref().unwrap_or(said::NOT_LOADED)));
                let _ = place.set_attribute("data-snippet", &id);
            }
        });
    });
}

/// What the second program needs, as JSON; with the key covered, wherever it was typed.
fn values(form: Form) -> String {
    let typed = form.typed();
    let key = ApiKey::parse(&typed.api_key).ok().flatten();
    let mask = Mask::of_secrets(&[&typed.api_key]);
    let base_url = BaseUrl::parse(&typed.base_url).map_or(typed.base_url, |base_url| base_url.to_string());
    let text = |text: &str| Value::from(mask.text(text).into_owned());
    let values = [
        text(&base_url),
        text(&typed.model),
        text(&typed.prompt),
        key.is_some().into(),
        form.is_streamed.get().into(),
    ];
    json_text::of(&values.into_iter().collect())
}
