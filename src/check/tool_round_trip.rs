//! The result of a tool call is used in the next answer.

use super::capability;
use super::prelude::*;
use crate::probe::FACT;

/// The page sends the call back unchanged, with a result of 31 degrees.
///
/// - Pass: the answer contains 31.
/// - Warning: the answer does not contain it, or the model calls the tool again.
/// - Not offered: the server rejects tools that the model is free to call. This request, like those of most
///   programs, does not demand a call.
/// - Cannot tell: the server rejected the conversation with the result in it.
/// - Not run: no call came that could be sent back.
/// - For an application: with a warning, tool results may not reach its users.
pub(super) const CHECK: Check = Check {
    id: CheckId::ToolRoundTrip,
    title: "The answer uses the result of a tool call",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The result of a tool call may get lost.",
        affected: "Agents may ignore what their tools found.",
        unaffected: "Chat without tools.",
        step: "Try another model. If the provider supports tools for this model, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message")],
    probes: &[ProbeId::ToolResult],
    expected: "An answer with the temperature that the tool returned, 31.",
    source: "OpenAI reference, chat/create: messages, tool message",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    // Only the choice: a refusal that names the tool message is no lack of tools, since one was called.
    let answer = evidence.capable_answer(ProbeId::ToolResult, &["tool choice", "tool_choice"])?;
    Ok(if answer.content.is_empty() && !answer.tool_calls.is_empty() {
        Decided::warn("The model called the tool again instead of using its result.")
    } else {
        capability::names(
            &answer.content,
            FACT,
            "The answer uses the tool result.",
            "The answer does not use the tool result",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Unsupported, Warn};
    use super::super::testing::{answered, called, check_probe, completion, quote, refused};
    use crate::probe::ProbeId;

    #[test]
    fn an_answer_with_the_result_passes() {
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, answered("It is 31 °C in Paris."), Pass);
        let again = called("get_weather", r#""{}""#).body.text;
        let both = again.replace(r#""content":null"#, r#""content":"It is 31 °C. And tomorrow?""#);
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, completion(&both), Pass);
    }

    #[test]
    fn an_answer_without_it_or_another_call_is_a_warning() {
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, answered("It is sunny."), Warn);
        let again = called("get_weather", r#""{}""#);
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, again.clone(), Warn);
        assert!(quote(CheckId::ToolRoundTrip, ProbeId::ToolResult, again).contains("called the tool again"));
    }

    #[test]
    fn a_refused_tool_message_is_not_a_lack_of_tools() {
        let refusal = r#"{"error":{"message":"A tool message must follow a tool call"}}"#;
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, refused(400, refusal), Inconclusive);
    }

    #[test]
    fn a_server_that_lets_no_model_choose_a_tool_says_so() {
        // vLLM without these options still serves a call that is demanded.
        let refusal = r#"{"error":{"message":"\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set"}}"#;
        check_probe(CheckId::ToolRoundTrip, ProbeId::ToolResult, refused(400, refusal), Unsupported);
    }
}
