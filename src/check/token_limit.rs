//! A token limit is kept.

use serde_json::Value;

use super::capability;
use super::prelude::*;
use crate::exchange::Exchange;
use crate::probe::LIMIT;
use crate::refusal;
use crate::response::answer_of;

/// The request sets `max_completion_tokens: 16` and asks for a long answer. If the server rejects or ignores
/// that parameter, the page sends `max_tokens` instead.
///
/// - Pass: the reply counts at most 16 tokens, or the finish reason is `length` and it does not count more than
///   32.
/// - Warning: the reply counts more, or the server ignores `max_completion_tokens` and applies `max_tokens`.
/// - Cannot tell: the reply counts no tokens, or the limit was rejected because a reasoning model needs
///   more.
/// - For an application: with a warning, costs have no upper bound, unless it sends `max_tokens` where only
///   that has an effect.
pub(super) const CHECK: Check = Check {
    id: CheckId::TokenLimit,
    title: "The server applies a token limit",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "A token limit has no effect.",
        affected: "Answers may be longer, and cost more, than a program allows.",
        unaffected: "Chat without a token limit.",
        step: "Send max_tokens if the check below says that it has an effect. If not, ask the gateway's admin whether both parameters are passed on.",
    }),
    looks_at: &[Part::Member("/choices/*/finish_reason"), Part::Member("/usage/completion_tokens")],
    probes: &[ProbeId::Length],
    expected: "At most 16 completion tokens, or the finish reason length.",
    source: "OpenAI reference, chat/create: max_completion_tokens, max_tokens",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let judged = judge_last(evidence);
    if !is_newer_ignored(evidence) {
        return judged;
    }
    match judged {
        Ok(decided) if decided.decision == Decision::Warn => Ok(decided),
        Ok(_) => warn("max_completion_tokens was accepted but had no effect. The older max_tokens has one."),
        Err(_) => warn("max_completion_tokens was accepted but had no effect."),
    }
}

/// Returns true if the server accepted `max_completion_tokens`, and the page went on to `max_tokens`.
fn is_newer_ignored(evidence: &Evidence<'_>) -> bool {
    let sent = || evidence.transcript.exchanges.iter().filter(|it| it.probe == ProbeId::Length);
    let sets = |it: &Exchange, name: &str| it.request.body.as_deref().is_some_and(|body| body.contains(name));
    let is_accepted = |it: &Exchange| it.reply().is_some_and(|reply| refusal::of(reply).is_none());
    sent().next_back().is_some_and(|last| sets(last, r#""max_tokens""#))
        && sent().any(|it| sets(it, r#""max_completion_tokens""#) && is_accepted(it))
}

/// Judges the reply to the latest request.
fn judge_last(evidence: &Evidence<'_>) -> Judgement {
    // Without a feature: a model that reasons may be refused because the limit is too small for it.
    let reply = evidence.capability(ProbeId::Length, &[])?;
    let Some(answer) = answer_of(reply) else {
        return Err(capability::no_effect("The reply contains no answer from a model."));
    };
    let tokens =
        answer.usage.as_ref().and_then(|usage| usage.get("completion_tokens")).and_then(Value::as_u64);
    // A server that ignores the limit may end at one of its own.
    let is_of_server = tokens.is_some_and(|tokens| tokens > 2 * LIMIT);
    if capability::is_at_limit(&answer) && !is_of_server {
        return pass("The answer ended at the token limit, and the finish reason says so.");
    }
    match tokens {
        Some(tokens) if tokens <= LIMIT => {
            pass(format!("The answer has {tokens} tokens, and the limit is {LIMIT}."))
        }
        Some(tokens) => {
            warn(format!("The limit of {LIMIT} tokens was accepted but had no effect: {tokens} tokens came."))
        }
        None => Err(capability::no_effect(
            "The reply counts no tokens, and its finish reason does not name a limit.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Warn};
    use super::super::testing::{ANSWER, case, check_probe, completion, refused};
    use crate::probe::ProbeId;

    #[test]
    fn a_short_answer_passes_and_so_does_one_that_ended_at_the_limit() {
        check_probe(CheckId::TokenLimit, ProbeId::Length, completion(ANSWER), Pass);
        let thinking = ANSWER
            .replace("Hello.", "")
            .replace(r#""completion_tokens":4"#, r#""completion_tokens":17"#)
            .replace(r#""stop""#, r#""length""#);
        check_probe(CheckId::TokenLimit, ProbeId::Length, completion(&thinking), Pass);
    }

    #[test]
    fn an_ignored_limit_is_a_warning() {
        let long = ANSWER.replace(r#""completion_tokens":4"#, r#""completion_tokens":17"#);
        check_probe(CheckId::TokenLimit, ProbeId::Length, completion(&long), Warn);
        let at_another = ANSWER
            .replace(r#""completion_tokens":4"#, r#""completion_tokens":256"#)
            .replace(r#""stop""#, r#""length""#);
        check_probe(CheckId::TokenLimit, ProbeId::Length, completion(&at_another), Warn);
    }

    #[test]
    fn a_server_that_only_applies_the_older_limit_is_told_from_one_that_applies_none() {
        // Ollama leaves out the parameters that it does not know.
        let counted = |tokens: u32, reason: &str| {
            let count = format!(r#""completion_tokens":{tokens}"#);
            completion(&ANSWER.replace(r#""completion_tokens":4"#, &count).replace("stop", reason))
        };
        let ignored = || case().reply(ProbeId::Length, counted(90, "stop"));
        let older = ignored().again(counted(16, "length"));
        older.expect_saying(CheckId::TokenLimit, Warn, "The older max_tokens has one.");
        let neither = ignored().again(counted(90, "stop"));
        neither.expect_saying(CheckId::TokenLimit, Warn, "90 tokens came.");
        let refusal = r#"{"error":{"message":"Unsupported parameter","param":"max_tokens"}}"#;
        let refused_then = ignored().again(refused(400, refusal));
        refused_then.expect_saying(CheckId::TokenLimit, Warn, "max_completion_tokens was accepted but had");
        let unknown = r#"{"error":{"message":"Unknown","param":"max_completion_tokens"}}"#;
        let newer_refused = case().reply(ProbeId::Length, refused(400, unknown));
        newer_refused.again(counted(16, "length")).expect(CheckId::TokenLimit, Pass);
    }

    #[test]
    fn without_a_count_or_with_a_limit_too_small_for_reasoning_nothing_is_known() {
        check_probe(
            CheckId::TokenLimit,
            ProbeId::Length,
            completion(&ANSWER.replace("usage", "x")),
            Inconclusive,
        );
        let too_small =
            r#"{"error":{"message":"Could not finish the message because max_tokens was reached"}}"#;
        check_probe(CheckId::TokenLimit, ProbeId::Length, refused(400, too_small), Inconclusive);
    }
}
