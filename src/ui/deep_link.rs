//! Deep links: what the address presets, and the link to copy. A link never starts a run.

use leptos::ev;
use leptos::prelude::*;

use super::result_link;
use super::state::{FormState, Session};
use crate::browser::page;
use crate::config::GatewayList;
use crate::prefill;
use crate::redact::Redacted;
use crate::report::link;
use crate::share_link::{self, Link, LinkProblem};
use crate::ui_text::notices;

/// Applies the link in the page's address, now and whenever it changes.
pub fn listen(session: Session) {
    take(session, |fragment| {
        // A sign-in in front of the page often keeps only the query. The fragment takes precedence.
        let query = Link::parse(&page::query());
        if say_refused(session, &query) {
            page::drop_query();
        }
        apply(session.form, query);
        apply_fragment(session, fragment);
    });
    // It listens for as long as the page lives.
    let _ = window_event_listener(ev::hashchange, move |_| {
        take(session, |fragment| apply_fragment(session, fragment));
    });
}

/// Applies the page's fragment, and opens the report in it, if there is one. All that is said about it is one
/// note.
fn take(session: Session, apply: impl FnOnce(&str)) {
    let fragment = page::fragment();
    let said = session.notices.say_together(|| apply(&fragment));
    result_link::open(session, &fragment, said);
}

fn apply_fragment(session: Session, fragment: &str) {
    if let Some((beside, report)) = link::beside(fragment) {
        if say_refused(session, &beside) {
            page::set_fragment(report);
        }
        return;
    }
    let link = Link::parse(fragment);
    if say_refused(session, &link) {
        page::set_fragment(&share_link::without_refused(fragment));
    }
    apply(session.form, link);
}

/// Says which part of a link is not used, if any; returns whether there is one.
fn say_refused(session: Session, link: &Link) -> bool {
    let key = link.had_key.then(|| notices::LINK_HELD_KEY.to_owned());
    let why: Vec<String> = key.into_iter().chain(link.refused.as_ref().map(LinkProblem::sentence)).collect();
    for sentence in &why {
        session.notices.say(sentence.clone());
    }
    !why.is_empty()
}

fn apply(form: FormState, link: Link) {
    let typed = untrack(|| form.typed());
    form.apply(form.gateways.with_untracked(|gateways| prefill::of_link(link, &typed, gateways)));
}

/// The link to the form's values; never with the key.
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
        profile: Some(form.profile.get_untracked()),
        ..Link::default()
    };
    Redacted::composed(format!("{}#{}", page::plain_address(), link.to_fragment(&form.mask())))
}
