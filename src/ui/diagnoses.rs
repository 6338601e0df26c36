//! What is wrong, whom to ask, and what to do first.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::Session;
use super::words as said;
use crate::diagnosis::Diagnosis;

/// The diagnoses, the main one first; nothing if nothing is wrong.
pub(super) fn diagnoses(session: Session) -> AnyView {
    live(move || {
        let shown = |outlook: &Option<_>| {
            let outlook: Option<&crate::run::Outlook> = outlook.as_ref();
            all(outlook.into_iter().flat_map(|outlook| &outlook.diagnoses).map(one).collect())
        };
        session.outlook.with(shown)
    })
}

fn one(diagnosis: &Diagnosis) -> AnyView {
    let Diagnosis { kind, confidence, title, cause, steps, evidence, .. } = diagnosis;
    let list = |tag, class, lines: &[String]| {
        node(tag, &[("class", class)], lines.iter().map(|line| words("li", &[], line)).collect())
    };
    let badge = |text| words("span", &[("class", "badge")], text);
    let attributes = [
        ("class", "diagnosis"),
        ("data-diagnosis", kind.id),
        ("data-owner", kind.owner.id()),
        ("data-confidence", confidence.id()),
    ];
    node(
        "section",
        &attributes,
        vec![
            node(
                "p",
                &[("class", "badges")],
                vec![badge(said::owner(kind.owner)), badge(said::confidence(*confidence))],
            ),
            words("h3", &[], title),
            words("p", &[], cause),
            list("ol", "steps", steps),
            node(
                "details",
                &[],
                vec![words("summary", &[], "Technical evidence"), list("ul", "evidence", evidence)],
            ),
        ],
    )
}
