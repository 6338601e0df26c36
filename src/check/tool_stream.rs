//! A streamed tool call adds up to a whole one.

use super::prelude::*;
use super::{tool_arguments, tool_call};
use crate::exchange::Content;

/// The page requests the same call as a stream and assembles its deltas.
///
/// - Pass: the deltas add up to a call whose arguments match the schema.
/// - Warning: text came instead, or arguments that do not match.
/// - Fail: the arguments do not add up to JSON, the call has no id, or the reply was not streamed.
/// - For an application: with a fail, tools only work in plain replies.
pub(super) const CHECK: Check = Check {
    id: CheckId::ToolStream,
    title: "A streamed tool call is complete",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Streamed tool calls are incomplete.",
        affected: "Agents that stream, as most do, may not recognise a tool call.",
        unaffected: "Tools in plain replies, and chat without tools.",
        step: "Turn off streaming for tools, or show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/delta/tool_calls")],
    probes: &[ProbeId::ToolStream],
    expected: "Deltas that add up to a call of get_weather, with an id and arguments that match its schema.",
    source: "OpenAI reference, chat/streaming: delta.tool_calls",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let answer = evidence.uncut_answer(ProbeId::ToolStream, &["tool"])?;
    let reply = evidence.reply_to(ProbeId::ToolStream)?;
    if !matches!(reply.body.content, Content::Stream(_)) {
        return fail("With tools, the reply came in one piece, but a stream was requested.");
    }
    Ok(match tool_call::call_of(&answer) {
        Err(judged) => judged,
        Ok(call) if call.id.is_empty() => {
            Decided::fail("The streamed tool call has no id, so its result cannot be sent back.")
        }
        Ok(call) => tool_arguments::judge_arguments(&call.arguments),
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{CHUNK, FINISH, called, check_probe, streamed};
    use crate::probe::ProbeId;

    fn delta(call: &str) -> String {
        CHUNK.replace(r#""content":"Hello.""#, &format!(r#""tool_calls":[{{"index":0,{call}}}]"#))
    }

    #[test]
    fn deltas_that_add_up_pass() {
        let begin =
            delta(r#""id":"call-1","type":"function","function":{"name":"get_weather","arguments":""}"#);
        let middle = delta(r#""function":{"arguments":"{\"city\":\"Paris\","}"#);
        let end = delta(r#""function":{"arguments":"\"unit\":\"celsius\"}"}"#);
        check_probe(
            CheckId::ToolStream,
            ProbeId::ToolStream,
            streamed(&[&begin, &middle, &end, FINISH]),
            Pass,
        );
        check_probe(CheckId::ToolStream, ProbeId::ToolStream, streamed(&[&begin, &middle, FINISH]), Fail);
        let cut = FINISH.replace("stop", "length");
        check_probe(
            CheckId::ToolStream,
            ProbeId::ToolStream,
            streamed(&[&begin, &middle, &cut]),
            Inconclusive,
        );
    }

    #[test]
    fn a_call_without_an_id_fails_as_in_a_plain_reply() {
        let arguments = r#""{\"city\":\"Paris\",\"unit\":\"celsius\"}""#;
        for id in [r#""id":"","#, r#""id":null,"#, ""] {
            let call = format!(
                r#"{id}"type":"function","function":{{"name":"get_weather","arguments":{arguments}}}"#
            );
            check_probe(CheckId::ToolStream, ProbeId::ToolStream, streamed(&[&delta(&call), FINISH]), Fail);
        }
    }

    #[test]
    fn streamed_text_is_a_warning_and_a_plain_reply_fails() {
        check_probe(CheckId::ToolStream, ProbeId::ToolStream, streamed(&[CHUNK, FINISH]), Warn);
        check_probe(CheckId::ToolStream, ProbeId::ToolStream, called("get_weather", r#""{}""#), Fail);
    }
}
