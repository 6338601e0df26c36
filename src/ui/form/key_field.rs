//! The API key.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::ProblemNotes;
use super::problem_notes::{is_invalid, notes_of};
use crate::field::FieldName;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The key, hidden until the user shows it, which holds for one key, and the kind of key that is meant.
#[component]
pub fn KeyField() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let name = FieldName::ApiKey;
    let is_shown = form.shows_key;
    let hint = move || form.key_help.get().unwrap_or_else(|| text::API_KEY_HINT.to_owned());
    view! {
        <div class="field">
            <label for=name.as_str()>{text::API_KEY}</label>
            <div class="with-button">
                <input id=name.as_str() name=name.as_str()
                    type=move || if is_shown.get() { "text" } else { "password" }
                    spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")} autocomplete="off"
                    data-1p-ignore="true" data-lpignore="true" data-bwignore="true" data-form-type="other"
                    aria-describedby=format!("{name}-hint {}", notes_of(name)) node_ref=form.fields.api_key
                    prop:value=form.api_key on:input=move |event| form.type_key(event_target_value(&event))
                    aria-invalid=move || is_invalid(form, name).to_string()/>
                <button type="button" data-action="reveal-key"
                    aria-label=move || if is_shown.get() { text::HIDE_KEY } else { text::SHOW_KEY }
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)>
                    {move || if is_shown.get() { text::HIDE } else { text::SHOW }}
                </button>
            </div>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            <ProblemNotes field=name/>
        </div>
    }
}
