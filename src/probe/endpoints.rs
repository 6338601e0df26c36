//! Does it offer the other endpoints that programs use?
//!
//! Source: OpenAI reference, responses/create and embeddings/create.

use serde::Serialize;

use super::chat::post;
use super::{Probe, ProbeId, Profile, never};
use crate::exchange::Transcript;
use crate::wire;

pub(super) const RESPONSES_PROBE: Probe = Probe {
    id: ProbeId::Responses,
    question: "Does the Responses API work?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| {
        let body = InputRequest { model: context.target.model.as_str(), input: "Say hello." };
        Ok(post(context.target, "responses", &body))
    },
    again: never,
};

pub(super) const EMBEDDINGS_PROBE: Probe = Probe {
    id: ProbeId::Embeddings,
    question: "Does the embeddings API work?",
    profile: Profile::Full,
    tokens: 5,
    after: &[ProbeId::Models],
    request: |context| {
        let model = embedding_model(context.transcript).ok_or("The model list names no embedding model.")?;
        Ok(post(context.target, "embeddings", &InputRequest { model: &model, input: "Hello" }))
    },
    again: never,
};

/// The minimal request of either.
#[derive(Serialize)]
struct InputRequest<'a> {
    model: &'a str,
    input: &'a str,
}

/// The first listed model whose name says that it is for embeddings.
fn embedding_model(transcript: &Transcript) -> Option<String> {
    let (_, exchange) = transcript.of_probe(ProbeId::Models)?;
    let ids = wire::models::suggested(exchange.reply()?.body.json())?;
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
