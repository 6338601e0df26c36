//! What of a run can be taken away: reports for a ticket, an e-mail and the archive.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use web_sys::HtmlElement;

use super::copy::copy;
use super::node::{all, button, live, node, words};
use super::session::{Phase, Session};
use super::{links, words as said};
use crate::browser::{file, hand_over, page};

/// The section; nothing before a run has ended.
pub(super) fn take_away(session: Session) -> AnyView {
    live(move || {
        let is_over = matches!(session.phase.get(), Phase::Done | Phase::Stopped);
        if !is_over || session.assessment.with(Option::is_none) {
            return all(Vec::new());
        }
        let act = |label, action, format, deliver: Deliver| {
            button(label, &[("data-action", action)], move || export(session, format, deliver))
        };
        let buttons = vec![
            act(said::COPY_MARKDOWN, "copy-markdown", "markdown", Deliver::Clipboard),
            act(said::SAVE_MARKDOWN, "download-markdown", "markdown", Deliver::File("md", "text/markdown")),
            act(said::SAVE_HTML, "download-html", "html", Deliver::File("html", "text/html")),
            act(said::SAVE_JSON, "download-json", "json", Deliver::File("json", "application/json")),
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
                live(move || session.drift.with(|drift| compared(drift))),
            ],
        )
    })
}

/// How the run differs from a saved report; nothing before one was chosen.
fn compared(drift: &str) -> AnyView {
    let Ok(Value::Array(lines)) = serde_json::from_str(drift) else { return all(Vec::new()) };
    let text = |line: &Value| line.as_str().unwrap_or_default().to_owned();
    let verdict = lines.first().map(text).unwrap_or_default();
    let why = lines.get(1).map(text).unwrap_or_default();
    let rows: Vec<AnyView> = lines.iter().skip(2).map(|line| words("li", &[], text(line))).collect();
    let rest = if rows.is_empty() {
        words("p", &[], said::NO_DRIFT)
    } else {
        node("ul", &[("class", "evidence")], rows)
    };
    node(
        "div",
        &[("class", "drift"), ("data-check", "contract-drift"), ("data-verdict", &verdict)],
        vec![words("h4", &[], said::DRIFT), said::verdict_line(&verdict, None), words("p", &[], why), rest],
    )
}

/// Compares the run with the report in this file.
pub(super) fn compare(session: Session, text: String) {
    let Some(now) = session.report() else { return };
    spawn_local(async move {
        match hand_over::ask("drift", &text, &now.to_json()).await {
            Some(drift) => session.drift.set(drift),
            None => page::note(said::NOT_LOADED),
        }
    });
}

/// Where an export goes.
#[derive(Clone, Copy)]
enum Deliver {
    Clipboard,
    /// A file with this ending and media type.
    File(&'static str, &'static str),
}

/// Makes the export and delivers it, or says why it could not.
fn export(session: Session, format: &'static str, deliver: Deliver) {
    let Some(report) = session.report() else { return };
    let json = report.to_json();
    let name = file_name(&report.run.started_at);
    spawn_local(async move {
        let made =
            if format == "json" { Some(json) } else { hand_over::ask("report_as", format, &json).await };
        match (made, deliver) {
            (None, _) => page::note(said::NOT_LOADED),
            (Some(text), Deliver::Clipboard) => copy(text),
            (Some(text), Deliver::File(ending, media_type)) => {
                let saved = file::save(&format!("{name}.{ending}"), media_type, &text);
                page::note(if saved.is_some() { said::SAVED } else { said::NOT_SAVED });
            }
        }
    });
}

/// `gateway-check-2026-01-02T030405Z`: without what file systems refuse.
fn file_name(started_at: &str) -> String {
    "gateway-check-".to_owned() + &started_at.replace(':', "")
}
