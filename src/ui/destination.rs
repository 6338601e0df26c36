//! The address that will be called, and where the key goes; before anything is sent.

use leptos::prelude::*;

use super::form::Form;
use super::node::{self, all, live, node, words};
use super::words as said;
use crate::target::BaseUrl;

/// Puts the lines into the form.
pub(super) fn mount(form: Form) {
    node::mount("destination", move || lines(form));
}

/// The exact final URL, as it is typed, and who gets the key.
fn lines(form: Form) -> AnyView {
    live(move || {
        let base_url = form.base_url.text.with(|typed| BaseUrl::parse(typed).ok());
        let called = words("code", &[("data-final-url", "")], said::called(base_url.as_ref()));
        all(vec![
            node("p", &[("class", "hint")], vec![words("span", &[], "Will call "), called]),
            words(
                "p",
                &[("class", "hint promise")],
                said::promise(base_url.as_ref(), form.key_minutes.get()),
            ),
        ])
    })
}
