//! Evidence for the rules' tests, recorded as the page records it.
#![expect(clippy::needless_pass_by_value, reason = "so that a case is one short line")]

mod capability;

pub(crate) use capability::{answered, called, check_probe, check_probe_unanswered, quote};

use super::{CheckId, Evidence, Finding, Grade, Verdict, judge_all};
use crate::config::Expectations;
use crate::diagnosis::BrowserContext;
use crate::exchange::{Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::probe::{self, ProbeId};
use crate::response::Recorder;
use crate::run::Run;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};

/// A plain answer of the model `m-small`.
pub(crate) const ANSWER: &str = r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}"#;
/// One chunk with text.
pub(crate) const CHUNK: &str = "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":null}]}\n\n";
/// The chunk that finishes.
pub(crate) const FINISH: &str = "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const USAGE: &str = "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4,\"total_tokens\":9}}\n\n";

pub(crate) fn target(base_url: &str, key: &str) -> Target {
    Target {
        base_url: BaseUrl::parse(base_url).unwrap(),
        key: ApiKey::parse(key).unwrap(),
        model: ModelName::parse("m-small").unwrap(),
    }
}

/// A reply with this JSON to a plain prompt.
pub(crate) fn completion(json: &str) -> Reply {
    record(false, 200, "application/json", &[json])
}

/// A refusal with this JSON.
pub(crate) fn refused(status: u16, json: &str) -> Reply {
    record(false, status, "application/json", &[json])
}

/// A reply that is not JSON.
pub(crate) fn text(status: u16, text: &str) -> Reply {
    record(false, status, "text/html", &[text])
}

/// A reply to a streamed prompt, one network read a piece.
pub(crate) fn streamed(pieces: &[&str]) -> Reply {
    stream_reply("text/event-stream", pieces)
}

/// The same with another content type.
pub(crate) fn stream_reply(content_type: &str, pieces: &[&str]) -> Reply {
    record(true, 200, content_type, pieces)
}

/// A correct stream.
pub(crate) fn whole_stream() -> Reply {
    streamed(&[CHUNK, FINISH, USAGE, "data: [DONE]\n\n"])
}

const URL: &str = "https://gateway.example/v1/chat/completions";

fn record(is_streamed: bool, status: u16, content_type: &str, pieces: &[&str]) -> Reply {
    let mut recorder = Recorder::new(is_streamed, Some(content_type));
    for (index, piece) in (0_u32..).zip(pieces) {
        recorder.feed(piece.as_bytes(), 100.0 + f64::from(index));
    }
    let marker = if is_streamed {
        ("x-test-streamed".to_owned(), String::new())
    } else {
        (String::new(), String::new())
    };
    Reply {
        status,
        url: URL.to_owned(),
        is_redirected: false,
        headers: vec![("content-type".to_owned(), content_type.to_owned()), marker],
        body: recorder.finish(200.0),
        ending: Ending::Complete,
        headers_ms: 90.0,
        first_byte_ms: Some(100.0),
        lag_ms: 0.0,
        total_ms: 200.0,
    }
}

/// A run of several exchanges with an ordinary gateway.
pub(crate) struct Case {
    target: Target,
    expectations: Expectations,
    transcript: Transcript,
}

/// A run in which nothing has been sent yet.
pub(crate) fn case() -> Case {
    Case {
        target: target("https://gateway.example/v1", "gc-test-1"),
        expectations: Expectations::default(),
        transcript: Transcript::default(),
    }
}

impl Case {
    /// The same for another target; before the first exchange.
    pub(crate) fn target(self, target: Target) -> Self {
        Self { target, ..self }
    }

    /// The same where the page's host expects this header of the gateway.
    pub(crate) fn expecting_header(mut self, name: &str) -> Self {
        self.expectations.headers.push(name.to_owned());
        self
    }

    /// The same where the page's host says how the gateway's keys begin.
    pub(crate) fn expecting_prefix(mut self, prefix: &str) -> Self {
        self.expectations.key_prefix = Some(prefix.to_owned());
        self
    }

    /// The probe `id` got this reply.
    pub(crate) fn reply(self, id: ProbeId, reply: Reply) -> Self {
        self.outcome(id, Outcome::Replied(reply))
    }

    /// The probe `id` got none.
    pub(crate) fn unanswered(self, id: ProbeId, unanswered: Unanswered) -> Self {
        self.outcome(id, Outcome::Unanswered(unanswered))
    }

    /// The probe `id` could not be read by the browser.
    pub(crate) fn blocked(self, id: ProbeId) -> Self {
        self.unanswered(id, Unanswered::Blocked { message: "some words".to_owned() })
    }

    fn outcome(mut self, id: ProbeId, mut outcome: Outcome) -> Self {
        let wrong_key = self.target.key.as_ref().and_then(|_| ApiKey::parse("gc-test-2").unwrap());
        let is_streamed =
            matches!(&outcome, Outcome::Replied(reply) if reply.header("x-test-streamed").is_some());
        let ask = probe::ProbeContext {
            target: &self.target,
            prompt: "Hi",
            is_streamed: is_streamed && id == ProbeId::Prompt,
            wrong_key: wrong_key.as_ref(),
            transcript: &self.transcript,
        };
        // Requests that are sent several times at once are in no list.
        let probe = if id == ProbeId::Burst { &probe::BURST_PROBE } else { probe::find(id).unwrap() };
        match (probe.request)(&ask) {
            Ok(request) => {
                if let Outcome::Replied(reply) = &mut outcome
                    && reply.url == URL
                {
                    reply.url.clone_from(&request.url);
                }
                let exchange = Exchange { probe: id, request, started_ms: 0.0, outcome };
                self.transcript.exchanges.push(exchange);
            }
            Err(why) => self.transcript.skipped.push((id, why)),
        }
        self
    }

    /// The latest probe was sent again in its other form, and got this reply.
    pub(crate) fn again(mut self, reply: Reply) -> Self {
        let last = self.transcript.exchanges.last().unwrap().clone();
        let context = probe::ProbeContext {
            target: &self.target,
            prompt: "Hi",
            is_streamed: false,
            wrong_key: None,
            transcript: &self.transcript,
        };
        let request = (probe::find(last.probe).unwrap().again)(&context, &last).unwrap();
        self.transcript.exchanges.push(Exchange { request, outcome: Outcome::Replied(reply), ..last });
        self
    }

    /// The latest request did not ask for usage.
    pub(crate) fn without_usage(mut self) -> Self {
        self.transcript.exchanges.last_mut().unwrap().request.wants_usage = false;
        self
    }

    /// The run with this evidence.
    pub(crate) fn run(&self) -> Run {
        let target = self.target.clone();
        let new = Run::new(target, self.expectations.clone(), BrowserContext::default());
        Run { transcript: self.transcript.clone(), ..new }
    }

    /// Returns the finding of rule `id`.
    pub(crate) fn finding(&self, id: CheckId) -> Finding {
        let Self { target, expectations, transcript } = self;
        let findings = judge_all(&Evidence { target, expectations, transcript });
        findings.into_iter().find(|finding| finding.check.id == id).unwrap()
    }

    /// Expects `expected` of rule `id`.
    #[track_caller]
    pub(crate) fn expect(&self, id: CheckId, expected: Verdict) {
        expect(&self.finding(id), expected);
    }

    /// The same, with these words in what was seen.
    #[track_caller]
    pub(crate) fn expect_saying(&self, id: CheckId, expected: Verdict, words: &str) {
        let finding = self.finding(id);
        expect(&finding, expected);
        assert!(finding.observed.contains(words), "{}", finding.observed);
    }
}

/// The same reply with one more readable header.
pub(crate) fn with_header(mut reply: Reply, name: &str) -> Reply {
    reply.headers.push((name.to_owned(), "7".to_owned()));
    reply
}

fn judged(id: CheckId, target: &Target, expectations: &Expectations, outcome: Option<Outcome>) -> Finding {
    let case = Case { expectations: expectations.clone(), ..case().target(target.clone()) };
    match outcome {
        Some(outcome) => case.outcome(ProbeId::Prompt, outcome).finding(id),
        None => case.finding(id),
    }
}

#[track_caller]
fn expect(finding: &Finding, expected: Verdict) {
    assert_eq!(finding.verdict, expected, "{}", finding.observed);
    assert!(
        finding.observed.ends_with(['.', '”', ')']) || finding.observed.contains("Expose-Headers"),
        "no sentence: {}",
        finding.observed
    );
}

/// Expects `expected` of rule `id` for a target before anything was sent.
#[track_caller]
pub(crate) fn check_target(id: CheckId, target: Target, expected: Verdict) {
    expect(&judged(id, &target, &Expectations::default(), None), expected);
}

/// The same where the page's host expects these hosts.
#[track_caller]
pub(crate) fn check_expecting(id: CheckId, hosts: &[&str], target: Target, expected: Verdict) {
    let hosts = hosts.iter().map(|&host| host.to_owned()).collect();
    expect(&judged(id, &target, &Expectations { hosts, ..Expectations::default() }, None), expected);
}

/// Expects `expected` of rule `id` for this reply of `target`.
#[track_caller]
pub(crate) fn check_reply(id: CheckId, target: Target, reply: Reply, expected: Verdict) {
    expect(&judged(id, &target, &Expectations::default(), Some(Outcome::Replied(reply))), expected);
}

/// Expects `expected` of rule `id` for this reply of an ordinary gateway.
#[track_caller]
pub(crate) fn check_gateway(id: CheckId, reply: Reply, expected: Verdict) {
    check_reply(id, target("https://gateway.example/v1", "gc-test-1"), reply, expected);
}

/// Expects `expected` of rule `id` for each way to get no reply.
#[track_caller]
pub(crate) fn check_unanswered(id: CheckId, expected: Verdict) {
    for unanswered in [
        Unanswered::Blocked { message: "some words".to_owned() },
        Unanswered::TimedOut { after_ms: 60_000 },
        Unanswered::Cancelled,
    ] {
        let target = target("https://gateway.example/v1", "gc-test-1");
        expect(
            &judged(id, &target, &Expectations::default(), Some(Outcome::Unanswered(unanswered))),
            expected,
        );
    }
}

/// The grade that rule `id` gives this reply of an ordinary gateway.
pub(crate) fn grade_of(id: CheckId, reply: Reply) -> Option<Grade> {
    let target = target("https://gateway.example/v1", "gc-test-1");
    judged(id, &target, &Expectations::default(), Some(Outcome::Replied(reply))).grade
}
