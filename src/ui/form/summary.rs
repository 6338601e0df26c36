//! The form in one line.

use leptos::prelude::*;

use crate::target::BaseUrl;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// Host (on a locked page the gateway's name), model and whether there is a key, with the button that unfolds
/// the form. Shown on a phone, once something was sent.
#[component]
pub fn FormSummary() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let gateway =
        move || form.gateways.with(|known| known.chosen_gateway().map(|gateway| gateway.name.clone()));
    let host = move || {
        if let Some(name) = gateway().filter(|_| form.is_locked()) {
            return name;
        }
        form.base_url
            .with(|typed| BaseUrl::parse(typed).map_or_else(|_| typed.clone(), |url| url.authority()))
    };
    let rest = move || {
        let model = form.live_mask().cover(&form.model.get());
        text::summary(&model, form.api_key.with(|key| !key.is_empty()))
    };
    view! {
        <div class="form-summary">
            <p><b>{move || form.live_mask().cover(&host()).to_string()}</b><span class="hint">{rest}</span></p>
            <button type="button" data-action="edit" on:click=move |_| form.focus_first()>{text::EDIT}</button>
        </div>
    }
}
