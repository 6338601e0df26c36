//! The embeddings API answers with numbers.

use serde_json::Value;

use super::finding;
use super::prelude::*;

/// The page sends a minimal `POST embeddings` to the first listed model with `embed` in its name.
///
/// - Pass: a list of numbers came.
/// - Fail: the request was accepted, but the reply contains no list of numbers.
/// - Not run: the model list names no embedding model.
/// - For an application: document search needs embeddings; chat does not.
pub(super) const CHECK: Check = Check {
    id: CheckId::EmbeddingsApi,
    title: "The embeddings API works",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The embeddings API does not work as it should.",
        affected: "Document search fails.",
        unaffected: "Chat works in every program.",
        step: "Ask the gateway's admin whether embeddings are supported.",
    }),
    looks_at: &[Part::Status, Part::Member("/data")],
    probes: &[ProbeId::Embeddings],
    expected: "A list of numbers in data[0].embedding.",
    source: "OpenAI reference, embeddings/create",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.capability(ProbeId::Embeddings, &[])?;
    let embedding = reply.body.json().and_then(|json| json.pointer("/data/0/embedding")?.as_array());
    match embedding {
        Some(numbers) if !numbers.is_empty() && numbers.iter().all(Value::is_number) => {
            pass(format!("The reply contains an embedding of {} numbers.", numbers.len()))
        }
        Some(_) | None => fail(format!(
            "data[0].embedding is not a list of numbers. The reply starts with: {}",
            finding::quoted(&reply.body.text)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass};
    use super::super::testing::{ANSWER, check_probe, completion};
    use crate::probe::ProbeId;

    #[test]
    fn numbers_pass_and_anything_else_fails() {
        let embedding =
            |it: &str| completion(&format!(r#"{{"object":"list","data":[{{"index":0,"embedding":{it}}}]}}"#));
        check_probe(CheckId::EmbeddingsApi, ProbeId::Embeddings, embedding("[0.5,-1]"), Pass);
        check_probe(CheckId::EmbeddingsApi, ProbeId::Embeddings, embedding("[]"), Fail);
        check_probe(CheckId::EmbeddingsApi, ProbeId::Embeddings, embedding(r#""AAAA""#), Fail);
        check_probe(CheckId::EmbeddingsApi, ProbeId::Embeddings, completion(ANSWER), Fail);
    }
}
