//! Text of what the page shows of a run: the cards of its diagnoses, and the points.

use gateway_check::check::Verdict;
use gateway_check::diagnosis::{Diagnosis, Owner};
use gateway_check::point::Point;
use gateway_check::redact::Redacted;
use gateway_check::ui_text::{export, form, results};
use gateway_check::view::View;

/// The cards of the diagnoses; without one the points.
pub fn shown(view: &View) -> String {
    let cards = view.diagnoses.iter().enumerate().map(|(index, diagnosis)| card(index == 0, diagnosis));
    let lines: Vec<String> =
        if view.diagnoses.is_empty() { view.points.iter().map(point).collect() } else { cards.collect() };
    lines.join(" ")
}

/// One card. The title and the cause of the main one are above it, in the banner.
fn card(is_main: bool, diagnosis: &Diagnosis<Redacted>) -> String {
    let kind = diagnosis.kind;
    let mut parts = if is_main {
        vec![results::HOW_TO_FIX.to_owned()]
    } else {
        vec![diagnosis.title.visible(), diagnosis.cause.visible()]
    };
    parts.extend([kind.owner.label().to_owned(), diagnosis.confidence.label().to_owned()]);
    parts.extend(diagnosis.remedies.iter().map(Redacted::visible));
    parts.extend(diagnosis.repair.iter().map(|url| form::use_label(&url.to_string())));
    if kind.owner != Owner::You {
        parts.push(export::COPY_MESSAGE.to_owned());
    }
    if diagnosis.is_about_cors() {
        parts.push(export::CORS_SETUPS.to_owned());
    }
    let steps = diagnosis.connectivity.iter();
    parts.extend(steps.map(|step| format!("{} {}", step.question, step.observed)));
    parts.extend(diagnosis.evidence.iter().map(Redacted::visible));
    parts.join(" ")
}

fn point(point: &Point<Redacted>) -> String {
    let open = point.open.as_ref().map(Redacted::visible).unwrap_or_default();
    let open = if point.verdict == Verdict::Inconclusive { results::would_resolve(&open) } else { open };
    format!("{} {} {} {open}", point.id.label(), point.verdict.label(), point.summary.visible())
}
