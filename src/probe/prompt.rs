//! Does the model answer the user's prompt, plain and streamed?

use super::chat::{self, chat, is_refused_for, user_says};
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::exchange::Exchange;
use crate::target::Target;
use crate::wire::Request;

pub(super) const PROMPT_PROBE: Probe = Probe {
    id: ProbeId::Prompt,
    question: "Does the model answer the prompt?",
    profile: Profile::Quick,
    tokens: 200,
    after: &[],
    request: |context| Ok(prompt(context.target, context.prompt, context.is_streamed)),
    again: without_options,
};

pub(super) const STREAM_PROBE: Probe = Probe {
    id: ProbeId::Stream,
    question: "Does it answer as a stream?",
    profile: Profile::Standard,
    tokens: 200,
    after: &[],
    request: |context| {
        if context.is_streamed {
            return Err("The prompt itself was streamed.");
        }
        Ok(prompt(context.target, context.prompt, true))
    },
    again: without_options,
};

/// The prompt again, for figures that one reply cannot give.
pub const REPEAT_PROBE: Probe = Probe {
    id: ProbeId::Repeat,
    question: "How do the figures spread?",
    profile: Profile::Quick,
    tokens: 200,
    after: &[],
    request: |context| Ok(prompt(context.target, context.prompt, context.is_streamed)),
    again: never,
};

/// The prompt several times at once, for limits and stability.
pub const BURST_PROBE: Probe =
    Probe { id: ProbeId::Burst, question: "How many at once are answered?", ..REPEAT_PROBE };

const STREAMED: &str = r#","stream":true"#;
const WITH_USAGE: &str = r#","stream":true,"stream_options":{"include_usage":true}"#;

/// Nothing but the model and the prompt, and for a stream `stream` and `stream_options.include_usage`.
pub fn prompt(target: &Target, text: &str, is_streamed: bool) -> Request {
    chat(target, &user_says(text), more(is_streamed))
}

/// The body of [`prompt`], for a program that sends it by itself.
pub fn prompt_body(model: &str, text: &str, is_streamed: bool) -> String {
    chat::body(model, &user_says(text), more(is_streamed))
}

fn more(is_streamed: bool) -> &'static str {
    if is_streamed { WITH_USAGE } else { "" }
}

/// A server that does not know `stream_options` may stream all the same.
fn without_options(context: &ProbeContext<'_>, exchange: &Exchange) -> Option<Request> {
    (exchange.request.is_streamed && is_refused_for(exchange, "stream_options"))
        .then(|| chat(context.target, &user_says(context.prompt), STREAMED))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::target::{ApiKey, BaseUrl, ModelName};

    fn body(text: &str, is_streamed: bool) -> Value {
        let target = Target {
            base_url: BaseUrl::parse("https://a.example/v1").unwrap(),
            key: ApiKey::parse("gc-test-1").unwrap(),
            model: ModelName::parse("m \\ \"1\" x").unwrap(),
        };
        let request = prompt(&target, text, is_streamed);
        assert_eq!(request.url, "https://a.example/v1/chat/completions");
        assert_eq!(request.is_streamed, is_streamed);
        assert_eq!(request.body, Some(prompt_body(target.model.as_str(), text, is_streamed)));
        serde_json::from_str(&request.body.unwrap()).unwrap()
    }

    #[test]
    fn the_body_is_minimal_whatever_the_text() {
        for text in ["Hi", "a \"b\" \\ \n $HOME 👍 \u{2028} </script>"] {
            let expected = json!({"model": "m \\ \"1\" x", "messages": [{"role": "user", "content": text}]});
            assert_eq!(body(text, false), expected);
        }
    }

    #[test]
    fn a_stream_asks_for_its_usage() {
        let body = body("Hi", true);
        assert_eq!(body["stream"], true);
        assert_eq!(body["stream_options"], json!({"include_usage": true}));
        assert_eq!(body.as_object().unwrap().len(), 4);
    }
}
