//! The two forms in which a completion goes over the wire.
//!
//! Source: the `OpenAI` API reference, "The chat completion object" and "… chunk object".

use serde_json::{Value, json};

use super::{Completion, ToolCall, tokens};

impl Completion {
    /// The body of a plain reply.
    pub fn json(&self) -> Value {
        let choices: Vec<Value> = (0..self.choices).map(|index| self.choice(index)).collect();
        json!({
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": self.model,
            "choices": choices,
            "usage": self.usage(),
        })
    }

    fn choice(&self, index: usize) -> Value {
        let mut message = json!({ "role": "assistant", "content": self.tokens.concat() });
        if !self.reasoning.is_empty() {
            message["reasoning_content"] = json!(self.reasoning);
        }
        if let Some(call) = &self.tool_call {
            message["content"] = Value::Null;
            message["tool_calls"] = json!([call.json()]);
        }
        let mut choice = json!({ "index": index, "finish_reason": self.finish_reason });
        choice["message"] = message;
        if self.logprobs.is_some() {
            choice["logprobs"] = self.probabilities(&self.tokens);
        }
        choice
    }

    /// The data of every event of a streamed reply, without the closing `[DONE]`.
    pub fn chunks(&self, include_usage: bool) -> Vec<Value> {
        let mut chunks: Vec<Value> = (0..self.choices).flat_map(|index| self.chunks_of(index)).collect();
        if include_usage {
            for chunk in &mut chunks {
                chunk["usage"] = Value::Null;
            }
            let mut last = self.chunk(json!({}), None);
            last["choices"] = json!([]);
            last["usage"] = self.usage();
            chunks.push(last);
        }
        chunks
    }

    fn chunks_of(&self, index: usize) -> Vec<Value> {
        let mut deltas = match &self.tool_call {
            Some(call) => call.deltas(),
            None => vec![json!({ "role": "assistant", "content": "" })],
        };
        if !self.reasoning.is_empty() {
            deltas.push(json!({ "reasoning_content": self.reasoning }));
        }
        let mut chunks: Vec<Value> = deltas.into_iter().map(|delta| self.chunk(delta, None)).collect();
        chunks.extend(self.tokens.iter().map(|token| {
            let mut chunk = self.chunk(json!({ "content": token }), None);
            if self.logprobs.is_some() {
                chunk["choices"][0]["logprobs"] = self.probabilities(std::slice::from_ref(token));
            }
            chunk
        }));
        chunks.push(self.chunk(json!({}), Some(self.finish_reason)));
        for chunk in &mut chunks {
            chunk["choices"][0]["index"] = json!(index);
        }
        chunks
    }

    /// The data of one event of the first choice.
    pub fn chunk(&self, delta: Value, finish_reason: Option<&str>) -> Value {
        let mut choice = json!({ "index": 0, "finish_reason": finish_reason });
        choice["delta"] = delta;
        json!({
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "choices": [choice],
        })
    }

    /// Returns the probability of each token, and of as many rivals as were asked for.
    fn probabilities(&self, tokens: &[String]) -> Value {
        let one = |token: &str, logprob: f64| json!({ "token": token, "logprob": logprob, "bytes": token.as_bytes() });
        let content: Vec<Value> = tokens
            .iter()
            .map(|token| {
                let mut entry = one(token, -0.1);
                let rivals = (0_u32..20).take(self.logprobs.unwrap_or(0)).map(|index| match index {
                    0 => one(token, -0.1),
                    _ => one(&format!("rival{index} "), -3.0 - f64::from(index)),
                });
                entry["top_logprobs"] = rivals.collect();
                entry
            })
            .collect();
        json!({ "content": content, "refusal": null })
    }
}

impl ToolCall {
    fn json(&self) -> Value {
        let function = json!({ "name": self.name, "arguments": self.arguments });
        json!({ "id": self.id, "type": "function", "function": function })
    }

    /// The name first, then the arguments in pieces.
    fn deltas(&self) -> Vec<Value> {
        let mut begun = Self { arguments: String::new(), ..self.clone() }.json();
        begun["index"] = json!(0);
        let mut deltas = vec![json!({ "role": "assistant", "content": null, "tool_calls": [begun] })];
        deltas.extend(
            tokens_of_json(&self.arguments)
                .iter()
                .map(|piece| json!({ "tool_calls": [{ "index": 0, "function": { "arguments": piece } }] })),
        );
        deltas
    }
}

/// JSON has no spaces here; it is also cut after colons, commas and braces.
fn tokens_of_json(text: &str) -> Vec<String> {
    let pieces = tokens(text).into_iter();
    pieces
        .flat_map(|piece| piece.split_inclusive([':', ',', '{']).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
