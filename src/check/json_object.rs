//! The answer is a JSON object when one is asked for.

use serde_json::Value;

use super::prelude::*;
use super::{capability, finding};

/// The request sets `response_format: json_object`, and its prompt mentions JSON, as the OpenAI reference
/// requires.
///
/// - Pass: the text is a JSON object.
/// - Fail: the text is anything else, such as JSON in a Markdown code block.
/// - Cannot tell: a token limit cut the text.
/// - For an application: with a fail, parsing the answer as JSON throws an error.
pub(super) const CHECK: Check = Check {
    id: CheckId::JsonObject,
    title: "The answer is a JSON object when requested",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "JSON mode is not respected.",
        affected: "Programs that parse the answer as JSON fail.",
        unaffected: "Chat, and programs that accept free text.",
        step: "Try another model. If the provider supports JSON mode for this model, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::JsonObject],
    expected: "Text that is a JSON object, with nothing around it.",
    source: "OpenAI reference, chat/create: response_format json_object",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = capability::text_of(evidence.uncut_answer(ProbeId::JsonObject, &["response_format"])?)?;
    match serde_json::from_str::<Value>(&text) {
        Ok(json) if json.is_object() => pass("The text is a JSON object."),
        Ok(_) | Err(_) => fail(format!("The text is not a JSON object: {}", finding::quoted(&text))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass};
    use super::super::testing::{answered, check_probe, completion};
    use crate::probe::ProbeId;

    #[test]
    fn an_object_passes_and_anything_else_fails() {
        check_probe(CheckId::JsonObject, ProbeId::JsonObject, answered("{\"greeting\": \"Hello\"}\n"), Pass);
        check_probe(CheckId::JsonObject, ProbeId::JsonObject, answered("[1]"), Fail);
        check_probe(CheckId::JsonObject, ProbeId::JsonObject, answered("```json\n{}\n```"), Fail);
        check_probe(CheckId::JsonObject, ProbeId::JsonObject, answered("Hello."), Fail);
    }

    #[test]
    fn text_cut_at_a_token_limit_proves_nothing() {
        let cut = answered("{\"greeting\":").body.text.replace(r#""stop""#, r#""length""#);
        check_probe(CheckId::JsonObject, ProbeId::JsonObject, completion(&cut), Inconclusive);
    }
}
