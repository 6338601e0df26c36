//! A saved report on the screen.

use leptos::prelude::*;

use crate::ui::state::Session;
use crate::ui_text::saved_report as text;

/// Says that a saved report is shown, and its time; nothing for a run of this page.
#[component]
pub fn OpenedBanner() -> impl IntoView {
    let session = expect_context::<Session>();
    // A key may be typed later.
    let sentence = Memo::new(move |_| {
        let mask = session.form.live_mask();
        session.opened.with(|report| report.as_ref().map(|it| text::opened(it, &mask)).unwrap_or_default())
    });
    move || {
        session.opened.get().map(|report| {
            view! {
                <div class="card opened" data-opened=report.run.started_at.to_string()>
                    <p>{sentence}</p>
                    <button type="button" data-action="close-report" on:click=move |_| session.clear_screen()>
                        {text::CLOSE_REPORT}
                    </button>
                </div>
            }
        })
    }
}
