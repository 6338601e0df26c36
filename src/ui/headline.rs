//! The run in one sentence.

use leptos::prelude::*;

use super::node::{live, words};
use super::session::Session;
use super::words as said;

/// One sentence about the run, announced when it changes.
pub(super) fn headline(session: Session) -> AnyView {
    let sentence = live(move || {
        let phase = session.phase.get();
        session.outlook.with(|outlook| words("span", &[], said::headline(phase, outlook.as_ref())))
    });
    super::node::node("p", &[("class", "headline"), ("role", "status")], vec![sentence])
}
