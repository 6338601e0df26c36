//! The prompt.

use leptos::prelude::*;

use super::ProblemNotes;
use super::problem_notes::{is_invalid, notes_of};
use crate::field::FieldName;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Prompt for the model, and the choice to stream its answer.
#[component]
pub fn PromptField() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let name = FieldName::Prompt;
    view! {
        <div class="field">
            <label for=name.as_str()>{text::PROMPT}</label>
            <textarea id=name.as_str() name=name.as_str() rows="2" autocomplete="off"
                aria-describedby=notes_of(name) node_ref=form.fields.prompt bind:value=form.prompt
                aria-invalid=move || is_invalid(form, name).to_string()></textarea>
            <ProblemNotes field=name/>
            <label class="choice">
                <input name=FieldName::Stream.as_str() type="checkbox" bind:checked=form.is_streamed/>
                <span>{text::STREAM}</span>
            </label>
        </div>
    }
}
