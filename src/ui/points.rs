//! The four integration points.

use leptos::prelude::*;

use super::node::{live, node, words};
use super::session::{Phase, Session};
use super::words as said;
use crate::check::{PointId, Verdict};
use crate::point::Point;
use crate::redact::Redacted;
use crate::view::View;

/// Four cards: each point with its verdict, why, and what it leaves open.
pub(super) fn points(session: Session) -> AnyView {
    live(move || {
        let is_running = session.phase.get() == Phase::Running;
        let card = |id| session.view.with(|view| card(id, point_of(view.as_ref(), id), is_running));
        node("ul", &[("class", "points")], PointId::ALL.map(card).into())
    })
}

fn card(id: PointId, point: Option<&Point<Redacted>>, is_running: bool) -> AnyView {
    let verdict = match point {
        Some(point) => point.verdict.id(),
        None if is_running => "running",
        None => "pending",
    };
    let mut lines = vec![words("h3", &[], id.label())];
    match point {
        None => lines.extend([said::verdict_line(verdict, None), words("p", &[], id.question())]),
        Some(point) => {
            let is_open = point.verdict == Verdict::Inconclusive;
            lines.push(said::verdict_line(verdict, point.grade.filter(|_| !is_open)));
            lines.push(words("p", &[], point.summary.as_str()));
            lines.extend(point.open.as_deref().map(|open| {
                let open = if is_open { said::would_resolve(open) } else { open.to_owned() };
                words("p", &[("class", "open")], open)
            }));
        }
    }
    node("li", &[("class", "point"), ("data-point", id.id()), ("data-verdict", verdict)], lines)
}

fn point_of(view: Option<&View>, id: PointId) -> Option<&Point<Redacted>> {
    view?.points.iter().find(|point| point.id == id)
}
