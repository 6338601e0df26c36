//! How far a run of several requests is, and afterwards how long it took.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::{Phase, Session};
use super::words as said;

/// A bar by probes, for a run of more than one. It stays, or what is below it would jump.
pub(super) fn bar(session: Session) -> AnyView {
    live(move || {
        let progress = session.progress.get();
        if session.phase.get() == Phase::Idle || progress.all < 2 {
            return all(Vec::new());
        }
        let (over, most) = (progress.over.to_string(), progress.all.to_string());
        let attributes =
            [("aria-label", "Requests answered"), ("max", most.as_str()), ("value", over.as_str())];
        node(
            "div",
            &[("class", "progress")],
            vec![
                node("progress", &attributes, Vec::new()),
                words("span", &[], said::progress(progress.over, progress.all, progress.elapsed_ms)),
            ],
        )
    })
}
