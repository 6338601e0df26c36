//! The times of several targets, side by side on one scale.

use super::{Axis, Position, drawable, time};
use crate::redact::Redacted;

/// The times of all targets.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// A line a target, in the order of the comparison.
    pub lines: Vec<Line>,
    /// The scale below.
    pub axis: Axis,
}

/// The times of one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Name of the target.
    pub label: Redacted,
    /// Until the end of the reply; nothing without one.
    pub total: Option<Position>,
    /// The same in words.
    pub text: String,
}

impl SideBySide {
    /// The picture of these targets, each with its time in ms; `None` if none replied.
    pub fn of(targets: &[(Redacted, Option<f64>)]) -> Option<Self> {
        let times = targets.iter().filter_map(|(_, ms)| *ms);
        let axis = Axis::from_zero(times.map(drawable).max_by(f64::total_cmp)?);
        let line = |(label, ms): &(Redacted, Option<f64>)| Line {
            label: label.clone(),
            total: ms.map(|ms| axis.position(ms)),
            text: ms.map_or_else(|| "no reply".to_owned(), |ms| time(drawable(ms))),
        };
        Some(Self { lines: targets.iter().map(line).collect(), axis })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_without_a_reply_has_a_line_without_a_bar() {
        let target = |label: &'static str, ms| (Redacted::own(label), ms);
        let picture =
            SideBySide::of(&[target("a", Some(100.0)), target("b", None), target("c", Some(400.0))]);
        let lines: Vec<_> =
            picture.unwrap().lines.into_iter().map(|it| (it.total.map(|at| at.0), it.text)).collect();
        let texts = |at, text: &str| (at, text.to_owned());
        assert_eq!(lines, [texts(Some(250), "100 ms"), texts(None, "no reply"), texts(Some(1000), "400 ms")]);
        assert_eq!(SideBySide::of(&[target("a", None)]), None);
    }
}
