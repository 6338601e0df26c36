//! The model calls a tool when the request demands one.

use super::capability;
use super::prelude::*;
use crate::exchange::{Answer, ToolCall};
use crate::probe::TOOL;

/// The request offers one tool, `get_weather`, and demands a call with `tool_choice: required`.
///
/// - Pass: a call of that tool came, with an id.
/// - Warning: text or a call of another tool came instead. The model may be weak, or the parameter was
///   ignored.
/// - Fail: the call has no id.
/// - For an application: with a warning, tools are unreliable. With a fail, their results cannot be sent
///   back.
pub(super) const CHECK: Check = Check {
    id: CheckId::ToolCall,
    title: "The model calls a tool when it must",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Tool calls are unreliable.",
        affected: "Agents and other programs with tools may get text instead of a call, or cannot send a result back.",
        unaffected: "Chat without tools.",
        step: "Try another model. If the provider supports tools for this model, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/tool_calls")],
    probes: &[ProbeId::ToolCall],
    expected: "A call of get_weather, with an id.",
    source: "OpenAI reference, chat/create: tools, tool_choice",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let answer = evidence.capable_answer(ProbeId::ToolCall, &["tool"])?;
    Ok(match call_of(&answer) {
        Err(judged) => judged,
        Ok(call) if call.id.is_empty() => {
            Decided::fail("The tool call has no id, so its result cannot be sent back.")
        }
        Ok(_) => Decided::pass("The model called get_weather, with an id."),
    })
}

/// The call of the offered tool, or the warning that none came.
pub(super) fn call_of(answer: &Answer) -> Result<&ToolCall, Decided> {
    match answer.tool_calls.first() {
        Some(call) if call.name == TOOL => Ok(call),
        Some(call) => Err(capability::warn_with("The model called a tool that was not offered", &call.name)),
        None => {
            Err(capability::warn_with("The model wrote text instead of calling the tool", &answer.content))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Warn};
    use super::super::testing::{answered, called, check_probe, completion};
    use crate::probe::ProbeId;

    #[test]
    fn a_call_passes_and_one_without_an_id_fails() {
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, called("get_weather", r#""{}""#), Pass);
        let without_id = called("get_weather", r#""{}""#).body.text.replace("call-1", "");
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, completion(&without_id), Fail);
    }

    #[test]
    fn text_or_another_tool_is_a_warning() {
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, answered("It is sunny."), Warn);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, answered(""), Warn);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, called("get_time", r#""{}""#), Warn);
    }
}
