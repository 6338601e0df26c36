//! Every rule with its verdict and evidence.

use leptos::prelude::*;

use super::node::{all, button, live, node, words};
use super::session::{Phase, Session};
use super::state::State;
use super::{evidence, words as said};
use crate::check::{Finding, GROUPS, Verdict};
use crate::probe::ProbeId;
use crate::redact::Redacted;

/// Whether a filter shows a finding.
type IsShown = fn(&Finding<Redacted>) -> bool;

/// What of the list is shown: value of `data-filter`, label, and of which findings. The style sheet hides
/// the others, so that a row that was opened stays open.
const FILTERS: [(&str, &str, IsShown); 3] = [
    ("all", "All", |_| true),
    ("problems", "Problems", is_bad),
    ("not-asked", "Not asked", |finding| finding.verdict == Verdict::Skipped),
];

/// The rules; nothing before a reply has come.
pub(super) fn checklist(session: Session) -> AnyView {
    let filter = State::new(FILTERS[0].0);
    live(move || {
        let open = match session.phase.get() {
            Phase::Running => session.progress.get().open,
            Phase::Idle | Phase::Done | Phase::Stopped => Vec::new(),
        };
        session.view.with(|view| match view {
            Some(view) => list(session, &view.findings, &open, filter),
            None => all(Vec::new()),
        })
    })
}

fn list(
    session: Session,
    findings: &[Finding<Redacted>],
    open: &[ProbeId],
    filter: State<&'static str>,
) -> AnyView {
    let failed: Vec<ProbeId> = findings
        .iter()
        .filter(|finding| is_bad(finding))
        .flat_map(|finding| finding.check.probes)
        .copied()
        .collect();
    let mut head = vec![words("h3", &[("id", "checks-title")], "Checks")];
    // A saved report has nobody to ask.
    let can_ask = session.opened.with(Option::is_none);
    if can_ask && !failed.is_empty() {
        let ask = move || session.retry(&failed);
        head.push(button("Ask again what failed", &[("data-action", "ask-failed-again")], ask));
    }
    let chosen = filter.get();
    let filters = FILTERS.map(|(id, label, is_shown)| {
        let count = findings.iter().filter(|it| is_shown(it)).count();
        let is_chosen = if id == chosen { "true" } else { "false" };
        let attributes =
            [("class", "fix"), ("data-action", "filter"), ("value", id), ("aria-pressed", is_chosen)];
        button(&said::filter(label, count), &attributes, move || filter.set(id))
    });
    let mut parts = vec![
        node("div", &[("class", "checks-head")], head),
        node("div", &[("class", "filters"), ("role", "group"), ("aria-label", "Show")], filters.into()),
    ];
    for group in GROUPS {
        let is_in =
            |finding: &&Finding<Redacted>| group.checks.iter().any(|check| check.id == finding.check.id);
        let of_group: Vec<&Finding<Redacted>> = findings.iter().filter(is_in).collect();
        let count = |is: fn(Verdict) -> bool| of_group.iter().filter(|it| is(it.verdict)).count();
        let title =
            said::group(group.title, count(|it| it == Verdict::Pass), count(|it| it != Verdict::Skipped));
        let rows = of_group.into_iter().map(|finding| row(session, finding, open, can_ask)).collect();
        let parts_of_group = vec![words("h4", &[], title), node("ul", &[], rows)];
        parts.push(node("div", &[("class", "group")], parts_of_group));
    }
    let attributes = [("class", "checks"), ("data-filter", chosen), ("aria-labelledby", "checks-title")];
    node("section", &attributes, parts)
}

fn is_bad(finding: &Finding<Redacted>) -> bool {
    matches!(finding.verdict, Verdict::Fail | Verdict::Warn | Verdict::Inconclusive)
}

fn row(session: Session, finding: &Finding<Redacted>, open: &[ProbeId], can_ask: bool) -> AnyView {
    let check = finding.check;
    let is_open = check.probes.iter().any(|probe| open.contains(probe));
    let verdict = if is_open { "running" } else { finding.verdict.id() };
    let mut facts = vec![("Seen", finding.observed.as_str()), ("Wanted", check.expected)];
    facts.extend(finding.would_resolve.as_deref().map(|would_resolve| ("What would tell", would_resolve)));
    facts.push(("Source", check.source));
    let facts = facts.into_iter().flat_map(|(name, fact)| [words("dt", &[], name), words("dd", &[], fact)]);
    let mut inside = vec![
        node("summary", &[], vec![said::verdict_line(verdict, None), words("span", &[], check.title)]),
        node("dl", &[], facts.collect()),
    ];
    if can_ask && !check.probes.is_empty() {
        let attributes = [("class", "fix"), ("data-action", "ask-again")];
        inside.push(button("Ask again", &attributes, move || session.retry(check.probes)));
    }
    let attributes = [("class", "check"), ("data-check", check.id.as_str()), ("data-verdict", verdict)];
    let opener = evidence::opener(session, &said::evidence_of(&finding.exchanges), &finding.exchanges);
    node("li", &attributes, vec![node("details", &[], inside), opener])
}
