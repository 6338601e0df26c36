//! Pictures of a run as plain data: the place of each mark, its label, and a text that says the same.
//!
//! No picture knows how it is drawn. The screen turns it into elements, an exported report into a file, and
//! both show the same. Texts of a server are in none of them.

mod axis;
mod labels;
mod request_timeline;
mod side_by_side;
mod spread;
mod watch_course;
mod waterfall;

pub use axis::{Axis, Bar, Position, Tick};
pub use labels::{Anchor, Label};
pub use request_timeline::{RequestTimeline, RequestTimes};
pub use side_by_side::{Line, SideBySide};
pub use spread::{Dot, Spread};
pub use watch_course::{Prompt, PromptOutcome, WatchCourse};
pub use waterfall::{BrokenOff, Request, Row, Tone, Waterfall};

use crate::text::number;

/// A measured time as a label shows it: `212 ms`, `1.4 s`.
fn time(ms: f64) -> String {
    if ms < 999.5 { number::whole_ms(ms) } else { number::duration(ms) }
}

/// A time that can be drawn: a report may come from anyone.
fn drawable(ms: f64) -> f64 {
    const MAX_MS: f64 = 1e9;
    if ms.is_finite() { ms.clamp(0.0, MAX_MS) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_milliseconds_up_to_a_second() {
        assert_eq!([212.4, 999.4, 999.5, 1_440.0].map(time), ["212 ms", "999 ms", "1.0 s", "1.4 s"]);
    }
}
