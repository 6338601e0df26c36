//! The empty screen.

use leptos::prelude::*;

use crate::config::{Gateway, GatewayList};
use crate::report;
use crate::ui::config_file;
use crate::ui::state::Session;
use crate::ui_text::shell;
use crate::view::Phase;

/// What the page does and what it needs, until something is sent; and ways in without a gateway at hand.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = expect_context::<Session>();
    let sandbox = Memo::new(move |_| session.form.gateways.with(sandbox));
    let try_sandbox = move |_| {
        if let Some(name) = sandbox.get_untracked() {
            config_file::choose_named(session.form, &name);
            session.send();
        }
    };
    view! {
        <div class="card welcome" hidden=move || session.phase.get() != Phase::Idle>
            <h2>{shell::WELCOME}</h2>
            <p>{shell::WELCOME_TEXT}</p>
            <details>
                <summary>{shell::PREREQUISITES}</summary>
                <ul>{shell::PREREQUISITE.map(|line| view! { <li>{line}</li> })}</ul>
            </details>
            <p class="actions">
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

/// The preset gateway that calls itself a sandbox.
fn sandbox(known: &GatewayList) -> Option<String> {
    let is_sandbox = |gateway: &&Gateway| gateway.name.to_ascii_lowercase().contains("sandbox");
    known.gateways.iter().find(is_sandbox).map(|gateway| gateway.name.clone())
}
