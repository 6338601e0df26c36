//! Does the model answer the user's prompt, plain and streamed?

use super::chat::{chat, is_refused_for, json};
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::exchange::Exchange;
use crate::target::Target;
use crate::wire::Request;
use crate::wire::chat::{ChatRequest, Message};

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
    question: "Does the model answer as a stream?",
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
    question: "How much do response times vary?",
    profile: Profile::Quick,
    tokens: 200,
    after: &[],
    request: |context| Ok(repeated(context)),
    again: never,
};

/// The prompt several times at once, for limits and stability.
pub const BURST_PROBE: Probe =
    Probe { id: ProbeId::Burst, question: "How many parallel requests get an answer?", ..REPEAT_PROBE };

/// Nothing but the model and the prompt, and for a stream `stream` and `stream_options.include_usage`.
pub fn prompt(target: &Target, text: &str, is_streamed: bool) -> Request {
    chat(target, question(text, is_streamed))
}

/// The body of [`prompt`], for a program that sends it by itself.
pub fn prompt_body(model: &str, text: &str, is_streamed: bool) -> String {
    json(&ChatRequest { model: model.into(), ..question(text, is_streamed) })
}

/// Only its messages.
pub fn prompt_messages(text: &str) -> String {
    json(&[Message::user(text)])
}

fn question(text: &str, is_streamed: bool) -> ChatRequest<'_> {
    let question = ChatRequest::user(text);
    if is_streamed { question.streamed_with_usage() } else { question }
}

/// A server that does not know `stream_options` may still stream.
fn without_options(context: &ProbeContext<'_>, exchange: &Exchange) -> Option<Request> {
    let is_needed = exchange.request.is_streamed && is_refused_for(exchange, "stream_options");
    is_needed.then(|| bare_stream(context))
}

fn bare_stream(context: &ProbeContext<'_>) -> Request {
    chat(context.target, ChatRequest { stream: true, ..ChatRequest::user(context.prompt) })
}

/// The prompt again, in the form in which the server took it.
fn repeated(context: &ProbeContext<'_>) -> Request {
    let is_bare = |exchange: &Exchange| exchange.request.is_streamed && !exchange.request.wants_usage;
    match context.transcript.of_probe(ProbeId::Prompt) {
        Some((_, exchange)) if is_bare(exchange) => bare_stream(context),
        Some(_) | None => prompt(context.target, context.prompt, context.is_streamed),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{context, reply, target};
    use super::*;
    use crate::exchange::{Outcome, Transcript};
    use crate::target::{ApiKey, BaseUrl, ModelName};

    fn body(text: &str, is_streamed: bool) -> Value {
        let target = Target {
            base_url: BaseUrl::parse("https://a.example/v1").unwrap(),
            key: ApiKey::parse("gc-test-1").unwrap(),
            model: ModelName::parse("m \\ \"1\" x").unwrap(),
        };
        let request = prompt(&target, text, is_streamed);
        assert_eq!(request.url, "https://a.example/v1/chat/completions");
        assert_eq!((request.is_streamed, request.wants_usage), (is_streamed, is_streamed));
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
    fn the_messages_alone_are_those_of_the_body() {
        assert_eq!(prompt_messages("a \"b\""), r#"[{"role":"user","content":"a \"b\""}]"#);
    }

    #[test]
    fn what_the_prompt_says_of_streams_makes_none() {
        let text = r#"","stream":true,"stream_options":{"include_usage":true}"#;
        for (text, is_streamed) in [(text, false), (&text.replace('"', "\\\""), false), (text, true)] {
            assert_eq!(body(text, is_streamed)["messages"][0]["content"], text);
        }
    }

    #[test]
    fn a_stream_is_asked_for_without_options_where_they_are_refused() {
        let (target, transcript) = (target(), Transcript::default());
        let context = ProbeContext { is_streamed: true, ..context(&target, &transcript) };
        let exchange = |is_streamed, message: &str| Exchange {
            probe: PROMPT_PROBE.id,
            request: prompt(&target, "Hi", is_streamed),
            started_ms: 0.0,
            outcome: Outcome::Replied(reply(400, &json!({"error": {"message": message}}).to_string())),
        };
        let again = without_options(&context, &exchange(true, "Unknown field: stream_options")).unwrap();
        assert!(again.is_streamed && !again.wants_usage);
        assert!(again.body.unwrap().ends_with(r#"],"stream":true}"#));
        assert_eq!(without_options(&context, &exchange(true, "No.")), None);
        assert_eq!(without_options(&context, &exchange(false, "stream_options")), None);
        let first = |request| Transcript {
            exchanges: vec![Exchange { request, ..exchange(true, "") }],
            ..Transcript::default()
        };
        let again = without_options(&context, &exchange(true, "Unknown field: stream_options")).unwrap();
        for (request, wants_usage) in [(prompt(&target, "Hi", true), true), (again, false)] {
            let transcript = first(request);
            let context = ProbeContext { transcript: &transcript, ..context };
            for probe in [&REPEAT_PROBE, &BURST_PROBE] {
                let request = (probe.request)(&context).unwrap();
                assert_eq!((request.is_streamed, request.wants_usage), (true, wants_usage), "{}", probe.id);
            }
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
