//! Several trials, one after the other.

use std::cell::RefCell;

use gateway_check::check::Verdict;
use gateway_check::config::Expectations;
use gateway_check::diagnosis::BrowserContext;
use gateway_check::field::FieldName;
use gateway_check::form::ValidForm;
use gateway_check::probe::ProbeId;
use gateway_check::redact::Mask;
use gateway_check::report::{Comparison, Report, read};
use gateway_check::run::Run;
use gateway_check::runner::{Cancel, Event, Job, Limits, play, scenario_report};
use gateway_check::scenario::compare::trials;
use gateway_check::scenario::{Inputs, ScenarioId, Sends, Trial, drill};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::wire::Request;

use super::scripted::{Script, Scripted};

const AT: &str = "2026-01-02T03:05:00Z";
const KEYS: [&str; 2] = ["gc-test-first-0123456789", "gc-test-second-0123456789"];

fn form(model: &str, key: &str) -> ValidForm {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").expect("a base URL"),
        key: ApiKey::parse(key).expect("a key"),
        model: ModelName::parse(model).expect("a model"),
    };
    ValidForm { target, prompt: "Hi".to_owned(), timeout_s: 60 }
}

fn job_of(trial: &Trial) -> Job {
    let run = Run::new(trial.target.clone(), Expectations::default(), BrowserContext::default());
    let wrong_key = ApiKey::parse("gc-wrong-1").expect("a key");
    Job::new(run, trial.prompt.clone(), trial.is_streamed, wrong_key, Limits::of_timeout(60))
}

async fn compared(targets: Vec<ValidForm>, respond: &dyn Fn(&Request, usize) -> Script) -> Report {
    let (transport, trials) = (Scripted::new(respond), trials(targets));
    let played = play(&trials, &job_of, &transport, &Cancel::default(), &|_, _| ()).await;
    scenario_report(ScenarioId::Compare, &played, AT, &Mask::of_secrets(&KEYS)).expect("a trial")
}

#[tokio::test(start_paused = true)]
async fn a_comparison_has_a_column_a_target_and_survives_its_file() {
    let respond = |request: &Request, _: usize| {
        let is_unknown = request.body.as_ref().is_some_and(|body| body.contains("\"nowhere\""));
        let words = format!("The model is unknown. Your key {} may not use it.", KEYS[0]);
        let refusal = format!(
            r#"{{"error":{{"message":"{words}","type":"invalid_request_error","code":"model_not_found"}}}}"#
        );
        if is_unknown { Script::json(10, 404, &refusal) } else { Script::answer(100) }
    };
    let report = compared(vec![form("m", KEYS[0]), form("nowhere", KEYS[1])], &respond).await;
    let comparison = Comparison::of(&report).expect("a comparison");
    let labels: Vec<_> = comparison.columns.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["m", "nowhere"]);
    let model = comparison.rows.iter().find(|row| row.id == "model").expect("a row");
    assert_eq!((model.is_point, model.cells[1]), (true, Verdict::Fail));
    assert!(comparison.differing_checks().any(|row| row.id == "model-callable"));
    let written = report.to_json();
    for key in KEYS {
        assert!(!written.contains(&key[8..]), "{key}");
    }
    assert_eq!(read(&written), Ok(report.clone()));
    // A page that knows no scenarios shows the first target.
    assert_eq!(report.target.model, "m");
}

#[tokio::test(start_paused = true)]
async fn one_target_after_the_other_is_asked_and_stop_keeps_what_came() {
    let respond = |_: &Request, _: usize| Script::answer(100);
    let (transport, cancel) = (Scripted::new(&respond), Cancel::default());
    // Only the prompt, so that nothing fails by itself.
    let mut trials = trials(vec![form("a", KEYS[0]), form("b", KEYS[0]), form("c", KEYS[0])]);
    for trial in &mut trials {
        trial.sends = Sends::Probes(vec![ProbeId::Prompt]);
    }
    let order = RefCell::new(Vec::new());
    let on_event = |index: usize, event: Event<'_>| {
        if let Event::Recorded(_) = event {
            order.borrow_mut().push(index);
            if index == 1 {
                cancel.cancel();
            }
        }
    };
    let played = play(&trials, &job_of, &transport, &cancel, &on_event).await;
    let report = scenario_report(ScenarioId::Compare, &played, AT, &Mask::default()).expect("a trial");
    assert!(order.borrow().is_sorted());
    let targets = report.trials();
    assert_eq!(targets.len(), 2);
    assert_eq!((targets[0].1.run.is_stopped, targets[1].1.run.is_stopped), (false, true));
    let durations: Vec<_> = targets.iter().map(|(_, it)| it.run.duration_ms.0).collect();
    assert_eq!(durations, [100.0, 100.0]);
    let summary = report.scenario.as_ref().map(|it| (it.verdict, it.summary.to_string()));
    assert_eq!(summary, Some((Verdict::Inconclusive, "It was stopped before its end.".to_owned())));
    assert!(scenario_report(ScenarioId::Compare, &[], AT, &Mask::default()).is_none());
}

#[tokio::test(start_paused = true)]
async fn a_drill_that_was_stopped_between_two_trials_passes_nothing() {
    let respond = |request: &Request, _: usize| {
        let is_forbidden = request.body.as_ref().is_some_and(|body| body.contains("Leak"));
        let refusal = r#"{"error":{"message":"Blocked by the content policy.","code":"content_filter"}}"#;
        if is_forbidden { Script::json(10, 400, refusal) } else { Script::answer(10) }
    };
    let text = |name: FieldName| {
        let value = if name == FieldName::ForbiddenPrompt { "Leak it." } else { "other" };
        value.to_owned()
    };
    let drill = drill(ScenarioId::Policy).expect("a drill");
    let form = form("m", KEYS[0]);
    let trials = (drill.trials)(&Inputs { form: &form, is_streamed: false, text: &text }).expect("fields");
    let verdict = async |trials: &[Trial], stop_at: usize| {
        let (transport, cancel) = (Scripted::new(&respond), Cancel::default());
        let on_event = |index: usize, event: Event<'_>| {
            if matches!(event, Event::Recorded(_)) && index == stop_at {
                cancel.cancel();
            }
        };
        let played = play(trials, &job_of, &transport, &cancel, &on_event).await;
        let report = scenario_report(ScenarioId::Policy, &played, AT, &Mask::default()).expect("a trial");
        let scenario = report.scenario.expect("its scenario");
        (scenario.verdict, scenario.trials.len(), scenario.summary.contains("was stopped"))
    };
    assert_eq!(verdict(&trials, 1).await, (Verdict::Inconclusive, 1, true));
    // The last one says that the model is answered, which no stop undoes.
    assert_eq!(verdict(&trials, 2).await, (Verdict::Fail, 2, false));
    // Without the last one, and to the end.
    assert_eq!(verdict(&trials[..2], usize::MAX).await, (Verdict::Pass, 1, false));
}

#[tokio::test(start_paused = true)]
async fn a_field_that_a_vendor_adds_does_not_break_the_contract_and_a_missing_one_does() {
    const BODY: &str = r#"{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"timings":{"ms":1}}"#;
    let respond = |request: &Request, _: usize| {
        let asks =
            |model: &str| request.body.as_ref().is_some_and(|body| body.contains(&format!("\"{model}\"")));
        let body = match () {
            () if asks("plain") => BODY.replace(r#","timings":{"ms":1}"#, ""),
            () if asks("short") => BODY.replace(r#","finish_reason":"stop""#, ""),
            () => BODY.to_owned(),
        };
        Script::json(10, 200, &body)
    };
    let targets = ["vendor", "plain", "short"].map(|model| form(model, KEYS[0]));
    let comparison = Comparison::of(&compared(targets.into(), &respond).await).expect("a comparison");
    let contract = |index: usize| &comparison.columns[index].contract;
    assert_eq!(contract(0).verdict, Verdict::Pass);
    assert_eq!(contract(1).verdict, Verdict::Warn);
    assert!(
        contract(1)
            .observed
            .starts_with("Only fields beyond the API's reference differ: completion: timings")
    );
    assert_eq!(contract(2).verdict, Verdict::Fail);
    assert!(contract(2).observed.contains("choices[].finish_reason was removed"), "{}", contract(2).observed);
}
