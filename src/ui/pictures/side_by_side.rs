//! The times of several targets.

use leptos::prelude::*;

use super::axis::AxisMarks;
use crate::picture::{Line, SideBySide};
use crate::ui_text::scenario as text;

/// The height of a line, in pixels: its label, and the bar below.
const LINE: usize = 34;
const BAR: usize = 10;

/// One bar per target, on one scale.
#[component]
pub fn SideBySidePicture(picture: SideBySide) -> impl IntoView {
    let SideBySide { lines, axis } = picture;
    let bottom = lines.len() * LINE;
    let line = |(index, Line { label, total, text }): (usize, Line)| {
        let top = index * LINE;
        let words = format!("{}: {text}", label.visible());
        view! {
            <text x="0" y=(top + 14).to_string()>{words}</text>
            {total.map(|to| view! {
                <rect class="receiving" x="0" y=(top + 19).to_string() width=to.to_string()
                    height=BAR.to_string()/>
            })}
        }
    };
    view! {
        <figure class="picture" dir="ltr" aria-label=text::TIMES>
            <figcaption><strong>{text::TIMES}</strong></figcaption>
            <svg class="marks" height=(bottom + 18).to_string()>
                <AxisMarks axis height=bottom/>
                {lines.into_iter().enumerate().map(line).collect_view()}
            </svg>
        </figure>
    }
}
