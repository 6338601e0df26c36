//! The message of a provider that a gateway quotes inside its own.

use serde_json::{Map, Value};

use super::json;

/// Longer quotations are not parsed, in bytes.
const MAX_QUOTATION_BYTES: usize = 100_000;

/// Depth to which a reply is searched for quotes, and number of its values that are looked at.
const MAX_DEPTH: u8 = 6;
const MAX_VALUES: u32 = 400;

/// Members that hold what somebody else said, in words.
const QUOTES: [&str; 22] = [
    "raw",
    "details",
    "detail",
    "cause",
    "reason",
    "value",
    "body",
    "response",
    "upstream",
    "provider",
    "inner",
    "original",
    "source",
    "context",
    "info",
    "exception",
    "error_message",
    "errorMessage",
    "provider_message",
    "upstream_message",
    "inner_message",
    "debug",
];

/// Objects that hold what somebody else said.
const QUOTING: [&str; 8] = [
    "error",
    "innererror",
    "inner_error",
    "upstream_error",
    "provider_error",
    "cause",
    "original_error",
    "response",
];

/// The error that a reply quotes beside or below its own `message`, at any depth: one in a string of JSON
/// first, then an object with words, then the words of a member that quotes.
pub(super) fn deeper(reply: &Value, message: &str) -> Option<super::ErrorEnvelope> {
    let mut search = Search { message, left: MAX_VALUES, parsed: None, object: None, words: None };
    search.look(reply, "", MAX_DEPTH);
    search.parsed.or(search.object).or(search.words)
}

struct Search<'a> {
    /// Message of the reply itself.
    message: &'a str,
    left: u32,
    parsed: Option<super::ErrorEnvelope>,
    object: Option<super::ErrorEnvelope>,
    words: Option<super::ErrorEnvelope>,
}

impl Search<'_> {
    fn look(&mut self, value: &Value, name: &str, depth: u8) {
        if depth == 0 || self.left == 0 || self.parsed.is_some() {
            return;
        }
        self.left -= 1;
        match value {
            Value::String(text) => self.look_at_text(text, name),
            Value::Array(items) => items.iter().for_each(|item| self.look(item, name, depth - 1)),
            Value::Object(members) => {
                if QUOTING.contains(&name) && self.object.is_none() {
                    self.object = self.of_object(members);
                }
                members.iter().for_each(|(name, member)| self.look(member, name, depth - 1));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn look_at_text(&mut self, text: &str, name: &str) {
        // A quote inside the message is read with the message.
        if text == self.message || text.len() > MAX_QUOTATION_BYTES {
            return;
        }
        if text.trim_start().starts_with(['{', '[']) || (QUOTES.contains(&name) && text.contains('{')) {
            self.parsed = quotation(text).filter(|quoted| quoted.message != self.message);
        }
        if self.words.is_none() && QUOTES.contains(&name) && text.trim().contains([' ', '_']) {
            self.words = Some(super::ErrorEnvelope { message: text.to_owned(), ..Default::default() });
        }
    }

    /// An object with words other than the reply's own.
    fn of_object(&self, members: &Map<String, Value>) -> Option<super::ErrorEnvelope> {
        let words = ["message", "msg"].iter().find_map(|name| json::text(members.get(*name)?))?;
        let is_written = words.trim_start().starts_with(['{', '[']);
        let code = members.get("code").and_then(json::text);
        (words != self.message && !is_written).then(|| super::ErrorEnvelope {
            message: words,
            code,
            ..Default::default()
        })
    }
}

/// The error that is quoted in `words`, as JSON or as a Python dictionary:
/// `litellm.BadRequestError: … - {'error': {'message': '…'}}`.
pub(super) fn quotation(words: &str) -> Option<super::ErrorEnvelope> {
    let (start, end) = (words.find('{')?, words.rfind('}')?);
    let quoted = words.get(start..=end).filter(|text| text.len() <= MAX_QUOTATION_BYTES)?;
    // In a quoted Python byte string (`b'{\n …'`) even the line ends are escaped.
    let unescaped = || quoted.replace("\\n", "\n").replace("\\\"", "\"").replace("\\'", "'");
    let value = parse(quoted).or_else(|| parse(&unescaped()))?;
    let inner = json::read(&value);
    if inner.shape == super::EnvelopeShape::UnknownJson || inner.message.is_empty() {
        return None;
    }
    // The quoted text is shorter than the quotation; JSON without a message is its own message.
    let words = Some(&inner.message).filter(|words| words.len() < quoted.len());
    let deeper = deeper(&value, &inner.message).or_else(|| quotation(words?));
    Some(deeper.unwrap_or(inner))
}

fn parse(text: &str) -> Option<Value> {
    let value = serde_json::from_str(text).or_else(|_| serde_json::from_str(&python_as_json(text)));
    value.ok().filter(Value::is_object)
}

/// A printed Python dictionary as JSON: quotes and the three constants differ.
fn python_as_json(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut word = String::new();
    while let Some(c) = rest.next() {
        match c {
            '\'' | '"' => {
                json.push('"');
                while let Some(inside) = rest.next().filter(|inside| *inside != c) {
                    match inside {
                        '"' => json.push_str("\\\""),
                        '\\' => match rest.next() {
                            Some('\'') => json.push('\''),
                            Some(escaped) => json.extend(['\\', escaped]),
                            None => {}
                        },
                        other => json.push(other),
                    }
                }
                json.push('"');
            }
            c if c.is_ascii_alphabetic() => {
                word.push(c);
                if !rest.peek().is_some_and(char::is_ascii_alphabetic) {
                    json.push_str(match word.as_str() {
                        "None" => "null",
                        "True" => "true",
                        "False" => "false",
                        other => other,
                    });
                    word.clear();
                }
            }
            other => json.push(other),
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use super::quotation;

    /// Expects the message quoted in `words`.
    #[track_caller]
    fn check(words: &str, expected: impl Into<Option<&'static str>>) {
        let quoted = quotation(words).map(|quoted| quoted.message);
        assert_eq!(quoted.as_deref(), expected.into(), "{words}");
    }

    #[test]
    fn a_quoted_error_is_read_as_json_or_as_python() {
        check(
            "400: {'error': 'Invalid model name passed in model=gpt-x'}",
            "Invalid model name passed in model=gpt-x",
        );
        check("{'error': '/chat: it\\'s \"no\" model'}", "/chat: it's \"no\" model");
        check(
            "Error code: 401 - {'error': {'message': \"can't\", 'code': None, 'retry': True}}. Received",
            "can't",
        );
        check(
            "litellm.BadRequestError: OpenAIException - {\"error\":{\"message\":\"no\"}} LiteLLM Retries: 2",
            "no",
        );
        check(r#"VertexAIException - b'{\n  "error": {\n "message": "quota"\n }\n}'"#, "quota");
        check(r#"a {"error":{"message":"b {\"error\":{\"message\":\"deep\"}}"}}"#, "deep");
    }

    #[test]
    fn braces_alone_are_no_quotation() {
        check("try again after {time} seconds", None);
        check("} nothing {", None);
        check("the set {'a'}", None);
        check("{\"a\": 1}", None);
    }
}
