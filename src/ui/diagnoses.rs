//! What is wrong, whom to ask, and what to do first.

use leptos::prelude::*;

use super::copy::copy;
use super::cors_setups::cors_setups;
use super::node::{all, button, live, node, words};
use super::session::Session;
use super::{evidence, words as said};
use crate::diagnosis::{ConnectivityStep, Diagnosis, Owner};
use crate::redact::Redacted;
use crate::target::BaseUrl;

/// The diagnoses, the main one first; nothing if nothing is wrong.
pub(super) fn diagnoses(session: Session) -> AnyView {
    live(move || {
        let shown = |view: &Option<_>| {
            let view: Option<&crate::view::View> = view.as_ref();
            let diagnoses = view.into_iter().flat_map(|view| &view.diagnoses);
            all(diagnoses.enumerate().map(|(place, diagnosis)| one(session, place, diagnosis)).collect())
        };
        session.view.with(shown)
    })
}

fn one(session: Session, place: usize, diagnosis: &Diagnosis<Redacted>) -> AnyView {
    let Diagnosis { kind, confidence, title, cause, remedies, evidence, .. } = diagnosis;
    let list = |tag, class, lines: &[Redacted]| {
        node(tag, &[("class", class)], lines.iter().map(|line| words("li", &[], line.as_str())).collect())
    };
    let badge = |text| words("span", &[("class", "badge")], text);
    let attributes = [
        ("class", "diagnosis"),
        ("data-diagnosis", kind.id.as_str()),
        ("data-owner", kind.owner.id()),
        ("data-confidence", confidence.id()),
    ];
    let mut parts = vec![
        node("p", &[("class", "badges")], vec![badge(kind.owner.label()), badge(confidence.label())]),
        words("h3", &[], title.as_str()),
        words("p", &[], cause.as_str()),
        list("ol", "steps", remedies),
    ];
    let is_offered =
        |url: &BaseUrl| !session.form.gateways.with_untracked(|gateways| gateways.refuses(&url.to_string()));
    parts.extend(diagnosis.repair.clone().filter(is_offered).map(|url| repair(session, &url.to_string())));
    if kind.owner != Owner::You {
        parts.extend(session.docs_url().map(|url| docs(&url)));
    }
    if kind.owner != Owner::You && session.opened.with_untracked(Option::is_none) {
        parts.push(message(session, place));
    }
    if diagnosis.is_about_cors() {
        parts.push(cors_setups(session));
    }
    if !diagnosis.connectivity.is_empty() {
        let connectivity =
            node("ol", &[("class", "rungs")], diagnosis.connectivity.iter().map(rung).collect());
        parts.push(node("details", &[], vec![words("summary", &[], said::LOOKED_INTO), connectivity]));
    }
    parts.push(node(
        "details",
        &[],
        vec![words("summary", &[], said::TECHNICAL_EVIDENCE), list("ul", "evidence", evidence)],
    ));
    parts.push(evidence::opener(session, said::EVIDENCE, &diagnosis.exchanges));
    node("section", &attributes, parts)
}

/// The button that copies a message for whoever can mend it.
fn message(session: Session, place: usize) -> AnyView {
    let attributes = [("class", "fix"), ("data-action", "copy-message")];
    button(said::COPY_MESSAGE, &attributes, move || {
        if let Some(text) = session.message(place) {
            copy(text);
        }
    })
}

/// The link to the gateway's documentation, which the page's host named. It opens beside this page, so
/// that nothing here is lost.
fn docs(url: &str) -> AnyView {
    let hooks = [("href", url), ("data-docs", ""), ("target", "_blank"), ("rel", "noreferrer noopener")];
    node("p", &[], vec![words("a", &hooks, said::DOCS)])
}

/// The button that puts the base URL that works into its field.
fn repair(session: Session, url: &str) -> AnyView {
    let corrected = url.to_owned();
    button(&said::use_it(url), &[("class", "primary"), ("data-action", "use-base-url")], move || {
        session.form.change_base_url(&corrected);
        session.form.base_url.focus();
    })
}

/// One question of the ladder with its answer.
fn rung(rung: &ConnectivityStep) -> AnyView {
    let verdict = match rung.is_good {
        Some(true) => "pass",
        Some(false) => "fail",
        None => "inconclusive",
    };
    let icon = words("span", &[("class", "icon"), ("aria-hidden", "true")], "");
    let texts =
        vec![icon, words("span", &[], rung.question), words("strong", &[], format!(" {}", rung.observed))];
    node("li", &[("data-verdict", verdict)], texts)
}
