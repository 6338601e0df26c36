//! Pictures: marks in SVG, words in HTML or at their own size. Each has a text with the same content.
//!
//! Places are percentages and heights pixels, so nothing is scaled and no text becomes small.

mod axis;
mod key;
mod labels;
mod request_timeline;
mod side_by_side;
mod spread;
mod watch_course;
mod waterfall;

pub use request_timeline::{RequestTimelinePicture, Timeline};
pub use side_by_side::SideBySidePicture;
pub use spread::SpreadPicture;
pub use watch_course::WatchCoursePicture;
pub use waterfall::WaterfallPicture;
