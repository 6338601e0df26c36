//! Data of the pictures of a run: measured times, and no text of a server.

use super::{Exchange, Report, Unanswered};
use crate::exchange::{self, Ending, Outcome, Reply};
use crate::picture::{BrokenOff, Request, RequestTimeline, RequestTimes, Waterfall};
use crate::probe::ProbeId;
use crate::response::Recorder;
use crate::stats::{self, RepeatRun, RepeatStats, RunOutcome};

impl Exchange {
    /// The picture of its timeline; `None` without a reply.
    pub fn timeline(&self) -> Option<RequestTimeline> {
        let arrivals_ms: Vec<f64> = self.arrivals_ms.iter().map(|ms| ms.0).collect();
        let headers_ms = self.headers_ms?.0;
        Some(RequestTimeline::of(&RequestTimes {
            headers_ms,
            first_token_ms: self.first_token_ms.map(|ms| ms.0),
            total_ms: self.total_ms.map_or(headers_ms, |ms| ms.0),
            arrivals_ms: &arrivals_ms,
            is_whole: self.unanswered.is_none(),
        }))
    }

    fn request(&self, index: usize) -> Request {
        Request {
            index: Some(index),
            probe: self.probe.to_string(),
            started_ms: self.started_ms.0,
            headers_ms: self.headers_ms.map(|ms| ms.0),
            total_ms: self.total_ms.map(|ms| ms.0),
            status: self.status,
            broken_off: self.unanswered.map(Unanswered::broken_off),
        }
    }

    /// The reply, read in the same way as when it arrived.
    pub(super) fn reply(&self) -> Option<Reply> {
        let [headers_ms, total_ms] = [self.headers_ms, self.total_ms].map(|ms| ms.unwrap_or_default().0);
        let first_ms = self.first_token_ms.map_or(headers_ms, |ms| ms.0);
        let mut recorder = Recorder::new(self.is_streamed(), None);
        recorder.feed(self.response_body.as_bytes(), first_ms);
        let header = |it: &super::Header| (it.name.to_string(), it.value.to_string());
        Some(Reply {
            status: self.status?,
            url: self.url.to_string(),
            is_redirected: false,
            headers: self.response_headers.iter().map(header).collect(),
            body: recorder.finish(total_ms),
            ending: Ending::Complete,
            headers_ms,
            first_byte_ms: None,
            lag_ms: 0.0,
            total_ms,
        })
    }
}

/// The picture of the requests of a run: those that are over, and those under way, which extend to
/// `now_ms`, counted from the first one.
pub fn waterfall(over: &[Exchange], under_way: Vec<Request>, now_ms: f64) -> Waterfall {
    let over = over.iter().enumerate().map(|(index, it)| it.request(index));
    Waterfall::of(over.chain(under_way).collect(), now_ms)
}

impl Report {
    /// Returns the figures of a repeated prompt; `None` without one.
    pub fn repeated(&self) -> Option<RepeatStats> {
        let known = |it: &Exchange| ProbeId::ALL.iter().copied().find(|id| it.probe == id.as_str());
        let ids = stats::repeated(self.exchanges.iter().filter_map(known))?;
        let these = self.exchanges.iter().filter(|it| known(it).is_some_and(|id| ids.contains(&id)));
        Some(RepeatStats::of_runs(these.map(run).collect()))
    }
}

/// One run of a repeated prompt, and the tokens per second of its answer.
fn run(it: &Exchange) -> (RepeatRun, Option<f64>) {
    let is_whole = it.unanswered.is_none();
    let (run, rate) = stats::run(it.reply().filter(|_| is_whole).as_ref());
    // The report only has the beginning of a long answer, which is not an answer by itself.
    let is_cut_answer = is_whole && it.is_truncated && it.status.is_some_and(|status| status < 300);
    let outcome = if is_cut_answer { RunOutcome::Answered } else { run.outcome };
    (RepeatRun { outcome, ..run }, rate)
}

/// Time of a request from its start to its end, in ms; `None` if its end is unknown.
pub fn total_ms(outcome: &Outcome) -> Option<f64> {
    match outcome {
        Outcome::Replied(reply) => Some(reply.total_ms),
        Outcome::Unanswered(exchange::Unanswered::TimedOut { after_ms }) => Some(f64::from(*after_ms)),
        Outcome::Unanswered(
            exchange::Unanswered::Blocked { .. }
            | exchange::Unanswered::Cancelled
            | exchange::Unanswered::Redirected
            | exchange::Unanswered::Opaque,
        ) => None,
    }
}

/// Reason why no reply, or not all of it, could be read; `None` if it came whole.
pub(super) fn unanswered(outcome: &Outcome) -> Option<Unanswered> {
    match outcome {
        Outcome::Unanswered(why) => Some(why.into()),
        Outcome::Replied(reply) => match reply.ending {
            Ending::Complete => None,
            Ending::Stalled { .. } => Some(Unanswered::Stalled),
            Ending::Dropped { .. } => Some(Unanswered::Dropped),
            Ending::Capped => Some(Unanswered::Capped),
            Ending::Cancelled => Some(Unanswered::Stopped),
        },
    }
}

impl From<&exchange::Unanswered> for Unanswered {
    fn from(why: &exchange::Unanswered) -> Self {
        match why {
            exchange::Unanswered::Blocked { .. } => Self::Blocked,
            exchange::Unanswered::TimedOut { .. } => Self::TimedOut,
            exchange::Unanswered::Cancelled => Self::Stopped,
            exchange::Unanswered::Redirected => Self::Redirected,
            exchange::Unanswered::Opaque => Self::Opaque,
        }
    }
}

impl Unanswered {
    /// The same in a word or two.
    fn broken_off(self) -> BrokenOff {
        let (reason, is_trouble) = match self {
            Self::Blocked => ("blocked", true),
            Self::TimedOut => ("timed out", true),
            Self::Stopped => ("stopped", false),
            Self::Redirected => ("redirect", true),
            Self::Opaque => ("answered, not readable", false),
            Self::Stalled => ("stalled", true),
            Self::Dropped => ("connection lost", true),
            Self::Capped => ("too large", true),
        };
        BrokenOff { reason, is_trouble }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rounded;
    use super::super::testing::report;
    use super::*;
    use crate::metrics::Figure;
    use crate::picture::{Spread, Tone};
    use crate::redact::Redacted;

    #[test]
    fn a_report_makes_a_row_of_each_request() {
        let picture = waterfall(&report("Hello.").exchanges, Vec::new(), 0.0);
        let rows: Vec<_> = picture
            .rows
            .iter()
            .map(|row| (row.index, row.label.as_str(), row.outcome.as_str(), row.tone))
            .collect();
        assert_eq!(
            rows,
            [
                (Some(0), "Prompt", "200", Tone::Good),
                (Some(1), "Streamed prompt", "200", Tone::Good),
                (Some(2), "Wrong key", "401, as expected", Tone::Good),
                (Some(3), "Model list", "blocked", Tone::Bad),
            ]
        );
    }

    #[test]
    fn a_reply_has_a_timeline_and_silence_has_none() {
        let exchanges = report("Hello.").exchanges;
        let text = |index: usize| exchanges[index].timeline().map(|it| it.text);
        let stream = "Headers after 5 ms, first token after 10 ms, 2 events, the longest pause 0 ms, done after 20 ms.";
        assert_eq!(text(0).as_deref(), Some("Headers after 5 ms, done after 20 ms."));
        assert_eq!(text(1).as_deref(), Some(stream));
        assert_eq!(text(3), None);
        let lost = Exchange { unanswered: Some(Unanswered::Dropped), ..exchanges[0].clone() };
        assert!(lost.timeline().unwrap().text.contains("broken off"));
    }

    #[test]
    fn a_saved_report_tells_what_became_of_a_repeated_prompt() {
        let mut report = report("Hello.");
        assert_eq!(report.repeated(), None);
        let answered = report.exchanges[0].clone();
        let repeat = |it: &Exchange, total_ms| Exchange {
            probe: Redacted::own("repeat"),
            total_ms: Some(Rounded(total_ms)),
            ..it.clone()
        };
        let cut = Exchange {
            response_body: Redacted::own("{\"choices\": [{\"mess"),
            is_truncated: true,
            ..repeat(&answered, 30.0)
        };
        let limited =
            Exchange { status: Some(429), response_body: Redacted::own("{}"), ..repeat(&answered, 5.0) };
        let lost = Exchange { unanswered: Some(Unanswered::Dropped), ..repeat(&answered, 40.0) };
        report.exchanges = vec![answered, cut, limited, lost];
        let stats = report.repeated().unwrap();
        assert_eq!((stats.sent, stats.answered, stats.rate_limited, stats.refused), (4, 2, 1, 1));
        let spread = Spread::of(&stats, Figure::Total).unwrap();
        assert_eq!(spread.dots.iter().map(|dot| dot.is_failed).collect::<Vec<_>>(), [true, false, false]);
        assert!(spread.text.contains("fastest 20 ms, slowest 30 ms"), "{}", spread.text);
    }

    #[test]
    fn a_repeated_prompt_is_answered_by_an_answer_alone_that_came_to_its_end() {
        let exchanges = report("Hello.").exchanges;
        let (plain, stream) = (&exchanges[0], &exchanges[1]);
        let outcome = |it: Exchange| {
            let repeat = Exchange { probe: Redacted::own("repeat"), ..it };
            let report = Report { exchanges: vec![repeat], ..Report::default() };
            report.repeated().unwrap().runs[0].outcome
        };
        let commented = format!(": ping\n\n{}", stream.response_body.as_str());
        let commented = Exchange { response_body: Redacted::untouched(&commented), ..stream.clone() };
        let linked = Exchange { arrivals_ms: Vec::new(), ..commented.clone() };
        assert_eq!([commented, linked].map(outcome), [RunOutcome::Answered; 2]);
        let refused = Redacted::own(r#"{"error":{"message":"No."}}"#);
        for failed in [
            Exchange { response_body: refused, ..plain.clone() },
            Exchange { unanswered: Some(Unanswered::Dropped), is_truncated: true, ..plain.clone() },
            Exchange { status: Some(300), is_truncated: true, ..plain.clone() },
        ] {
            assert_eq!(outcome(failed.clone()), RunOutcome::Failed, "{failed:?}");
        }
    }
}
