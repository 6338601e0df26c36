//! The course of a watch.

use leptos::prelude::*;

use super::axis::AxisMarks;
use super::key::Key;
use crate::picture::{Position, WatchCourse};
use crate::report::BeatOutcome;
use crate::text::number;
use crate::ui::state::Session;
use crate::ui_text::scenario as text;

/// The height of the longest answer, in pixels.
const HIGH: u16 = 56;
/// Room above them, for the longest time, and below.
const TOP: u16 = 18;
const FOOT: u16 = 6;

/// One dot per prompt at the height of its time; a bar where no answer came; the scale below.
#[component]
pub fn WatchCoursePicture(is_running: Memo<bool>) -> impl IntoView {
    let watch = expect_context::<Session>().scenarios.watch;
    let course = Memo::new(move |_| watch.with(|watch| watch.course(is_running.get())));
    let sentence = move || watch.with(|watch| text::course(&watch.beats));
    view! {
        <figure class="picture" dir="ltr">
            <figcaption>
                <Key class="dot" label=BeatOutcome::Answered.label()/>
                <Key class="dot failed" label=BeatOutcome::Refused.label()/>
                <Key class="dot silent" label=BeatOutcome::Unanswered.label()/>
            </figcaption>
            {move || view! { <Marks course=course.get()/> }}
            <p class="picture-text">{sentence}</p>
        </figure>
    }
}

#[component]
fn Marks(course: WatchCourse) -> impl IntoView {
    let WatchCourse { answered, refused, unanswered, outages, axis, longest_ms } = course;
    let bottom = TOP + HIGH + FOOT;
    let dot = |class: &'static str, at: Position, y: u16| {
        view! { <circle class=class cx=at.to_string() cy=y.to_string() r="4"/> }
    };
    let height = |share: Position| {
        (TOP + HIGH) - u16::try_from(u32::from(share.0) * u32::from(HIGH) / 1000).unwrap_or(0)
    };
    let outage = move |bar: crate::picture::Bar| {
        view! {
            <rect class="outage" x=bar.from.to_string() width=bar.width.to_string() y="0" height=bottom.to_string()/>
        }
    };
    view! {
        <svg class="marks" aria-hidden="true" height=(bottom + 18).to_string()>
            {outages.into_iter().map(outage).collect_view()}
            <AxisMarks axis height=usize::from(bottom)/>
            <text x="0" y="12">{number::duration(longest_ms)}</text>
            {answered.into_iter().map(|(at, share)| dot("dot", at, height(share))).collect_view()}
            {refused.into_iter().map(|at| dot("dot failed", at, TOP + HIGH)).collect_view()}
            {unanswered.into_iter().map(|at| dot("dot silent", at, TOP + HIGH)).collect_view()}
        </svg>
    }
}
