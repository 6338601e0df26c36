//! The prompt.

use leptos::prelude::*;

use super::{ProblemNotes, problem_notes::is_invalid};
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Prompt for the model, and the choice to stream its answer.
#[component]
pub fn PromptField() -> impl IntoView {
    let form = expect_context::<Session>().form;
    view! {
        <div class="field">
            <label for="prompt">{text::PROMPT}</label>
            <textarea id="prompt" name="prompt" rows="2" autocomplete="off" aria-describedby="prompt-notes"
                node_ref=form.fields.prompt bind:value=form.prompt
                aria-invalid=move || is_invalid(form, "prompt").to_string()></textarea>
            <ProblemNotes field="prompt"/>
            <label class="choice">
                <input name="stream" type="checkbox" bind:checked=form.is_streamed/>
                <span>{text::STREAM}</span>
            </label>
        </div>
    }
}
