//! How far a run of several requests is.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::{Phase, Session};
use super::words as said;

/// A bar by probes, while more than one is under way.
pub(super) fn bar(session: Session) -> AnyView {
    live(move || {
        let progress = session.progress.get();
        if session.phase.get() != Phase::Running || progress.all < 2 {
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
