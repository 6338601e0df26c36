//! The run in one sentence, and what to do first.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::{Phase, Session};
use super::words as said;
use crate::check::PointId;

/// One sentence about the run, announced when it changes; below it the first step of what mends it.
/// Each point is announced when it is judged, out of sight, since it is seen below.
pub(super) fn headline(session: Session) -> AnyView {
    let sentence = live(move || {
        let phase = session.phase.get();
        let (verdict, text) = session.view.with(|view| said::headline(phase, view.as_ref()));
        let icon = words("span", &[("class", "icon"), ("aria-hidden", "true")], "");
        let mut lines = vec![node("p", &[("class", "sentence")], vec![icon, words("span", &[], text)])];
        if phase != Phase::Running {
            let step = session.view.with(|view| {
                view.as_ref()?.diagnoses.first()?.remedies.first().map(|step| said::first_step(step))
            });
            lines.extend(step.map(|step| words("p", &[], step)));
        }
        node("div", &[("class", "headline"), ("data-outcome", verdict), ("data-verdict", verdict)], lines)
    });
    let heard = PointId::ALL.map(|id| {
        live(move || {
            let text = session.view.with(|view| view.as_ref().map(|it| said::heard(id, it)));
            words("span", &[], text.unwrap_or_default())
        })
    });
    all(vec![
        node("div", &[("role", "status")], vec![sentence]),
        node("div", &[("role", "status"), ("class", "unseen")], heard.into()),
    ])
}
