//! The timeline of one request: sent, headers, first token, each event's arrival, done.

use super::labels::{self, Label, place};
use super::{Axis, Bar, Position, drawable, time};
use crate::exchange::Stream;

/// Largest number of marks that can still be distinguished.
const MAX_MARKS: u32 = 300;

/// The measured times of one request, in ms from its start.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestTimes<'a> {
    /// Until the response headers.
    pub headers_ms: f64,
    /// Until the first text of a stream.
    pub first_token_ms: Option<f64>,
    /// Until the end of the body.
    pub total_ms: f64,
    /// Until each event of a stream, in the order of arrival; later ones than [`Stream::ARRIVALS_KEPT`] are
    /// not known.
    pub arrivals_ms: &'a [f64],
    /// True if the body came whole.
    pub is_whole: bool,
}

/// The picture of one request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestTimeline {
    /// From the start to the headers.
    pub waiting: Bar,
    /// From the headers to the first token; empty if there is none.
    pub preparing: Bar,
    /// From there to the end.
    pub receiving: Bar,
    /// Where events arrived, each place once; at most 300.
    pub arrivals: Vec<Position>,
    /// The names and times of the steps; those that found no place are left out.
    pub labels: Vec<Label>,
    /// Number of lanes that the labels take.
    pub lanes: u8,
    /// The scale below.
    pub axis: Axis,
    /// The same in a sentence.
    pub text: String,
}

impl RequestTimeline {
    /// The picture of these times.
    pub fn of(times: &RequestTimes<'_>) -> Self {
        let headers_ms = drawable(times.headers_ms);
        let end_ms = drawable(times.total_ms).max(headers_ms);
        let first_ms = times.first_token_ms.map(|ms| drawable(ms).clamp(headers_ms, end_ms));
        let axis = Axis::from_zero(end_ms);
        let [headers, end] = [headers_ms, end_ms].map(|ms| axis.position(ms));
        let first = first_ms.map_or(headers, |ms| axis.position(ms));
        let over = if times.is_whole { "Done" } else { "Broke off" };
        let steps = [
            Some(("Sent".to_owned(), Position(0))),
            Some((format!("Headers {}", time(headers_ms)), headers)),
            first_ms.map(|ms| (format!("First token {}", time(ms)), first)),
            Some((format!("{over} {}", time(end_ms)), end)),
        ];
        let labels = place(steps.into_iter().flatten());
        Self {
            waiting: Bar::between(Position(0), headers),
            preparing: Bar::between(headers, first),
            receiving: Bar::between(first, end),
            arrivals: thinned(times.arrivals_ms, &axis),
            lanes: labels::lanes(&labels),
            labels,
            text: text(headers_ms, first_ms, end_ms, times),
            axis,
        }
    }
}

/// The places of these arrivals, no two of them so close that they would look like one.
fn thinned(arrivals_ms: &[f64], axis: &Axis) -> Vec<Position> {
    let slot = |at: &Position| (u32::from(at.0) * MAX_MARKS / 1000).min(MAX_MARKS - 1);
    let mut positions: Vec<Position> = arrivals_ms.iter().map(|ms| axis.position(*ms)).collect();
    positions.sort_unstable();
    positions.dedup_by_key(|at| slot(at));
    positions
}

fn text(headers_ms: f64, first_ms: Option<f64>, end_ms: f64, times: &RequestTimes<'_>) -> String {
    let arrivals = times.arrivals_ms;
    let pause_ms = arrivals.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    let pause = time(drawable(pause_ms));
    let parts = [
        Some(format!("Headers after {}", time(headers_ms))),
        first_ms.map(|ms| format!("first token after {}", time(ms))),
        match arrivals.len() {
            0 => None,
            1 => Some("1 event".to_owned()),
            count if count < Stream::ARRIVALS_KEPT => {
                Some(format!("{count} events, the longest pause {pause}"))
            }
            count => Some(format!("the first {count} events, the longest pause among them {pause}")),
        },
        Some(format!("{} after {}", if times.is_whole { "done" } else { "broken off" }, time(end_ms))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ") + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: RequestTimes<'_> = RequestTimes {
        headers_ms: 90.0,
        first_token_ms: Some(212.0),
        total_ms: 900.0,
        arrivals_ms: &[212.0, 300.0, 420.0, 890.0],
        is_whole: true,
    };

    #[test]
    fn a_stream_is_a_way_of_four_steps() {
        let picture = RequestTimeline::of(&STREAM);
        let bar = |from, width| Bar { from: Position(from), width: Position(width) };
        assert_eq!(picture.waiting, bar(0, 100));
        assert_eq!(picture.preparing, bar(100, 136));
        assert_eq!(picture.receiving, bar(236, 764));
        assert_eq!(picture.arrivals, [236, 333, 467, 989].map(Position));
        let labels: Vec<&str> = picture.labels.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(labels, ["Sent", "Headers 90 ms", "First token 212 ms", "Done 900 ms"]);
        assert_eq!(
            picture.text,
            "Headers after 90 ms, first token after 212 ms, 4 events, the longest pause 470 ms, done after 900 ms."
        );
    }

    #[test]
    fn a_plain_reply_has_no_token_and_one_that_broke_off_is_not_done() {
        let plain = RequestTimes { first_token_ms: None, arrivals_ms: &[], total_ms: 1_400.0, ..STREAM };
        let picture = RequestTimeline::of(&plain);
        assert_eq!(picture.preparing.width, Position(0));
        assert_eq!(picture.receiving.from, picture.waiting.width);
        assert_eq!(picture.text, "Headers after 90 ms, done after 1.4 s.");
        let broken = RequestTimeline::of(&RequestTimes { is_whole: false, ..plain });
        assert_eq!(broken.text, "Headers after 90 ms, broken off after 1.4 s.");
        assert_eq!(broken.labels.last().unwrap().text, "Broke off 1.4 s");
    }

    #[test]
    fn of_many_arrivals_so_many_are_drawn_as_can_be_told_apart() {
        let arrivals: Vec<f64> = (0..1_000).map(|index| 900.0 * f64::from(index) / 999.0).collect();
        let picture = RequestTimeline::of(&RequestTimes { arrivals_ms: &arrivals, ..STREAM });
        assert_eq!(picture.arrivals.len(), 300);
        let of_the_first = "the first 1000 events, the longest pause among them 1 ms,";
        assert!(picture.text.contains(of_the_first), "{}", picture.text);
        let fewer = RequestTimeline::of(&RequestTimes { arrivals_ms: &arrivals[1..], ..STREAM });
        assert!(fewer.text.contains(", 999 events, the longest pause 1 ms,"), "{}", fewer.text);
    }

    #[test]
    fn times_in_no_order_make_a_picture_all_the_same() {
        for total_ms in [0.0, 50.0, f64::NAN, f64::INFINITY] {
            let picture = RequestTimeline::of(&RequestTimes {
                total_ms,
                first_token_ms: Some(-3.0),
                arrivals_ms: &[f64::NAN, 7.0, -1.0],
                ..STREAM
            });
            let ends =
                [picture.waiting, picture.preparing, picture.receiving].map(|it| it.from.0 + it.width.0);
            assert!(ends.is_sorted() && ends[2] <= 1000, "{picture:?}");
        }
    }
}
