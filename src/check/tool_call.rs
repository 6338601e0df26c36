//! The model calls a tool when the request demands one.

use super::capability;
use super::prelude::*;
use crate::exchange::{Answer, ToolCall};
use crate::probe::TOOL;

/// The request offers one tool, `get_weather`, and demands a call with `tool_choice: required`. If the server
/// rejects that parameter, as some do for models that reason, the page sends the request without it.
///
/// - Pass: a call of that tool came, with an id.
/// - Warning: text or a call of another tool came instead. The model may be weak, or the parameter was
///   ignored.
/// - Fail: the call has no id.
/// - Not offered: the server rejects tools, or only `tool_choice: required`; the check says which.
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
    match call_of(&answer) {
        Err(judged) => Ok(judged),
        Ok(call) if call.id.is_empty() => fail("The tool call has no id, so its result cannot be sent back."),
        Ok(_) if is_unforced(evidence) => unsupported(
            "The server rejects tool_choice: required. Without it, the model called get_weather, with an id.",
        ),
        Ok(_) => pass("The model called get_weather, with an id."),
    }
}

/// Returns true if the call came after the server had rejected that a call was demanded.
fn is_unforced(evidence: &Evidence<'_>) -> bool {
    let sent = evidence.transcript.exchanges.iter().filter(|it| it.probe == ProbeId::ToolCall);
    let mut bodies = sent.map(|it| it.request.body.as_deref().unwrap_or_default());
    let is_forced = |body: &str| body.contains(r#""tool_choice""#);
    bodies.next().is_some_and(is_forced) && bodies.next_back().is_some_and(|last| !is_forced(last))
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
    use super::super::Verdict::{Fail, Pass, Unsupported, Warn};
    use super::super::testing::{answered, called, case, check_probe, completion, refused};
    use crate::probe::ProbeId;

    #[test]
    fn a_call_passes_and_one_without_an_id_fails() {
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, called("get_weather", r#""{}""#), Pass);
        let without_id = called("get_weather", r#""{}""#).body.text.replace("call-1", "");
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, completion(&without_id), Fail);
    }

    #[test]
    fn a_model_that_may_not_be_forced_still_calls() {
        let refusal = r#"{"error":{"message":"tool_choice 'required' is incompatible with thinking enabled","type":"invalid_request_error"}}"#;
        let forced = || case().reply(ProbeId::ToolCall, refused(400, refusal));
        let whole = r#""{\"city\":\"Paris\",\"unit\":\"celsius\"}""#;
        let free = forced().again(called("get_weather", whole));
        free.expect_saying(CheckId::ToolCall, Unsupported, "rejects tool_choice: required. Without it,");
        free.expect(CheckId::ToolArguments, Pass);
        forced().again(answered("It is sunny.")).expect(CheckId::ToolCall, Warn);
        forced().expect(CheckId::ToolArguments, Unsupported);
    }

    #[test]
    fn text_or_another_tool_is_a_warning() {
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, answered("It is sunny."), Warn);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, answered(""), Warn);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, called("get_time", r#""{}""#), Warn);
    }
}
