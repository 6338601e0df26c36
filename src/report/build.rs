//! A report made of a run: here, and nowhere else, is it redacted.

use super::{Check, Diagnosis, Exchange, Point, Report, Run, Target};
use crate::check::Grade;
use crate::exchange::{Content, Ending, Outcome, Reply, Unanswered};
use crate::redact::{Mask, mask_lookalikes};
use crate::run;
use crate::target::{ApiKey, KeyKind};
use crate::text::truncate::first_bytes;
use crate::wire::{Authorization, Request};

/// What is known about a run beside its evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunMetadata {
    /// When the report is made, in UTC (RFC 3339).
    pub generated_at: String,
    /// The profile's name.
    pub profile: String,
    /// How long the run took, in ms.
    pub duration_ms: f64,
    /// Whether the user stopped it.
    pub is_stopped: bool,
}

/// More of a body helps nobody, in bytes.
const BODY_BYTES: usize = 64 * 1024;

/// The report of `run`, with what followed from it.
pub fn build(run: &run::Run, assessment: &run::Assessment, about: &RunMetadata) -> Report {
    let cover = Redaction::new(run.target.key.as_ref());
    let kind = match run.target.key.as_ref().map(KeyKind::of) {
        Some(KeyKind::Storage(system) | KeyKind::System(system)) => system,
        Some(KeyKind::Unknown) | None => "",
    };
    Report {
        generated_at: about.generated_at.clone(),
        page_version: env!("CARGO_PKG_VERSION").to_owned(),
        target: Target {
            base_url: cover.text(&run.target.base_url.to_string()),
            model: cover.text(run.target.model.as_str()),
            key_given: run.target.key.is_some(),
            key_kind: kind.to_owned(),
        },
        run: Run {
            profile: about.profile.clone(),
            requests: count(run.transcript.exchanges.len()),
            started_at: run.started_at.clone(),
            duration_ms: about.duration_ms,
            is_stopped: about.is_stopped,
        },
        points: assessment.points.iter().map(|it| point(it, &cover)).collect(),
        checks: assessment.findings.iter().map(|it| check(it, &cover)).collect(),
        diagnoses: assessment.diagnoses.iter().map(|it| diagnosis(it, &cover)).collect(),
        metrics: assessment.metrics.map(metrics).unwrap_or_default(),
        exchanges: (0..run.transcript.exchanges.len()).filter_map(|place| exchange(run, place)).collect(),
    }
}

/// The exchange at `place` of the run's transcript, as a report shows it.
pub fn exchange(run: &run::Run, place: usize) -> Option<Exchange> {
    let exchanges = &run.transcript.exchanges;
    let it = exchanges.get(place)?;
    // Of several at once, the first that is over need not be the first that was sent.
    let first_ms = exchanges.iter().map(|it| it.started_ms).fold(f64::INFINITY, f64::min);
    let cover = Redaction::new(run.target.key.as_ref());
    let shown = Exchange {
        n: count(place + 1),
        probe: it.probe.to_string(),
        method: it.request.method.to_owned(),
        url: cover.text(&it.request.url),
        request_headers: request_headers(&it.request, run.target.key.is_some()),
        request_body: cover.text(it.request.body.as_deref().unwrap_or_default()),
        started_ms: it.started_ms - first_ms,
        ..Exchange::default()
    };
    Some(match &it.outcome {
        Outcome::Unanswered(unanswered) => {
            let why = match unanswered {
                Unanswered::Blocked { .. } => "blocked",
                Unanswered::TimedOut { .. } => "timed-out",
                Unanswered::Cancelled => "stopped",
                Unanswered::Opaque => "opaque",
            };
            Exchange { unanswered: why.to_owned(), ..shown }
        }
        Outcome::Replied(reply) => with_reply(shown, reply, &cover),
    })
}

fn with_reply(shown: Exchange, reply: &Reply, cover: &Redaction) -> Exchange {
    let ending = match reply.ending {
        Ending::Complete => "",
        Ending::Stalled { .. } => "stalled",
        Ending::Dropped { .. } => "dropped",
        Ending::Capped => "capped",
        Ending::Cancelled => "stopped",
    };
    let text = &reply.body.text;
    let kept = first_bytes(text, BODY_BYTES);
    let (first_token_ms, arrivals_ms) = match &reply.body.content {
        Content::Stream(stream) => {
            (stream.first_token_ms, stream.arrivals.iter().map(|arrival| arrival.at_ms).collect())
        }
        Content::Empty | Content::Json(_) | Content::Text => (None, Vec::new()),
    };
    let header = |(name, value): &(String, String)| (cover.text(name), cover.text(value));
    Exchange {
        status: Some(reply.status),
        response_headers: reply.headers.iter().map(header).collect(),
        response_body: cover.text(kept),
        response_bytes: reply.body.bytes,
        is_truncated: reply.body.is_text_cut || kept.len() < text.len(),
        unanswered: ending.to_owned(),
        headers_ms: Some(reply.headers_ms),
        first_token_ms,
        total_ms: Some(reply.total_ms),
        arrivals_ms,
        ..shown
    }
}

/// What a request carried, with a word in place of the key.
fn request_headers(request: &Request, has_key: bool) -> Vec<(String, String)> {
    let key = match request.authorization {
        Authorization::Key if has_key => Some("Bearer [your key]"),
        Authorization::Instead(_) => Some("Bearer [a wrong key, made up by the page]"),
        Authorization::Key | Authorization::Nothing => None,
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut headers: Vec<_> = key.map(|key| pair("authorization", key)).into_iter().collect();
    if request.body.is_some() {
        headers.push(pair("content-type", "application/json"));
    }
    headers
}

fn point(it: &crate::point::Point, cover: &Redaction) -> Point {
    Point {
        id: it.id.id().to_owned(),
        verdict: it.verdict.id().to_owned(),
        grade: it.grade.map_or("", Grade::as_str).to_owned(),
        summary: cover.text(&it.summary),
        open: it.open.as_deref().unwrap_or_default().to_owned(),
    }
}

fn check(it: &crate::check::Finding, cover: &Redaction) -> Check {
    let rule = it.check;
    Check {
        id: rule.id.to_string(),
        point: rule.role.map_or("", |(point, _)| point.id()).to_owned(),
        group: crate::check::group_of(rule.id).to_owned(),
        title: rule.title.to_owned(),
        verdict: it.verdict.id().to_owned(),
        observed: cover.text(&it.observed),
        expected: rule.expected.to_owned(),
        would_resolve: it.would_resolve.as_deref().unwrap_or_default().to_owned(),
        source: rule.source.to_owned(),
        exchanges: numbers(&it.exchanges),
    }
}

fn diagnosis(it: &crate::diagnosis::Diagnosis, cover: &Redaction) -> Diagnosis {
    let lines = |lines: &[String]| lines.iter().map(|line| cover.text(line)).collect();
    Diagnosis {
        kind: it.kind.id.to_owned(),
        title: cover.text(&it.title),
        cause: cover.text(&it.cause),
        confidence: it.confidence.id().to_owned(),
        owner: it.kind.owner.id().to_owned(),
        remedies: lines(&it.remedies),
        evidence: lines(&it.evidence),
        exchanges: numbers(&it.exchanges),
    }
}

fn metrics(it: crate::metrics::Metrics) -> Vec<(String, f64)> {
    #[expect(clippy::cast_precision_loss, reason = "no reply has 2^53 tokens")]
    let tokens = |count: Option<u64>| count.map(|count| count as f64);
    let figures = [
        ("completion_tokens", tokens(it.completion_tokens)),
        ("headers_ms", Some(it.headers_ms)),
        ("prompt_tokens", tokens(it.prompt_tokens)),
        ("tokens_per_s", it.tokens_per_s),
        ("total_ms", Some(it.total_ms)),
        ("ttft_ms", it.ttft_ms),
    ];
    figures.into_iter().filter_map(|(name, figure)| Some((name.to_owned(), figure?))).collect()
}

fn numbers(places: &[usize]) -> Vec<u32> {
    places.iter().map(|place| count(place + 1)).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Hides the run's key, and whatever looks like one.
struct Redaction(Mask);

impl Redaction {
    fn new(key: Option<&ApiKey>) -> Self {
        Self(Mask::new(&key.into_iter().collect::<Vec<_>>()))
    }

    fn text(&self, text: &str) -> String {
        mask_lookalikes(&self.0.text(text)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{KEY, report, run, ways_to_write_the_key};
    use super::exchange;

    #[test]
    fn a_report_says_what_was_asked_and_what_came_back() {
        let report = report("Hello.");
        let observed: Vec<_> = report
            .exchanges
            .iter()
            .map(|it| (it.n, it.probe.as_str(), it.status, it.unanswered.as_str()))
            .collect();
        assert_eq!(
            observed,
            [
                (1, "prompt", Some(200), ""),
                (2, "stream", Some(200), ""),
                (3, "wrong-key", Some(401), ""),
                (4, "models", None, "blocked")
            ]
        );
        assert!((report.exchanges[1].started_ms - 30.0).abs() < 0.001);
        assert_eq!(report.exchanges[1].arrivals_ms.len(), 2);
        assert!(report.exchanges[0].request_body.contains("Hello."));
        assert_eq!((report.points.len(), report.target.key_given), (4, true));
        let enforced = report.checks.iter().find(|check| check.id == "auth-enforced").unwrap();
        assert_eq!((enforced.exchanges.as_slice(), enforced.group.as_str()), (&[3][..], "Key"));
    }

    #[test]
    fn times_count_from_the_request_that_was_sent_first() {
        let mut run = run("Hello.");
        run.transcript.exchanges.swap(0, 2);
        let started: Vec<f64> = (0..3).map(|place| exchange(&run, place).unwrap().started_ms).collect();
        assert!(
            started
                .iter()
                .zip([60.0, 30.0, 0.0])
                .all(|(observed, expected)| (observed - expected).abs() < 0.001)
        );
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
