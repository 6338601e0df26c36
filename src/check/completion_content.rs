//! The answer holds text, or the reason why not is known.

use super::finding;
use super::prelude::*;
use crate::response::answer_of;

/// This check looks at the text of the first choice, plain or assembled from a stream.
///
/// - Pass: the answer contains text.
/// - Warning: the model declined, called a tool that was not offered, or used up its token limit for
///   reasoning; or a content filter ended the text.
/// - Fail: the reply has no choices, no text, or only reasoning.
/// - For an application: with a fail, its users see an empty answer.
pub(super) const CHECK: Check = Check {
    id: CheckId::CompletionContent,
    title: "The answer contains text",
    role: Some((PointId::Contract, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::Provider,
        name: "The answer is not plain text, or not all of it came.",
        affected: "Programs that show the answer's text show nothing, or only a part.",
        unaffected: "The request reaches the model and is answered.",
        step: "Send another prompt, or try another model.",
    }),
    looks_at: &[Part::Member("/choices/*/message")],
    probes: &[ProbeId::Prompt],
    expected: "Text in choices[0].message.content, or in the deltas of a stream.",
    source: "OpenAI reference, chat/object: choices",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.accepted()?;
    let answer = answer_of(reply);
    if let Some(answer) = &answer {
        let is_filtered = answer.finish_reasons.iter().any(|reason| reason == "content_filter");
        let characters = answer.content.chars().count();
        if !answer.content.trim().is_empty() {
            return if is_filtered {
                warn(format!("A content filter ended the answer after {characters} characters of text."))
            } else {
                pass(format!("The answer has {characters} characters of text."))
            };
        }
    }
    if let Some(cut) = super::cut_short(reply) {
        return Err(cut);
    }
    let Some(answer) = answer else {
        return fail("The reply contains no choices.");
    };
    let reason = answer.finish_reasons.first().map_or("none", String::as_str);
    if let Some(refusal) = &answer.refusal {
        warn(format!("The model declined to answer: {}", finding::quoted(refusal)))
    } else if !answer.tool_calls.is_empty() {
        warn("A tool call came instead of text, but no tools were offered.")
    } else if answer.has_reasoned() && reason == "length" {
        warn("The model used its whole token limit for reasoning and wrote no text.")
    } else if answer.reasoning_bytes > 0 {
        fail(format!(
            "The answer contains reasoning but no text. Finish reason: {}.",
            finding::quoted(reason)
        ))
    } else {
        fail(format!("The answer contains no text. Finish reason: {}.", finding::quoted(reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{ANSWER, case, check_gateway, completion, refused, streamed};
    use crate::probe::ProbeId;

    #[test]
    fn text_passes_plain_and_streamed() {
        check_gateway(CheckId::CompletionContent, completion(ANSWER), Pass);
        check_gateway(
            CheckId::CompletionContent,
            streamed(&["data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"]),
            Pass,
        );
    }

    #[test]
    fn a_text_that_a_filter_ended_is_a_part() {
        let filtered = ANSWER.replace(r#""stop""#, r#""content_filter""#);
        check_gateway(CheckId::CompletionContent, completion(&filtered), Warn);
    }

    #[test]
    fn an_empty_answer_fails_unless_its_reason_is_known() {
        let with = |message: &str| completion(&ANSWER.replace(r#""content":"Hello.""#, message));
        check_gateway(CheckId::CompletionContent, with(r#""content":null"#), Fail);
        check_gateway(CheckId::CompletionContent, with(r#""content":" ""#), Fail);
        check_gateway(CheckId::CompletionContent, with(r#""content":null,"refusal":"I cannot.""#), Warn);
        let used_up = ANSWER
            .replace(r#""content":"Hello.""#, r#""content":"","reasoning_content":"Hm""#)
            .replace(r#""stop""#, r#""length""#);
        check_gateway(CheckId::CompletionContent, completion(&used_up), Warn);
    }

    #[test]
    fn an_answer_without_text_is_described_as_it_is() {
        let thought = r#""content":null,"reasoning_content":"Hm""#;
        for (message, reason, verdict, words) in [
            (r#""content":null"#, "length", Fail, "The answer contains no text. Finish reason: “length”."),
            (thought, "stop", Fail, "The answer contains reasoning but no text. Finish reason: “stop”."),
            (thought, "length", Warn, "used its whole token limit for reasoning and wrote no text."),
        ] {
            let json = ANSWER.replace(r#""content":"Hello.""#, message).replace("stop", reason);
            let run = case().reply(ProbeId::Prompt, completion(&json));
            run.expect_saying(CheckId::CompletionContent, verdict, words);
        }
    }

    #[test]
    fn reasoning_that_is_only_counted_used_up_the_limit_too() {
        // As OpenAI's reasoning models answer where a gateway sets a limit.
        let counted = r#""completion_tokens_details":{"reasoning_tokens":64},"total_tokens""#;
        let json = ANSWER.replace("Hello.", "").replace("\"stop\"", "\"length\"");
        check_gateway(CheckId::CompletionContent, completion(&json), Fail);
        check_gateway(
            CheckId::CompletionContent,
            completion(&json.replace(r#""total_tokens""#, counted)),
            Warn,
        );
    }

    #[test]
    fn a_refused_prompt_has_no_answer_to_judge() {
        check_gateway(CheckId::CompletionContent, refused(429, "{}"), Inconclusive);
    }
}
