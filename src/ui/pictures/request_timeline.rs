//! The timeline of one request.

use leptos::prelude::*;

use super::axis::AxisMarks;
use super::labels::{LANE, Labels};
use crate::picture::{Bar, Position, RequestTimeline};
use crate::ui::state::Session;

/// The height of the bar, in pixels.
const BAR: usize = 14;

/// Sent, headers, first token, each event's arrival, done, on a scale of time; nothing without a reply.
#[component]
pub fn RequestTimelinePicture(
    /// The index of the exchange in the run.
    #[prop(into)]
    index: Signal<Option<usize>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let timeline = Memo::new(move |_| session.exchange(index.get()?)?.timeline());
    move || timeline.get().map(|timeline| view! { <Timeline timeline/> })
}

/// The same of times that do not change.
#[component]
pub fn Timeline(timeline: RequestTimeline) -> impl IntoView {
    let RequestTimeline { waiting, preparing, receiving, arrivals, labels, lanes, axis, text } = timeline;
    let top = usize::from(lanes) * LANE + 2;
    let bottom = top + BAR;
    let bar = move |class: &'static str, Bar { from, width }: Bar| {
        view! {
            <rect class=class x=from.to_string() y=top.to_string() width=width.to_string()
                height=BAR.to_string()/>
        }
    };
    // Between the events of a stream nothing arrived: only the marks are filled.
    let rest = if arrivals.is_empty() { "receiving" } else { "preparing" };
    let arrival = move |from: Position| bar("receiving", Bar { from, width: Position(3) });
    view! {
        <figure class="picture" dir="ltr">
            <svg class="marks" aria-hidden="true" height=(bottom + LANE).to_string()>
                <AxisMarks axis height=bottom/>
                {bar("waiting", waiting)}
                {bar("preparing", preparing)}
                {bar(rest, receiving)}
                {arrivals.into_iter().map(arrival).collect_view()}
                <Labels labels top bottom/>
            </svg>
            <figcaption class="picture-text">{text}</figcaption>
        </figure>
    }
}
