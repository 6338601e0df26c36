//! A tool call's arguments are a JSON string that fits the tool's schema.

use serde_json::Value;

use super::prelude::*;
use super::{capability, finding};
use crate::probe::ARGUMENTS;
use crate::wire::shape::mismatch;

/// This check looks at the arguments of the call that `tool-call` tests.
///
/// - Pass: the arguments are a string with a JSON object that matches the tool's schema.
/// - Warning: the JSON does not match the schema, which is up to the model.
/// - Fail: the arguments are JSON of another type than a string, or a string that is not JSON.
/// - Cannot tell: no call came.
/// - For an application: with a fail, an SDK cannot read the arguments.
pub(super) const CHECK: Check = Check {
    id: CheckId::ToolArguments,
    title: "A tool call's arguments match the tool's schema",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The arguments of tool calls are not as requested.",
        affected: "Agents and other programs with tools may fail to read the arguments.",
        unaffected: "Chat without tools.",
        step: "Try another model. If the arguments are not a string, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/tool_calls/*/function/arguments")],
    probes: &[ProbeId::ToolCall],
    expected: "A string that contains a JSON object with city and unit, and nothing else.",
    source: "OpenAI reference, chat/object: tool_calls[].function.arguments",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    evidence.uncut_answer(ProbeId::ToolCall, &["tool"])?;
    // From the reply itself: the answer holds arguments of any type as text.
    let json = evidence.reply_to(ProbeId::ToolCall)?.body.json();
    let Some(arguments) = json.and_then(|json| json.pointer(ARGUMENTS_PATH)) else {
        return Err(capability::no_effect("No tool was called, so there are no arguments."));
    };
    let Some(text) = arguments.as_str() else {
        return fail("The arguments are JSON, but not a string that contains JSON.");
    };
    Ok(judge_arguments(text))
}

const ARGUMENTS_PATH: &str = "/choices/0/message/tool_calls/0/function/arguments";

/// Judges the text of arguments, plain or added up from a stream.
pub(super) fn judge_arguments(text: &str) -> Decided {
    let Ok(json) = serde_json::from_str::<Value>(text) else {
        return Decided::fail(format!("The arguments are not JSON: {}", finding::quoted(text)));
    };
    match mismatch(&json, &ARGUMENTS, "arguments") {
        None => Decided::pass("The arguments match the schema."),
        Some(path) => Decided::warn(format!("{path} does not match the schema: {}", finding::quoted(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{answered, called, check_probe, completion};
    use crate::probe::ProbeId;

    #[track_caller]
    fn check(arguments: &str, expected: Verdict) {
        check_probe(CheckId::ToolArguments, ProbeId::ToolCall, called("get_weather", arguments), expected);
    }

    #[test]
    fn a_string_that_fits_passes() {
        check(r#""{\"city\":\"Paris\",\"unit\":\"celsius\"}""#, Pass);
    }

    #[test]
    fn what_is_no_string_with_json_fails() {
        check(r#"{"city":"Paris","unit":"celsius"}"#, Fail);
        check(r#""{\"city\":""#, Fail);
        check(r#""""#, Fail);
    }

    #[test]
    fn json_that_does_not_fit_is_the_models_doing() {
        check(r#""{\"city\":\"Paris\"}""#, Warn);
        check(r#""{\"city\":\"Paris\",\"unit\":\"kelvin\"}""#, Warn);
    }

    #[test]
    fn arguments_cut_at_a_token_limit_prove_nothing() {
        let cut = called("get_weather", r#""{\"city\":""#).body.text.replace(r#""stop""#, r#""length""#);
        check_probe(CheckId::ToolArguments, ProbeId::ToolCall, completion(&cut), Inconclusive);
    }

    #[test]
    fn without_a_call_there_is_nothing_to_judge() {
        check_probe(CheckId::ToolArguments, ProbeId::ToolCall, answered("It is sunny."), Inconclusive);
    }
}
