//! All requests of a run.

use leptos::prelude::*;

use super::axis::AxisMarks;
use super::key::Key;
use crate::picture::{Axis, Bar, Row, Waterfall};
use crate::report;
use crate::runner::InFlight;
use crate::ui::state::{Session, ShownEvidence};
use crate::ui_text::pictures as text;

/// The height of a bar, in pixels.
const BAR: usize = 10;

/// One row per request, in the order in which they were sent: its subject, its outcome, and a bar that
/// distinguishes waiting from receiving. A row opens the request's evidence.
#[component]
pub fn WaterfallPicture() -> impl IntoView {
    let session = expect_context::<Session>();
    let picture = Memo::new(move |_| {
        let (under_way, elapsed_ms) = session.progress.with(|progress| {
            let requests: Vec<_> = progress.in_flight.iter().map(InFlight::request).collect();
            (requests, progress.elapsed_ms)
        });
        session.timings.with(|over| report::waterfall(over, under_way, elapsed_ms))
    });
    let open = Callback::new(move |index| {
        session.evidence.set(Some(ShownEvidence { indices: vec![index], check: None }));
    });
    view! { <WaterfallRows picture open/> }
}

/// The rows of any waterfall.
#[component]
pub fn WaterfallRows(
    #[prop(into)] picture: Signal<Waterfall>,
    /// Called with the index of the exchange whose row was pressed.
    open: Callback<usize>,
) -> impl IntoView {
    // Rows are made once, by index, and updated in place: a focused one stays.
    let count = Memo::new(move |_| picture.with(|picture| picture.rows.len()));
    let axis = Memo::new(move |_| picture.with(|picture| picture.axis.clone()));
    let row = move |index: usize| {
        let row = Memo::new(move |_| picture.with(|picture| picture.rows.get(index).cloned()));
        view! { <WaterfallRow row axis open/> }
    };
    let height = 4;
    view! {
        <figure class="picture waterfall" dir="ltr">
            <figcaption>
                <span>{move || picture.with(|picture| picture.text.clone())}</span>
                <Key class="waiting" label=text::WAITING/>
                <Key class="receiving" label=text::RECEIVING/>
            </figcaption>
            <ol class="waterfall-rows">
                <For each=move || 0..count.get() key=|index| *index children=row/>
            </ol>
            <div class="waterfall-axis" aria-hidden="true">
                <svg class="marks" height="20">{move || view! { <AxisMarks axis=axis.get() height/> }}</svg>
            </div>
        </figure>
    }
}

/// One request. While it is under way there is nothing to open yet.
#[component]
fn WaterfallRow(row: Memo<Option<Row>>, axis: Memo<Axis>, open: Callback<usize>) -> impl IntoView {
    let of = move |read: fn(&Row) -> String| row.with(|row| row.as_ref().map(read));
    let index = move || row.with(|row| row.as_ref()?.index);
    let bar = move |class: &'static str, read: fn(&Row) -> Bar| {
        let of = move |part: fn(&Bar) -> String| row.with(|row| row.as_ref().map(|row| part(&read(row))));
        view! {
            <rect class=class x=move || of(|bar| bar.from.to_string()) y="0"
                width=move || of(|bar| bar.width.to_string()) height=BAR.to_string()/>
        }
    };
    let lines = move || {
        let line = |at: String| view! { <line class="tick" x1=at.clone() y1="0" x2=at y2=BAR.to_string()/> };
        axis.with(|axis| axis.ticks.iter().map(|tick| line(tick.at.to_string())).collect_view())
    };
    view! {
        <li>
            <button type="button" class="waterfall-row" data-action="show-evidence"
                data-request=move || index().map(|index| (index + 1).to_string())
                data-tone=move || of(|row| row.tone.as_str().to_owned())
                aria-disabled=move || index().is_none().then_some("true")
                on:click=move |_| if let Some(index) = untrack(index) { open.run(index) }>
                <span class="name">{move || of(|row| row.label.clone())}</span>
                <svg class="marks" aria-hidden="true" height=BAR.to_string()>
                    {lines}
                    {bar("waiting", |row| row.waiting)}
                    {bar("receiving", |row| row.receiving)}
                </svg>
                <span class="outcome">{move || of(|row| row.outcome.clone())}</span>
                <span class="visually-hidden">{move || of(|row| row.text.clone())}</span>
            </button>
        </li>
    }
}
