//! All requests of a run.

use leptos::prelude::*;

use crate::ui::pictures::WaterfallPicture;
use crate::ui::state::Session;
use crate::ui_text::results as text;

/// When each was under way, with waiting and receiving told apart; nothing for a run of one request.
#[component]
pub fn Requests() -> impl IntoView {
    let session = expect_context::<Session>();
    let count =
        move || session.timings.with(Vec::len) + session.progress.with(|progress| progress.in_flight.len());
    view! {
        <section class="card" aria-labelledby="requests-title" hidden=move || count() < 2>
            <h3 id="requests-title">{text::REQUESTS}</h3>
            <WaterfallPicture/>
        </section>
    }
}
