//! Options that most people leave as they are.

use leptos::prelude::*;

use super::{ProblemNotes, problem_notes::is_invalid};
use crate::form::{MAX_TIMEOUT_S, MIN_TIMEOUT_S};
use crate::plan::MAX_CONCURRENCY;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Time limit and parallel requests; folded.
#[component]
pub fn Options() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let count = move |count: usize| {
        let value = count.to_string();
        let is_chosen = {
            let value = value.clone();
            move || form.concurrency.get() == value
        };
        view! { <option value=value.clone() prop:selected=is_chosen>{value.clone()}</option> }
    };
    view! {
        <details class="part" prop:open=form.shows_options>
            <summary>{text::OPTIONS}</summary>
            <div class="options">
                <label class="choice">
                    <span>{text::TIME_LIMIT}</span>
                    <input id="timeout_s" name="timeout_s" type="number" inputmode="numeric"
                        min=MIN_TIMEOUT_S.to_string() max=MAX_TIMEOUT_S.to_string() autocomplete="off"
                        aria-describedby="timeout_s-notes" node_ref=form.fields.timeout_s
                        bind:value=form.timeout_s aria-invalid=move || is_invalid(form, "timeout_s").to_string()/>
                </label>
                <ProblemNotes field="timeout_s"/>
                <label class="choice">
                    <span>{text::PARALLEL}</span>
                    <select name="concurrency" autocomplete="off"
                        on:change=move |event| form.concurrency.set(event_target_value(&event))>
                        {(1..=MAX_CONCURRENCY).map(count).collect_view()}
                    </select>
                </label>
            </div>
        </details>
    }
}
