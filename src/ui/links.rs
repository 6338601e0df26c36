//! Deep links: what the address presets, and the link to copy. A link never starts a run.

use super::form::Form;
use super::on::on;
use super::{presets, words as said};
use crate::browser::page;
use crate::link::{self, Link};
use crate::preset::Gateway;
use crate::redact::Mask;
use leptos::prelude::*;

/// Applies the link in the page's address, now and whenever it changes. `gateways` are those preset.
pub(super) fn listen(form: Form, gateways: Vec<Gateway>) {
    apply(form, &gateways);
    on(&window(), "hashchange", move |_| apply(form, &gateways));
}

fn apply(form: Form, gateways: &[Gateway]) {
    let fragment = page::fragment();
    if fragment.is_empty() {
        return;
    }
    let link = Link::parse(&fragment);
    if link.had_key {
        page::set_fragment(&link::without_key(&fragment));
        page::note(said::LINK_HELD_KEY);
    }
    if let Some(name) = &link.gateway {
        presets::choose_named(form, gateways, name);
    }
    for (field, text) in
        [(form.base_url, &link.base_url), (form.model, &link.model), (form.prompt, &link.prompt)]
    {
        if let Some(text) = text {
            form.has_consent.set(false);
            field.set(text);
        }
    }
    if let Some(profile) = &link.profile {
        form.choose_profile(profile);
    }
}

/// The link to what stands in the form; never with the key.
pub(super) fn current(form: Form) -> String {
    let typed = untrack(|| form.typed());
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let link = Link {
        base_url: some(typed.base_url),
        model: some(typed.model),
        prompt: some(typed.prompt),
        profile: some(form.profile.get_untracked()),
        ..Link::default()
    };
    format!("{}#{}", page::address(), link.to_fragment(&Mask::of_secrets(&[&typed.api_key])))
}
