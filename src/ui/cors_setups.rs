//! Ready configurations for the gateway's admin, shown when somebody wants to see them.

use leptos::prelude::*;

use super::copy::copy_button;
use super::node::{all, button, live, node, words};
use super::session::Session;
use super::words as said;
use crate::browser::page;
use crate::diagnosis::cors_setup::{SETUPS, Setup};

/// A button that shows them.
pub(super) fn cors_setups(session: Session) -> AnyView {
    live(move || {
        if session.shows_cors_setups.get() {
            let origin = page::origin();
            all(SETUPS.iter().map(|setup| one(session, setup, &origin)).collect())
        } else {
            let hook = [("data-action", "show-cors-setups")];
            button(said::CORS_SETUPS, &hook, move || session.shows_cors_setups.set(true))
        }
    })
}

fn one(session: Session, setup: &Setup, origin: &str) -> AnyView {
    let text = setup.text(origin);
    let shown = words("pre", &[("tabindex", "0")], text.clone());
    node(
        "details",
        &[("class", "setup"), ("data-setup", setup.server)],
        vec![
            words("summary", &[], setup.server),
            words("p", &[], setup.place),
            shown,
            copy_button(said::COPY, "copy-setup", move || session.form.mask().cover(&text)),
        ],
    )
}
