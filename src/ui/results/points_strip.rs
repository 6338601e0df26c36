//! The four integration points.

use leptos::prelude::*;

use crate::check::{PointId, Verdict};
use crate::point::Point;
use crate::redact::Redacted;
use crate::ui::state::Session;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::results as text;
use crate::view::Phase;

/// Authentication, routing, model, contract: a strip in the order of the request's path, each with its
/// verdict, the reason, and its open questions.
#[component]
pub fn PointsStrip() -> impl IntoView {
    view! {
        <ol class="card points">
            {PointId::ALL.map(|id| view! { <PointItem id/> })}
        </ol>
    }
}

/// One point.
#[component]
fn PointItem(id: PointId) -> impl IntoView {
    let session = expect_context::<Session>();
    let point = Memo::new(move |_| {
        session.view.with(|view| view.as_ref()?.points.iter().find(|point| point.id == id).cloned())
    });
    let verdict = Memo::new(move |_| match point.get() {
        Some(point) => point.verdict.id(),
        None if session.phase.get() == Phase::Running => "running",
        None => "pending",
    });
    let summary = move || match point.get() {
        Some(point) => point.summary.visible(),
        None => id.question().to_owned(),
    };
    let open = move || point.get().and_then(|point| open(&point));
    let said = move || {
        let grade = point.get().filter(|it| it.verdict != Verdict::Inconclusive).and_then(|it| it.grade);
        let grade = grade.map(|grade| format!(" ({grade})")).unwrap_or_default();
        format!("{}{grade}", text::verdict(verdict.get()))
    };
    view! {
        <li class="point" data-point=id.id() data-verdict=verdict>
            <h3><VerdictMark/>{id.label()}</h3>
            <p class="verdict">{said}</p>
            <p>{summary}</p>
            <p class="hint">{open}</p>
        </li>
    }
}

/// Returns what the point leaves open, or what would decide it.
fn open(point: &Point<Redacted>) -> Option<String> {
    let open = point.open.as_ref()?.visible();
    Some(if point.verdict == Verdict::Inconclusive { text::would_resolve(&open) } else { open })
}
