use super::*;
use crate::check::testing::{ANSWER, case, completion};
use crate::exchange::Unanswered;
use crate::probe::ProbeId;
use crate::redact::Mask;

/// Predicts a program where every check passes but these, and calls `judge` with the result.
fn predict(client: &Client, other: &[(CheckId, Verdict, &str)], judge: impl FnOnce(&Prediction<'_>)) {
    let named: Vec<_> = other.iter().map(|(.., observed)| NamedViolations::read(observed)).collect();
    judge(&client.predict(&|check: CheckId| {
        let found = other.iter().zip(&named).find(|((id, ..), _)| *id == check);
        let passed = Reason { check, verdict: Verdict::Pass, observed: "Fine.", named: None };
        let other = found.map(|((_, verdict, observed), named)| Reason {
            check,
            verdict: *verdict,
            observed,
            named: named.as_ref(),
        });
        Some(other.unwrap_or(passed))
    }));
}

#[track_caller]
fn check(client: &str, findings: &[(CheckId, Verdict, &str)], outcome: Compatibility, fails: &[Feature]) {
    let row = CLIENTS.iter().find(|it| it.id == client).unwrap();
    predict(row, findings, |predicted| {
        assert_eq!(predicted.outcome(), outcome, "{client}: {predicted:?}");
        assert_eq!(predicted.fails().map(|(feature, _)| feature).collect::<Vec<_>>(), fails, "{client}");
    });
}

#[test]
fn every_outcome_is_written_in_a_word() {
    use Compatibility::{NotTested, WillNot, Works, WorksWithout};
    let outcomes = [Works, WorksWithout, WillNot, NotTested];
    assert_eq!(outcomes.map(Compatibility::id), ["works", "works-without", "will-not", "not-tested"]);
}

#[test]
fn where_all_checks_pass_every_program_works() {
    for client in CLIENTS.iter().filter(|client| client.id != "codex-cli") {
        check(client.id, &[], Compatibility::Works, &[]);
    }
}

#[test]
fn what_no_check_tests_is_not_claimed() {
    check("codex-cli", &[], Compatibility::NotTested, &[]);
    let refused = [(CheckId::ResponsesApi, Verdict::Unsupported, "No such path.")];
    check("codex-cli", &refused, Compatibility::WillNot, &[Feature::StreamedResponses]);
}

#[test]
fn a_feature_that_fails_is_named() {
    let findings =
        [(CheckId::ToolCall, Verdict::Warn, "Text."), (CheckId::JsonObject, Verdict::Fail, "Text.")];
    check("openai-python", &findings, Compatibility::WorksWithout, &[Feature::Tools, Feature::Json]);
    check("langchain-python", &findings, Compatibility::WorksWithout, &[Feature::Tools]);
}

#[test]
fn a_call_that_may_not_be_demanded_only_hurts_those_that_demand_it() {
    let findings = [(CheckId::ToolCall, Verdict::Unsupported, "It rejects tool_choice: required.")];
    check("openai-python", &findings, Compatibility::Works, &[]);
    check("vercel-ai-sdk", &findings, Compatibility::Works, &[]);
    check("instructor", &findings, Compatibility::WorksWithout, &[Feature::Tools]);
    check("llamaindex", &findings, Compatibility::WorksWithout, &[Feature::Json]);
    let none = (CheckId::ToolArguments, Verdict::Unsupported, "It rejects tools.");
    check("openai-python", &[findings[0], none], Compatibility::WorksWithout, &[Feature::Tools]);
}

#[test]
fn a_call_that_may_not_be_chosen_hurts_all_others() {
    let findings = [(CheckId::ToolRoundTrip, Verdict::Unsupported, "It rejects the choice.")];
    for client in ["openai-python", "llamaindex", "vercel-ai-sdk", "cline"] {
        check(client, &findings, Compatibility::WorksWithout, &[Feature::Tools]);
    }
    check("instructor", &findings, Compatibility::Works, &[]);
}

#[test]
fn a_refused_key_is_the_reason_for_every_program() {
    let findings = [
        (CheckId::AuthAccepted, Verdict::Fail, "The server rejected the key."),
        (CheckId::CompletionShape, Verdict::Inconclusive, "No answer."),
        (CheckId::StreamShape, Verdict::Skipped, ""),
        (CheckId::ToolCall, Verdict::Skipped, ""),
        (CheckId::ResponsesApi, Verdict::Skipped, ""),
    ];
    for client in CLIENTS {
        predict(client, &findings, |predicted| {
            assert_eq!(predicted.outcome(), Compatibility::WillNot, "{}", client.id);
            assert!(predicted.fails().all(|(_, it)| it.check == CheckId::AuthAccepted), "{}", client.id);
        });
    }
}

#[test]
fn a_warning_hurts_those_that_read_what_it_names() {
    let observed = "In the reply: created is missing, expected an integer; choices[0].message.role is null, expected \"assistant\".";
    let findings = [(CheckId::CompletionShape, Verdict::Warn, observed)];
    check("openai-python", &findings, Compatibility::Works, &[]);
    let fails = [Feature::Plain, Feature::Tools, Feature::Json];
    check("langchain-python", &findings, Compatibility::WorksWithout, &fails);
    check("async-openai", &findings, Compatibility::WorksWithout, &fails);
    let observed = "In the reply: choices[0].message.content is a number, expected a string.";
    let findings = [(CheckId::CompletionShape, Verdict::Warn, observed)];
    check("langchain-python", &findings, Compatibility::WorksWithout, &[Feature::Json]);
}

#[test]
fn a_program_that_validates_types_needs_no_field_but_the_right_type_of_it() {
    let role = "In the reply: choices[0].message.role is \"model\", expected \"assistant\".";
    let fails = [Feature::Plain, Feature::Tools, Feature::Json];
    let findings = [(CheckId::CompletionShape, Verdict::Warn, role)];
    check("vercel-ai-sdk", &findings, Compatibility::WorksWithout, &fails);
    let id = "In the reply: id is a number, expected a non-empty string.";
    let findings = [(CheckId::CompletionShape, Verdict::Warn, id)];
    check("vercel-ai-sdk", &findings, Compatibility::WorksWithout, &fails);
    let missing = "In the reply: id is missing, expected a non-empty string; choices[0].message.role is null, expected \"assistant\".";
    check("vercel-ai-sdk", &[(CheckId::CompletionShape, Verdict::Warn, missing)], Compatibility::Works, &[]);
}

#[test]
fn a_count_that_is_missing_within_usage_hurts_more_than_no_usage() {
    let fails = [Feature::Plain, Feature::Json];
    let part = "In the reply: usage.completion_tokens is missing, expected an integer.";
    let findings = [(CheckId::CompletionShape, Verdict::Warn, part)];
    check("dify", &findings, Compatibility::WorksWithout, &fails);
    let whole = "In the reply: usage is missing, expected an object.";
    check("dify", &[(CheckId::CompletionShape, Verdict::Warn, whole)], Compatibility::Works, &[]);
}

#[test]
fn a_warning_that_names_only_a_part_leaves_open_what_is_not_named() {
    let observed = "In the reply: usage is missing, expected an object; and 3 more.";
    let row = CLIENTS.iter().find(|it| it.id == "async-openai").unwrap();
    let findings = [(CheckId::CompletionShape, Verdict::Warn, observed)];
    predict(row, &findings, |predicted| {
        assert!(matches!(predicted.states[0], (Feature::Plain, State::Open(_))), "{predicted:?}");
    });
}

#[test]
fn what_was_not_run_is_not_claimed() {
    let skipped = CheckId::ALL.iter().filter(|id| **id != CheckId::CompletionShape);
    let findings: Vec<_> = skipped.map(|id| (*id, Verdict::Skipped, "")).collect();
    check("codex-cli", &findings, Compatibility::NotTested, &[]);
    check("cline", &findings, Compatibility::NotTested, &[]);
}

#[test]
fn a_stream_whose_end_is_not_known_is_not_said_to_work() {
    let findings = [(CheckId::StreamTerminated, Verdict::Inconclusive, "The end is not known.")];
    check("cline", &findings, Compatibility::NotTested, &[]);
}

#[test]
fn only_a_browser_that_read_nothing_hides_what_programs_would_see() {
    let hidden = case().blocked(ProbeId::Prompt).blocked(ProbeId::LadderPlain);
    let hidden = hidden.unanswered(ProbeId::LadderAnswers, Unanswered::Opaque);
    let partly = case().reply(ProbeId::Prompt, completion(ANSWER)).blocked(ProbeId::WrongKey);
    for (run, expected) in [(hidden, true), (partly, false), (case(), false)] {
        let view = View::new(&run.run().assessment(), &Mask::default());
        assert_eq!(is_hidden_from_browsers(&view), expected);
    }
}

#[test]
fn a_program_that_can_do_it_another_way_works_in_part() {
    let findings = [(CheckId::CompletionShape, Verdict::Fail, "The reply is not JSON.")];
    let fails = [Feature::Plain, Feature::Tools, Feature::Json];
    check("openai-node", &findings, Compatibility::WorksWithout, &fails);
    check("cline", &findings, Compatibility::Works, &[]);
}
