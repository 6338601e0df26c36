//! The way in for someone who has no gateway at hand.

use web_sys::HtmlButtonElement;

use super::on::on;
use super::presets;
use super::session::Session;
use crate::browser::page;
use crate::preset::Gateway;

/// Offers to try the page with a preset gateway that calls itself a sandbox, where there is one.
pub(super) fn offer_sandbox(session: Session, gateways: &[Gateway]) {
    let Some(sandbox) = gateways.iter().find(|it| it.name.to_ascii_lowercase().contains("sandbox")) else {
        return;
    };
    let (gateways, name) = (gateways.to_vec(), sandbox.name.clone());
    let try_it: HtmlButtonElement = page::first("[data-action=try-sandbox]");
    try_it.set_hidden(false);
    on(&try_it, "click", move |_| {
        presets::choose_named(session.form, &gateways, &name);
        session.send();
    });
}
