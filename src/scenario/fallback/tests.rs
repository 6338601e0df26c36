use super::super::testing::{self, trials};
use super::*;
use crate::check::testing::{ANSWER, Case, case, completion, refused, with_header};

fn answered() -> Case {
    case().reply(ProbeId::Prompt, completion(ANSWER))
}

fn marked() -> Case {
    case().reply(ProbeId::Prompt, with_header(completion(ANSWER), "x-litellm-model-id"))
}

fn renamed() -> Case {
    case().reply(ProbeId::Prompt, completion(&ANSWER.replace("m-small", "m-large")))
}

fn unknown() -> Case {
    let words = r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#;
    case().reply(ProbeId::Prompt, refused(404, words))
}

fn burst() -> Case {
    answered().reply(ProbeId::Burst, completion(ANSWER))
}

#[track_caller]
fn check(cases: &[Case], verdict: Verdict, findings: &[Verdict], summary: &str) {
    testing::check(&DRILL, cases, verdict, findings, summary);
}

#[test]
fn every_model_answers_and_shows_who_answered() {
    use Verdict::{Fail, Inconclusive, Pass, Warn};
    let all = "Both models answer. 1 of 1 parallel requests were answered.";
    check(&[marked(), marked(), burst()], Pass, &[Pass; 5], all);
    let visible =
        "Both models answer. A reply names another model: a visible fallback, or the model behind an alias.";
    check(&[marked(), renamed(), burst()], Pass, &[Pass; 5], visible);
    // A gateway may have its own names for models: then every reply names another, without a fallback.
    let outcome = testing::judge(&DRILL, &[renamed(), burst()]);
    let expected = "A fallback or an alias: the reply names the model m-large instead of";
    assert!(outcome.findings[1].observed.starts_with(expected), "{}", outcome.findings[1].observed);
    let hidden = "Both models answer. A fallback would not be visible.";
    check(&[marked(), answered(), burst()], Warn, &[Pass, Pass, Pass, Inconclusive, Pass], hidden);
    let nameless = case().reply(ProbeId::Prompt, completion(&ANSWER.replace("\"model\"", "\"m\"")));
    check(&[nameless, burst()], Warn, &[Pass, Warn, Pass], "The model answers. A fallback would");
    check(
        &[marked(), unknown(), burst()],
        Fail,
        &[Pass, Pass, Fail, Pass],
        "1 of 2 models answered. No answer came from m-small.",
    );
}

#[test]
fn what_is_unread_limited_or_stopped_is_not_called_missing() {
    use Verdict::{Inconclusive, Pass};
    let limit = r#"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#;
    let limited = case().reply(ProbeId::Prompt, refused(429, limit));
    check(&[limited, burst()], Inconclusive, &[Inconclusive, Pass], "0 of 1 models answered");
    let blocked = case().blocked(ProbeId::Prompt);
    check(&[marked(), blocked, burst()], Inconclusive, &[Pass, Pass, Inconclusive, Pass], "1 of 2");
    check(&[marked(), marked()], Inconclusive, &[Pass; 4], "stopped before the parallel requests");
    check(&[], Inconclusive, &[], "stopped before its first request");
}

#[test]
fn a_wait_that_nobody_sees_warns() {
    let limit = r#"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#;
    let burst = burst().reply(ProbeId::Burst, refused(429, limit));
    let (pass, open) = (Verdict::Pass, Verdict::Inconclusive);
    check(&[marked(), burst], Verdict::Warn, &[pass, pass, open], "1 of 2 parallel requests");
}

#[test]
fn it_sends_the_prompt_to_each_model_and_then_at_once() {
    let with = |alternatives: &str, burst: &str| {
        trials(&DRILL, &[(FieldName::Alternatives, alternatives), (FieldName::Burst, burst)])
    };
    let sent = with("m-large\n\n m-tiny ", "").unwrap();
    assert_eq!(
        sent.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(),
        ["m", "m-large", "m-tiny", "Parallel requests"]
    );
    assert_eq!(
        sent.iter().map(|it| it.target.model.as_str()).collect::<Vec<_>>(),
        ["m", "m-large", "m-tiny", "m"]
    );
    let profiles: Vec<_> = sent.iter().map(|it| it.profile().id()).collect();
    assert_eq!(profiles, ["custom", "custom", "custom", "burst"]);
    assert_eq!(with("a\nb\nc\nd", "").unwrap().len(), 6);
    assert_eq!((super::super::requests(&sent), super::super::tokens(&sent)), (9, 1_800));
    assert_eq!(super::super::requests(&with("", "20").unwrap()), 22);
    for (alternatives, burst, field) in [
        ("m", "", FieldName::Alternatives),
        ("a\na", "", FieldName::Alternatives),
        ("\"a\"", "", FieldName::Alternatives),
        ("a\nb\nc\nd\ne", "", FieldName::Alternatives),
        ("", "0", FieldName::Burst),
        ("", "21", FieldName::Burst),
        ("", "many", FieldName::Burst),
    ] {
        assert_eq!(with(alternatives, burst).unwrap_err().field, field, "{alternatives} {burst}");
    }
}
