//! The figures of one reply.

use serde_json::Value;

use crate::exchange::{Answer, Content, Reply};
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
    /// Answer tokens per second: of a stream those between its first and last text, of a plain reply all of
    /// them over the whole time.
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
        let answer = response::answer_of(reply);
        let answer = answer.as_deref();
        let completion_tokens = answer.and_then(|answer| count(answer, "/completion_tokens"));
        let (ttft_ms, writing) = match &reply.body.content {
            Content::Stream(stream) => {
                let writing = stream.first_token_ms.zip(stream.last_token_ms);
                // The first token has already arrived when the time begins, and hidden thinking is over.
                let head_start = answer.map_or(0, hidden_tokens).saturating_add(1);
                (stream.first_token_ms, writing.map(|(first, last)| (head_start, last - first)))
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
            prompt_tokens: answer.and_then(|answer| count(answer, "/prompt_tokens")),
            completion_tokens,
            tokens_per_s,
        }
    }
}

/// The number at this JSON pointer in the usage of an answer.
fn count(answer: &Answer, pointer: &str) -> Option<u64> {
    answer.usage.as_ref()?.pointer(pointer).and_then(Value::as_u64)
}

/// The reasoning tokens of an answer: spent before its text, and not shown.
fn hidden_tokens(answer: &Answer) -> u64 {
    let [prompt, completion, total] = ["/prompt_tokens", "/completion_tokens", "/total_tokens"]
        .map(|pointer| count(answer, pointer).unwrap_or(0));
    // Some servers (seen with xAI) count them beside the answer's tokens instead of among them.
    let are_among = answer.reasoning_bytes == 0 && total <= prompt.saturating_add(completion);
    let thought = count(answer, "/completion_tokens_details/reasoning_tokens");
    thought.filter(|_| are_among).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::check::testing::completion;
    use crate::exchange::{Body, Stream};

    /// The figures of a reply whose headers came after 50 ms and whose end came after 400 ms.
    fn of(content: Content) -> Metrics {
        Metrics::of(&Reply {
            body: Body { content, ..Body::default() },
            headers_ms: 50.0,
            total_ms: 400.0,
            ..completion("{}")
        })
    }

    /// Those of a stream with its first and last text at these times.
    fn of_stream(first_ms: f64, last_ms: f64, tokens: u64) -> Metrics {
        let usage = Some(json!({ "prompt_tokens": 7, "completion_tokens": tokens }));
        of(Content::Stream(Box::new(Stream {
            first_token_ms: Some(first_ms),
            last_token_ms: Some(last_ms),
            answer: Answer { usage, ..Answer::default() },
            ..Stream::default()
        })))
    }

    #[test]
    fn a_streams_pace_is_measured_between_its_first_and_last_text() {
        let expected = Metrics {
            headers_ms: 50.0,
            ttft_ms: Some(100.0),
            total_ms: 400.0,
            prompt_tokens: Some(7),
            completion_tokens: Some(5),
            tokens_per_s: Some(20.0),
        };
        assert_eq!(of_stream(100.0, 300.0, 5), expected);
        assert_eq!(of_stream(100.0, 300.0, 1).tokens_per_s, None);
        assert_eq!(of_stream(100.0, 100.0, 5).tokens_per_s, None);
    }

    #[test]
    fn thinking_that_is_not_shown_was_over_before_the_first_text() {
        let pace = |reasoning_bytes, total_tokens| {
            let usage = json!({
                "prompt_tokens": 7,
                "completion_tokens": 505,
                "total_tokens": total_tokens,
                "completion_tokens_details": { "reasoning_tokens": 500 },
            });
            let answer = Answer { usage: Some(usage), reasoning_bytes, ..Answer::default() };
            let (first_token_ms, last_token_ms) = (Some(100.0), Some(300.0));
            let stream = Stream { first_token_ms, last_token_ms, answer, ..Stream::default() };
            of(Content::Stream(Box::new(stream))).tokens_per_s
        };
        assert_eq!(pace(0, 512), Some(20.0));
        assert_eq!(pace(0, 1_012), Some(2_520.0), "it is no part of the 505");
        assert_eq!(pace(2_000, 512), Some(2_520.0), "it was shown");
    }

    #[test]
    fn a_plain_replys_pace_is_measured_over_the_whole_time() {
        let expected = Metrics {
            headers_ms: 50.0,
            ttft_ms: None,
            total_ms: 400.0,
            prompt_tokens: Some(7),
            completion_tokens: Some(5),
            tokens_per_s: Some(12.5),
        };
        let usage = json!({ "prompt_tokens": 7, "completion_tokens": 5 });
        assert_eq!(of(Content::Json(json!({ "choices": [{}], "usage": usage }))), expected);
    }
}
