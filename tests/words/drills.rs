//! Questions and results of the drills.

use std::iter;

use gateway_check::diagnosis::Owner;
use gateway_check::field::FieldName;
use gateway_check::form::ValidForm;
use gateway_check::scenario::{DRILLS, Drill, Inputs, Played, ScenarioId};

use super::*;

fn with_headers(outcome: Outcome, names: &[&str]) -> Outcome {
    match outcome {
        Outcome::Replied(reply) => {
            let headers = names.iter().map(|name| ((*name).to_owned(), "7".to_owned())).collect();
            Outcome::Replied(Reply { headers, ..reply })
        }
        unanswered @ Outcome::Unanswered(_) => unanswered,
    }
}

fn refused(status: u16, body: &str) -> Outcome {
    reply(false, status, body, Ending::Complete)
}

fn run(exchanges: &[Sent]) -> Run {
    run_of(target(GATEWAY, "gc-test-1"), exchanges)
}

/// Runs of all trials that lead the drill to what it can say.
fn plays(id: ScenarioId) -> Vec<Vec<Run>> {
    let (good, outcomes) = (answered(), outcomes());
    let prompt = |outcome: &Outcome| run(&[(ProbeId::Prompt, false, outcome)]);
    let policy =
        r#"{"error":{"message":"Blocked by the content policy.","code":"content_policy_violation"}}"#;
    let blocked = refused(403, policy);
    let filtered = refused(200, &ANSWER.replace("\"stop\"", "\"content_filter\""));
    let mut plays = vec![Vec::new()];
    match id {
        ScenarioId::Rotation => {
            for outcome in &outcomes {
                plays.push(vec![prompt(outcome), prompt(&good)]);
                plays.push(vec![prompt(&good), prompt(outcome)]);
                plays.push(vec![prompt(outcome), prompt(outcome)]);
            }
        }
        ScenarioId::Policy => {
            let mut outcomes = outcomes;
            outcomes.extend([
                blocked,
                filtered,
                refused(401, policy),
                refused(500, policy),
                refused(403, ""),
            ]);
            outcomes.push(refused(403, "<html><title>Blocked</title></html>"));
            let other = Target { model: ModelName::parse("m-large").expect("a name"), ..target(GATEWAY, "") };
            for outcome in &outcomes {
                plays.push(vec![prompt(&good), prompt(outcome)]);
                plays.push(vec![prompt(outcome), prompt(outcome)]);
            }
            plays.push(vec![prompt(&good), run_of(other, &[(ProbeId::Prompt, false, &good)])]);
        }
        ScenarioId::Fallback => {
            let marked = with_headers(good.clone(), &["x-litellm-model-id"]);
            let burst = |outcome: &Outcome| {
                run(&[
                    (ProbeId::Prompt, false, &good),
                    (ProbeId::Burst, false, &good),
                    (ProbeId::Burst, false, outcome),
                ])
            };
            let limit = r#"{"error":{"message":"Rate limit reached. Please try again in 2s.","code":"rate_limit_exceeded"}}"#;
            let mut limits = outcomes.clone();
            limits.push(refused(429, limit));
            limits.push(refused(503, limit));
            limits.push(with_headers(refused(429, limit), &["retry-after"]));
            plays.extend(outcomes.iter().map(|outcome| vec![prompt(&marked), prompt(outcome), burst(&good)]));
            plays.extend(limits.iter().map(|outcome| vec![prompt(&marked), burst(outcome)]));
            let mut left_out = prompt(&refused(401, policy));
            left_out.skip(ProbeId::Burst, "Stopped: the key was rejected.");
            plays.extend([vec![prompt(&marked), left_out], vec![prompt(&marked)]]);
            let mut own = burst(&refused(429, limit));
            own.browser_context.page_origin = own.target.base_url.origin();
            plays.push(vec![prompt(&marked), own]);
        }
        _ => {
            let all =
                ["x-request-id", "x-ratelimit-remaining-requests", "x-litellm-model-id", "server-timing"];
            let (visible, error) =
                (with_headers(good.clone(), &all), with_headers(refused(404, policy), &all));
            let usage = r#","usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9},"choices""#;
            let stream = reply(true, 200, STREAM, Ending::Complete);
            let counted = reply(true, 200, &STREAM.replace(r#","choices""#, usage), Ending::Complete);
            for (plain, error) in [
                (&visible, &error),
                (&good, &error),
                (&visible, &refused(404, policy)),
                (&visible, &refused(404, r#"{"error":{"message":"No. (request id: 20260101abc)"}}"#)),
                (&visible, &Outcome::Unanswered(Unanswered::Blocked { message: String::new() })),
                (&blocked, &error),
            ] {
                let sent = |stream| {
                    let error = (ProbeId::WrongModel, false, error);
                    run(&[(ProbeId::Prompt, false, plain), (ProbeId::Stream, true, stream), error])
                };
                let mut own = sent(&counted);
                own.browser_context.page_origin = own.target.base_url.origin();
                plays.extend([vec![sent(&counted)], vec![sent(&stream)], vec![own]]);
            }
        }
    }
    plays
}

/// Returns the sentences of the drill about these runs, each once.
fn said(drill: &Drill) -> Vec<String> {
    let (mut outcomes, mut steps) = (BTreeSet::new(), BTreeSet::new());
    let mut findings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for runs in plays(drill.id) {
        let played: Vec<_> = runs.iter().map(|run| Played { label: "", run }).collect();
        let outcome = (drill.judge)(&played);
        outcomes.insert(format!("  = {}: {}", outcome.verdict, general(&outcome.summary)));
        for it in &outcome.findings {
            let claim = format!("  {} ({})", it.title, it.expected);
            let observed = format!("    {}: {}", it.verdict, general(&it.observed));
            findings.entry(claim).or_default().insert(observed);
        }
        let owner = outcome.owner.map_or("nobody", Owner::id);
        steps.extend(outcome.steps.iter().map(|step| format!("  > {owner}: {step}")));
    }
    let findings = findings.into_iter().flat_map(|(claim, observed)| iter::once(claim).chain(observed));
    outcomes.into_iter().chain(findings).chain(steps).collect()
}

#[test]
fn sentences_of_drills() {
    let mut lines = Vec::new();
    for drill in DRILLS {
        lines.push(format!("{}: {}. {}", drill.id, drill.title, drill.question));
        lines.extend(drill.fields.iter().map(|it| format!("  {}: {}. {}", it.name, it.label, it.hint)));
        lines.extend(problems(drill).into_iter().map(|sentence| format!("  ! {sentence}")));
        lines.extend(said(drill));
    }
    check("drills", lines);
}

/// Returns the problems with fields, each sentence once.
fn problems(drill: &Drill) -> BTreeSet<&'static str> {
    let form = ValidForm { target: target(GATEWAY, "gc-test-1"), prompt: "Hi".to_owned(), timeout_s: 60 };
    let keyless = ValidForm { target: target(GATEWAY, ""), ..form.clone() };
    let typed = ["", "gc-test-1", "Hi", "m-small", "\"a\"", "a\na", "a\nb\nc\nd\ne", "21", "b c"];
    let missing = |form: &ValidForm, first: &str, rest: &str| {
        let name = drill.fields.first().map(|field| field.name);
        let text = |field: FieldName| if Some(field) == name { first.to_owned() } else { rest.to_owned() };
        (drill.trials)(&Inputs { form, is_streamed: false, text: &text }).err().map(|it| it.sentence)
    };
    let pairs = typed.iter().flat_map(|first| typed.iter().map(move |rest| (*first, *rest)));
    let found = pairs.flat_map(|(first, rest)| [missing(&form, first, rest), missing(&keyless, first, rest)]);
    found.flatten().collect()
}
