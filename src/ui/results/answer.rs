//! The model's answer.

use leptos::html;
use leptos::prelude::*;

use super::EvidenceButton;
use super::figures::Figures;
use crate::probe::ProbeId;
use crate::report::Exchange;
use crate::ui::pictures::RequestTimelinePicture;
use crate::ui::state::Session;
use crate::ui_text::results as text;
use crate::view::Phase;

/// The text as it arrives, its figures, and the timeline of its request as a picture.
#[component]
pub fn Answer() -> impl IntoView {
    let session = expect_context::<Session>();
    let reply = NodeRef::<html::Div>::new();
    reply.on_load(move |element| session.answer.with_value(|answer| answer.attach_to(element.into())));
    // The index of the prompt's exchange, by which its evidence and its picture are found.
    let index = Memo::new(move |_| {
        let is_prompt = |it: &Exchange| it.probe == ProbeId::Prompt.as_str();
        session.timings.with(|timings| timings.iter().position(is_prompt))
    });
    // While the page waits for it, its place is reserved, so that nothing moves when it arrives.
    let is_hidden = move || !session.has_answer.get() && session.phase.get() != Phase::Running;
    view! {
        <section class="card answer" aria-labelledby="answer-title" hidden=is_hidden>
            <div class="card-head">
                <h3 id="answer-title">{text::ANSWER}</h3>
                <EvidenceButton exchanges=Signal::derive(move || index.get().into_iter().collect())/>
            </div>
            // Not busy as a whole: screen readers say nothing of what is busy, and the verdict is announced.
            <div class="reply" data-reply="" tabindex="0" role="group" aria-labelledby="answer-title"
                aria-busy=move || (session.phase.get() == Phase::Running).to_string() node_ref=reply></div>
            <Figures/>
            <div class="timeline-place">
                <RequestTimelinePicture index/>
            </div>
        </section>
    }
}
