//! A plain reply has the fields of the chat completion object, with the right types.

use super::prelude::*;
use super::{NamedViolations, UTF_8, finding};
use crate::exchange::Content;
use crate::wire::{Wrong, completion_violations};

/// This check looks at plain (not streamed) replies. It names each deviation with its JSON path.
///
/// - Pass: every field is there, with the right type.
/// - Warning: a field is missing or has the wrong type, but the official SDK still reads the answer; or the
///   reply is not valid UTF-8.
/// - Fail: the answer is not where the reference puts it, or the reply is not JSON, is empty, or is a stream.
/// - Not run: the prompt was streamed.
/// - For an application: with a fail, programs get no answer. With a warning, those fail that read the field
///   or that check every field.
pub(super) const CHECK: Check = Check {
    id: CheckId::CompletionShape,
    title: "The reply has the structure of a chat completion",
    role: Some((PointId::Contract, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Some fields of the reply differ from the OpenAI reference.",
        affected: "Clients that check every field, such as typed clients in Go, Rust or Java, may reject the reply.",
        unaffected: "The official OpenAI SDKs for Python and JavaScript read the answer.",
        step: "Show the gateway's admin the fields that the check below names.",
    }),
    looks_at: &[Part::Status, Part::Member("/choices")],
    probes: &[ProbeId::Prompt],
    expected: "id, object, created, model, choices[].index, .message.role, .message.content or .tool_calls, .finish_reason and usage, each with the right type.",
    source: "OpenAI reference, chat/object",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    if evidence.prompt()?.request.is_streamed {
        return skipped("The prompt was streamed, so the chunks are checked instead.");
    }
    let reply = evidence.accepted()?;
    if let Some(cut) = super::cut_short(reply) {
        return Err(cut);
    }
    let json = match &reply.body.content {
        Content::Json(json) => json,
        Content::Empty => return fail("The reply has no body."),
        Content::Stream(_) => return fail("A stream came, but a plain reply was requested."),
        Content::Text => {
            return fail(format!(
                "The reply is not JSON. It starts with: {}",
                finding::quoted(&reply.body.text)
            ));
        }
    };
    let judged = finding::violations("the reply", &completion_violations(json));
    Ok(if judged.decision == Decision::Pass && !reply.body.is_utf8 {
        Decided::warn("The reply contains bytes that are not valid UTF-8, as JSON requires (RFC 8259).")
            .naming(NamedViolations::of_part(UTF_8, Wrong::Type))
    } else {
        judged
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{
        ANSWER, check_gateway, check_unanswered, completion, refused, streamed, text,
    };

    #[test]
    fn a_whole_completion_passes() {
        check_gateway(CheckId::CompletionShape, completion(ANSWER), Pass);
    }

    #[test]
    fn what_the_sdk_survives_warns_and_a_missing_answer_fails() {
        let check = |from: &str, to: &str, verdict| {
            let reply = ANSWER.replace(from, to);
            assert_ne!(reply, ANSWER, "{from}");
            check_gateway(CheckId::CompletionShape, completion(&reply), verdict);
        };
        check("c-1", "", Warn);
        for name in ["id", "object", "created", "model", "index", "role", "finish_reason", "usage"] {
            check(&format!("\"{name}\""), "\"x\"", Warn);
        }
        check("\"content\":\"Hello.\"", "\"content\":[{\"type\":\"text\",\"text\":\"Hello.\"}]", Warn);
        check("\"content\":\"Hello.\"", "\"content\":7", Fail);
        for name in ["choices", "message"] {
            check(&format!("\"{name}\""), "\"x\"", Fail);
        }
    }

    #[test]
    fn what_is_no_completion_fails() {
        check_gateway(CheckId::CompletionShape, completion("[]"), Fail);
        check_gateway(CheckId::CompletionShape, text(200, ""), Fail);
        check_gateway(CheckId::CompletionShape, text(200, "It works!"), Fail);
    }

    #[test]
    fn a_refusal_or_a_stream_is_not_judged_here() {
        check_gateway(CheckId::CompletionShape, refused(500, "{}"), Inconclusive);
        check_gateway(CheckId::CompletionShape, streamed(&["data: {}\n\n"]), Skipped);
        check_unanswered(CheckId::CompletionShape, Inconclusive);
    }
}
