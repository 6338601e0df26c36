//! The results of a run.

mod answer;
mod check_group;
mod check_row;
mod checklist;
mod clients;
mod connectivity_steps;
mod contact;
mod cors_setups;
mod diagnosis_card;
mod drift;
mod evidence_button;
mod export;
mod figures;
mod limitations;
mod opened_banner;
mod points_strip;
mod repeated;
mod requests;
mod verdict_banner;
mod welcome;

use leptos::prelude::*;

use super::stage::Stage;
use super::state::{Session, Tab};
use super::unfold::{UnfoldButton, Unfoldable};
use crate::browser::page;
use crate::ui_text::results as text;
use crate::view::Phase;
use answer::Answer;
use checklist::Checklist;
use clients::Clients;
use contact::Contact;
use diagnosis_card::Diagnoses;
use evidence_button::EvidenceButton;
use export::Export;
pub use export::SaveButtons;
use limitations::Limitations;
use opened_banner::OpenedBanner;
use points_strip::PointsStrip;
use repeated::Repeated;
use requests::Requests;
use verdict_banner::VerdictBanner;
use welcome::Welcome;

/// The welcome text or, once something was sent, the verdict, the four points and their evidence, the most
/// serious first. On a locked page, the evidence is folded.
#[component]
pub fn Results() -> impl IntoView {
    let session = expect_context::<Session>();
    let region = session.region;
    Effect::new(move || {
        // On a phone or in a low window, the results may be outside the visible area.
        if let (true, Some(region)) = (session.phase.get() == Phase::Running, region.get())
            && !page::is_in_view(&region)
        {
            region.scroll_into_view();
        }
    });
    let is_unfolded = session.shows_details;
    // About fifty rows. They are created when something is sent, and then only updated.
    let has_run = Memo::new(move |_| session.phase.get() != Phase::Idle);
    view! {
        <section class="results" id="results" tabindex="-1" node_ref=region aria-label=text::RESULT
            hidden=move || session.tab.get() != Tab::Check
            data-run=move || session.phase.get().id()
            data-requests=move || session.progress.with(|progress| progress.requests.to_string())>
            <OpenedBanner/>
            <Welcome/>
            <VerdictBanner/>
            <Unfoldable is_unfolded><PointsStrip/></Unfoldable>
            // Without an answer, the problem comes first; a limitation comes after the answer.
            <Show when=move || has_run.get()><Diagnoses are_after_answer=false/></Show>
            <Contact/>
            <Show when=move || has_run.get()>
                <UnfoldButton is_unfolded label=text::MORE_DETAILS action="show-details"/>
            </Show>
            <Stage step=6><Unfoldable is_unfolded><Answer/></Unfoldable></Stage>
            <Show when=move || has_run.get()>
                <Unfoldable is_unfolded>
                    <Repeated/>
                    <Requests/>
                </Unfoldable>
                <Diagnoses are_after_answer=true/>
                <Unfoldable is_unfolded>
                    <Limitations/>
                    <Clients/>
                    <Checklist/>
                    <Export/>
                </Unfoldable>
            </Show>
        </section>
    }
}
