//! All requests of a run, one below the other: when each waited, and when it received.

use super::{Axis, Bar, Position, drawable, time};
use crate::probe::ProbeId;
use crate::text::invisible::single_line;
use crate::text::truncate::with_ellipsis;

/// Smallest width of a bar, so that it is visible.
const NARROWEST: u16 = 5;
/// Longest name of a request that this page does not know, in characters.
const NAME_CHARS: usize = 40;
/// Requests that are meant to be rejected.
const NEGATIVE_CONTROLS: [ProbeId; 5] =
    [ProbeId::WrongKey, ProbeId::NoKey, ProbeId::WrongModel, ProbeId::Malformed, ProbeId::WrongPath];

/// Facts of one request that the picture shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Index of its exchange in the run; `None` while it is under way.
    pub index: Option<usize>,
    /// The id of the probe.
    pub probe: String,
    /// When it was sent, in ms from the first request of the run.
    pub started_ms: f64,
    /// From there to the headers.
    pub headers_ms: Option<f64>,
    /// From its start to its end.
    pub total_ms: Option<f64>,
    /// The HTTP status, if there was a reply.
    pub status: Option<u16>,
    /// Reason why there is no reply, or not all of it.
    pub broken_off: Option<BrokenOff>,
}

/// Reason why a request ended without a whole reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenOff {
    /// The reason in a word or two.
    pub reason: &'static str,
    /// True if it is a problem, and not intended by the user or the page.
    pub is_trouble: bool,
}

/// Outcome of a request, as far as a colour can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is under way.
    Running,
    /// There was a reply that is not an error, or an error that was provoked.
    Good,
    /// There was an error, or no reply.
    Bad,
    /// It was stopped, or its reply was not to be read.
    Neutral,
}

impl Tone {
    /// The word for it in style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

/// The picture of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// A row a request, in the order in which they were sent.
    pub rows: Vec<Row>,
    /// The time since the first of them was sent.
    pub axis: Axis,
    /// The same in a sentence.
    pub text: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index of its exchange in the run; `None` while it is under way.
    pub index: Option<usize>,
    /// The subject of the request.
    pub label: String,
    /// Outcome of the request.
    pub outcome: String,
    /// Colour of the outcome.
    pub tone: Tone,
    /// From its start to the headers, or to its end without any.
    pub waiting: Bar,
    /// From the headers to its end; empty without any.
    pub receiving: Bar,
    /// Its times in words.
    pub text: String,
}

impl Waterfall {
    /// The picture of these requests, in any order. Those under way extend to `now_ms`, counted from the
    /// first request of the run.
    pub fn of(mut requests: Vec<Request>, now_ms: f64) -> Self {
        let now_ms = drawable(now_ms);
        for request in &mut requests {
            request.started_ms = drawable(request.started_ms);
        }
        requests.sort_by(|a, b| {
            a.started_ms.total_cmp(&b.started_ms).then_with(|| order(&a.probe).cmp(&order(&b.probe)))
        });
        let end_ms = requests.iter().map(|it| it.started_ms + it.length_ms(now_ms)).fold(0.0, f64::max);
        let axis = Axis::from_zero(end_ms);
        let rows = requests.iter().map(|it| it.row(&axis, now_ms)).collect();
        let count = match requests.len() {
            1 => "1 request".to_owned(),
            count => format!("{count} requests"),
        };
        Self { rows, axis, text: format!("{count} in {}.", time(end_ms)) }
    }
}

/// Of requests that were sent at the same time, their order in every picture.
fn order(probe: &str) -> usize {
    ProbeId::ALL.iter().position(|id| id.as_str() == probe).unwrap_or(usize::MAX)
}

impl Request {
    fn is_running(&self) -> bool {
        self.index.is_none()
    }

    /// From its start to its end, as far as that is known.
    fn length_ms(&self, now_ms: f64) -> f64 {
        if self.is_running() {
            return (now_ms - self.started_ms).max(self.headers_ms.map_or(0.0, drawable));
        }
        drawable(self.total_ms.or(self.headers_ms).unwrap_or(0.0))
    }

    fn row(&self, axis: &Axis, now_ms: f64) -> Row {
        let length_ms = self.length_ms(now_ms);
        let waited_ms = self.headers_ms.map_or(length_ms, |ms| drawable(ms).min(length_ms));
        let at = |ms: f64| axis.position(self.started_ms + ms);
        let (start, headers) = (Position(at(0.0).0.min(Position::END.0 - NARROWEST)), at(waited_ms));
        let end = at(length_ms).max(Position(start.0 + NARROWEST));
        let headers = if self.headers_ms.is_some() { headers.max(start) } else { end };
        let (outcome, tone) = self.outcome();
        let known = ProbeId::ALL.iter().find(|id| id.as_str() == self.probe);
        Row {
            index: self.index,
            label: known.map_or_else(
                || with_ellipsis(&single_line(&self.probe), NAME_CHARS).into_owned(),
                |id| id.label().to_owned(),
            ),
            outcome,
            tone,
            waiting: Bar::between(start, headers),
            receiving: Bar::between(headers, end),
            text: self.text(waited_ms, length_ms),
        }
    }

    fn outcome(&self) -> (String, Tone) {
        let is_control = NEGATIVE_CONTROLS.iter().any(|id| id.as_str() == self.probe);
        match (self.is_running(), self.broken_off, self.status) {
            (true, ..) if self.headers_ms.is_some() => ("receiving…".to_owned(), Tone::Running),
            (true, ..) => ("waiting…".to_owned(), Tone::Running),
            (false, Some(BrokenOff { reason, is_trouble }), status) => {
                let status = status.map(|status| format!("{status}, ")).unwrap_or_default();
                (status + reason, if is_trouble { Tone::Bad } else { Tone::Neutral })
            }
            (false, None, Some(status)) if is_control && (400..500).contains(&status) => {
                (format!("{status}, as expected"), Tone::Good)
            }
            (false, None, Some(status)) => {
                (status.to_string(), if status < 400 { Tone::Good } else { Tone::Bad })
            }
            (false, None, None) => ("no reply".to_owned(), Tone::Bad),
        }
    }

    fn text(&self, waited_ms: f64, length_ms: f64) -> String {
        let started = format!("Sent at {}", time(self.started_ms));
        match (self.is_running(), self.headers_ms) {
            (false, None) if length_ms <= 0.0 => started + ".",
            (_, None) => format!("{started}, waited {}.", time(waited_ms)),
            (_, Some(_)) => {
                format!("{started}, waited {}, received {}.", time(waited_ms), time(length_ms - waited_ms))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(index: usize, probe: ProbeId, started_ms: f64, times: (f64, f64), status: u16) -> Request {
        Request {
            index: Some(index),
            probe: probe.as_str().to_owned(),
            started_ms,
            headers_ms: Some(times.0),
            total_ms: Some(times.1),
            status: Some(status),
            broken_off: None,
        }
    }

    fn bars(row: &Row) -> [u16; 4] {
        [row.waiting.from.0, row.waiting.width.0, row.receiving.from.0, row.receiving.width.0]
    }

    #[test]
    fn a_row_lies_where_its_request_lay_and_tells_waiting_from_receiving() {
        let picture = Waterfall::of(
            vec![
                request(1, ProbeId::WrongKey, 100.0, (25.0, 100.0), 401),
                request(0, ProbeId::Prompt, 0.0, (50.0, 100.0), 200),
            ],
            0.0,
        );
        assert_eq!(picture.rows.iter().map(|row| row.index).collect::<Vec<_>>(), [Some(0), Some(1)]);
        assert_eq!(
            picture.rows.iter().map(bars).collect::<Vec<_>>(),
            [[0, 250, 250, 250], [500, 125, 625, 375]]
        );
        assert_eq!(picture.rows[1].text, "Sent at 100 ms, waited 25 ms, received 75 ms.");
        assert_eq!(picture.text, "2 requests in 200 ms.");
    }

    #[track_caller]
    fn check_outcome(request: &Request, outcome: &str, tone: Tone) {
        let row = Waterfall::of(vec![request.clone()], 0.0).rows.remove(0);
        assert_eq!((row.outcome.as_str(), row.tone), (outcome, tone));
    }

    #[test]
    fn a_row_says_what_came_of_its_request() {
        let of = |probe, status| request(0, probe, 0.0, (1.0, 2.0), status);
        check_outcome(&of(ProbeId::Prompt, 200), "200", Tone::Good);
        check_outcome(&of(ProbeId::Prompt, 399), "399", Tone::Good);
        check_outcome(&of(ProbeId::Prompt, 400), "400", Tone::Bad);
        check_outcome(&of(ProbeId::Prompt, 401), "401", Tone::Bad);
        check_outcome(&of(ProbeId::WrongKey, 401), "401, as expected", Tone::Good);
        check_outcome(&of(ProbeId::WrongKey, 500), "500", Tone::Bad);
        check_outcome(&of(ProbeId::WrongKey, 200), "200", Tone::Good);
        let lost = BrokenOff { reason: "connection lost", is_trouble: true };
        check_outcome(
            &Request { broken_off: Some(lost), ..of(ProbeId::Prompt, 200) },
            "200, connection lost",
            Tone::Bad,
        );
        let stopped = BrokenOff { reason: "stopped", is_trouble: false };
        let unanswered =
            Request { headers_ms: None, total_ms: None, status: None, ..of(ProbeId::Prompt, 200) };
        check_outcome(&Request { broken_off: Some(stopped), ..unanswered.clone() }, "stopped", Tone::Neutral);
        check_outcome(&unanswered, "no reply", Tone::Bad);
    }

    #[test]
    fn each_tone_has_its_word_in_style_sheets() {
        let tones = [Tone::Running, Tone::Good, Tone::Bad, Tone::Neutral];
        assert_eq!(tones.map(Tone::as_str), ["running", "good", "bad", "neutral"]);
    }

    #[test]
    fn a_request_without_a_reply_waited_until_its_end_if_that_is_known() {
        let text = |total_ms| {
            let none = request(0, ProbeId::Prompt, 200.0, (0.0, 0.0), 0);
            let none = Request { headers_ms: None, total_ms, status: None, ..none };
            Waterfall::of(vec![none], 0.0).rows.remove(0).text
        };
        assert_eq!(text(None), "Sent at 200 ms.");
        assert_eq!(text(Some(30.0)), "Sent at 200 ms, waited 30 ms.");
    }

    #[test]
    fn a_request_under_way_goes_on_until_now() {
        let over = request(0, ProbeId::Prompt, 0.0, (50.0, 100.0), 200);
        let waiting =
            Request { index: None, probe: "models".to_owned(), started_ms: 100.0, ..Request::default() };
        let receiving = Request { headers_ms: Some(50.0), probe: "stream".to_owned(), ..waiting.clone() };
        let picture = Waterfall::of(vec![waiting, receiving, over], 200.0);
        let shown: Vec<_> = picture.rows.iter().map(|row| (row.outcome.as_str(), bars(row))).collect();
        assert_eq!(
            shown,
            [
                ("200", [0, 250, 250, 250]),
                ("receiving…", [500, 250, 750, 250]),
                ("waiting…", [500, 500, 1000, 0]),
            ]
        );
        assert_eq!(picture.rows[2].text, "Sent at 100 ms, waited 100 ms.");
    }

    #[test]
    fn a_request_without_a_time_is_still_seen_and_stays_in_the_frame() {
        let none =
            Request { headers_ms: None, total_ms: None, ..request(1, ProbeId::Models, 200.0, (0.0, 0.0), 0) };
        let picture = Waterfall::of(vec![request(0, ProbeId::Prompt, 0.0, (50.0, 200.0), 200), none], 0.0);
        assert_eq!(bars(&picture.rows[1]), [995, 5, 1000, 0]);
        assert!(Waterfall::of(Vec::new(), f64::NAN).rows.is_empty());
        let odd = request(0, ProbeId::Prompt, f64::NAN, (f64::INFINITY, -1.0), 200);
        let row = Waterfall::of(vec![odd], 0.0).rows.remove(0);
        assert!(row.receiving.from.0 + row.receiving.width.0 <= 1000, "{row:?}");
    }

    #[test]
    fn a_name_that_this_page_does_not_know_is_shown_as_it_is_and_short() {
        let odd = Request {
            probe: "of\u{202e}tomorrow\n".repeat(99),
            ..request(0, ProbeId::Prompt, 0.0, (1.0, 2.0), 200)
        };
        let label = Waterfall::of(vec![odd], 0.0).rows.remove(0).label;
        assert_eq!(label, "of\\u{202e}tomorrow of\\u{202e}tomorrow…");
    }
}
