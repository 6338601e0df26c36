//! A run for the tests of reports: one answered prompt, one refused wrong key, one hidden reply.

use super::{Report, RunMetadata, build};
use crate::check::{Grade, PointId, Verdict};
use crate::config::Expectations;
use crate::diagnosis::{BrowserContext, Confidence, Owner};
use crate::exchange::{Ending, Exchange, Outcome, Reply, Unanswered};
use crate::probe::{self, ProbeId};
use crate::profile::ChosenProfile;
use crate::redact::{Mask, Redacted};
use crate::report;
use crate::response::Recorder;
use crate::run::Run;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};
use crate::view::View;
use crate::wire::Request;

/// A key with every character that some encoding changes.
pub(super) const KEY: &str = r#"gc-test-a+b*(c)[d]{e}|f^g$h.i?j\k"l'm<n>o&p%q/r=s"#;

/// A run whose server says `words` in every place it has.
pub(super) fn run(words: &str) -> Run {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").unwrap(),
        key: ApiKey::parse(KEY).unwrap(),
        model: ModelName::parse("m-small").unwrap(),
    };
    let quoted = serde_json::json!(words);
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
    let mut run = Run::new(target, Expectations::default(), BrowserContext::default());
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
            lag_ms: 0.0,
            total_ms: 20.0,
        })
    };
    let blocked = Outcome::Unanswered(Unanswered::Blocked { message: words.to_owned() });
    let outcomes = [
        (ProbeId::Prompt, prompt.clone(), reply(200, &prompt, &answer)),
        (ProbeId::Stream, stream.clone(), reply(200, &stream, &chunk)),
        (ProbeId::WrongKey, prompt.clone(), reply(401, &prompt, &refusal)),
        (ProbeId::Models, list, blocked),
    ];
    for (index, (probe, request, outcome)) in (0_u32..).zip(outcomes) {
        run.record(Exchange { probe, request, started_ms: 1_000.0 + f64::from(index) * 30.0, outcome });
    }
    run
}

/// The report of [`run`].
pub(super) fn report(words: &str) -> Report {
    let run = run(words);
    let about = RunMetadata {
        generated_at: "2026-01-02T03:05:00Z".to_owned(),
        profile: ChosenProfile::Custom.into(),
        duration_ms: 120.5,
        is_stopped: false,
    };
    let mask = Mask::of_secrets(&[KEY]);
    build(&run, &View::new(&run.assessment(), &mask), &about, &mask)
}

/// The ways to write [`KEY`] that a report could be searched for.
pub(super) fn ways_to_write_the_key() -> Vec<String> {
    let json = serde_json::json!(KEY).to_string();
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

/// A report that says `words` in every place, as a file could.
pub(super) fn filled(words: &str) -> Report {
    let text = || Redacted::untouched(words);
    let header = || vec![report::Header { name: text(), value: text() }];
    let exchange = |n, status| report::Exchange {
        n,
        probe: text(),
        method: text(),
        url: text(),
        request_headers: header(),
        request_body: Some(text()),
        status,
        response_headers: header(),
        response_body: text(),
        ..Default::default()
    };
    let check = |verdict| report::Check {
        id: text(),
        point: None,
        group: text(),
        title: text(),
        verdict,
        observed: text(),
        expected: text(),
        would_resolve: Some(text()),
        source: text(),
        exchanges: vec![1],
    };
    let own = Report {
        generated_at: text(),
        page_version: text(),
        target: report::Target {
            base_url: text(),
            model: text(),
            key: report::Key { is_given: true, kind: Some(text()) },
        },
        run: report::Run { profile: text(), started_at: text(), ..Default::default() },
        points: vec![report::Point {
            id: PointId::Routing,
            verdict: Verdict::Fail,
            grade: Some(Grade::Consistent),
            summary: text(),
            open: Some(text()),
        }],
        checks: Verdict::ALL.map(check).into(),
        diagnoses: vec![report::Diagnosis {
            kind: text(),
            title: text(),
            cause: text(),
            confidence: Confidence::Likely,
            owner: Owner::Provider,
            remedies: vec![text(), text()],
            evidence: vec![text()],
            exchanges: vec![1],
        }],
        exchanges: vec![exchange(1, Some(500)), exchange(2, None)],
        ..Default::default()
    };
    let scenario = report::Scenario {
        id: text(),
        verdict: Verdict::Warn,
        summary: text(),
        findings: vec![report::Finding {
            title: text(),
            verdict: Verdict::Fail,
            observed: text(),
            expected: text(),
            trial: Some(1),
            exchanges: vec![1],
        }],
        owner: Some(Owner::You),
        steps: vec![text()],
        label: text(),
        trials: vec![report::Trial::of_report(text(), own.clone())],
        watch: Some(report::Watch {
            every_s: 5,
            minutes: 1,
            beats: vec![report::Beat { kind: text(), ..Default::default() }],
        }),
    };
    Report { scenario: Some(scenario), ..own }
}

/// Texts that try to be more than text.
pub(super) fn nasty_texts() -> Vec<String> {
    let texts = [
        "a | b || c \\| d",
        "</details></summary><script>alert(1)</script><!--",
        "![a](http://evil.example/a.png) [b](javascript:alert(1)) [c]: http://evil.example <http://evil.example>",
        "a\n\n# heading\n\n- item\n===\n| x |\n| --- |\r\n> quote\r    code",
        "# heading",
        "1. item",
        "- item",
        "@team please, a@b.example #12 !13 $14 &15 ~\"label\" group/project#16",
        "http://evil.example www.evil.example HTTPS://evil.example mailto:a@b.example",
        "`a` ``b`` ```c\n```\n~~~\n````",
        "*a* **b** _c_ __d__ ~~e~~ $f$ $`g`$ \\ \\` &lt;b&gt; &#60;b&#62;",
        "abc \u{202e}gpj.exe \u{2066}x\u{200b}y\u{0}\u{7}\u{1b}[31m \u{2028}z",
        "\" onload=\"alert(1)\" ' x='y",
        "<meta http-equiv=refresh content=0>",
        "",
        " ",
    ];
    let mut texts: Vec<String> = texts.map(str::to_owned).into();
    texts.push("|`<@a ".repeat(20_000));
    texts
}

/// Expects the report for people to contain this.
#[track_caller]
pub(super) fn expect_in_markdown(report: &Report, expected: &str) {
    let markdown = report.to_markdown();
    assert!(markdown.contains(expected), "{expected}\n{markdown}");
}
