//! Sentences that people read and that `docs/` does not hold, as snapshots: a rewording is one accepted
//! snapshot. `INSTA_UPDATE=always cargo test --test words` accepts what the code says now.

#![cfg(not(target_arch = "wasm32"))]

mod drills;
mod problems;
mod screen;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use gateway_check::check::{CheckId, checks};
use gateway_check::client;
use gateway_check::config::{Config, Expectations, Help};
use gateway_check::diagnosis::cors_setup::SETUPS;
use gateway_check::diagnosis::{BrowserContext, Permission};
use gateway_check::exchange::{Ending, Exchange, Outcome, Reply, Unanswered};
use gateway_check::form::FormInput;
use gateway_check::probe::{self, FOLLOW_UPS, PROBES, ProbeId};
use gateway_check::redact::Mask;
use gateway_check::report;
use gateway_check::response::Recorder;
use gateway_check::run::Run;
use gateway_check::share_link::Link;
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::ui_text;
use gateway_check::view::View;

/// Expects these lines to be those of the snapshot `name`.
#[track_caller]
fn check(name: &str, lines: impl IntoIterator<Item = String>) {
    let text = lines.into_iter().fold(String::new(), |text, line| text + &line + "\n");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn target(base_url: &str, key: &str) -> Target {
    Target {
        base_url: BaseUrl::parse(base_url).expect("a URL"),
        key: ApiKey::parse(key).expect("a key"),
        model: ModelName::parse("m-small").expect("a name"),
    }
}

const GATEWAY: &str = "https://gateway.example/v1";

fn reply(is_streamed: bool, status: u16, body: &str, ending: Ending) -> Outcome {
    let mut recorder = Recorder::new(is_streamed, None);
    recorder.feed(body.as_bytes(), 10.0);
    Outcome::Replied(Reply {
        status,
        url: format!("{GATEWAY}/chat/completions"),
        is_redirected: false,
        headers: Vec::new(),
        body: recorder.finish(20.0),
        ending,
        headers_ms: 5.0,
        first_byte_ms: Some(10.0),
        lag_ms: 0.0,
        total_ms: 20.0,
    })
}

const ANSWER: &str = r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}"#;
const STREAM: &str = "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

fn answered() -> Outcome {
    reply(false, 200, ANSWER, Ending::Complete)
}

/// Outcomes that lead every rule to most of what it can say.
fn outcomes() -> Vec<Outcome> {
    let error = |words: &str| format!(r#"{{"error":{{"message":"{words}","code":null}}}}"#);
    let with = |from: &str, to: &str| ANSWER.replace(from, to);
    let plain = [
        ANSWER.to_owned(),
        with(r#""m-small""#, r#""other""#),
        with(r#""Hi""#, r#""""#),
        with(r#""stop""#, r#""length""#),
        with(r#""role""#, r#""refusal":"No.","role""#).replace(r#""Hi""#, "null"),
        with(
            r#""content":"Hi""#,
            r#""tool_calls":[{"id":"t","type":"function","function":{"name":"get_weather","arguments":"{}"}}]"#,
        ),
        with(r#","usage""#, r#","used""#),
        with(r#""id":"c-1","#, ""),
        r#"{"object":"list","data":[{"id":"m-small","object":"model"}]}"#.to_owned(),
        r#"{"object":"list","data":[{"id":"m-small-2"}]}"#.to_owned(),
        r#"{"object":"response","output":[]}"#.to_owned(),
        error("hidden"),
        "<html><title>Welcome</title></html>".to_owned(),
        "Hello".to_owned(),
        String::new(),
    ];
    let mut outcomes: Vec<Outcome> =
        plain.iter().map(|body| reply(false, 200, body, Ending::Complete)).collect();
    let streams =
        [STREAM.to_owned(), STREAM.replace("data: [DONE]\n\n", ""), STREAM.replace("\"stop\"", "null")];
    outcomes.extend(streams.iter().map(|body| reply(true, 200, body, Ending::Complete)));
    let endings = [
        Ending::Stalled { after_ms: 30_000 },
        Ending::Dropped { message: String::new() },
        Ending::Capped,
        Ending::Cancelled,
    ];
    let cut = STREAM.replace("data: [DONE]\n\n", "");
    outcomes.extend(endings.map(|ending| reply(true, 200, &cut, ending)));
    let errors = [
        (400, "Invalid model name"),
        (401, "Incorrect API key provided"),
        (403, "This key is not allowed to access model m-small"),
        (403, "Your account is not active"),
        (404, "404 page not found"),
        (404, "The model m-small does not exist"),
        (422, "Unsupported parameter: tools"),
        (429, "Rate limit reached"),
        (500, "Internal server error"),
    ];
    outcomes.extend(errors.map(|(status, words)| reply(false, status, &error(words), Ending::Complete)));
    outcomes.push(reply(false, 404, r#"{"detail":"Not Found"}"#, Ending::Complete));
    outcomes.extend([
        Outcome::Unanswered(Unanswered::Blocked { message: String::new() }),
        Outcome::Unanswered(Unanswered::TimedOut { after_ms: 60_000 }),
        Outcome::Unanswered(Unanswered::Cancelled),
        Outcome::Unanswered(Unanswered::Redirected),
        Outcome::Unanswered(Unanswered::Opaque),
    ]);
    outcomes
}

/// A request: its probe, whether it asks for a stream, and its outcome.
type Sent<'a> = (ProbeId, bool, &'a Outcome);

fn run_of(target: Target, exchanges: &[Sent]) -> Run {
    let page = BrowserContext {
        page_origin: "https://page.example".to_owned(),
        is_online: true,
        is_secure: true,
        ..BrowserContext::default()
    };
    let mut run = Run::new(target, Expectations::default(), page);
    "2026-01-02T03:04:05Z".clone_into(&mut run.started_at);
    for (probe, is_streamed, outcome) in exchanges {
        let request = probe::prompt(&run.target, "Hi", *is_streamed);
        run.record(Exchange { probe: *probe, request, started_ms: 0.0, outcome: (*outcome).clone() });
    }
    run
}

/// The sentence with `N` for its numbers and `…` for what it quotes, so that it occurs once.
fn general(sentence: &str) -> String {
    let mut text = String::new();
    let mut is_quoted = false;
    for character in sentence.chars() {
        is_quoted &= character != '”';
        if is_quoted || (character.is_ascii_digit() && text.ends_with('N')) {
            continue;
        }
        text.push(if character.is_ascii_digit() { 'N' } else { character });
        if character == '“' {
            text.push('…');
            is_quoted = true;
        }
    }
    text
}

#[test]
fn outcomes_of_checks() {
    let targets = [
        target(GATEWAY, "gc-test-1"),
        target(GATEWAY, ""),
        target(GATEWAY, "sk-ant-gc-test-1"),
        target("http://gateway.example", "AKIAQWERTYUIOPASDFGH"),
        target("http://10.0.0.5/v1/v1", "gc-test-1"),
        target("https://api.openai.com/v1", "gc-test-1"),
    ];
    let (outcomes, good) = (outcomes(), answered());
    let mut runs: Vec<Run> =
        targets.into_iter().map(|it| run_of(it, &[(ProbeId::Prompt, false, &good)])).collect();
    for outcome in &outcomes {
        for is_streamed in [false, true] {
            runs.push(run_of(target(GATEWAY, "gc-test-1"), &[(ProbeId::Prompt, is_streamed, outcome)]));
        }
        runs.push(run_of(target(GATEWAY, ""), &[(ProbeId::Prompt, false, outcome)]));
        for probe in PROBES.iter().filter(|probe| probe.id != ProbeId::Prompt) {
            let is_streamed = matches!(probe.id, ProbeId::Stream | ProbeId::ToolStream);
            let exchanges = [(ProbeId::Prompt, false, &good), (probe.id, is_streamed, outcome)];
            runs.push(run_of(target(GATEWAY, "gc-test-1"), &exchanges));
        }
    }
    let mut rules: BTreeMap<String, BTreeSet<CheckId>> = BTreeMap::new();
    for it in runs.iter().flat_map(|run| run.assessment().findings) {
        let step = it.would_resolve.map(|step| format!(" To find out: {step}")).unwrap_or_default();
        rules
            .entry(format!("  {}: {}{step}", it.verdict, general(&it.observed)))
            .or_default()
            .insert(it.check.id);
    }
    let (common, own): (BTreeMap<_, _>, BTreeMap<_, _>) =
        rules.into_iter().partition(|(_, ids)| ids.len() > 5);
    let mut lines = vec!["more than five checks:".to_owned()];
    lines.extend(common.into_keys());
    for rule in checks() {
        lines.push(format!("{}: {}", rule.id, rule.title));
        lines.extend(own.iter().filter(|(_, ids)| ids.contains(&rule.id)).map(|(line, _)| line.clone()));
    }
    check("checks", lines);
}

#[test]
fn summaries_of_points() {
    let good = answered();
    let runs = [
        run_of(target(GATEWAY, "gc-test-1"), &[]),
        run_of(target(GATEWAY, "gc-test-1"), &[(ProbeId::Prompt, false, &good)]),
        run_of(
            target(GATEWAY, "gc-test-1"),
            &[
                (ProbeId::Prompt, false, &good),
                (ProbeId::Malformed, false, &reply(false, 400, "{}", Ending::Complete)),
            ],
        ),
    ];
    let points = runs.iter().flat_map(|run| run.assessment().points);
    let lines: BTreeSet<String> = points
        .map(|it| {
            format!("{} {}: {} {}", it.id, it.verdict, it.summary, it.open.unwrap_or_default())
                .trim_end()
                .to_owned()
        })
        .collect();
    check("points", lines);
}

#[test]
fn predictions_for_programs() {
    let (good, stream) = (answered(), reply(true, 200, STREAM, Ending::Complete));
    let odd = reply(false, 200, &ANSWER.replace("\"role\"", "\"x\""), Ending::Complete);
    let refused = reply(
        false,
        401,
        r#"{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}"#,
        Ending::Complete,
    );
    let blocked = Outcome::Unanswered(Unanswered::Blocked { message: String::new() });
    let opaque = Outcome::Unanswered(Unanswered::Opaque);
    let runs: [(&str, &[Sent]); 5] = [
        ("an answer", &[(ProbeId::Prompt, false, &good)]),
        (
            "an answer without a role, and streams",
            &[(ProbeId::Prompt, false, &odd), (ProbeId::Stream, true, &stream)],
        ),
        (
            "text instead of a tool call",
            &[(ProbeId::Prompt, false, &good), (ProbeId::ToolCall, false, &good)],
        ),
        ("a refused key", &[(ProbeId::Prompt, false, &refused)]),
        (
            "nothing that a browser reads",
            &[(ProbeId::Prompt, false, &blocked), (ProbeId::LadderAnswers, false, &opaque)],
        ),
    ];
    let mut lines = vec![client::TITLE.to_owned(), client::NOTE.to_owned(), client::HIDDEN.to_owned()];
    for (name, exchanges) in runs {
        let view = View::new(&run_of(target(GATEWAY, "gc-test-1"), exchanges).assessment(), &Mask::default());
        let predictions = client::predict(&view);
        lines.push(format!("\n{name}: {}", client::summary(&predictions)));
        lines.extend(predictions.iter().map(|it| {
            format!("{}: {}. {}", it.name, it.outcome().label(), it.sentences().join(" "))
                .trim_end()
                .to_owned()
        }));
    }
    check("programs", lines);
}

#[test]
fn requests_of_a_run() {
    let lines =
        PROBES.iter().chain(FOLLOW_UPS).map(|it| format!("{}: {}. {}", it.id, it.id.label(), it.question));
    check("requests", lines);
}

#[test]
fn message_to_an_admin() {
    let error = r#"{"error":{"message":"no route to the provider","code":502},"request_id":"r-1"}"#;
    let mut texts = String::new();
    let blocked = Outcome::Unanswered(Unanswered::Blocked { message: String::new() });
    let opaque = Outcome::Unanswered(Unanswered::Opaque);
    let failed = reply(false, 502, error, Ending::Complete);
    let cases: [(&str, &[Sent]); 2] = [
        (GATEWAY, &[(ProbeId::Prompt, false, &failed)]),
        (
            "https://10.0.0.5/v1",
            &[
                (ProbeId::Prompt, false, &blocked),
                (ProbeId::LadderAnswers, false, &opaque),
                (ProbeId::LadderPlain, false, &blocked),
            ],
        ),
    ];
    for (base_url, exchanges) in cases {
        let mut run = run_of(target(base_url, "gc-test-1"), exchanges);
        run.browser_context.local_network = Permission::Granted;
        run.help = Help { contact: Some("#ai on chat".to_owned()), ..Help::default() };
        let main = run.assessment().diagnoses.swap_remove(0);
        let _ = writeln!(
            texts,
            "{}\nEvidence:\n{}\n",
            run.message(&main, &Mask::default()),
            main.evidence.join("\n")
        );
    }
    check("message", texts.lines().map(str::to_owned));
}

#[test]
fn configurations_of_servers() {
    check(
        "cors",
        SETUPS
            .iter()
            .map(|it| format!("## {}\n{}\n\n{}", it.server, it.step, it.text("https://page.example"))),
    );
}

#[test]
fn a_report_for_people() {
    check("report", report::example().to_markdown().lines().map(str::to_owned));
}
