//! The base URL.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::ProblemNotes;
use super::problem_notes::{is_invalid, notes_of};
use crate::field::FieldName;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The address of the gateway, as it is typed; read-only if the page's host forbids others.
#[component]
pub fn BaseUrlField() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let name = FieldName::BaseUrl;
    view! {
        <div class="field">
            <label for=name.as_str()>{text::BASE_URL}</label>
            <input id=name.as_str() name=name.as_str() type="text" inputmode="url"
                placeholder=text::BASE_URL_EXAMPLE
                spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")} autocomplete="off"
                aria-describedby=notes_of(name) node_ref=form.fields.base_url bind:value=form.base_url
                prop:readOnly=move || form.gateways.with(|gateways| gateways.is_only)
                aria-invalid=move || is_invalid(form, name).to_string()/>
            <ProblemNotes field=name/>
        </div>
    }
}
