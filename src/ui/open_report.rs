//! Opening a saved report, from a file that was chosen or dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlElement, HtmlInputElement};

use super::node::{all, button, live, node, words};
use super::on::on;
use super::session::Session;
use super::{take_away, words as said};
use crate::browser::{file, page};
use crate::report;

/// What becomes of a file.
#[derive(Clone, Copy)]
enum Purpose {
    Open,
    Compare,
}

/// Listens to the buttons, the file fields and to files that are dropped on the page.
pub(super) fn listen(session: Session) {
    chosen_in("report_file", session, Purpose::Open);
    chosen_in("compared_file", session, Purpose::Compare);
    on(&page::first::<HtmlElement>("[data-action=open-report]"), "click", |_| {
        page::element::<HtmlElement>("report_file").click();
    });
    on(&page::first::<HtmlElement>("[data-action=see-example]"), "click", move |_| {
        session.open(report::example());
    });
    let Some(body) = document().body() else { return };
    on(&body, "dragover", |event| event.prevent_default());
    on(&body, "drop", move |event| {
        let event: &DragEvent = event.unchecked_ref();
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            take(session, file, Purpose::Open);
        }
    });
}

/// Takes every file that is chosen in the field of this id.
fn chosen_in(id: &str, session: Session, purpose: Purpose) {
    let field: HtmlInputElement = page::element(id);
    on(&field.clone(), "change", move |_| {
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            take(session, file, purpose);
        }
        // So that the same file can be chosen again.
        field.set_value("");
    });
}

fn take(session: Session, chosen: File, purpose: Purpose) {
    spawn_local(async move {
        let Some(text) = file::text_of(chosen).await else {
            page::note(said::NOT_READ);
            return;
        };
        match (report::read(&text), purpose) {
            (Ok(report), Purpose::Open) => {
                page::note("");
                session.open(report);
            }
            (Ok(report), Purpose::Compare) => take_away::compare(session, &report),
            (Err(problem), _) => {
                page::note(&session.form.mask().cover(&said::report_problem(&problem)));
            }
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
