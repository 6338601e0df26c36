//! Configurations for the gateway's admin.

use leptos::prelude::*;

use crate::browser::page;
use crate::diagnosis::cors_setup::{SETUPS, Setup};
use crate::ui::copy_button::CopyButton;
use crate::ui::state::Session;
use crate::ui_text::export;

/// A button, and once it is pressed, a configuration for each server, with this page's origin in it.
#[component]
pub fn CorsSetups() -> impl IntoView {
    let session = expect_context::<Session>();
    let is_shown = RwSignal::new(false);
    let setup = move |setup: &'static Setup| {
        let text = setup.text(&page::origin());
        let shown = text.clone();
        view! {
            <details class="setup" data-setup=setup.server>
                <summary>{setup.server}</summary>
                <p>{setup.step}</p>
                <pre tabindex="0">{shown}</pre>
                <CopyButton label=export::COPY action="copy-setup"
                    text=move || Some(session.form.mask().cover(&text))/>
            </details>
        }
    };
    view! {
        <button type="button" data-action="show-cors-setups" aria-expanded=move || is_shown.get().to_string()
            on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)>{export::CORS_SETUPS}</button>
        <Show when=move || is_shown.get()>{SETUPS.iter().map(setup).collect_view()}</Show>
    }
}
