//! Evidence of the probes of capabilities.

use serde_json::Value;

use super::{ANSWER, completion, expect, target};
use crate::check::{CheckId, Evidence, Finding, Verdict, judge_all};
use crate::config::Expectations;
use crate::exchange::{Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::probe::{self, ProbeId};

/// An answer with this text.
pub(crate) fn answered(content: &str) -> Reply {
    completion(&ANSWER.replace(r#""Hello.""#, &Value::from(content).to_string()))
}

/// An answer with one tool call; `arguments` is JSON.
pub(crate) fn called(name: &str, arguments: &str) -> Reply {
    let call = format!(
        r#"null,"tool_calls":[{{"id":"call-1","type":"function","function":{{"name":"{name}","arguments":{arguments}}}}}]"#
    );
    completion(&ANSWER.replace(r#""Hello.""#, &call))
}

/// Expects `expected` of rule `id` for this reply to the probe `probe`.
#[track_caller]
pub(crate) fn check_probe(id: CheckId, probe: ProbeId, reply: Reply, expected: Verdict) {
    expect(&judged(id, probe, Outcome::Replied(reply)), expected);
}

/// Expects `expected` of rule `id` if the probe `probe` gets no reply.
#[track_caller]
pub(crate) fn check_probe_unanswered(id: CheckId, probe: ProbeId, expected: Verdict) {
    expect(&judged(id, probe, Outcome::Unanswered(Unanswered::Cancelled)), expected);
}

/// Returns the observation of rule `id` for this reply to the probe `probe`.
pub(crate) fn quote(id: CheckId, probe: ProbeId, reply: Reply) -> String {
    judged(id, probe, Outcome::Replied(reply)).observed.into_owned()
}

fn judged(id: CheckId, probe: ProbeId, outcome: Outcome) -> Finding {
    let target = target("https://gateway.example/v1", "gc-test-1");
    let path = match probe {
        ProbeId::Responses | ProbeId::Embeddings => probe.as_str(),
        _ => "chat/completions",
    };
    let mut request = probe::prompt(&target, "Hi", false);
    request.url = target.base_url.endpoint(path);
    let exchange = Exchange { probe, request, started_ms: 0.0, outcome };
    let transcript = Transcript { exchanges: vec![exchange], skipped: Vec::new() };
    let expectations = Expectations::default();
    let findings =
        judge_all(&Evidence { target: &target, expectations: &expectations, transcript: &transcript });
    findings.into_iter().find(|finding| finding.check.id == id).unwrap()
}
