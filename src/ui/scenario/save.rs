//! Parts of a scenario that can be saved or shared.

use leptos::prelude::*;

use crate::redact::Redacted;
use crate::report::Report;
use crate::scenario::ScenarioId;
use crate::ui::copy_button::CopyButton;
use crate::ui::result_link;
use crate::ui::results::SaveButtons;
use crate::ui::state::Session;
use crate::ui_text::export;

/// The report as text and as files, once there is one.
#[component]
pub fn Save(id: ScenarioId) -> impl IntoView {
    let session = expect_context::<Session>();
    let result = session.scenarios.result(id);
    let report = move || session.scenarios.report(id);
    let markdown = move || Some(Redacted::composed(Report::to_markdown(report()?.as_ref())));
    view! {
        <Show when=move || result.with(Option::is_some)>
            <div class="actions save">
                <CopyButton class="" label=export::COPY_REPORT action="copy-markdown" text=markdown/>
                <SaveButtons report=report/>
                <button type="button" data-action="copy-result-link"
                    on:click=move |_| result_link::copy_link(session, report(), false)>
                    {export::COPY_RESULT_LINK}
                </button>
            </div>
        </Show>
    }
}
