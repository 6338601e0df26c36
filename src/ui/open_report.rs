//! Opening a saved report, from a file that was chosen or dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlElement, HtmlInputElement};

use super::node::{all, button, live, node, words};
use super::on::on;
use super::session::Session;
use super::words as said;
use crate::browser::{file, page};
use crate::report;

/// Listens to the button, the file field and to files that are dropped on the page.
pub(super) fn listen(session: Session) {
    let field: HtmlInputElement = page::element("report_file");
    let chosen = field.clone();
    on(&page::first::<HtmlElement>("[data-action=open-report]"), "click", move |_| field.click());
    on(&chosen.clone(), "change", move |_| {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            open(session, file);
        }
        // So that the same file can be chosen again.
        chosen.set_value("");
    });
    let body = document().body();
    let Some(body) = body else { return };
    on(&body, "dragover", |event| event.prevent_default());
    on(&body, "drop", move |event| {
        let event: &DragEvent = event.unchecked_ref();
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            open(session, file);
        }
    });
}

fn open(session: Session, chosen: File) {
    spawn_local(async move {
        let Some(text) = file::text_of(&chosen).await else {
            page::note(said::NOT_READ);
            return;
        };
        match report::read(&text) {
            Ok(report) => {
                page::note("");
                session.open(report);
            }
            Err(problem) => page::note(&said::report_problem(&problem)),
        }
    });
}

/// Says that what is shown is a saved report, and from when; nothing for a run of this page.
pub(super) fn banner(session: Session) -> AnyView {
    live(move || {
        session.opened.with(|opened| match opened {
            None => all(Vec::new()),
            Some(report) => node(
                "div",
                &[("class", "banner"), ("data-opened", &report.run.started_at)],
                vec![
                    words("p", &[], said::opened(report)),
                    button(said::CLOSE_REPORT, &[("data-action", "close-report")], move || {
                        session.clear_screen();
                    }),
                ],
            ),
        })
    })
}
