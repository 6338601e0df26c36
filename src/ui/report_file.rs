//! Saved reports, from a file that was chosen or dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, File};

use super::state::Session;
use crate::browser::file;
use crate::report;
use crate::ui_text::{notices, saved_report};
use crate::view::Phase;

/// Purpose of a file.
#[derive(Clone, Copy)]
enum Purpose {
    Open,
    Compare,
}

/// The two file fields, hidden: buttons elsewhere open them. Files may also be dropped on the page.
#[component]
pub fn ReportFiles() -> impl IntoView {
    let session = expect_context::<Session>();
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            take(session, file, Purpose::Open);
        } else if !takes_text(&event) {
            // The browser would leave the page for a link.
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
    view! {
        <ReportFile name="report_file" field=session.report_file purpose=Purpose::Open/>
        <ReportFile name="compared_file" field=session.compared_file purpose=Purpose::Compare/>
    }
}

/// Returns true if the event is one of a field into which text can be dropped.
fn takes_text(event: &DragEvent) -> bool {
    let at = event.target().and_then(|at| at.dyn_into::<Element>().ok());
    at.is_some_and(|at| at.matches(":read-write").unwrap_or_default())
}

/// Lets the user choose a file for this field: [`Session::report_file`] or [`Session::compared_file`].
pub fn choose(field: NodeRef<html::Input>) {
    if let Some(field) = field.get_untracked() {
        field.click();
    }
}

/// One file field.
#[component]
fn ReportFile(
    /// Its name.
    name: &'static str,
    field: NodeRef<html::Input>,
    purpose: Purpose,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let chosen = move |_| {
        let Some(field) = field.get_untracked() else { return };
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            take(session, file, purpose);
        }
        // So that the same file can be chosen again.
        field.set_value("");
    };
    view! { <input node_ref=field name=name id=name type="file" accept=".json,.html,.md" hidden on:change=chosen/> }
}

fn take(session: Session, chosen: File, purpose: Purpose) {
    spawn_local(async move {
        let Some(text) = file::text_of(chosen).await else {
            session.notices.say(notices::NOT_READ);
            return;
        };
        match (report::read(&text), purpose) {
            (Ok(report), Purpose::Open) => {
                session.notices.clear();
                session.open(report);
            }
            // It may have begun while the file was chosen.
            (Ok(_), Purpose::Compare) if session.phase.get_untracked() == Phase::Running => {
                session.notices.say(notices::COMPARE_LATER);
            }
            (Ok(before), Purpose::Compare) => {
                if let Some(now) = session.report() {
                    session.drift.set(Some(report::drift(&before, &now)));
                }
            }
            (Err(problem), _) => {
                let sentence = session.form.mask().cover(&saved_report::problem(&problem));
                session.notices.say(sentence.to_string());
            }
        }
    });
}
