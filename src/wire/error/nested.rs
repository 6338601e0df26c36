//! The words of a provider that a gateway quotes inside its own.

use serde_json::{Map, Value};

use super::json;

/// Longer quotations are not parsed, in bytes.
const LONGEST: usize = 100_000;

/// The provider's words in a field beside the gateway's message: OpenRouter's `metadata.raw`, an
/// `error` or `innererror` inside the error.
pub(super) fn provider_words(object: &Map<String, Value>) -> Option<String> {
    if let Some(raw) = object.get("metadata").and_then(|metadata| metadata.get("raw")) {
        let quote = |text: String| quoted(&text).unwrap_or(text);
        return json::text(raw).map(quote).or_else(|| raw.is_object().then(|| json::read(raw).message));
    }
    ["error", "innererror", "upstream_error", "provider_error"].iter().find_map(|name| {
        let inner = object.get(*name)?;
        let message = inner.get("message").and_then(json::text);
        // The `error` of a whole body is the error itself, whose message is already known.
        let is_whole = *name == "error" && (object.get("message").is_none() || inner.is_string());
        message.filter(|_| !is_whole)
    })
}

/// The message of the error that is quoted in `words`, as JSON or as a Python dictionary:
/// `litellm.BadRequestError: … - {'error': {'message': '…'}}`.
pub(super) fn quoted(words: &str) -> Option<String> {
    let (start, end) = (words.find('{')?, words.rfind('}')?);
    let quotation = words.get(start..=end).filter(|text| text.len() <= LONGEST)?;
    // In a quoted Python byte string (`b'{\n …'`) even the line ends are escaped.
    let unescaped = || quotation.replace("\\n", "\n").replace("\\\"", "\"").replace("\\'", "'");
    let value = parse(quotation).or_else(|| parse(&unescaped()))?;
    let inner = json::read(&value);
    let is_known = inner.shape != super::EnvelopeShape::UnknownJson && !inner.message.is_empty();
    is_known.then(|| inner.inner.or_else(|| quoted(&inner.message)).unwrap_or(inner.message))
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
    use super::quoted;

    /// Expects the message quoted in `words`.
    #[track_caller]
    fn check(words: &str, expected: impl Into<Option<&'static str>>) {
        assert_eq!(quoted(words).as_deref(), expected.into(), "{words}");
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
