//! A token limit is kept.

use serde_json::Value;

use super::capability;
use super::prelude::*;
use crate::probe::LIMIT;
use crate::response::answer_of;

/// The request sets `max_completion_tokens: 16` and asks for a long answer. If the server rejects that
/// parameter, the page sends `max_tokens` instead.
///
/// - Pass: the reply counts at most 16 tokens, or the finish reason is `length` and it does not count more than
///   32.
/// - Warning: the reply counts more.
/// - Cannot tell: the reply counts no tokens, or the limit was rejected because a reasoning model needs
///   more.
/// - For an application: with a warning, costs have no upper bound.
pub(super) const CHECK: Check = Check {
    id: CheckId::TokenLimit,
    title: "The server applies a token limit",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The token limit has no effect.",
        affected: "Answers may be longer, and cost more, than a program allows.",
        unaffected: "Chat without a token limit.",
        step: "Ask the gateway's admin whether max_completion_tokens and max_tokens are passed on.",
    }),
    looks_at: &[Part::Member("/choices/*/finish_reason"), Part::Member("/usage/completion_tokens")],
    probes: &[ProbeId::Length],
    expected: "At most 16 completion tokens, or the finish reason length.",
    source: "OpenAI reference, chat/create: max_completion_tokens, max_tokens",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
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
    use super::super::testing::{ANSWER, check_probe, completion, refused};
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
