//! The empty screen.

use leptos::prelude::*;

use crate::config::{Gateway, GatewayList};
use crate::report;
use crate::ui::state::Session;
use crate::ui_text::shell;
use crate::view::Phase;

/// Purpose and needs of the page, until something is sent; and ways to try it without a gateway. A locked
/// page only needs the key, and shows its host's text.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let text = move || if form.is_locked() { shell::LOCKED_WELCOME_TEXT } else { shell::WELCOME_TEXT };
    let needs = move || match form.intro.get() {
        Some(intro) => view! { <p class="intro" data-intro="">{intro}</p> }.into_any(),
        None if form.is_locked() => ().into_any(),
        None => view! { <Prerequisites/> }.into_any(),
    };
    let sandbox = Memo::new(move |_| session.form.gateways.with(sandbox));
    let try_sandbox = move |_| {
        if let Some(index) = sandbox.get_untracked() {
            form.apply_gateway(index);
            session.send();
        }
    };
    view! {
        <div class="card welcome" hidden=move || session.phase.get() != Phase::Idle>
            <h2>{shell::WELCOME}</h2>
            <p>{text}</p>
            {needs}
            <p class="actions" hidden=move || form.is_locked()>
                <button type="button" data-action="try-sandbox" on:click=try_sandbox
                    hidden=move || sandbox.with(Option::is_none) || !session.form.is_ready.get()>
                    {shell::TRY_SANDBOX}
                </button>
                <button type="button" data-action="see-example" on:click=move |_| session.open(report::example())>
                    {shell::SEE_EXAMPLE}
                </button>
            </p>
        </div>
    }
}

/// Things that somebody must have before the page can help; folded.
#[component]
fn Prerequisites() -> impl IntoView {
    view! {
        <details>
            <summary>{shell::PREREQUISITES}</summary>
            <ul>{shell::PREREQUISITE.map(|line| view! { <li>{line}</li> })}</ul>
        </details>
    }
}

/// The index of the preset gateway that calls itself a sandbox.
fn sandbox(known: &GatewayList) -> Option<usize> {
    let is_sandbox = |gateway: &Gateway| gateway.name.to_ascii_lowercase().contains("sandbox");
    known.gateways.iter().position(is_sandbox)
}
