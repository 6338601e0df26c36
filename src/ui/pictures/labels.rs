//! The labels above the marks of a picture.

use leptos::prelude::*;

use crate::picture::{Anchor, Label};

/// The height of a lane of labels, in pixels.
pub const LANE: usize = 18;

/// Texts in their lanes, each with a line down to its mark.
#[component]
pub fn Labels(
    labels: Vec<Label>,
    /// Where the marks begin, in pixels from the top.
    top: usize,
    /// Where they end.
    bottom: usize,
) -> impl IntoView {
    let one = move |Label { text, at, anchor, lane }: Label| {
        let (x, y) = (at.to_string(), top - usize::from(lane) * LANE);
        // A little beside the line.
        let (anchor, aside) = if anchor == Anchor::Start { ("start", "4") } else { ("end", "-4") };
        view! {
            <line class="mark" x1=x.clone() y1=(y - LANE + 4).to_string() x2=x.clone() y2=bottom.to_string()/>
            <text class="label" x=x dx=aside y=(y - 6).to_string() text-anchor=anchor>{text}</text>
        }
    };
    labels.into_iter().map(one).collect_view()
}
