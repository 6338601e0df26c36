//! A run for the tests of reports: one answered prompt, one refused wrong key, one hidden reply.

use super::{About, Report, build};
use crate::assemble::Recorder;
use crate::diagnosis::Circumstances;
use crate::evidence::{Ending, Exchange, Outcome, Reply, Unanswered};
use crate::preset::Expectations;
use crate::probe;
use crate::run::Run;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};
use crate::wire::Request;

/// A key with every character that some way of writing changes.
pub(super) const KEY: &str = r#"gc-test-a+b*(c)[d]{e}|f^g$h.i?j\k"l'm<n>o&p%q/r=s"#;

/// A run whose server says `words` in every place it has.
pub(super) fn run(words: &str) -> Run {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").unwrap(),
        key: ApiKey::parse(KEY).unwrap(),
        model: ModelName::parse("m-small").unwrap(),
    };
    let quoted = crate::wire::json_text::of_text(words);
    let answer = format!(
        r#"{{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{{"index":0,"message":{{"role":"assistant","content":{quoted}}},"finish_reason":"stop"}}],"usage":{{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}}}"#
    );
    let refusal = format!(r#"{{"error":{{"message":{quoted},"code":"invalid_api_key"}}}}"#);
    let chunk = format!(
        "data: {{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{quoted}}},\"finish_reason\":\"stop\"}}]}}\n\ndata: [DONE]\n\n"
    );
    let prompt = probe::prompt(&target, words, false);
    let stream = probe::prompt(&target, words, true);
    let list = probe::models(&target.base_url);
    let mut run = Run::new(target, Expectations::default(), Circumstances::default());
    "2026-01-02T03:04:05Z".clone_into(&mut run.started_at);
    let reply = |status, request: &Request, body: &str| {
        let mut recorder = Recorder::new(request.is_streamed, None);
        recorder.feed(body.as_bytes(), 10.0);
        Outcome::Replied(Reply {
            status,
            url: request.url.clone(),
            is_redirected: false,
            headers: vec![("x-echo".to_owned(), words.to_owned())],
            body: recorder.finish(20.0),
            ending: Ending::Complete,
            headers_ms: 5.0,
            first_byte_ms: Some(10.0),
            total_ms: 20.0,
        })
    };
    let blocked = Outcome::Unanswered(Unanswered::Blocked { message: words.to_owned() });
    let outcomes = [
        (probe::PROMPT, prompt.clone(), reply(200, &prompt, &answer)),
        (probe::STREAM, stream.clone(), reply(200, &stream, &chunk)),
        (probe::WRONG_KEY, prompt.clone(), reply(401, &prompt, &refusal)),
        (probe::MODELS, list, blocked),
    ];
    for (place, (probe, request, outcome)) in (0_u32..).zip(outcomes) {
        run.record(Exchange { probe, request, started_ms: 1_000.0 + f64::from(place) * 30.0, outcome });
    }
    run
}

/// The report of [`run`].
pub(super) fn report(words: &str) -> Report {
    let run = run(words);
    let about = About {
        generated_at: "2026-01-02T03:05:00Z".to_owned(),
        profile: "custom".to_owned(),
        duration_ms: 120.5,
        is_stopped: false,
    };
    build(&run, &run.outlook(), &about)
}

/// The ways to write [`KEY`] that a report could be searched for.
pub(super) fn ways_to_write_the_key() -> Vec<String> {
    let json = crate::wire::json_text::of_text(KEY);
    let json = json[1..json.len() - 1].to_owned();
    let percent: String =
        KEY.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
    let html = KEY.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    vec![KEY.to_owned(), json.replace('\\', "\\\\").replace('"', "\\\""), json, percent, html]
}
