//! Whatever a run comes to, its `report.json` keeps `docs/report.schema.json`, which is made of the
//! report's types and rejects anything that is not a report. Reports that were written earlier open.

#![cfg(not(target_arch = "wasm32"))]

mod schema;

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use gateway_check::check::Verdict;
use gateway_check::config::Expectations;
use gateway_check::diagnosis::{BrowserContext, Owner};
use gateway_check::exchange::{self, Ending, Exchange, Outcome, Reply, Transcript};
use gateway_check::probe::{FOLLOW_UPS, PROBES, Probe, ProbeContext};
use gateway_check::profile::{ChosenProfile, Profile, RunProfile};
use gateway_check::redact::Mask;
use gateway_check::report::limits::MAX_ITEMS;
use gateway_check::report::{self, Report, RunMetadata, Unanswered};
use gateway_check::response::Recorder;
use gateway_check::run::Run;
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::view::View;
use jsonschema::Validator;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

/// Builds the schema of what a page writes: nothing is missing, and nothing is added.
fn the_schema() -> Value {
    let closed = RecursiveTransform(|schema: &mut Schema| {
        if schema.get("properties").is_some() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
    });
    // A report that a page writes is one that it opens.
    let bounded = RecursiveTransform(|schema: &mut Schema| {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            let most = MAX_ITEMS.iter().find(|(list, _)| list == name);
            if let (Some((_, most)), Some("array")) = (most, property["type"].as_str()) {
                property["maxItems"] = (*most).into();
            }
        }
    });
    let settings =
        SchemaSettings::draft2020_12().for_serialize().with_transform(closed).with_transform(bounded);
    schema::made_of::<Report>(settings, "urn:gateway-check:report:1", "Gateway Check report")
}

fn target(base_url: &str, key: &str) -> Target {
    Target {
        base_url: BaseUrl::parse(base_url).expect("a URL"),
        key: ApiKey::parse(key).expect("a key"),
        model: ModelName::parse("m-small").expect("a name"),
    }
}

fn reply(is_streamed: bool, status: u16, body: &str, ending: Ending) -> Outcome {
    let mut recorder = Recorder::new(is_streamed, None);
    recorder.feed(body.as_bytes(), 10.25);
    Outcome::Replied(Reply {
        status,
        url: "https://gateway.example/v1/chat/completions".to_owned(),
        is_redirected: false,
        headers: vec![("content-type".to_owned(), String::new())],
        body: recorder.finish(20.5),
        ending,
        headers_ms: 5.0,
        first_byte_ms: Some(10.25),
        lag_ms: 0.0,
        total_ms: 20.5,
    })
}

const ANSWER: &str = r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}"#;
const STREAM: &str = "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// Every way in which a request can end.
fn outcomes() -> Vec<Outcome> {
    let error = |words: &str| format!(r#"{{"error":{{"message":"{words}","code":null}}}}"#);
    let mut outcomes = vec![
        Outcome::Unanswered(exchange::Unanswered::Blocked { message: "words".to_owned() }),
        Outcome::Unanswered(exchange::Unanswered::TimedOut { after_ms: 30_000 }),
        Outcome::Unanswered(exchange::Unanswered::Cancelled),
        Outcome::Unanswered(exchange::Unanswered::Opaque),
        reply(false, 200, ANSWER, Ending::Complete),
        reply(true, 200, STREAM, Ending::Complete),
        reply(false, 200, "", Ending::Complete),
        reply(false, 200, "<html></html>", Ending::Complete),
        reply(false, 200, &"x".repeat(1 << 20), Ending::Complete),
        reply(false, 200, &error("hidden"), Ending::Complete),
    ];
    let endings = [
        Ending::Stalled { after_ms: 30_000 },
        Ending::Dropped { message: "words".to_owned() },
        Ending::Capped,
        Ending::Cancelled,
    ];
    outcomes.extend(endings.map(|ending| reply(true, 200, STREAM, ending)));
    let refusals = [
        (400, "model not found"),
        (401, "Incorrect API key provided"),
        (403, "not allowed"),
        (404, "not found"),
        (413, "too large"),
        (429, "rate limit exceeded"),
        (500, "oops"),
        (503, "overloaded"),
    ];
    outcomes.extend(refusals.map(|(status, words)| reply(false, status, &error(words), Ending::Complete)));
    outcomes
}

/// Validates a report against the schema.
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| schema::validator(&the_schema()));

/// A run in which every one of `probes` comes to this.
fn run(target: Target, probes: &[&'static Probe], outcome: &Outcome) -> Run {
    let mut run = Run::new(target, Expectations::default(), BrowserContext::default());
    "2026-01-02T03:04:05.678Z".clone_into(&mut run.started_at);
    let wrong_key = ApiKey::parse("gc-test-wrong").expect("a key");
    for (index, probe) in (0_u32..).zip(probes) {
        let no_replies = Transcript::default();
        let ask = ProbeContext {
            target: &run.target,
            prompt: "Hi",
            is_streamed: false,
            wrong_key: wrong_key.as_ref(),
            transcript: &no_replies,
        };
        match (probe.request)(&ask) {
            Ok(request) => {
                let started_ms = f64::from(index) * 30.0;
                run.record(Exchange { probe: probe.id, request, started_ms, outcome: outcome.clone() });
            }
            Err(why) => run.skip(probe.id, why),
        }
    }
    run
}

fn report_of(run: &Run, profile: impl Into<RunProfile>) -> Report {
    let profile = profile.into();
    let about = RunMetadata {
        generated_at: "2026-01-02T03:04:05Z".to_owned(),
        profile,
        duration_ms: 1234.5678,
        is_stopped: profile == RunProfile::Burst,
    };
    let mask = Mask::new(&run.target.key.iter().collect::<Vec<_>>());
    report::build(run, &View::new(&run.assessment(), &mask), &about, &mask)
}

/// Reports of every shape.
fn reports() -> Vec<Report> {
    let all: Vec<&'static Probe> = PROBES.iter().chain(FOLLOW_UPS).collect();
    let prompt = &all[..1];
    let gateway = || target("https://gateway.example/v1", "gc-test-1");
    let mut reports = vec![report::example()];
    for outcome in outcomes() {
        reports.push(report_of(&run(gateway(), prompt, &outcome), Profile::Quick));
        reports.push(report_of(&run(gateway(), &all, &outcome), Profile::Full));
    }
    let answer = reply(false, 200, ANSWER, Ending::Complete);
    let refusal = reply(false, 401, "", Ending::Complete);
    let targets = [
        target("http://localhost:8080/v1", ""),
        target("https://api.openai.com/v1", "AKIAGCTEST0000000000"),
        target("https://openai-us-east-1-aws.flashback.tech/v1", "gc-test-1"),
    ];
    for target in targets {
        for outcome in [&answer, &refusal] {
            reports.push(report_of(&run(target.clone(), prompt, outcome), Profile::Standard));
        }
    }
    for profile in [RunProfile::Chosen(ChosenProfile::Custom), RunProfile::Repeat, RunProfile::Burst] {
        reports.push(report_of(&run(gateway(), &[], &answer), profile));
    }
    reports
}

fn value(report: &Report) -> Value {
    serde_json::from_str(&report.to_json()).expect("a report is JSON")
}

#[test]
fn the_schema_in_docs_is_that_of_the_types() {
    schema::check_current("report.schema.json", &the_schema());
}

#[test]
fn every_report_keeps_the_schema_and_opens_as_it_was() {
    for report in reports() {
        let json = value(&report);
        let violations: Vec<String> =
            VALIDATOR.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(violations.is_empty(), "{violations:?} of {:?} {:?}", report.run, report.target);
        let opened = report::read(&report.to_json()).expect("a report opens");
        assert_eq!(value(&opened), json);
    }
}

#[test]
fn the_reports_have_what_the_schema_could_refuse() {
    use Unanswered::{Blocked, Capped, Dropped, Opaque, Stalled, Stopped, TimedOut};

    let reports = reports();
    let is_any = |has: &dyn Fn(&Report) -> bool| reports.iter().any(has);
    for verdict in Verdict::ALL {
        assert!(is_any(&|it| it.checks.iter().any(|check| check.verdict == verdict)), "{verdict:?}");
    }
    for owner in [Owner::You, Owner::GatewayAdmin, Owner::Provider, Owner::Network] {
        assert!(is_any(&|it| it.diagnoses.iter().any(|it| it.owner == owner)), "{owner:?}");
    }
    for why in [Blocked, TimedOut, Stopped, Opaque, Stalled, Dropped, Capped] {
        assert!(is_any(&|it| it.exchanges.iter().any(|it| it.unanswered == Some(why))), "{why:?}");
    }
    assert!(is_any(&|it| !it.target.key.is_given) && is_any(&|it| it.target.key.kind.is_some()));
    assert!(is_any(&|it| it.exchanges.is_empty()) && is_any(&|it| it.metrics.tokens_per_s.is_some()));
    assert!(is_any(&|it| it.exchanges.iter().any(|it| it.is_truncated)));
}

#[test]
fn a_report_that_was_written_earlier_opens_and_is_written_as_it_was() {
    for name in ["report-1-example.json", "report-1-stopped.json"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        let text = fs::read_to_string(path).expect(name);
        let report = report::read(&text).expect(name);
        assert_eq!(value(&report), text.parse::<Value>().expect("JSON"), "{name}");
        let assessment = report.view(&Mask::default());
        assert_eq!(assessment.findings.len(), report.checks.len(), "{name}");
        assert_eq!(assessment.diagnoses.len(), report.diagnoses.len(), "{name}");
    }
}

/// Expects the schema to refuse the example once `to` is at this place.
#[track_caller]
fn check_refused(pointer: &str, to: Value) {
    let mut broken = value(&report_of(
        &run(
            target("https://gateway.example/v1", "gc-test-1"),
            &[&PROBES[0]],
            &reply(false, 401, "{}", Ending::Complete),
        ),
        Profile::Quick,
    ));
    assert!(VALIDATOR.is_valid(&broken));
    *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is not there")) = to;
    assert!(!VALIDATOR.is_valid(&broken), "{pointer}");
}

#[test]
fn what_is_no_report_is_refused() {
    check_refused("/schema", json!("gateway-check/report/2"));
    check_refused("/generated_at", json!("yesterday"));
    check_refused("/generated_at", json!("2026-01-02 03:04:05Z"));
    check_refused("/generated_at", json!("2026-01-02T03:04:05"));
    check_refused("/target/key/given", json!("yes"));
    check_refused("/target/key", json!({"given": true, "kind": null, "text": "gc-test-1"}));
    check_refused("/target", json!({"base_url": "x", "model": "m"}));
    check_refused("/run/profile", json!("thorough"));
    check_refused("/run/requests", json!(1.5));
    check_refused("/run/duration_ms", json!(-1));
    check_refused("/points", json!([]));
    check_refused("/points/0/id", json!("authorisation"));
    check_refused("/points/0/verdict", json!("passed"));
    check_refused("/points/0/summary", json!(""));
    check_refused("/checks/0/verdict", json!("pending"));
    check_refused("/checks/0/point", json!("address"));
    check_refused("/checks/0/would_tell", json!(""));
    check_refused("/checks/0/exchanges", json!([0]));
    check_refused("/diagnoses/0/owner", json!("nobody"));
    check_refused("/diagnoses/0/confidence", json!("sure"));
    check_refused("/diagnoses/0/remedies", json!([]));
    check_refused("/metrics", json!({"speed": 1}));
    check_refused("/exchanges/0/n", json!(0));
    check_refused("/exchanges/0/status", json!("401"));
    check_refused("/exchanges/0/status", json!(42));
    check_refused("/exchanges/0/method", json!("PUT"));
    check_refused("/exchanges/0/unanswered", json!("lost"));
    check_refused("/exchanges/0/response_headers", json!({"x": "y"}));
    check_refused("/exchanges/0/arrivals_ms", json!([null]));
}

#[test]
fn nothing_may_be_missing_and_nothing_added() {
    let report = value(&report::example());
    let mut count = 0;
    for pointer in
        ["", "/target", "/target/key", "/run", "/points/0", "/checks/0", "/exchanges/0", "/metrics"]
    {
        let members = report.pointer(pointer).and_then(Value::as_object).expect(pointer);
        for name in members.keys().chain([&"another".to_owned()]) {
            let mut broken = report.clone();
            let members = broken.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer);
            let is_optional = pointer == "/metrics" && members.remove(name).is_some();
            if !is_optional && members.remove(name).is_none() {
                members.insert(name.clone(), Value::Null);
            }
            assert_eq!(VALIDATOR.is_valid(&broken), is_optional, "{pointer} {name}");
            count += 1;
        }
    }
    assert!(count > 50);
}
