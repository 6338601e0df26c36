//! Ready configurations for the gateway's admin, fetched when somebody wants to see them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::copy::copy_button;
use super::node::{all, button, live, node, words};
use super::session::Session;
use super::words as said;
use crate::browser::{hand_over, page};

/// A button that shows them.
pub(super) fn cors_setups(session: Session) -> AnyView {
    live(move || {
        session.cors_setups.with(|text| match serde_json::from_str(text) {
            Ok(Value::Array(rows)) => all(rows.iter().map(one).collect()),
            Ok(_) | Err(_) => {
                button(said::CORS_SETUPS, &[("data-action", "show-cors-setups")], move || fetch(session))
            }
        })
    })
}

fn fetch(session: Session) {
    spawn_local(async move {
        match hand_over::ask("cors_setups", &page::origin(), "").await {
            Some(text) => session.cors_setups.set(text),
            None => page::note(said::NOT_LOADED),
        }
    });
}

fn one(row: &Value) -> AnyView {
    let text = |place: usize| row[place].as_str().unwrap_or_default().to_owned();
    let copied = text(2);
    node(
        "details",
        &[("class", "setup"), ("data-setup", &text(0))],
        vec![
            words("summary", &[], text(0)),
            words("p", &[], text(1)),
            words("pre", &[("tabindex", "0")], text(2)),
            copy_button(said::COPY, "copy-setup", move || copied.clone()),
        ],
    )
}
