//! Sentences that people read and that `docs/` does not hold, as snapshots: a rewording is one accepted
//! snapshot. `INSTA_UPDATE=always cargo test --test words` accepts what the code says now.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use gateway_check::check::{CheckId, checks};
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

/// The sentence with `N` for its numbers and `…` for what it quotes, so that it stands once.
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
fn problems_of_the_form() {
    let input = |base_url: &str, key: &str, model: &str, prompt: &str, timeout_s: &str| FormInput {
        base_url: base_url.to_owned(),
        api_key: key.to_owned(),
        model: model.to_owned(),
        prompt: prompt.to_owned(),
        timeout_s: timeout_s.to_owned(),
        key_prefix: Some("gk-".to_owned()),
        is_forbidden_gateway: false,
    };
    let base_urls = [
        "",
        "https://gate way.example/v1",
        "https://gateway.example\\v1",
        "gateway.example/v1",
        "ftp://gateway.example/v1",
        "https://me:word@gateway.example/v1",
        "https://gateway.example/v1?a=1",
        "https://gateway.example/v1?key=gc-test-1",
        "https://gateway.example/v1#a",
        "https:///v1",
        "https://a..b/v1",
        "https://gateway.example:99999/v1",
        "https://gateway.example/a/../v1",
        "https://gateway.example/v1/chat/completions",
        "http://gateway.example/v1",
        "http://10.0.0.5/v1",
        "https://s3-us.gateway.example/v1",
        "https://api.openai.com/v1",
        "https://gateway.example/v1/v1",
        "https://gateway.example",
    ];
    let keys = [
        "Bearer gc-test-1",
        " gc-test-1",
        "gc-test 1",
        "\"gc-test-1\"",
        "gc-test-ä",
        "https://gateway.example",
        "please ask our admin for one",
        "$OPENAI_API_KEY",
        "sk-ant-gc-test-1",
        "AKIAQWERTYUIOPASDFGH",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJnYyJ9.gctestgctest",
    ];
    let models = ["", " m", "\"m\"", &"m".repeat(301)];
    let mut inputs: Vec<(String, FormInput)> = Vec::new();
    inputs.extend(base_urls.map(|it| (format!("base_url `{it}`"), input(it, "gk-gc-test", "m", "Hi", "60"))));
    inputs.extend(keys.map(|it| (format!("api_key `{it}`"), input(GATEWAY, it, "m", "Hi", "60"))));
    inputs.push(("api_key, too long".to_owned(), input(GATEWAY, &"k".repeat(9_000), "m", "Hi", "60")));
    inputs.extend(models.map(|it| {
        let shown: String = it.chars().take(10).collect();
        (format!("model `{shown}`"), input(GATEWAY, "gk-gc-test", it, "Hi", "60"))
    }));
    inputs.push(("prompt".to_owned(), input(GATEWAY, "gk-gc-test", "m", " ", "60")));
    inputs.push(("timeout_s".to_owned(), input(GATEWAY, "gk-gc-test", "m", "Hi", "0")));
    let forbidden = FormInput { is_forbidden_gateway: true, ..input(GATEWAY, "gk-gc-test", "m", "Hi", "60") };
    inputs.push(("base_url, not in the list".to_owned(), forbidden));
    check(
        "form",
        inputs.iter().map(|(what, input)| {
            let sentences: Vec<String> = input.problems().iter().map(ui_text::problems::problem).collect();
            format!("{what}: {}", sentences.join(" | "))
        }),
    );
}

#[test]
fn problems_of_a_configuration() {
    let gateway = |fields: &str| {
        format!(r#"{{"gateways":[{{"name":"G","base_url":"https://g.example/v1",{fields}}}]}}"#)
    };
    let texts = [
        "{".to_owned(),
        r#"{"title":7,"gateways":[{"models":"m"},3],"defaults":{"timeout_s":0,"key_minutes":0,"profile":"fast","stream":"no"}}"#.to_owned(),
        gateway(r#""docs_url":"ftp://g.example""#),
        gateway(r#""api_key":"gc-test-1""#),
        r#"{"gateways":[{"name":"G","base_url":"/v1"},{"name":"G","base_url":"/v2"}]}"#.to_owned(),
        r#"{"gateways":[{"name":"G","base_url":"https://g.example/v1/models"}]}"#.to_owned(),
        r#"{"only_these_gateways":true}"#.to_owned(),
        format!(r#"{{"gateways":[{}]}}"#, vec!["7"; 22].join(",")),
        gateway(&format!(r#""models":[{}]"#, vec!["\"m\""; 2_001].join(","))),
        format!(r#"{{"title":"{}"}}"#, "t".repeat(1_000_001)),
    ];
    let problems =
        texts.iter().flat_map(|text| Config::parse(text, "https://page.example/").expect_err("a problem"));
    let lines: BTreeSet<String> = problems.map(|problem| general(&problem.sentence())).collect();
    check("config", lines);
}

#[test]
fn problems_of_a_link() {
    let links = ["base_url=ftp://g.example".to_owned(), format!("prompt={}", "x".repeat(200_001))];
    check("link", links.iter().map(|link| Link::parse(link).refused.expect("a problem").sentence()));
}

#[test]
fn problems_of_a_saved_report() {
    let schema = r#""schema":"gateway-check/report/1""#;
    let texts = [
        "{".to_owned(),
        r#"{"schema":"of another program"}"#.to_owned(),
        r#"{"schema":"gateway-check/report/9"}"#.to_owned(),
        format!("{{{schema}}}"),
        format!(r#"{{{schema},"checks":[{}]}}"#, vec!["{}"; 10_000].join(",")),
        format!(r#"{{{schema},"generated_at":"{}"}}"#, "x".repeat(4_500_000)),
        " ".repeat(5_000_001),
    ];
    check(
        "report_problems",
        texts.iter().map(|text| ui_text::saved_report::problem(&report::read(text).expect_err("a problem"))),
    );
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
            .map(|it| format!("## {}\n{}\n\n{}", it.server, it.place, it.text("https://page.example"))),
    );
}

#[test]
fn a_report_for_people() {
    check("report", report::example().to_markdown().lines().map(str::to_owned));
}

#[test]
fn sentences_of_the_screen() {
    use gateway_check::runner::NoModels;
    use gateway_check::view::{Phase, Subject, View};
    use ui_text::{form, notices, results, shell};

    let mask = Mask::default();
    let subject = Subject { host: mask.cover("gateway.example"), model: mask.cover("m-small") };
    let view = |outcome: &Outcome| {
        let run = run_of(target(GATEWAY, "gc-test-1"), &[(ProbeId::Prompt, false, outcome)]);
        View::new(&run.assessment(), &mask)
    };
    let refusal = r#"{"error":{"message":"Invalid API key","type":"invalid_request_error"}}"#;
    let (ready, refused) = (view(&answered()), view(&reply(false, 401, refusal, Ending::Complete)));
    let banner = |phase, view: Option<&View>| {
        let results::Banner { outcome, sentence, why } = results::banner(phase, Some(&subject), view);
        format!("{outcome}: {sentence} | {why}")
    };
    let base_url = BaseUrl::parse(GATEWAY).expect("a URL");
    let mut lines = vec![
        banner(Phase::Idle, None),
        banner(Phase::Running, None),
        banner(Phase::Stopped, Some(&ready)),
        banner(Phase::Done, Some(&ready)),
        banner(Phase::Done, Some(&refused)),
        results::progress(4, 6, 1_840.0),
        results::not_run(1, true),
        results::not_run(27, false),
        results::evidence_of(&[0]),
        results::evidence_of(&[0, 2]),
        results::passed(0, 0),
        results::passed(3, 4),
        results::filter("Problems", 2),
        form::called(None),
        form::called(Some(&base_url)),
        form::promise(None, 15.0),
        form::promise(Some(&base_url), 15.0),
        form::cost(1, 40),
        form::cost(6, 440),
        form::summary("m-small", true),
        form::summary("m-small", false),
        form::use_it("https://gateway.example/v1"),
        form::models_held_up(None).to_owned(),
        form::models_loaded(0),
        form::models_loaded(1),
        form::models_loaded(12),
        form::models_not_loaded(NoModels::Status(404)),
        form::models_not_loaded(NoModels::TimedOut),
        form::models_not_loaded(NoModels::Unreadable),
        notices::key_forgotten(15.0, true),
        notices::unknown_field("gateways[0].Models"),
        shell::theme("dark"),
    ];
    let more = ready.not_run().profiles;
    lines.extend(more.iter().map(|(profile, checks)| results::run_profile(*profile, *checks)));
    lines.extend(form::PROFILES.map(|(value, name, what)| format!("{value}: {name}. {what}")));
    lines.extend(shell::KEYS.map(|(keys, what)| format!("{keys}: {what}")));
    lines.extend(
        [
            shell::WELCOME,
            shell::WELCOME_TEXT,
            form::API_KEY_HINT,
            form::CODE_HINT,
            form::REMEMBER,
            form::REMEMBER_HINT,
            form::REPEAT_HINT,
            notices::NOT_COPIED,
            notices::NOT_SAVED,
            notices::NOT_READ,
            notices::LINK_HELD_KEY,
            notices::KEY_TAKEN_OUT,
            notices::KEY_IS_GONE,
            notices::CONFIG_NOT_USED,
            notices::CONFIG_IS_PAGE,
            notices::ELSEWHERE_REFUSED,
            notices::FORGOTTEN,
            notices::NOT_KEPT,
            ui_text::export::NO_KEY_INSIDE,
        ]
        .map(str::to_owned),
    );
    lines.extend(shell::PREREQUISITE.map(str::to_owned));
    check("screen", lines);
}
