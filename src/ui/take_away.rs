//! What of a run can be taken away: reports for a ticket, an e-mail and the archive.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::copy::copy;
use super::node::{all, button, live, node, words};
use super::session::{Phase, Session};
use super::{links, words as said};
use crate::browser::{file, page};
use crate::redact::Redacted;
use crate::report::{self, Drift, Report};

/// The section; nothing before a run has ended.
pub(super) fn take_away(session: Session) -> AnyView {
    live(move || {
        let is_over = matches!(session.phase.get(), Phase::Done | Phase::Stopped);
        if !is_over || session.view.with(Option::is_none) {
            return all(Vec::new());
        }
        let act = |label, action, write: Write, deliver: Deliver| {
            button(label, &[("data-action", action)], move || export(session, write, deliver))
        };
        let buttons = vec![
            act(said::COPY_MARKDOWN, "copy-markdown", Report::to_markdown, Deliver::Clipboard),
            act(
                said::SAVE_MARKDOWN,
                "download-markdown",
                Report::to_markdown,
                Deliver::File("md", "text/markdown"),
            ),
            act(said::SAVE_HTML, "download-html", Report::to_html, Deliver::File("html", "text/html")),
            act(said::SAVE_JSON, "download-json", Report::to_json, Deliver::File("json", "application/json")),
            button(said::COPY_LINK, &[("data-action", "copy-link")], move || {
                copy(links::current(session.form));
            }),
            button(said::COMPARE, &[("data-action", "compare-report")], || {
                page::element::<HtmlElement>("compared_file").click();
            }),
        ];
        node(
            "section",
            &[("class", "take-away"), ("aria-labelledby", "take-away-title")],
            vec![
                words("h3", &[("id", "take-away-title")], said::TAKE_AWAY),
                words("p", &[("class", "hint")], said::NO_KEY_INSIDE),
                node("div", &[("class", "actions")], buttons),
                live(move || session.drift.with(|drift| all(drift.iter().map(compared).collect()))),
            ],
        )
    })
}

/// How the run differs from a saved report.
fn compared(drift: &Drift) -> AnyView {
    let (verdict, why) = drift.contract();
    let rows: Vec<AnyView> = drift.lines().into_iter().map(|line| words("li", &[], line)).collect();
    let rest = if rows.is_empty() {
        words("p", &[], said::NO_DRIFT)
    } else {
        node("ul", &[("class", "evidence")], rows)
    };
    node(
        "div",
        &[("class", "drift"), ("data-check", "contract-drift"), ("data-verdict", verdict.id())],
        vec![
            words("h4", &[], said::DRIFT),
            said::verdict_line(verdict.id(), None),
            words("p", &[], why),
            rest,
        ],
    )
}

/// Compares the run with this report.
pub(super) fn compare(session: Session, before: &Report) {
    if let Some(now) = session.report() {
        session.drift.set(Some(report::drift(before, &now)));
    }
}

/// Makes the text of an export.
type Write = fn(&Report) -> String;

/// Where an export goes.
#[derive(Clone, Copy)]
enum Deliver {
    Clipboard,
    /// A file with this ending and media type.
    File(&'static str, &'static str),
}

/// Makes the export and delivers it, or says why it could not.
fn export(session: Session, write: Write, deliver: Deliver) {
    let Some(report) = session.report() else { return };
    let text = Redacted::composed(write(&report));
    match deliver {
        Deliver::Clipboard => copy(text),
        Deliver::File(ending, media_type) => {
            let name = file_name(&report.run.started_at);
            let saved = file::save(&format!("{name}.{ending}"), media_type, &text);
            page::note(if saved.is_some() { said::SAVED } else { said::NOT_SAVED });
        }
    }
}

/// `gateway-check-2026-01-02T030405Z`: without what file systems refuse.
fn file_name(started_at: &str) -> String {
    "gateway-check-".to_owned() + &started_at.replace(':', "")
}
