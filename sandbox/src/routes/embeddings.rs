//! `POST embeddings`. Source: the `OpenAI` API reference, "Create embeddings".

use serde_json::{Value, json};

use crate::call::Call;
use crate::chat::BadRequest;
use crate::gateway::{EMBEDDING_MODEL, Gateway};
use crate::reply::Reply;

/// The numbers a text becomes.
const DIMENSIONS: usize = 8;
/// More texts at once are refused.
const MOST_TEXTS: usize = 256;

/// The same numbers for the same text, always.
pub fn embeddings(gateway: &Gateway, call: &Call) -> Reply {
    match embed(&call.body) {
        Ok(list) => Reply::json(200, &list),
        Err(problem) => (gateway.refuse_request)(&problem),
    }
}

fn embed(body: &[u8]) -> Result<Value, BadRequest> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|_| BadRequest { param: None, message: "The request body is not valid JSON." })?;
    if body["model"] != EMBEDDING_MODEL {
        return Err(BadRequest { param: Some("model"), message: "The embedding model is sandbox-embed." });
    }
    if !matches!(body["encoding_format"].as_str(), None | Some("float")) {
        return Err(BadRequest { param: Some("encoding_format"), message: "Only float is offered." });
    }
    let texts =
        texts(&body["input"]).filter(|texts| (1..=MOST_TEXTS).contains(&texts.len())).ok_or(BadRequest {
            param: Some("input"),
            message: "'input' must be a string or an array of strings.",
        })?;
    let data: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| json!({ "object": "embedding", "index": index, "embedding": numbers(text) }))
        .collect();
    let tokens: usize = texts.iter().map(|text| text.len().div_ceil(4)).sum();
    let usage = json!({ "prompt_tokens": tokens, "total_tokens": tokens });
    Ok(json!({ "object": "list", "data": data, "model": EMBEDDING_MODEL, "usage": usage }))
}

fn texts(input: &Value) -> Option<Vec<&str>> {
    match input {
        Value::String(text) => Some(vec![text]),
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

/// A direction of length 1, made from the letters.
fn numbers(text: &str) -> Vec<f64> {
    let mut sums = [1.0_f64; DIMENSIONS];
    for (index, byte) in text.bytes().enumerate() {
        sums[index % DIMENSIONS] += f64::from(byte) / 256.0;
    }
    let length = sums.iter().map(|sum| sum * sum).sum::<f64>().sqrt();
    sums.map(|sum| sum / length).to_vec()
}
