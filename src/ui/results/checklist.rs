//! Every check with its verdict, in groups.

use leptos::prelude::*;

use super::check_group::CheckGroup;
use crate::check::GROUPS;
use crate::probe::{ProbeId, Profile};
use crate::ui::state::{Filter, Session};
use crate::ui_text::results as text;
use crate::view::{NotRun, View};

/// The groups, folded; how many checks passed, failed and did not run; and the buttons that run more of
/// them. Rows are created once and live as long as the page.
#[component]
pub fn Checklist() -> impl IntoView {
    let session = expect_context::<Session>();
    let failed = Memo::new(move |_| {
        session.view.with(|view| {
            let findings = view.iter().flat_map(|view| &view.findings);
            let bad = findings.filter(|it| Filter::Problems.shows(it.verdict));
            bad.flat_map(|it| it.check.probes).copied().collect::<Vec<ProbeId>>()
        })
    });
    let can_rerun = move || session.can_rerun() && failed.with(|failed| !failed.is_empty());
    view! {
        <section class="card checks" aria-labelledby="checks-title" data-filter=move || session.filter.get().id()
            hidden=move || !session.has_ended.get() || session.view.with(Option::is_none)>
            <div class="card-head">
                <h3 id="checks-title">{text::CHECKS}</h3>
                <div class="filters" role="group" aria-label=text::SHOW>
                    {Filter::ALL.map(|filter| view! { <FilterButton filter/> })}
                </div>
            </div>
            {GROUPS.iter().map(|group| view! { <CheckGroup group/> }).collect_view()}
            <NotRunLine/>
            <p class="actions" hidden=move || !can_rerun()>
                <button type="button" data-action="ask-failed-again"
                    aria-disabled=move || session.is_busy().to_string()
                    on:click=move |_| session.retry(&failed.get_untracked())>{text::RERUN_FAILED}</button>
            </p>
        </section>
    }
}

/// Shows some of the checks, and how many they are.
#[component]
fn FilterButton(filter: Filter) -> impl IntoView {
    let session = expect_context::<Session>();
    let count = Memo::new(move |_| {
        session.view.with(|view| {
            let findings = view.iter().flat_map(|view| &view.findings);
            findings.filter(|it| filter.shows(it.verdict)).count()
        })
    });
    view! {
        <button type="button" class="small" data-action="filter" value=filter.id()
            aria-pressed=move || (session.filter.get() == filter).to_string()
            on:click=move |_| session.filter.set(filter)>
            {move || text::filter(filter.label(), count.get())}
        </button>
    }
}

/// Number of checks that did not run, in one line, with the buttons that run them.
#[component]
fn NotRunLine() -> impl IntoView {
    let session = expect_context::<Session>();
    let not_run =
        Memo::new(move |_| session.view.with(|view| view.as_ref().map(View::not_run).unwrap_or_default()));
    let has_answer = move || session.view.with(|view| view.as_ref().is_some_and(|it| it.answer.is_some()));
    let button = move |(profile, more): (Profile, usize)| {
        view! {
            <button type="button" class="small" data-action="run-profile" value=profile.id()
                aria-disabled=move || session.is_busy().to_string()
                on:click=move |_| session.validate_with(profile)>{text::run_profile(profile, more)}</button>
        }
    };
    let buttons = move || {
        let NotRun { profiles, .. } = not_run.get();
        session.can_rerun().then(|| profiles.into_iter().map(button).collect_view())
    };
    view! {
        <div class="not-run" hidden=move || not_run.with(|it| it.checks == 0)>
            <p>{move || text::not_run(not_run.with(|it| it.checks), has_answer())}</p>
            <p class="actions">{buttons}</p>
        </div>
    }
}
