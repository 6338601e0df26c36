//! All requests of a run.

use leptos::prelude::*;

use crate::ui::pictures::WaterfallPicture;
use crate::ui::state::Session;
use crate::ui_text::results as text;

/// The times of each request, waiting and receiving separately; nothing for a run of one request.
#[component]
pub fn Requests() -> impl IntoView {
    let session = expect_context::<Session>();
    let is_hidden = move || {
        let count = session.timings.with(Vec::len) + session.progress.with(|it| it.in_flight.len());
        // A prompt that fails raises up to three questions; the diagnosis comes before them.
        count < 2 || !(session.has_answer.get() || session.phase.get().is_over())
    };
    view! {
        <section class="card" aria-labelledby="requests-title" hidden=is_hidden>
            <h3 id="requests-title">{text::REQUESTS}</h3>
            <WaterfallPicture/>
        </section>
    }
}
