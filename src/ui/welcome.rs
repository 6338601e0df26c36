//! The way in for someone who has no gateway at hand.

use web_sys::HtmlButtonElement;

use super::on::on;
use super::presets;
use super::session::Session;
use crate::browser::page;
use crate::config::{Gateway, GatewayList};

/// Offers to try the page with a preset gateway that calls itself a sandbox, where there is one.
pub(super) fn offer_sandbox(session: Session) {
    let is_sandbox = |gateway: &&Gateway| gateway.name.to_ascii_lowercase().contains("sandbox");
    let named = |gateways: &GatewayList| {
        gateways.gateways.iter().find(is_sandbox).map(|gateway| gateway.name.clone())
    };
    let Some(name) = session.form.gateways.with_untracked(named) else { return };
    let try_it: HtmlButtonElement = page::first("[data-action=try-sandbox]");
    try_it.set_hidden(false);
    on(&try_it, "click", move |_| {
        presets::choose_named(session.form, &name);
        session.send();
    });
}
