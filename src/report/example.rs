//! An example report for people without a key: a small successful run, judged like any other.

use super::{Report, RunMetadata, build};
use crate::config::Expectations;
use crate::diagnosis::BrowserContext;
use crate::exchange::{Ending, Exchange, Outcome, Reply};
use crate::probe::{self, ProbeContext, ProbeId};
use crate::profile::ChosenProfile;
use crate::redact::Mask;
use crate::response::Recorder;
use crate::run::Run;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};
use crate::view::View;

/// Returns the report of a run with a gateway that works.
pub fn example() -> Report {
    let about = RunMetadata {
        generated_at: "2026-01-02T03:04:08Z".to_owned(),
        profile: ChosenProfile::Custom.into(),
        duration_ms: 2_400.0,
        is_stopped: false,
    };
    // All parts of it are constant, and a test checks that they are there.
    let mask = Mask::default();
    let report = |run: Run| build(&run, &View::new(&run.assessment(), &mask), &about, &mask);
    run().map(report).unwrap_or_default()
}

/// Probe, status, body; pieces of a stream are apart by a line with a bar.
const REPLIES: [(ProbeId, u16, &str); 5] = [
    (
        ProbeId::Prompt,
        200,
        r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello! All is well."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":6,"total_tokens":15}}"#,
    ),
    (
        ProbeId::Models,
        200,
        r#"{"object":"list","data":[{"id":"m-small","object":"model","created":1,"owned_by":"example"},{"id":"m-large","object":"model","created":1,"owned_by":"example"}]}"#,
    ),
    (
        ProbeId::WrongKey,
        401,
        r#"{"error":{"message":"This key is not known.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
    ),
    (
        ProbeId::WrongModel,
        404,
        r#"{"error":{"message":"This model is not known.","type":"invalid_request_error","param":"model","code":"model_not_found"}}"#,
    ),
    (ProbeId::Stream, 200, ""),
];

fn run() -> Option<Run> {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").ok()?,
        key: ApiKey::parse("gc-test-example").ok()?,
        model: ModelName::parse("m-small").ok()?,
    };
    let wrong_key = ApiKey::parse("gc-test-another").ok()?;
    let mut run = Run::new(target, Expectations::default(), BrowserContext::default());
    "2026-01-02T03:04:05Z".clone_into(&mut run.started_at);
    let mut started_ms = 0.0;
    for (id, status, body) in REPLIES {
        let probe = probe::find(id)?;
        let ask = ProbeContext {
            target: &run.target,
            prompt: "Say hello.",
            is_streamed: false,
            wrong_key: wrong_key.as_ref(),
            transcript: &run.transcript,
        };
        let request = (probe.request)(&ask).ok()?;
        let (media_type, body, total_ms) = if request.is_streamed {
            ("text/event-stream", stream(), 720.0)
        } else {
            let mut recorder = Recorder::new(false, None);
            recorder.feed(body.as_bytes(), 400.0);
            ("application/json", recorder.finish(400.0), 400.0)
        };
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let reply = Reply {
            status,
            url: request.url.clone(),
            is_redirected: false,
            headers: vec![header("content-type", media_type), header("x-request-id", "r-1")],
            body,
            ending: Ending::Complete,
            headers_ms: 390.0,
            first_byte_ms: Some(400.0),
            lag_ms: 0.0,
            total_ms,
        };
        let outcome = Outcome::Replied(reply);
        run.record(Exchange { probe: probe.id, request, started_ms, outcome });
        started_ms += 420.0;
    }
    Some(run)
}

/// The answer, one word per chunk.
fn stream() -> crate::exchange::Body {
    let mut recorder = Recorder::new(true, Some("text/event-stream"));
    let mut at_ms = 400.0;
    let mut say = |choices: &str, usage: &str| {
        let chunk = [
            r#"data: {"id":"c-2","object":"chat.completion.chunk","created":1,"model":"m-small","choices":["#,
            choices,
            usage,
            "}\n\n",
        ];
        recorder.feed(chunk.concat().as_bytes(), at_ms);
        at_ms += 40.0;
    };
    for word in ["Hello", "!", " All", " is", " well", "."] {
        let delta =
            [r#"{"index":0,"delta":{"role":"assistant","content":""#, word, r#""},"finish_reason":null}"#];
        say(&delta.concat(), "]");
    }
    say(r#"{"index":0,"delta":{},"finish_reason":"stop"}"#, "]");
    say("", r#"],"usage":{"prompt_tokens":9,"completion_tokens":6,"total_tokens":15}"#);
    recorder.feed(b"data: [DONE]\n\n", at_ms);
    recorder.finish(at_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;
    use crate::report;

    #[test]
    fn the_example_is_a_whole_run_that_goes_well() {
        let example = example();
        assert_eq!(example.exchanges.len(), REPLIES.len());
        let points: Vec<_> = example.points.iter().map(|point| point.verdict).collect();
        assert_eq!(points, [Verdict::Pass; 4]);
        assert_eq!(example.diagnoses, []);
        let started: Vec<_> = example.exchanges.iter().map(|it| it.started_ms).collect();
        assert_eq!(started, [0.0, 420.0, 840.0, 1_260.0, 1_680.0].map(report::Rounded));
        let failing: Vec<_> = example
            .checks
            .iter()
            .filter(|check| ![Verdict::Pass, Verdict::Skipped].contains(&check.verdict))
            .map(|check| (check.id.as_str(), check.observed.as_str()))
            .collect();
        assert_eq!(
            failing.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            ["rate-limit-visible"],
            "{failing:?}"
        );
        assert!(example.checks.iter().filter(|check| check.verdict == Verdict::Pass).count() > 20);
    }

    #[test]
    fn the_example_is_a_report_like_any_other() {
        let example = example();
        assert_eq!(report::read(&example.to_json()), Ok(example.clone()));
        assert!(!example.to_json().contains("gc-test-"));
        assert!(report::drift(&example, &example).is_empty());
    }
}
