//! The scale below a picture.

use leptos::prelude::*;

use crate::picture::{Axis, Position, Tick};

/// Lines at round times, as high as the picture, and the times below them.
#[component]
pub fn AxisMarks(
    axis: Axis,
    /// The height of the picture above the times, in pixels.
    height: usize,
) -> impl IntoView {
    let tick = move |Tick { at, label }: Tick| {
        let x = at.to_string();
        view! {
            <line class="tick" x1=x.clone() y1="0" x2=x.clone() y2=height.to_string()/>
            <text x=x y=(height + 14).to_string() text-anchor=anchor(at)>{label}</text>
        }
    };
    axis.ticks.into_iter().map(tick).collect_view()
}

/// The part of a label that is at its place, so that it stays within the picture.
fn anchor(at: Position) -> &'static str {
    match at.0 {
        0..=60 => "start",
        940.. => "end",
        _ => "middle",
    }
}
