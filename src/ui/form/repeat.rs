//! The prompt several times.

use leptos::prelude::*;

use crate::field::FieldName;
use crate::stats::MAX_TIMES;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Number of times to repeat the prompt, one by one or all at once; folded.
#[component]
pub fn Repeat() -> impl IntoView {
    let session = expect_context::<Session>();
    let name = FieldName::Repeat.as_str();
    view! {
        <details class="part">
            <summary>{text::REPEAT}</summary>
            <div class="options">
                <label class="choice">
                    <span>{text::TIMES}</span>
                    <input id=name name=name type="number" inputmode="numeric" min="1"
                        max=MAX_TIMES.to_string() autocomplete="off" bind:value=session.form.repeat/>
                </label>
                <div class="actions">
                    <button type="button" data-action="repeat" on:click=move |_| session.repeat()
                        aria-disabled=move || session.is_busy().to_string()>
                        {text::ONE_BY_ONE}
                    </button>
                    <button type="button" data-action="burst" on:click=move |_| session.burst()
                        aria-disabled=move || session.is_busy().to_string()>
                        {text::AT_ONCE}
                    </button>
                </div>
                <p class="hint">{text::REPEAT_HINT}</p>
            </div>
        </details>
    }
}
