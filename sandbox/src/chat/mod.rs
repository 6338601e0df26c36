//! The body of a chat request, read the way a careful gateway reads it.
//!
//! Source: the `OpenAI` API reference, "Create chat completion".

use std::collections::BTreeSet;

use serde_json::Value;

mod format;
mod message;
mod number;
mod tool;

pub use format::Format;
pub use message::Message;
pub use tool::Tool;

/// Contents of a chat request; parameters the sandbox has no use for are accepted and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// The model by the name the caller used.
    pub model: String,
    /// The conversation; the last message is the one to answer.
    pub messages: Vec<Message>,
    /// Is the answer to come in pieces?
    pub stream: bool,
    /// Is a last chunk with the usage requested?
    pub include_usage: bool,
    /// The most tokens to answer with, by either of its two names.
    pub max_tokens: Option<usize>,
    /// Texts before which the answer ends.
    pub stop: Vec<String>,
    /// The tools the model may call.
    pub tools: Vec<Tool>,
    /// The requested format of the answer.
    pub format: Format,
    /// Number of answers to give.
    pub n: usize,
    /// If each token's probability is requested: for how many rivals too.
    pub logprobs: Option<usize>,
    /// The names of all parameters that were given and are not null.
    pub given: BTreeSet<String>,
}

/// Reason why a body is not a chat request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRequest {
    /// The parameter at fault; `None` if it is the body as a whole.
    pub param: Option<&'static str>,
    /// The gateway's words.
    pub message: &'static str,
}

/// More answers than this are refused.
const MOST_ANSWERS: usize = 16;

impl Chat {
    /// Reads a request body.
    ///
    /// # Errors
    /// The first thing that a careful gateway would refuse with status 400.
    pub fn parse(body: &[u8]) -> Result<Self, BadRequest> {
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            return Err(BadRequest { param: None, message: "The request body is not valid JSON." });
        };
        let Some(model) = body["model"].as_str() else {
            return Err(bad("model", "'model' is required and must be a string."));
        };
        let messages = message::messages(&body["messages"])?;
        number::check_ranges(&body)?;
        let rivals = number::count(&body, "top_logprobs", 0, 20)?;
        let given = body.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        Ok(Self {
            model: model.to_owned(),
            messages,
            stream: number::flag(&body["stream"], "stream")?,
            include_usage: number::flag(&body["stream_options"]["include_usage"], "stream_options")?,
            max_tokens: number::limit(&body)?,
            stop: number::stops(&body["stop"])?,
            tools: tool::offered(&body)?,
            format: format::format(&body["response_format"])?,
            n: number::count(&body, "n", 1, MOST_ANSWERS)?,
            logprobs: number::flag(&body["logprobs"], "logprobs")?.then_some(rivals),
            given: given.map(|(name, _)| name.clone()).collect(),
        })
    }

    /// Was this parameter given?
    pub fn has(&self, param: &str) -> bool {
        self.given.contains(param)
    }

    /// The last message of the user, if there is one.
    pub fn question(&self) -> Option<&Message> {
        self.messages.iter().rfind(|message| message.role == "user")
    }

    /// The text of the last message of the user.
    pub fn prompt(&self) -> &str {
        self.question().map_or("", |message| &message.text)
    }

    /// All text of all messages, in bytes; the usage counts are made from it.
    pub fn prompt_bytes(&self) -> usize {
        self.messages.iter().map(|message| message.text.len()).sum()
    }
}

const fn bad(param: &'static str, message: &'static str) -> BadRequest {
    BadRequest { param: Some(param), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, refused_for: Option<&str>) {
        let problem = Chat::parse(body.as_bytes()).expect_err("a request to refuse");
        assert_eq!(problem.param, refused_for);
    }

    #[track_caller]
    fn check_more(more: &str, refused_for: Option<&str>) {
        let good = r#"{"model":"m","messages":[{"role":"user","content":"Hi"}]"#;
        assert!(Chat::parse(format!("{good}}}").as_bytes()).is_ok());
        check(&format!("{good},{more}}}"), refused_for);
    }

    #[test]
    fn what_is_wrong_is_named() {
        check("", None);
        check("{}", Some("model"));
        check(r#"{"model":"m"}"#, Some("messages"));
        check(r#"{"model":"m","messages":"Hi"}"#, Some("messages"));
        check(r#"{"model":"m","messages":[]}"#, Some("messages"));
        check(r#"{"model":"m","messages":[{"role":"nobody","content":"Hi"}]}"#, Some("messages"));
        check(r#"{"model":"m","messages":[{"role":"user","content":7}]}"#, Some("messages"));
        check_more(r#""stream":1"#, Some("stream"));
        check_more(r#""max_tokens":0"#, Some("max_tokens"));
        check_more(r#""stop":[1]"#, Some("stop"));
        check_more(r#""temperature":3"#, Some("temperature"));
        check_more(r#""seed":"x""#, Some("seed"));
        check_more(r#""n":0"#, Some("n"));
        check_more(r#""n":1000000"#, Some("n"));
        check_more(r#""tools":[{}]"#, Some("tools"));
        check_more(r#""tool_choice":"required""#, Some("tool_choice"));
        check_more(r#""response_format":{"type":"xml"}"#, Some("response_format"));
        check_more(r#""response_format":{"type":"json_schema"}"#, Some("response_format"));
    }

    #[test]
    fn the_prompt_is_the_users_last_text() {
        let body = r#"{"model":"m","messages":[{"role":"user","content":"one"},
            {"role":"assistant","content":"two"},
            {"role":"user","content":[{"type":"text","text":"three"}]}]}"#;
        let chat = Chat::parse(body.as_bytes()).expect("a good request");
        assert_eq!((chat.prompt(), chat.prompt_bytes()), ("three", 11));
    }
}
