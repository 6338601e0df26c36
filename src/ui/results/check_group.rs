//! Checks about one subject.

use leptos::html;
use leptos::prelude::*;

use super::check_row::CheckRow;
use crate::check::{Check, Group, Verdict};
use crate::ui::state::{Filter, Session};
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::results as text;
use crate::view::View;

/// The subject, a pip for each check, how many passed; unfolded, the checks. It unfolds by itself when one
/// of them turns out to be a problem.
#[component]
pub fn CheckGroup(group: &'static Group) -> impl IntoView {
    let session = expect_context::<Session>();
    let verdicts = Memo::new(move |_| {
        session.view.with(|view| {
            group.checks.iter().map(|check| verdict_of(view.as_ref(), check)).collect::<Vec<_>>()
        })
    });
    let mark = Memo::new(move |_| verdicts.with(|all| Verdict::gravest(all).id()));
    let shown = Memo::new(move |_| {
        let filter = session.filter.get();
        verdicts.with(|all| all.iter().filter(|it| filter.shows(**it)).count())
    });
    let is_problem = Memo::new(move |_| {
        verdicts.with(|all| all.iter().any(|it| matches!(it, Verdict::Fail | Verdict::Warn)))
    });
    let fold = NodeRef::<html::Details>::new();
    Effect::new(move |folds_before: Option<u32>| {
        let folds = session.folds.get();
        let is_wanted = is_problem.get() || session.filter.get() != Filter::All;
        if let Some(fold) = fold.get()
            && (is_wanted || folds_before != Some(folds))
        {
            fold.set_open(is_wanted);
        }
        folds
    });
    let count = move || {
        let judged = verdicts.with(|all| all.iter().filter(|it| **it != Verdict::Skipped).count());
        let passed = verdicts.with(|all| all.iter().filter(|it| **it == Verdict::Pass).count());
        text::passed(passed, judged)
    };
    let pip = move |index: usize| view! { <i data-verdict=move || verdicts.with(|all| all[index].id())></i> };
    view! {
        <details class="group" node_ref=fold hidden=move || shown.get() == 0>
            <summary data-verdict=mark>
                <VerdictMark/>
                <b>{group.title}</b>
                <span class="pips" aria-hidden="true">{(0..group.checks.len()).map(pip).collect_view()}</span>
                <span class="hint">{count}</span>
            </summary>
            <ul>{group.checks.iter().map(|check| view! { <CheckRow check/> }).collect_view()}</ul>
        </details>
    }
}

fn verdict_of(view: Option<&View>, check: &Check) -> Verdict {
    let finding = view.and_then(|view| view.findings.iter().find(|it| it.check.id == check.id));
    finding.map_or(Verdict::Skipped, |finding| finding.verdict)
}
