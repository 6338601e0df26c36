//! The bodies of chat requests. Members are in the order of their structs, and those that are not
//! set are left out. Source: OpenAI reference, chat/create.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::shape::Shape;

/// `POST chat/completions`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChatRequest<'a> {
    /// The model to call.
    pub model: Cow<'a, str>,
    /// The conversation so far.
    pub messages: Messages<'a>,
    /// Tools that the model may call.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub tools: &'a [Tool],
    /// The call that the model must make, if any; the server's default if unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_choice: Option<ToolChoice>,
    /// The form of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_format: Option<ResponseFormat>,
    /// Sequences before which the answer ends.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub stop: &'a [&'a str],
    /// Limit of the answer in tokens, reasoning included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_completion_tokens: Option<u64>,
    /// The older name of this limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<u64>,
    /// Number of answers (choices).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<usize>,
    /// True to return the log probability of each token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logprobs: Option<bool>,
    /// Number of alternatives to return for each token, with their log probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_logprobs: Option<u8>,
    /// Seed of the sampling, so that a repeated request has the same answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Sampling temperature. The API takes fractions here and below; no probe needs them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<u8>,
    /// Probability mass of the tokens that are considered (nucleus sampling).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<u8>,
    /// Penalty for tokens that occurred before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presence_penalty: Option<u8>,
    /// Penalty for tokens by how often they occurred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency_penalty: Option<u8>,
    /// True to return the answer as server-sent events.
    #[serde(skip_serializing_if = "is_false")]
    pub stream: bool,
    /// Contents of the stream beside the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_options: Option<StreamOptions>,
}

impl<'a> ChatRequest<'a> {
    /// One message of the user, and nothing else.
    pub fn user(text: impl Into<Cow<'a, str>>) -> Self {
        Self::of([Message::user(text)])
    }

    /// These messages, and nothing else.
    pub fn of(messages: impl Into<Vec<Message<'a>>>) -> Self {
        Self { messages: Messages::List(messages.into()), ..Self::default() }
    }

    /// The same, streamed, with its usage at the end.
    #[must_use]
    pub fn streamed_with_usage(self) -> Self {
        Self { stream: true, stream_options: Some(StreamOptions { include_usage: true }), ..self }
    }
}

/// The messages of a request.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Messages<'a> {
    /// Valid messages.
    List(Vec<Message<'a>>),
    /// Something that no server may accept.
    Malformed(&'static str),
}

impl Default for Messages<'_> {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// One message.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "role", rename_all = "lowercase")]
pub enum Message<'a> {
    /// Instructions for the answers.
    System {
        /// The text.
        content: Cow<'a, str>,
    },
    /// The same under its newer name.
    Developer {
        /// The text.
        content: Cow<'a, str>,
    },
    /// The user's message.
    User {
        /// The text, or its parts.
        content: Content<'a>,
    },
    /// The model's answer.
    Assistant {
        /// The text; null beside calls.
        content: Option<Cow<'a, str>>,
        /// The calls, unchanged: some servers add their own members, which they
        /// require back.
        #[serde(skip_serializing_if = "Option::is_none")]
        tool_calls: Option<&'a Value>,
    },
    /// Result of a tool.
    Tool {
        /// The id of the call, unchanged.
        tool_call_id: &'a Value,
        /// The result.
        content: Cow<'a, str>,
    },
}

impl<'a> Message<'a> {
    /// A text of the user.
    pub fn user(text: impl Into<Cow<'a, str>>) -> Self {
        Self::User { content: Content::Text(text.into()) }
    }

    /// A text of the model.
    pub fn assistant(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Assistant { content: Some(text.into()), tool_calls: None }
    }
}

/// Content of a user's message.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Content<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A text with pictures.
    Parts(Vec<Part<'a>>),
}

/// A part of a user's message.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part<'a> {
    /// A text.
    Text {
        /// The text.
        text: Cow<'a, str>,
    },
    /// A picture.
    ImageUrl {
        /// Where it is.
        image_url: ImageUrl<'a>,
    },
}

/// Where a picture is.
#[derive(Clone, Debug, Serialize)]
pub struct ImageUrl<'a> {
    /// Its address, or the picture itself as a `data:` URL.
    pub url: Cow<'a, str>,
}

/// Tool that the model may call.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", content = "function", rename_all = "lowercase")]
pub enum Tool {
    /// A function.
    Function {
        /// Its name.
        name: &'static str,
        /// Purpose of the function.
        description: &'static str,
        /// Its arguments, as JSON Schema.
        parameters: &'static Shape,
    },
}

/// Obligation of the model to call something.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolChoice {
    /// It must.
    Required,
}

/// The form of an answer.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ResponseFormat {
    /// Any JSON object.
    JsonObject,
    /// JSON of a schema.
    JsonSchema {
        /// The schema.
        json_schema: NamedSchema,
    },
}

/// A schema with its name.
#[derive(Clone, Debug, Serialize)]
pub struct NamedSchema {
    /// The name.
    pub name: &'static str,
    /// True if the answer must fit it.
    pub strict: bool,
    /// JSON Schema that the answer must fit.
    pub schema: &'static Shape,
}

/// Further contents of a stream.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StreamOptions {
    /// A last chunk with the usage.
    pub include_usage: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(request: &ChatRequest<'_>, expected: &str) {
        assert_eq!(serde_json::to_string(request).unwrap(), expected);
    }

    #[test]
    fn what_is_not_set_is_not_sent() {
        check(
            &ChatRequest { model: "m".into(), ..ChatRequest::user("Hi") },
            r#"{"model":"m","messages":[{"role":"user","content":"Hi"}]}"#,
        );
    }

    #[test]
    fn members_stand_in_the_order_of_the_struct() {
        let request = ChatRequest {
            model: "m".into(),
            stop: &["a"],
            temperature: Some(0),
            tool_choice: Some(ToolChoice::Required),
            ..ChatRequest::of([])
        };
        check(
            &request.streamed_with_usage(),
            r#"{"model":"m","messages":[],"tool_choice":"required","stop":["a"],"temperature":0,"stream":true,"stream_options":{"include_usage":true}}"#,
        );
    }

    #[test]
    fn a_text_is_written_as_json_whatever_is_in_it() {
        let text = "\",\"stream\":true,\"x\":\"\\ \n\u{0}\u{2028}";
        let written = serde_json::to_string(&ChatRequest::user(text)).unwrap();
        let read: Value = written.parse().unwrap();
        assert_eq!(read["messages"][0]["content"], text);
        assert_eq!(read.as_object().unwrap().len(), 2);
    }
}
