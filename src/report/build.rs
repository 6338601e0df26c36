//! Builds a report from a run. This is the only place where a run is redacted.

use super::limits::MAX_HEADERS;
use super::pictures::{total_ms, unanswered};
use super::{Check, Diagnosis, Exchange, Header, Key, Metrics, Point, Report, Rounded, Run, Schema, Target};
use crate::exchange::{Content, Outcome, Reply};
use crate::profile::RunProfile;
use crate::redact::{Mask, Redacted};
use crate::refusal::{self, Refusal};
use crate::target::KeyKind;
use crate::version::VERSION;
use crate::view::View;
use crate::wire::{Authorization, Request};
use crate::{exchange, run};

/// Facts about a run that are not part of its evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunMetadata {
    /// Time when the report is created, in UTC (RFC 3339).
    pub generated_at: String,
    /// The profile of the run.
    pub profile: RunProfile,
    /// Duration of the run, in ms.
    pub duration_ms: f64,
    /// True if the user stopped the run.
    pub is_stopped: bool,
}

/// Largest part of a body that a report contains, in bytes.
const BODY_BYTES: usize = 64 * 1024;

/// Builds the report of `run` from its masked results in `view`; `mask` covers the keys of the tab.
pub fn build(run: &run::Run, view: &View, about: &RunMetadata, mask: &Mask) -> Report {
    let key = run.target.key.as_ref();
    let point = |it: &crate::point::Point<Redacted>| Point {
        id: it.id,
        verdict: it.verdict,
        grade: it.grade,
        summary: it.summary.clone(),
        open: it.open.clone(),
    };
    let check = |it: &crate::check::Finding<Redacted>| Check {
        id: Redacted::own(it.check.id.as_str()),
        point: it.check.role.map(|(point, _)| point),
        group: Redacted::own(crate::check::group_of(it.check.id)),
        title: Redacted::own(it.check.title),
        verdict: it.verdict,
        observed: it.observed.clone(),
        expected: Redacted::own(it.check.expected),
        would_resolve: it.would_resolve.clone(),
        source: Redacted::own(it.check.source),
        exchanges: numbers(&it.exchanges),
    };
    let diagnosis = |it: &crate::diagnosis::Diagnosis<Redacted>| Diagnosis {
        kind: Redacted::own(it.kind.id.as_str()),
        title: it.title.clone(),
        cause: it.cause.clone(),
        confidence: it.confidence,
        owner: it.kind.owner,
        remedies: it.remedies.clone(),
        evidence: it.evidence.clone(),
        exchanges: numbers(&it.exchanges),
    };
    let exchanges = 0..run.transcript.exchanges.len();
    Report {
        schema: Schema::Report1,
        generated_at: mask.redact(&about.generated_at),
        page_version: Redacted::own(VERSION),
        target: Target {
            base_url: mask.redact(&run.target.base_url.to_string()),
            model: mask.redact(run.target.model.as_str()),
            key: Key {
                is_given: key.is_some(),
                kind: match key.map(KeyKind::of) {
                    Some(KeyKind::Storage(system) | KeyKind::System(system)) => Some(Redacted::own(system)),
                    Some(KeyKind::Possibly(_) | KeyKind::Unknown) | None => None,
                },
            },
        },
        run: Run {
            profile: mask.redact(about.profile.id()),
            requests: count(exchanges.len()),
            started_at: mask.redact(&run.started_at),
            duration_ms: Rounded(about.duration_ms),
            is_stopped: about.is_stopped,
        },
        points: view.points.iter().map(point).collect(),
        checks: view.findings.iter().map(check).collect(),
        diagnoses: view.diagnoses.iter().map(diagnosis).collect(),
        metrics: view.metrics.map(metrics).unwrap_or_default(),
        exchanges: exchanges.filter_map(|index| exchange(run, index, mask)).collect(),
        scenario: None,
    }
}

/// Returns the exchange at `index` in the transcript, as a report shows it; `mask` covers the tab's keys.
pub fn exchange(run: &run::Run, index: usize, mask: &Mask) -> Option<Exchange> {
    let it = run.transcript.exchanges.get(index)?;
    let shown = Exchange {
        url: mask.redact(&it.request.url),
        request_headers: request_headers(&it.request, run.target.key.is_some()),
        request_body: it.request.body.as_deref().map(|body| mask.redact_body(body)),
        ..timing(run, index, it)
    };
    Some(match &it.outcome {
        Outcome::Unanswered(_) => shown,
        Outcome::Replied(reply) => with_reply(shown, reply, mask),
    })
}

/// Returns the times and the outcome of each request of the run, without the content of requests and replies.
pub fn timings(run: &run::Run) -> Vec<Exchange> {
    let exchanges = run.transcript.exchanges.iter().enumerate();
    exchanges.map(|(index, it)| timing(run, index, it)).collect()
}

fn timing(run: &run::Run, index: usize, it: &exchange::Exchange) -> Exchange {
    // Exchanges are recorded when they end, so the first in the list is not always the first that was sent.
    let started = run.transcript.exchanges.iter().map(|it| it.started_ms);
    let first_ms = started.fold(f64::INFINITY, f64::min);
    let timing = Exchange {
        n: count(index + 1),
        probe: Redacted::own(it.probe.as_str()),
        method: Redacted::own(it.request.method),
        started_ms: Rounded(it.started_ms - first_ms),
        total_ms: total_ms(&it.outcome).map(Rounded),
        unanswered: unanswered(&it.outcome),
        ..Exchange::default()
    };
    match &it.outcome {
        Outcome::Unanswered(_) => timing,
        Outcome::Replied(reply) => Exchange {
            status: Some(reply.status),
            headers_ms: Some(Rounded(reply.headers_ms)),
            first_token_ms: match &reply.body.content {
                Content::Stream(stream) => stream.first_token_ms.map(Rounded),
                Content::Empty | Content::Json(_) | Content::Text => None,
            },
            ..timing
        },
    }
}

fn with_reply(shown: Exchange, reply: &Reply, mask: &Mask) -> Exchange {
    let refused_mask = refusal::of(reply).filter(Refusal::is_about_key).map(|_| mask.for_refused_key());
    let mask = refused_mask.as_ref().unwrap_or(mask);
    let text = mask.redact_beginning(&reply.body.text, reply.body.is_text_cut);
    let is_truncated = reply.body.is_text_cut || text.len() > BODY_BYTES;
    let arrivals_ms = match &reply.body.content {
        Content::Stream(stream) => stream.arrivals.iter().map(|arrival| Rounded(arrival.at_ms)).collect(),
        Content::Empty | Content::Json(_) | Content::Text => Vec::new(),
    };
    Exchange {
        response_headers: reply
            .headers
            .iter()
            .take(MAX_HEADERS)
            .map(|(name, value)| header(name, value, mask))
            .collect(),
        response_body: text.first_bytes(BODY_BYTES),
        response_bytes: reply.body.bytes,
        is_truncated,
        arrivals_ms,
        ..shown
    }
}

/// Redacts a header. Its name says what kind of value it has.
fn header(name: &str, value: &str, mask: &Mask) -> Header {
    let (name, value) = mask.redact_pair(name, value);
    Header { name, value }
}

/// Lists the headers of a request, with a placeholder instead of the key.
fn request_headers(request: &Request, has_key: bool) -> Vec<Header> {
    let key = match request.authorization {
        Authorization::Key if has_key => Some("Bearer [your key]"),
        Authorization::Instead(_) => Some("Bearer [a wrong key, made up by the page]"),
        Authorization::Key | Authorization::Nothing => None,
    };
    let body = request.body.is_some().then_some("application/json");
    let header = |name, value: Option<&'static str>| {
        value.map(|value| Header { name: Redacted::own(name), value: Redacted::own(value) })
    };
    header("authorization", key).into_iter().chain(header("content-type", body)).collect()
}

fn metrics(it: crate::metrics::Metrics) -> Metrics {
    Metrics {
        completion_tokens: it.completion_tokens,
        headers_ms: Some(Rounded(it.headers_ms)),
        prompt_tokens: it.prompt_tokens,
        tokens_per_s: it.tokens_per_s.map(Rounded),
        total_ms: Some(Rounded(it.total_ms)),
        ttft_ms: it.ttft_ms.map(Rounded),
    }
}

fn numbers(indices: &[usize]) -> Vec<u32> {
    indices.iter().map(|index| count(index + 1)).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{KEY, report, run, ways_to_write_the_key};
    use super::super::{Rounded, Unanswered};
    use super::{Mask, Outcome, exchange, timings};
    use crate::exchange::Body;

    #[test]
    fn a_report_says_what_was_asked_and_what_came_back() {
        let report = report("Hello.");
        let observed: Vec<_> =
            report.exchanges.iter().map(|it| (it.n, it.probe.as_str(), it.status, it.unanswered)).collect();
        assert_eq!(
            observed,
            [
                (1, "prompt", Some(200), None),
                (2, "stream", Some(200), None),
                (3, "wrong-key", Some(401), None),
                (4, "models", None, Some(Unanswered::Blocked))
            ]
        );
        assert!((report.exchanges[1].started_ms.0 - 30.0).abs() < 0.001);
        assert_eq!(report.exchanges[1].arrivals_ms.len(), 2);
        assert!(report.exchanges[0].request_body.as_ref().unwrap().contains("Hello."));
        assert_eq!((report.points.len(), report.target.key.is_given), (4, true));
        let enforced = report.checks.iter().find(|check| check.id == "auth-enforced").unwrap();
        assert_eq!((enforced.exchanges.as_slice(), enforced.group.as_str()), (&[3][..], "Key"));
    }

    #[test]
    fn times_count_from_the_request_that_was_sent_first() {
        let mut run = run("Hello.");
        run.transcript.exchanges.swap(0, 2);
        let started: Vec<f64> =
            (0..3).map(|index| exchange(&run, index, &Mask::default()).unwrap().started_ms.0).collect();
        assert!(
            started
                .iter()
                .zip([60.0, 30.0, 0.0])
                .all(|(observed, expected)| (observed - expected).abs() < 0.001)
        );
    }

    #[test]
    fn the_times_of_a_run_are_known_without_what_was_sent_and_what_came() {
        let times = timings(&run("Hello."));
        let observed: Vec<_> =
            times.iter().map(|it| (it.n, it.probe.as_str(), it.started_ms.0, it.total_ms)).collect();
        assert_eq!(
            observed,
            [
                (1, "prompt", 0.0, Some(Rounded(20.0))),
                (2, "stream", 30.0, Some(Rounded(20.0))),
                (3, "wrong-key", 60.0, Some(Rounded(20.0))),
                (4, "models", 90.0, None),
            ]
        );
        assert!(times.iter().all(|it| it.request_body.is_none() && it.response_body.is_empty()));
    }

    /// Expects these bytes of a reply's body in a report, and whether they are marked as incomplete.
    #[track_caller]
    fn check_body(text: String, is_text_cut: bool, expected: (usize, bool)) {
        let mut run = run("Hello.");
        let Outcome::Replied(reply) = &mut run.transcript.exchanges[0].outcome else { panic!("no reply") };
        reply.body = Body { text, bytes: 70_000, is_text_cut, ..Body::default() };
        let shown = exchange(&run, 0, &Mask::default()).unwrap();
        assert_eq!((shown.response_body.len(), shown.is_truncated), expected);
        assert_eq!(shown.response_bytes, 70_000);
    }

    #[test]
    fn of_a_long_body_the_beginning_is_kept_and_its_size() {
        check_body("x ".repeat(32_768), false, (65_536, false));
        check_body("x ".repeat(32_769), false, (65_536, true));
        check_body("x ".repeat(2), true, (4, true));
    }

    #[test]
    fn a_request_has_a_word_in_place_of_the_key_only_if_there_is_one() {
        let mut run = run("Hello.");
        let media_type = ("content-type".to_owned(), "application/json".to_owned());
        let headers = |run: &crate::run::Run| -> Vec<(String, String)> {
            let shown = exchange(run, 0, &Mask::default()).unwrap().request_headers;
            shown.iter().map(|it| (it.name.to_string(), it.value.to_string())).collect()
        };
        let key = ("authorization".to_owned(), "Bearer [your key]".to_owned());
        assert_eq!(headers(&run), [key, media_type.clone()]);
        run.target.key = None;
        assert_eq!(headers(&run), [media_type]);
    }

    #[test]
    fn the_key_is_in_no_part_of_it_whatever_the_prompt_and_the_server_say() {
        for way in ways_to_write_the_key() {
            let quote = format!("it is {way} indeed");
            let whole = format!("{:?}", report(&quote)) + &report(&quote).to_json();
            for hidden in ways_to_write_the_key() {
                assert!(!whole.contains(&hidden), "{way} as {hidden}");
            }
            assert!(whole.contains("[key]"), "{way}");
        }
        assert!(!report("Hello.").to_json().contains(&KEY[8..]));
    }

    #[test]
    fn what_looks_like_another_key_is_hidden_too() {
        let other = format!("sk-proj-{}", "gcTest0123456789".repeat(2));
        assert!(!report(&other).to_json().contains(&other[12..]));
    }
}
