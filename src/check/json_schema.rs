//! The answer fits a strict schema, nested parts included.

use serde_json::Value;

use super::prelude::*;
use super::{capability, finding};
use crate::probe::ORDER;
use crate::wire::shape::mismatch;

/// The request contains a strict schema with objects in a list. Its prompt does not mention JSON, so JSON
/// in the answer comes from the schema.
///
/// - Pass: the text is JSON that matches the schema, including nested parts.
/// - Fail: the text is not JSON, or does not match. The check names the first mismatch.
/// - Cannot tell: a token limit cut the text.
/// - For an application: with a fail, `strict` guarantees nothing, and every answer must be validated.
pub(super) const CHECK: Check = Check {
    id: CheckId::JsonSchema,
    title: "The answer matches a given schema",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "A strict JSON schema is not respected.",
        affected: "Programs that rely on structured output must check every answer themselves.",
        unaffected: "Chat, and programs that check what they parse.",
        step: "Try another model. If the provider supports strict schemas for this model, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::JsonSchema],
    expected: "JSON with a customer and a list of items, each with name, count and size, and nothing else.",
    source: "OpenAI reference, chat/create: response_format json_schema; structured outputs",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = capability::text_of(evidence.uncut_answer(ProbeId::JsonSchema, &["response_format"])?)?;
    let Ok(json) = serde_json::from_str::<Value>(&text) else {
        let observed =
            format!("The schema was accepted, but the text is not JSON: {}", finding::quoted(&text));
        return fail(observed);
    };
    match mismatch(&json, &ORDER, "$") {
        None => pass("The text is JSON that matches the schema."),
        Some(path) => fail(format!("{path} does not match the strict schema: {}", finding::quoted(&text))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass};
    use super::super::testing::{answered, check_probe};
    use crate::probe::ProbeId;

    #[test]
    fn an_order_passes() {
        let order = r#"{"customer":"Ada","items":[{"name":"tea","count":2,"size":"small"},{"name":"cake","count":1,"size":"large"}]}"#;
        check_probe(CheckId::JsonSchema, ProbeId::JsonSchema, answered(order), Pass);
    }

    #[test]
    fn a_violation_inside_fails_and_so_does_text() {
        let order = r#"{"customer":"Ada","items":[{"name":"tea","count":2,"size":"medium"}]}"#;
        check_probe(CheckId::JsonSchema, ProbeId::JsonSchema, answered(order), Fail);
        check_probe(CheckId::JsonSchema, ProbeId::JsonSchema, answered("Two small teas."), Fail);
    }
}
