//! The figures of one reply.

use serde_json::Value;

use crate::exchange::{Content, Reply};
use crate::response;

/// Times and token counts of one reply, as measured in this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Request to response headers, in ms.
    pub headers_ms: f64,
    /// Request to the first text of a stream, in ms; a plain reply has none.
    pub ttft_ms: Option<f64>,
    /// Request to the end of the body, in ms.
    pub total_ms: f64,
    /// Tokens of the prompt, as the server counts them.
    pub prompt_tokens: Option<u64>,
    /// Tokens of the answer, as the server counts them.
    pub completion_tokens: Option<u64>,
    /// Answer tokens a second: of a stream between its first and last text, of a plain reply over
    /// the whole time.
    pub tokens_per_s: Option<f64>,
}

/// One of the figures, to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// [`Metrics::headers_ms`].
    Headers,
    /// [`Metrics::ttft_ms`].
    FirstToken,
    /// [`Metrics::total_ms`].
    Total,
    /// [`Metrics::prompt_tokens`].
    PromptTokens,
    /// [`Metrics::completion_tokens`].
    CompletionTokens,
    /// [`Metrics::tokens_per_s`].
    TokensPerSecond,
}

impl Figure {
    /// Its name, as a person says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Headers => "Time to response headers",
            Self::FirstToken => "Time to first token (streaming)",
            Self::Total => "Total time",
            Self::PromptTokens => "Prompt tokens",
            Self::CompletionTokens => "Answer tokens",
            Self::TokensPerSecond => "Tokens per second",
        }
    }
}

impl Metrics {
    /// The figures of `reply`.
    pub fn of(reply: &Reply) -> Self {
        let usage = response::answer_of(reply).and_then(|answer| answer.usage.clone());
        let count = |name| usage.as_ref().and_then(|usage| usage.get(name)).and_then(Value::as_u64);
        let completion_tokens = count("completion_tokens");
        let (ttft_ms, writing) = match &reply.body.content {
            Content::Stream(stream) => {
                let writing = stream.first_token_ms.zip(stream.last_token_ms);
                // The first token is there when the time begins.
                (stream.first_token_ms, writing.map(|(first, last)| (1, last - first)))
            }
            Content::Empty | Content::Json(_) | Content::Text => (None, Some((0, reply.total_ms))),
        };
        let tokens_per_s = completion_tokens.zip(writing).and_then(|(tokens, (head_start, ms))| {
            let tokens = tokens.saturating_sub(head_start);
            #[expect(clippy::cast_precision_loss, reason = "no answer has 2^53 tokens")]
            (tokens > 0 && ms > 0.0).then(|| tokens as f64 * 1000.0 / ms)
        });
        Self {
            headers_ms: reply.headers_ms,
            ttft_ms,
            total_ms: reply.total_ms,
            prompt_tokens: count("prompt_tokens"),
            completion_tokens,
            tokens_per_s,
        }
    }
}
