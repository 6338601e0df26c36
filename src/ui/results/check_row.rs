//! One check.

use leptos::prelude::*;

use super::EvidenceButton;
use crate::check::{Check, Verdict};
use crate::redact::Redacted;
use crate::ui::state::{Filter, Session};
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::results as text;

/// Result of a check in a run.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    verdict: Verdict,
    observed: Redacted,
    would_resolve: Option<Redacted>,
    exchanges: Vec<usize>,
}

/// The claim with its verdict; for a problem also the observation; unfolded, the rest. It is created once
/// and updated in place, so it stays open.
#[component]
pub fn CheckRow(check: &'static Check) -> impl IntoView {
    let session = expect_context::<Session>();
    let row = Memo::new(move |_| {
        session.view.with(|view| {
            let finding = view.as_ref()?.findings.iter().find(|it| it.check.id == check.id)?;
            Some(Row {
                verdict: finding.verdict,
                observed: finding.observed.clone(),
                would_resolve: finding.would_resolve.clone(),
                exchanges: finding.exchanges.clone(),
            })
        })
    });
    let is_open = move || {
        session.progress.with(|progress| check.probes.iter().any(|probe| progress.open.contains(probe)))
    };
    let judged = Memo::new(move |_| row.with(|row| row.as_ref().map_or(Verdict::Skipped, |row| row.verdict)));
    let verdict = Memo::new(move |_| if is_open() { "running" } else { judged.get().id() });
    let is_problem = Memo::new(move |_| Filter::Problems.shows(judged.get()));
    let is_hidden = move || !session.filter.get().shows(judged.get());
    let observed = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.observed.visible())));
    let would_resolve =
        Memo::new(move |_| row.with(|row| row.as_ref()?.would_resolve.as_ref().map(Redacted::visible)));
    let exchanges =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.exchanges.clone()).unwrap_or_default()));
    view! {
        <li class="check" data-check=check.id.as_str() data-verdict=verdict hidden=is_hidden>
            <details>
                <summary>
                    <VerdictMark/>
                    <span class="title">{check.title}</span>
                    <span class="verdict">{move || text::verdict(verdict.get())}</span>
                    <span class="observed" hidden=move || !is_problem.get()>{observed}</span>
                </summary>
                <dl>
                    <div hidden=is_problem><dt>{text::OBSERVED}</dt><dd>{observed}</dd></div>
                    <div><dt>{text::EXPECTED}</dt><dd>{check.expected}</dd></div>
                    <div hidden=move || would_resolve.with(Option::is_none)>
                        <dt>{text::TO_FIND_OUT}</dt><dd>{would_resolve}</dd>
                    </div>
                    <div><dt>{text::SOURCE}</dt><dd>{check.source}</dd></div>
                </dl>
                <p class="actions">
                    <EvidenceButton exchanges check=Some(check.id)/>
                    <Show when=move || session.can_rerun() && !check.probes.is_empty()>
                        <button type="button" class="small" data-action="ask-again"
                            aria-disabled=move || session.is_busy().to_string()
                            on:click=move |_| session.retry(check.probes)>{text::RERUN}</button>
                    </Show>
                </p>
            </details>
        </li>
    }
}
