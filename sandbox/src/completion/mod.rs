//! A finished answer; its forms on the wire are beside it.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::call::Call;
use crate::chat::Chat;

mod wire;

/// Answer of the model behind the gateway.
#[derive(Clone, Debug)]
pub struct Completion {
    /// Differs from request to request.
    pub id: String,
    /// Seconds since 1970.
    pub created: u64,
    /// The name the reply carries.
    pub model: String,
    /// The answer's text, one token a piece.
    pub tokens: Vec<String>,
    /// The text of the model's thinking; empty if it does not think.
    pub reasoning: String,
    /// The tool the model calls instead of answering.
    pub tool_call: Option<ToolCall>,
    /// Reason why the answer ends: `stop`, `length` or `tool_calls`.
    pub finish_reason: &'static str,
    /// Number of times that the answer is given.
    pub choices: usize,
    /// If each token comes with its probability: with how many rivals.
    pub logprobs: Option<usize>,
    /// Cost of the request, in tokens.
    pub prompt_tokens: usize,
}

/// One call of a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolCall {
    /// Differs from request to request.
    pub id: String,
    /// The function's name.
    pub name: String,
    /// The arguments as JSON text.
    pub arguments: String,
}

impl Completion {
    /// An answer that calls a tool.
    pub fn calls(call: &Call, chat: &Chat, tool_call: ToolCall) -> Self {
        let answer = Self::of(call, chat, Vec::new());
        Self { tool_call: Some(tool_call), finish_reason: "tool_calls", ..answer }
    }

    /// An answer that consists of `tokens`, as far as the request's stops and limit allow.
    pub fn of(call: &Call, chat: &Chat, mut tokens: Vec<String>) -> Self {
        let text = tokens.concat();
        let stop = chat.stop.iter().filter(|stop| !stop.is_empty());
        if let Some(end) = stop.filter_map(|stop| text.find(stop)).min() {
            tokens = cut(tokens, end);
        }
        let limit = chat.max_tokens.unwrap_or(usize::MAX);
        let finish_reason = if tokens.len() > limit { "length" } else { "stop" };
        tokens.truncate(limit);
        Self {
            id: format!("chatcmpl-sandbox-{}", call.number),
            created: now_s(),
            model: chat.model.clone(),
            tokens,
            reasoning: String::new(),
            tool_call: None,
            finish_reason,
            choices: chat.n,
            logprobs: chat.logprobs,
            // About four bytes of English a token, and a few for the frame of the conversation.
            prompt_tokens: 7 + chat.prompt_bytes().div_ceil(4),
        }
    }

    /// The counts.
    pub fn usage(&self) -> Value {
        let called = self.tool_call.as_ref().map_or(0, |call| call.arguments.len().div_ceil(4));
        let thought = self.reasoning.split_inclusive(' ').count();
        self.usage_for((self.tokens.len() + thought + called) * self.choices)
    }

    /// The counts for an answer of this many tokens.
    pub fn usage_for(&self, completion_tokens: usize) -> Value {
        json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": self.prompt_tokens + completion_tokens,
        })
    }
}

/// A text as tokens: a word with the space after it is one.
pub fn tokens(text: &str) -> Vec<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}

/// Seconds since 1970; 0 if the machine's clock is before that.
pub fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The tokens that make up the first `bytes` of the text.
fn cut(tokens: Vec<String>, bytes: usize) -> Vec<String> {
    let mut left = bytes;
    let mut kept = Vec::new();
    for mut token in tokens {
        token.truncate(left.min(token.len()));
        left -= token.len();
        if token.is_empty() {
            break;
        }
        kept.push(token);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one two three four";

    #[track_caller]
    fn check(parameters: &str, content: &str, finish_reason: &str, completion_tokens: u64) {
        let body = format!(r#"{{"model":"m","messages":[{{"role":"user","content":"Hi"}}]{parameters}}}"#);
        let call = Call::prompt(&body);
        let chat = Chat::parse(&call.body).expect("a good request");
        let completion = Completion::of(&call, &chat, tokens(TEXT));
        let json = completion.json();
        assert_eq!(json["choices"][0]["message"]["content"], content);
        assert_eq!(json["choices"][0]["finish_reason"], finish_reason);
        assert_eq!(json["usage"]["completion_tokens"], completion_tokens);
        let chunks = completion.chunks(false);
        let streamed: String =
            chunks.iter().filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str()).collect();
        assert_eq!(streamed, content, "streamed");
    }

    #[test]
    fn limits_and_stops_are_honoured() {
        check("", TEXT, "stop", 4);
        check(r#","max_tokens":2"#, "one two ", "length", 2);
        check(r#","max_completion_tokens":4"#, TEXT, "stop", 4);
        check(r#","stop":"three""#, "one two ", "stop", 2);
        check(r#","stop":["four","wo"]"#, "one t", "stop", 2);
        check(r#","stop":"one""#, "", "stop", 0);
    }
}
