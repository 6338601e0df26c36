//! Errors that come with status 200, in a body or in a stream.

use serde_json::Value;

use super::json::{is_telling, is_text};
use super::spelling::{ERRORS, HOLDERS};
use crate::wire::MAX_CHOICES;

/// Members that only a success has.
const RESULTS: [&str; 6] = ["choices", "data", "output", "embeddings", "content", "result"];

/// Returns true if JSON that came with a success status is an error all the same.
///
/// A completion with `"error": null`, or with an empty error object, is not an error; one with an error
/// beside its choices is.
pub fn is_error_object(value: &Value) -> bool {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(items) => return items.first().is_some_and(is_error_object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return false,
    };
    if tells_any(value, &ERRORS) || is_text(object, "type", "error") || is_text(object, "object", "error") {
        return true;
    }
    let choices = object.get("choices").and_then(Value::as_array).into_iter().flatten().take(MAX_CHOICES);
    let mut holders = choices.chain(members(value, &HOLDERS));
    if holders.any(|holder| tells_any(holder, &ERRORS)) {
        return true;
    }
    if members(value, &["base_resp"]).any(|base| tells_any(base, &["status_code"])) {
        return true;
    }
    if tells_any(value, &RESULTS) {
        return false;
    }
    let has_words =
        ["message", "msg", "detail"].iter().any(|name| object.get(*name).is_some_and(Value::is_string));
    let is_failed = object.get("success") == Some(&Value::Bool(false))
        || ["failure", "failed", "fail", "error"].iter().any(|word| is_text(object, "status", word));
    let names = ["errors", "error_msg", "error_message", "errmsg", "error_code", "detail", "fault"];
    let codes = [object.get("code"), object.get("statusCode"), object.get("status")];
    let is_headed = object.get("header").is_some_and(|header| has_error_code(header.get("code")));
    tells_any(value, &names) || has_words && (is_failed || codes.into_iter().any(has_error_code)) || is_headed
}

/// The members with one of these names, if it is an object. The members are gone through instead of the
/// names: every event of a stream is looked at so, and has few.
fn members<'a>(value: &'a Value, names: &[&str]) -> impl Iterator<Item = &'a Value> {
    let all = value.as_object().into_iter().flatten();
    all.filter(|(name, _)| names.contains(&name.as_str())).map(|(_, member)| member)
}

/// Returns true if a member with one of these names holds anything.
fn tells_any(value: &Value, names: &[&str]) -> bool {
    members(value, names).any(is_telling)
}

/// Returns true if a `code` beside words can only be an error's: not 0 and not a success status.
fn has_error_code(code: Option<&Value>) -> bool {
    let number = code.and_then(|code| code.as_i64().or_else(|| code.as_str()?.parse().ok()));
    number.is_some_and(|number| number != 0 && !(200..300).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::is_error_object;

    /// Expects whether the JSON `text` is an error.
    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_error_object(&serde_json::from_str(text).unwrap()), expected, "{text}");
    }

    #[test]
    fn an_error_under_200_is_seen_in_every_shape() {
        for text in [
            r#"{"error":{"message":"no","code":400}}"#,
            r#"{"error":"Unauthorized"}"#,
            r#"{"error":true,"message":"no"}"#,
            r#"{"type":"error","error":{"message":"no"}}"#,
            r#"{"object":"error","message":"no","code":500}"#,
            r#"{"id":"gen-1","error":{"code":400,"message":"limit"},"choices":[{"delta":{"content":""}}]}"#,
            r#"{"choices":[{"index":0,"error":{"code":502,"message":"upstream"}}]}"#,
            r#"{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error"}}}"#,
            r#"{"success":false,"errors":[{"code":7003,"message":"no"}],"result":null}"#,
            r#"{"status":"failure","message":"no"}"#,
            r#"{"error_code":336003,"error_msg":"no"}"#,
            r#"{"code":401,"msg":"no"}"#,
            r#"{"code":"1001","msg":"no","success":false}"#,
            r#"{"base_resp":{"status_code":1004,"status_msg":"no"},"choices":null}"#,
            r#"{"detail":"Not Found"}"#,
            r#"[{"error":{"code":400,"message":"no"}}]"#,
            r#"{"Response":{"Error":{"Code":"AuthFailure","Message":"no"},"RequestId":"1"}}"#,
            r#"{"ResponseMetadata":{"Error":{"Code":"InvalidCredential","Message":"no"}}}"#,
            r#"{"result":{"error":{"message":"no"}}}"#,
            r#"{"header":{"code":10013,"message":"no"}}"#,
            r#"{"status":401,"message":"no"}"#,
        ] {
            check(text, true);
        }
    }

    #[test]
    fn a_success_is_not_an_error() {
        for text in [
            r#"{"object":"chat.completion","choices":[{"message":{"content":"the error"}}],"error":null}"#,
            r#"{"choices":[{"message":{"content":"x"},"error":null}],"error":{}}"#,
            r#"{"choices":[{"message":{"content":"x"}}],"error":{"code":0,"message":""},"errors":[]}"#,
            r#"{"choices":[{}],"base_resp":{"status_code":0,"status_msg":"success"}}"#,
            r#"{"object":"response","status":"completed","error":null,"output":[{"type":"message"}]}"#,
            r#"{"object":"list","data":[]}"#,
            r#"{"code":0,"msg":"ok","data":{}}"#,
            r#"{"message":"Welcome"}"#,
            r#"{"choices":[{"index":1}],"detail":"fast","code":1,"message":"m"}"#,
            r#"{"code":200,"message":"ok"}"#,
            r#"{"header":{"code":0,"message":"Success"},"payload":{}}"#,
            r#"{"Response":{"Choices":[{}],"RequestId":"1"}}"#,
            r#"{"object":"chat.completion.chunk","choices":[]}"#,
            r#"{"type":"message","content":[{"type":"text","text":"x"}]}"#,
            "[]",
            "null",
            "3",
            "\"error\"",
        ] {
            check(text, false);
        }
    }
}
