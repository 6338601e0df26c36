//! Does it offer the other endpoints that programs use?
//!
//! Source: OpenAI reference, responses/create and embeddings/create.

use super::chat::post;
use super::{Probe, ProbeId, Profile, never};
use crate::exchange::Transcript;
use crate::wire;
use crate::wire::json_text;

pub(super) const RESPONSES_PROBE: Probe = Probe {
    id: ProbeId::Responses,
    question: "Does it offer the Responses API?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| {
        let model = json_text::of_text(context.target.model.as_str());
        let body = format!(r#"{{"model":{model},"input":"Say hello."}}"#);
        Ok(post(context.target, "responses", body))
    },
    again: never,
};

pub(super) const EMBEDDINGS_PROBE: Probe = Probe {
    id: ProbeId::Embeddings,
    question: "Does it offer embeddings?",
    profile: Profile::Full,
    tokens: 5,
    after: &[ProbeId::Models],
    request: |context| {
        let model = embedding_model(context.transcript).ok_or("The model list names no embedding model.")?;
        let body = format!(r#"{{"model":{},"input":"Hello"}}"#, json_text::of_text(&model));
        Ok(post(context.target, "embeddings", body))
    },
    again: never,
};

/// The first listed model whose name says that it is for embeddings.
fn embedding_model(transcript: &Transcript) -> Option<String> {
    let (_, exchange) = transcript.of_probe(ProbeId::Models)?;
    let ids = wire::models::ids(exchange.reply()?.body.json())?;
    ids.into_iter().find(|id| id.to_ascii_lowercase().contains("embed"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{listed, request};
    use super::*;

    #[test]
    fn embeddings_are_asked_of_a_listed_embedding_model() {
        let models = listed(r#"{"data":[{"id":"m-small"},{"id":"Text-Embed-1"}]}"#, ProbeId::Models);
        let body = request(&EMBEDDINGS_PROBE, &models).unwrap().body.unwrap();
        assert_eq!(body, r#"{"model":"Text-Embed-1","input":"Hello"}"#);
    }

    #[test]
    fn without_a_listed_embedding_model_nothing_is_asked() {
        let models = listed(r#"{"data":[{"id":"m-small"}]}"#, ProbeId::Models);
        assert!(request(&EMBEDDINGS_PROBE, &models).is_err());
        assert!(request(&EMBEDDINGS_PROBE, &Transcript::default()).is_err());
    }
}
