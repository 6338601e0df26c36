//! Options that most people leave as they are.

use leptos::prelude::*;

use super::ProblemNotes;
use super::problem_notes::{is_invalid, notes_of};
use crate::field::FieldName;
use crate::form::{MAX_TIMEOUT_S, MIN_TIMEOUT_S};
use crate::plan::MAX_CONCURRENCY;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Time limit and parallel requests; folded.
#[component]
pub fn Options() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let name = FieldName::TimeoutS;
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
                    <input id=name.as_str() name=name.as_str() type="number" inputmode="numeric"
                        min=MIN_TIMEOUT_S.to_string() max=MAX_TIMEOUT_S.to_string() autocomplete="off"
                        aria-describedby=notes_of(name) node_ref=form.fields.timeout_s
                        bind:value=form.timeout_s aria-invalid=move || is_invalid(form, name).to_string()/>
                </label>
                <ProblemNotes field=name/>
                <label class="choice">
                    <span>{text::PARALLEL}</span>
                    <select name=FieldName::Concurrency.as_str() autocomplete="off"
                        on:change=move |event| form.concurrency.set(event_target_value(&event))>
                        {(1..=MAX_CONCURRENCY).map(count).collect_view()}
                    </select>
                </label>
            </div>
        </details>
    }
}
