//! Destination of the request, before anything is sent.

use leptos::prelude::*;

use crate::target::BaseUrl;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The exact final URL, as it is typed, and who gets the key.
#[component]
pub fn Destination() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let base_url = Memo::new(move |_| form.base_url.with(|typed| BaseUrl::parse(typed).ok()));
    let promise = move || text::promise(base_url.get().as_ref(), form.key_minutes.get());
    view! {
        <div class="destination">
            <p class="hint" hidden=move || form.is_locked() && !form.shows_settings.get()>
                <span>{text::WILL_CALL}</span>
                <code data-final-url="" class:words=move || base_url.get().is_none()>
                    {move || text::called(base_url.get().as_ref())}
                </code>
            </p>
            <p class="hint promise">{promise}</p>
        </div>
    }
}
