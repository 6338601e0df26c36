//! Differences between the run and a saved report.

use leptos::prelude::*;

use crate::ui::state::Session;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::{results, saved_report as text};

/// The verdict on the contract and every difference; nothing until a report is chosen.
#[component]
pub fn DriftReport() -> impl IntoView {
    let session = expect_context::<Session>();
    let line = |line: String| view! { <li>{line}</li> };
    move || {
        session.drift.get().map(|drift| {
            // The other report may hold a key that only this tab knows, or that is typed later.
            let drift = drift.covered(&session.form.live_mask());
            let (verdict, why) = drift.contract();
            let lines = drift.lines();
            let none = lines.is_empty().then_some(text::NO_DRIFT);
            view! {
                <div class="drift" data-check="contract-drift" data-verdict=verdict.id()>
                    <h4><VerdictMark/>{text::DRIFT}</h4>
                    <p><b>{results::verdict(verdict.id()).to_owned()}</b>". "{why}</p>
                    <p>{none}</p>
                    <ul class="evidence">{lines.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
