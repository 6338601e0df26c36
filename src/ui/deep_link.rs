//! Deep links: what the address presets, and the link to copy. A link never starts a run.

use leptos::ev;
use leptos::prelude::*;

use super::config_file;
use super::state::{FormState, Session};
use crate::browser::page;
use crate::config::GatewayList;
use crate::redact::Redacted;
use crate::share_link::{self, Link, LinkProblem};
use crate::ui_text::notices;

/// Applies the link in the page's address, now and whenever it changes.
pub fn listen(session: Session) {
    if Link::parse(&page::query()).had_key {
        page::drop_query();
        session.notices.say(notices::LINK_HELD_KEY);
    }
    apply(session);
    // It listens for as long as the page lives.
    let _ = window_event_listener(ev::hashchange, move |_| apply(session));
}

fn apply(session: Session) {
    let fragment = page::fragment();
    if fragment.is_empty() {
        return;
    }
    let form = session.form;
    let mut link = Link::parse(&fragment);
    let why = [
        link.had_key.then(|| notices::LINK_HELD_KEY.to_owned()),
        link.refused.as_ref().map(LinkProblem::sentence),
    ];
    let why: Vec<String> = why.into_iter().flatten().collect();
    if !why.is_empty() {
        page::set_fragment(&share_link::without_refused(&fragment));
        session.notices.say(why.join(" "));
    }
    if let Some(name) = &link.gateway {
        config_file::choose_named(form, name);
    }
    link.base_url = link.base_url.filter(|base_url| config_file::allows(session, base_url));
    if let Some(base_url) = &link.base_url {
        form.change_base_url(base_url);
    }
    for (field, text) in [(form.model, link.model), (form.prompt, link.prompt)] {
        if let Some(text) = text {
            form.consent.set(false);
            field.set(text);
        }
    }
    if let Some(profile) = &link.profile {
        form.choose_profile(profile);
    }
}

/// The link to what stands in the form; never with the key.
pub fn current(form: FormState) -> Redacted {
    let typed = untrack(|| form.typed());
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let gateway =
        |gateways: &GatewayList| gateways.gateway_at(&typed.base_url).map(|gateway| gateway.name.clone());
    let link = Link {
        gateway: form.gateways.with_untracked(gateway),
        base_url: some(typed.base_url),
        model: some(typed.model),
        prompt: some(typed.prompt),
        profile: some(form.profile.get_untracked()),
        ..Link::default()
    };
    Redacted::composed(format!("{}#{}", page::plain_address(), link.to_fragment(&form.mask())))
}
