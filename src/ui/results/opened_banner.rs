//! A saved report on the screen.

use leptos::prelude::*;

use crate::ui::state::Session;
use crate::ui_text::saved_report as text;

/// Says that a saved report is shown, and its time; nothing for a run of this page.
#[component]
pub fn OpenedBanner() -> impl IntoView {
    let session = expect_context::<Session>();
    move || {
        session.opened.get().map(|report| {
            view! {
                <div class="card opened" data-opened=report.run.started_at.to_string()>
                    <p>{text::opened(&report)}</p>
                    <button type="button" data-action="close-report" on:click=move |_| session.clear_screen()>
                        {text::CLOSE_REPORT}
                    </button>
                </div>
            }
        })
    }
}
