//! Parts of a run that can be saved or shared.

use std::rc::Rc;

use leptos::prelude::*;

use super::drift::DriftReport;
use crate::browser::file;
use crate::redact::Redacted;
use crate::report::Report;
use crate::ui::state::Session;
use crate::ui::{report_file, result_link};
use crate::ui_text::{export as text, notices};

/// Files of the report, and the comparison with an earlier one; nothing before a run has ended.
#[component]
pub fn Export() -> impl IntoView {
    let session = expect_context::<Session>();
    let with_texts = RwSignal::new(false);
    let is_over = move || session.phase.get().is_over() && session.view.with(Option::is_some);
    view! {
        <Show when=is_over>
            <section class="card take-away" aria-labelledby="take-away-title">
                <h3 id="take-away-title">{text::SAVE_OR_SHARE}</h3>
                <p class="hint">{text::NO_KEY_INSIDE}</p>
                <div class="actions">
                    <SaveButtons report=move || session.report()/>
                    <button type="button" data-action="compare-report"
                        on:click=move |_| report_file::choose(session.compared_file)>{text::COMPARE}</button>
                </div>
                <div class="actions">
                    <button type="button" data-action="copy-result-link"
                        on:click=move |_| result_link::copy_link(session, session.report(), with_texts.get_untracked())>
                        {text::COPY_RESULT_LINK}
                    </button>
                    <label class="choice">
                        <input name="link_with_texts" type="checkbox" bind:checked=with_texts/>
                        <span>{text::LINK_WITH_TEXTS}</span>
                    </label>
                </div>
                <DriftReport/>
            </section>
        </Show>
    }
}

/// Saves a report as a file, in each format.
#[component]
pub fn SaveButtons<R>(
    /// The report, masked with all keys that the tab knows now.
    report: R,
) -> impl IntoView
where
    R: Fn() -> Option<Rc<Report>> + Copy + 'static,
{
    view! {
        <SaveButton report label=text::SAVE_MARKDOWN action="download-markdown" write=Report::to_markdown_file
            extension="md" media_type="text/markdown"/>
        <SaveButton report label=text::SAVE_HTML action="download-html" write=Report::to_html
            extension="html" media_type="text/html"/>
        <SaveButton report label=text::SAVE_JSON action="download-json" write=Report::to_json
            extension="json" media_type="application/json"/>
    }
}

/// Makes the report in one format and saves it as a file.
#[component]
fn SaveButton<R>(
    report: R,
    label: &'static str,
    action: &'static str,
    /// Makes the text.
    write: fn(&Report) -> String,
    /// The extension of the file's name.
    extension: &'static str,
    media_type: &'static str,
) -> impl IntoView
where
    R: Fn() -> Option<Rc<Report>> + 'static,
{
    let session = expect_context::<Session>();
    let save = move |_| {
        let Some(report) = report() else { return };
        match file::save(&report.file_name(extension), media_type, &Redacted::composed(write(&report))) {
            Some(()) => session.notices.confirm(notices::SAVED),
            None => session.notices.say(notices::NOT_SAVED),
        }
    };
    view! { <button type="button" data-action=action on:click=save>{label}</button> }
}
