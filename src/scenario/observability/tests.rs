use super::super::testing::{judge, trials};
use super::*;
use crate::check::testing::{ANSWER, Case, case, completion, refused, streamed, whole_stream, with_header};
use crate::diagnosis::BrowserContext;

const REFUSAL: &str = r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#;

fn with_all(reply: Reply) -> Reply {
    with_header(with_header(reply, "x-request-id"), "x-ratelimit-remaining-requests")
}

fn replies(prompt: Reply, stream: Reply, error: Reply) -> Case {
    let case = case().reply(ProbeId::Prompt, prompt).reply(ProbeId::Stream, stream);
    case.reply(ProbeId::WrongModel, error)
}

fn visible() -> Case {
    replies(with_all(completion(ANSWER)), whole_stream(), with_all(refused(404, REFUSAL)))
}

fn hidden() -> Case {
    replies(completion(ANSWER), whole_stream(), refused(404, REFUSAL))
}

#[track_caller]
fn check(case: Case, verdict: Verdict, summary: &str, step: &str) -> ScenarioOutcome {
    let outcome = judge(&DRILL, &[case]);
    assert_eq!((outcome.verdict, outcome.summary.as_str()), (verdict, summary));
    assert_eq!(outcome.owner.is_some(), !outcome.steps.is_empty());
    assert!(outcome.steps.iter().any(|it| it.ends_with(step)) || step.is_empty(), "{:?}", outcome.steps);
    outcome
}

#[test]
fn what_is_visible_passes_with_an_example() {
    let outcome =
        check(visible(), Verdict::Pass, "A request id, the rate limit and the token usage are visible.", "");
    assert_eq!(outcome.findings[0].observed, "Visible: x-request-id: 7.");
    let verdicts: Vec<_> = outcome.findings.iter().map(|it| it.verdict).collect();
    let (pass, open) = (Verdict::Pass, Verdict::Inconclusive);
    assert_eq!(verdicts, [pass, pass, open, open, pass, pass, pass, pass]);
}

#[test]
fn what_the_browser_hides_is_not_called_missing_and_gets_its_line() {
    let line = "Access-Control-Expose-Headers: x-request-id, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, retry-after";
    let summary = "Not visible to this page: a request id and the rate limit.";
    let outcome = check(hidden(), Verdict::Warn, summary, line);
    assert_eq!(outcome.findings[0].verdict, Verdict::Inconclusive);
    let own = "Not visible to this page: a request id, the rate limit and the gateway's own headers.";
    let own = check(hidden().expecting_header("X-Own"), Verdict::Warn, own, "retry-after, X-Own");
    assert_eq!(own.steps.len(), 3);
    let error = replies(with_all(completion(ANSWER)), whole_stream(), refused(404, REFUSAL));
    let summary = "Not visible to this page: a request id on errors.";
    check(error, Verdict::Warn, summary, "Access-Control-Expose-Headers: x-request-id");
    let named = with_header(completion(ANSWER), "x-request-id");
    let error = replies(named, whole_stream(), refused(404, REFUSAL));
    let summary = "Not visible to this page: the rate limit and a request id on errors.";
    check(error, Verdict::Warn, summary, line);
}

#[test]
fn the_header_of_who_answered_is_asked_for_only_if_none_is_visible() {
    let step = "If a header names the model or the provider that answered, ask the gateway's admin to add that header to the line, too.";
    let named = with_header(completion(ANSWER), "x-litellm-model-id");
    let named = replies(named, whole_stream(), refused(404, REFUSAL));
    for (case, is_asked) in [(hidden(), true), (named, false)] {
        let steps = judge(&DRILL, &[case]).steps;
        assert_eq!(steps.iter().any(|it| it == step), is_asked, "{steps:?}");
    }
}

#[test]
fn an_error_that_nobody_can_read_needs_another_header() {
    let case = case().reply(ProbeId::Prompt, with_all(completion(ANSWER)));
    let case = case.reply(ProbeId::Stream, whole_stream()).blocked(ProbeId::WrongModel);
    let step = "Access-Control-Allow-Origin on errors too.";
    let outcome =
        check(case, Verdict::Warn, "The browser could not read the error for a made-up model.", step);
    assert!(!outcome.steps.concat().contains("Expose-Headers"), "{:?}", outcome.steps);
}

#[test]
fn what_a_body_lacks_is_certain() {
    let bare = with_all(completion(&ANSWER.replace("\"usage\"", "\"used\"")));
    let chunk = "data: {\"id\":\"c-1\",\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    let case = replies(bare, streamed(&[chunk]), with_all(refused(404, REFUSAL)));
    let lacking = "The replies lack the token usage of plain answers and the token usage of streams.";
    check(case, Verdict::Warn, lacking, "(stream_options.include_usage).");
}

#[test]
fn a_reply_that_names_the_model_behind_an_alias_lacks_no_name() {
    let with = |from: &str, to: &str| {
        let prompt = with_all(completion(&ANSWER.replace(from, to)));
        replies(prompt, whole_stream(), with_all(refused(404, REFUSAL)))
    };
    let all = "A request id, the rate limit and the token usage are visible.";
    let outcome = check(with("m-small", "m-large"), Verdict::Pass, all, "");
    assert!(outcome.findings.iter().any(|it| it.verdict == Verdict::Warn), "{outcome:?}");
    check(with("\"model\"", "\"x\""), Verdict::Warn, "The replies lack the model's name.", "");
}

#[test]
fn on_the_pages_own_origin_nothing_is_hidden() {
    let mut run = hidden().run();
    let page_origin = run.target.base_url.origin();
    run.browser_context = BrowserContext { page_origin, ..BrowserContext::default() };
    let outcome = super::judge(&[Played { label: "", run: &run }]);
    assert!(outcome.summary.starts_with("Not sent by the gateway"), "{}", outcome.summary);
    assert_eq!(outcome.findings[0].verdict, Verdict::Warn);
    assert!(!outcome.steps.concat().contains("Expose-Headers"), "{:?}", outcome.steps);
}

#[test]
fn an_id_in_the_error_is_one() {
    let words = r#"{"error":{"message":"No such model. (request id: 20260101abc)"}}"#;
    let outcome =
        judge(&DRILL, &[replies(with_all(completion(ANSWER)), whole_stream(), refused(404, words))]);
    assert_eq!(outcome.verdict, Verdict::Pass, "{outcome:?}");
}

#[test]
fn without_an_answer_nothing_is_judged() {
    let refusal = case().reply(ProbeId::Prompt, refused(401, REFUSAL));
    assert_eq!(judge(&DRILL, &[refusal]).verdict, Verdict::Inconclusive);
    assert_eq!(judge(&DRILL, &[]).verdict, Verdict::Inconclusive);
}

#[test]
fn it_asks_for_answers_a_list_and_an_error() {
    let trials = trials(&DRILL, &[]).unwrap();
    assert_eq!((super::super::requests(&trials), super::super::tokens(&trials)), (4, 420));
}
