//! The base URL.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::{ProblemNotes, problem_notes::is_invalid};
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The address of the gateway, as it is typed; read-only if the page's host forbids others.
#[component]
pub fn BaseUrlField() -> impl IntoView {
    let form = expect_context::<Session>().form;
    view! {
        <div class="field">
            <label for="base_url">{text::BASE_URL}</label>
            <input id="base_url" name="base_url" type="text" inputmode="url" placeholder=text::BASE_URL_EXAMPLE
                spellcheck="false" autocapitalize="off" {..custom_attribute("autocorrect", "off")} autocomplete="off"
                aria-describedby="base_url-notes" node_ref=form.fields.base_url bind:value=form.base_url
                prop:readOnly=move || form.gateways.with(|gateways| gateways.is_only)
                aria-invalid=move || is_invalid(form, "base_url").to_string()/>
            <ProblemNotes field="base_url"/>
        </div>
    }
}
