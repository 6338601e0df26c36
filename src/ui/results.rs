//! The results region: headline, progress, points, diagnoses, answer, figures, rules.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::node::{self, follow, node, words};
use super::session::{Phase, Session};
use super::{
    checklist, diagnoses, headline, metrics, open_report, points, progress, repeated, take_away,
    words as said,
};
use crate::browser::page;

/// Puts what the run showed into its region.
pub(super) fn mount(session: Session) {
    node::mount("results", move || results(session));
    session.live.place_in(page::first("[data-reply]"));
    tell(session);
}

fn results(session: Session) -> AnyView {
    let reply = [
        ("class", "reply"),
        ("data-reply", ""),
        ("tabindex", "0"),
        ("role", "group"),
        ("aria-labelledby", "answer-title"),
    ];
    let answer = vec![
        words("h3", &[("id", "answer-title")], "Answer"),
        node("div", &reply, Vec::new()),
        metrics::figures(session),
    ];
    node(
        "div",
        &[("class", "region")],
        vec![
            words("h2", &[], "Result"),
            open_report::banner(session),
            headline::headline(session),
            progress::bar(session),
            points::points(session),
            node("section", &[("class", "answer"), ("aria-labelledby", "answer-title")], answer),
            diagnoses::diagnoses(session),
            repeated::repeated(session),
            checklist::checklist(session),
            take_away::take_away(session),
        ],
    )
}

/// Keeps the region's hooks for automation and assistive technology true.
fn tell(session: Session) {
    let region: HtmlElement = page::element("results");
    let observed = region.clone();
    follow(move || {
        // On a phone the results are below the form.
        if session.phase.get() == Phase::Running && !page::is_in_view(&observed) {
            observed.scroll_into_view();
        }
    });
    follow(move || {
        let phase = session.phase.get();
        let attributes = [
            ("data-run", said::phase_id(phase).to_owned()),
            ("data-requests", session.progress.with(|progress| progress.requests.to_string())),
            ("aria-busy", (phase == Phase::Running).to_string()),
        ];
        for (name, value) in attributes {
            // Fails only for an invalid name.
            let _ = region.set_attribute(name, &value);
        }
    });
}
