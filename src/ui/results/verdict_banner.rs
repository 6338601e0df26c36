//! The run at a glance.

use leptos::prelude::*;

use crate::check::PointId;
use crate::redact::Redacted;
use crate::report::Report;
use crate::ui::copy_button::CopyButton;
use crate::ui::deep_link;
use crate::ui::state::Session;
use crate::ui::unfold::Unfoldable;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::{export, form, results as text};
use crate::view::Phase;

/// Mark, one sentence, one line with the reason; Stop while it runs, then ticket, report and link. The
/// sentence is announced when it changes, and each point when it is judged, invisibly, since it is visible
/// below.
#[component]
pub fn VerdictBanner() -> impl IntoView {
    let session = expect_context::<Session>();
    let banner = Memo::new(move |_| {
        let phase = session.phase.get();
        session
            .subject
            .with(|subject| session.view.with(|view| text::banner(phase, subject.as_ref(), view.as_ref())))
    });
    let outcome = Memo::new(move |_| banner.with(|banner| banner.outcome));
    let is_running = move || session.phase.get() == Phase::Running;
    let sentence = Memo::new(move |_| banner.with(|banner| banner.sentence.clone()));
    let why = Memo::new(move |_| {
        if is_running() {
            session.progress.with(|it| text::progress(it.finished, it.total, it.elapsed_ms))
        } else {
            banner.with(|banner| banner.why.clone())
        }
    });
    let ticket = move || session.ticket(&sentence.get_untracked());
    let is_own_run = move || session.opened.with(Option::is_none);
    let report = move || Some(Redacted::composed(Report::to_markdown(session.report()?.as_ref())));
    let heard = PointId::ALL.map(|id| {
        let said = Memo::new(move |_| {
            session.view.with(|view| view.as_ref().map(|view| text::heard(id, view)).unwrap_or_default())
        });
        view! { <p role="status">{said}</p> }
    });
    view! {
        <div class="banner" data-outcome=outcome data-verdict=outcome
            hidden=move || session.phase.get() == Phase::Idle>
            <VerdictMark/>
            <div>
                <div role="status">
                    <h2 class="sentence">{sentence}</h2>
                </div>
                <p class="why">{why}</p>
            </div>
            <div class="actions">
                <button type="button" class="stop" data-action="stop" on:click=move |_| session.stop()
                    aria-disabled=move || (!is_running()).to_string()>{form::STOP}</button>
                <Show when=move || session.phase.get().is_over()>
                    <Show when=is_own_run>
                        <CopyButton class="" label=export::COPY_FOR_TICKET action="copy-ticket" text=ticket/>
                        <TicketLink sentence/>
                    </Show>
                    <Unfoldable is_unfolded=session.shows_details>
                        <CopyButton class="" label=export::COPY_REPORT action="copy-markdown" text=report/>
                        <CopyButton class="" label=export::SHARE action="copy-link"
                            text=move || Some(deep_link::current(session.form))/>
                    </Unfoldable>
                </Show>
            </div>
        </div>
        <div class="visually-hidden points-heard">{heard}</div>
    }
}

/// Opens the ticket form, or the mail, that the page's host named, filled in with the short text. A key that
/// is typed after the run is covered here too.
#[component]
fn TicketLink(
    /// The verdict.
    sentence: Memo<String>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    move || {
        let url = session.ticket_url()?;
        let verdict = sentence.get();
        let title = session.form.live_mask().cover(&verdict);
        let text = session.ticket(&verdict)?;
        let label = if url.is_mail() { export::WRITE_MAIL } else { export::OPEN_TICKET };
        let href = url.filled(&title, &text).to_string();
        Some(view! {
            // It opens in a new tab, so that nothing here is lost.
            <a class="button" data-action="open-ticket" href=href target="_blank"
                rel="noreferrer noopener">{label}</a>
        })
    }
}
