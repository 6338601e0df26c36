//! The scale of a picture: positions on it, and round ticks.

use std::fmt;

use super::drawable;

/// A place in the width of a picture, from 0 to 1000. `Display` writes it as a percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u16);

impl Position {
    /// The right edge.
    pub const END: Self = Self(1000);

    /// The distance from `earlier` to this place, as wide as a mark can be.
    pub(super) fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}%", self.0 / 10, self.0 % 10)
    }
}

/// A stretch of time in a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Its left end.
    pub from: Position,
    /// Its width.
    pub width: Position,
}

impl Bar {
    /// The stretch between two places.
    pub(super) fn between(from: Position, to: Position) -> Self {
        Self { from, width: to.since(from) }
    }
}

/// A scale of times from the left edge of a picture to the right one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    from_ms: f64,
    to_ms: f64,
    /// Round times on it, from left to right; at most six.
    pub ticks: Vec<Tick>,
}

/// A round time on an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it is.
    pub at: Position,
    /// Its time with the unit.
    pub label: String,
}

impl Axis {
    /// From 0 to `to_ms`, which does not have to be round.
    pub(super) fn from_zero(to_ms: f64) -> Self {
        let to_ms = drawable(to_ms).max(1.0);
        Self::with_step(0.0, to_ms, round_step(to_ms))
    }

    /// From one round time to another, with all from `min_ms` to `max_ms` between them.
    pub(super) fn around(min_ms: f64, max_ms: f64) -> Self {
        let (min_ms, max_ms) = (drawable(min_ms), drawable(max_ms));
        // Small differences must not look large: the whole axis is at least a fifth of the times.
        let step = round_step((max_ms - min_ms).max(max_ms / 5.0).max(1.0));
        let (from, to) = ((min_ms / step).floor() * step, (max_ms / step).ceil() * step);
        Self::with_step(from, if to > from { to } else { from + step }, step)
    }

    fn with_step(from_ms: f64, to_ms: f64, step_ms: f64) -> Self {
        let mut axis = Self { from_ms, to_ms, ticks: Vec::new() };
        let first = (from_ms / step_ms).ceil();
        // A step is a quarter of the span or more.
        let times = (0_u8..6).map(|index| (first + f64::from(index)) * step_ms);
        let ticks = times.take_while(|ms| *ms <= to_ms + step_ms / 1000.0);
        axis.ticks =
            ticks.map(|ms| Tick { at: axis.position(ms), label: label(ms, step_ms, to_ms) }).collect();
        axis
    }

    /// The position of a time; a time outside the scale is at the edge.
    pub fn position(&self, ms: f64) -> Position {
        let share = (drawable(ms) - self.from_ms) / (self.to_ms - self.from_ms);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        Position((share.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }
}

/// The smallest of 1, 2, 5, 10, 20, … that fits into the span four times or less.
fn round_step(span_ms: f64) -> f64 {
    const MAX_STEPS: f64 = 4.0;
    let ten = 10_f64.powf((span_ms / MAX_STEPS).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * ten);
    steps.into_iter().find(|step| step * MAX_STEPS >= span_ms).unwrap_or(steps[3])
}

/// A time with as many decimals as its axis needs.
fn label(ms: f64, step_ms: f64, to_ms: f64) -> String {
    let seconds = ms / 1000.0;
    match step_ms {
        _ if ms <= 0.0 => "0".to_owned(),
        step if step < 1.0 => format!("{ms:.1} ms"),
        _ if to_ms < 1000.0 => format!("{ms:.0} ms"),
        step if step < 100.0 => format!("{seconds:.2} s"),
        step if step < 1000.0 => format!("{seconds:.1} s"),
        _ => format!("{seconds:.0} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(axis: &Axis, expected: &[(u16, &str)]) {
        let ticks: Vec<(u16, &str)> =
            axis.ticks.iter().map(|tick| (tick.at.0, tick.label.as_str())).collect();
        assert_eq!(ticks, expected);
    }

    #[test]
    fn ticks_are_round_and_few() {
        check(&Axis::from_zero(1.0), &[(0, "0"), (500, "0.5 ms"), (1000, "1.0 ms")]);
        check(
            &Axis::from_zero(4.0),
            &[(0, "0"), (250, "1 ms"), (500, "2 ms"), (750, "3 ms"), (1000, "4 ms")],
        );
        check(&Axis::from_zero(100.0), &[(0, "0"), (500, "50 ms"), (1000, "100 ms")]);
        check(&Axis::from_zero(640.0), &[(0, "0"), (313, "200 ms"), (625, "400 ms"), (938, "600 ms")]);
        check(&Axis::from_zero(1_800.0), &[(0, "0"), (278, "0.5 s"), (556, "1.0 s"), (833, "1.5 s")]);
        check(&Axis::from_zero(3_500.0), &[(0, "0"), (286, "1 s"), (571, "2 s"), (857, "3 s")]);
        check(&Axis::from_zero(12_000.0), &[(0, "0"), (417, "5 s"), (833, "10 s")]);
    }

    #[test]
    fn an_axis_around_times_begins_and_ends_round() {
        check(
            &Axis::around(212.0, 388.0),
            &[(0, "200 ms"), (250, "250 ms"), (500, "300 ms"), (750, "350 ms"), (1000, "400 ms")],
        );
        check(
            &Axis::around(860.0, 980.0),
            &[(0, "0.85 s"), (333, "0.90 s"), (667, "0.95 s"), (1000, "1.00 s")],
        );
        check(&Axis::around(900.0, 1_090.0), &[(0, "0.9 s"), (500, "1.0 s"), (1000, "1.1 s")]);
        check(&Axis::around(0.0, 0.0), &[(0, "0"), (1000, "0.5 ms")]);
    }

    #[test]
    fn times_that_are_no_times_lie_on_an_edge_and_no_axis_is_endless() {
        let axis = Axis::from_zero(200.0);
        let positions = [f64::NAN, f64::NEG_INFINITY, -1.0, 50.0, 1e300].map(|ms| axis.position(ms).0);
        assert_eq!(positions, [0, 0, 0, 250, 1000]);
        for end in [f64::NAN, -5.0, 0.0, 1e-300, 0.3, 7.0, 1e300, f64::INFINITY] {
            for axis in [Axis::from_zero(end), Axis::around(end, end), Axis::around(0.0, end)] {
                assert!((1..=6).contains(&axis.ticks.len()), "{end}: {axis:?}");
            }
        }
    }

    #[test]
    fn a_position_is_written_as_a_percentage() {
        assert_eq!([0, 7, 125, 1000].map(|at| Position(at).to_string()), ["0.0%", "0.7%", "12.5%", "100.0%"]);
    }
}
