//! The contact for help.

use leptos::prelude::*;

use crate::ui::state::Session;
use crate::ui_text::results as text;

/// The contact and the documentation that the page's host named for the run's gateway, and before a run for
/// the chosen one; nothing if there is none.
#[component]
pub fn Contact() -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let help = Memo::new(move |_| {
        let chosen =
            || form.gateways.with(|known| known.chosen_gateway().map(|gateway| gateway.help.clone()));
        session.help.get().or_else(chosen).unwrap_or_default()
    });
    move || {
        let help = help.get();
        let contact = help.contact.map(|contact| view! { <span>{text::QUESTIONS}<b>{contact}</b></span> });
        let docs = help.docs_url.map(|url| {
            // It opens in a new tab, so that nothing here is lost.
            view! { <a href=url data-docs="" target="_blank" rel="noreferrer noopener">{text::DOCS}</a> }
        });
        let is_known = contact.is_some() || docs.is_some();
        (form.is_locked() && is_known)
            .then(|| view! { <p class="contact" data-contact="">{contact} {docs}</p> })
    }
}
