//! Error bodies as servers send them, and the result of reading them.

use serde_json::Value;

use super::{EnvelopeShape as Shape, ErrorEnvelope, MESSAGE_CHARS, read};
use crate::text::work;

/// Reads `body` as JSON where it is JSON, and as text.
#[track_caller]
fn envelope(body: &str) -> ErrorEnvelope {
    let json = serde_json::from_str(body).ok();
    let envelope = read(body, json.as_ref());
    if body.trim_start().starts_with(['{', '[']) {
        assert_eq!(read(body, None), envelope, "read as text");
    }
    envelope
}

/// Expects shape and message of `body`.
#[track_caller]
fn check(body: &str, shape: Shape, message: &str) {
    let envelope = envelope(body);
    assert_eq!((envelope.shape, envelope.message.as_str()), (shape, message), "{body}");
}

#[test]
fn every_shape_of_json_is_recognised() {
    for (body, shape) in [
        (r#"{"error":{"message":"no","type":"t"}}"#, Shape::OpenAi),
        (r#"{"message":"no","request_id":"1"}"#, Shape::TopLevelMessage),
        (r#"{"Message":"no"}"#, Shape::TopLevelMessage),
        (r#"{"code":5,"message":"no","details":[]}"#, Shape::TopLevelMessage),
        (r#"{"error":true,"message":"no"}"#, Shape::TopLevelMessage),
        (r#"{"error":true,"msg":"no"}"#, Shape::ErrorMsg),
        (r#"{"response":{"error":{}},"message":"no"}"#, Shape::TopLevelMessage),
        (r#"{"error":"no"}"#, Shape::ErrorString),
        (r#"{"error":"Not Found","message":"no","statusCode":404}"#, Shape::ErrorString),
        (r#"{"error":"invalid_token","error_description":"no"}"#, Shape::ErrorString),
        (r#"{"detail":"no"}"#, Shape::Detail),
        (r#"{"detail":[{"loc":["body","messages"],"msg":"no","type":"missing"}]}"#, Shape::Detail),
        (r#"{"detail":{"error":"no"}}"#, Shape::Detail),
        (r#"{"type":"about:blank","title":"Bad","status":401,"detail":"no"}"#, Shape::Detail),
        (r#"{"type":"error","error":{"type":"t","message":"no"}}"#, Shape::TypedError),
        (r#"{"status":"failure","message":"no"}"#, Shape::StatusMessage),
        (r#"{"error":"no","error_type":"t"}"#, Shape::ErrorWithType),
        (r#"{"object":"error","message":"no","type":"t","code":400}"#, Shape::FlatObject),
        (r#"{"error":"no","code":"c"}"#, Shape::ErrorWithCode),
        (r#"{"success":false,"errors":[{"code":10000,"message":"no"}],"result":null}"#, Shape::ErrorsList),
        (r#"{"errors":["no"]}"#, Shape::ErrorsList),
        (r#"{"error":["no"]}"#, Shape::ErrorsList),
        (r#"{"error_code":336,"error_msg":"no"}"#, Shape::ErrorMsg),
        (r#"{"code":1001,"msg":"no","success":false}"#, Shape::ErrorMsg),
        (r#"{"base_resp":{"status_code":1004,"status_msg":"no"}}"#, Shape::ErrorMsg),
        (r#"{"fault":{"faultstring":"no","detail":{"errorcode":"c"}}}"#, Shape::Fault),
        (r#"[{"error":{"message":"no"}}]"#, Shape::Array),
        (r#"{"type":"response.failed","response":{"error":{"message":"no"}}}"#, Shape::OpenAi),
        (r#"{"choices":[{"error":{"message":"no"}}]}"#, Shape::OpenAi),
        (r#"{"Error":{"Code":"c","Message":"no"}}"#, Shape::OpenAi),
        (r#"{"error":{"error":{"message":"no"}}}"#, Shape::OpenAi),
        (r#"{"Response":{"Error":{"Code":"c","Message":"no"},"RequestId":"1"}}"#, Shape::OpenAi),
        (r#"{"ResponseMetadata":{"Error":{"Code":"c","Message":"no"}}}"#, Shape::OpenAi),
        (r#"{"result":{"error":{"message":"no"}}}"#, Shape::OpenAi),
        (r#"{"message":{"error":{"message":"no"}}}"#, Shape::OpenAi),
        (r#"{"message":{"message":"no","code":1}}"#, Shape::TopLevelMessage),
        (r#"{"object":"x","message":{"detail":[{"loc":["body"],"msg":"no"}]}}"#, Shape::Detail),
        (r#"{"err":"no"}"#, Shape::ErrorString),
        (r#"{"exception":"no"}"#, Shape::ErrorString),
        (r#"{"errors":{"message":"no"}}"#, Shape::ErrorsList),
        (r#"{"httpStatus":401,"messages":[{"errorCode":"c","message":"no"}]}"#, Shape::ErrorsList),
        (r#"{"status":{"code":"40100","message":"no"}}"#, Shape::ErrorMsg),
        (r#"{"header":{"code":10013,"message":"no"}}"#, Shape::ErrorMsg),
        (r#"{"reason":"no"}"#, Shape::ErrorMsg),
        (r#"{"code":7,"message":"no","details":[]}"#, Shape::TopLevelMessage),
        (r#"{"__type":"no"}"#, Shape::ErrorMsg),
        (r#""no""#, Shape::PlainText),
    ] {
        check(body, shape, "no");
    }
}

#[test]
fn what_is_not_understood_is_kept() {
    check(r#"{"a":1}"#, Shape::UnknownJson, r#"{"a":1}"#);
    check(r#"{ "a": 1 }"#, Shape::UnknownJson, r#"{"a":1}"#);
    check(r#"{"title":"Bad"}"#, Shape::UnknownJson, r#"{"title":"Bad"}"#);
    check("[]", Shape::UnknownJson, "[]");
    check("[ 1 ]", Shape::UnknownJson, "[1]");
    check("null", Shape::UnknownJson, "null");
    check(r#"{"error":{"a":{"b":1}}}"#, Shape::OpenAi, r#"{"a":{"b":1}}"#);
    check(r#"{"error":{"message":"","code":"c"}}"#, Shape::OpenAi, "c");
    check(r#"{"error":{"message":"","details":[{"reason":"QUOTA"}]}}"#, Shape::OpenAi, "QUOTA");
    check(r#"{"error":{"message":"cut of"#, Shape::PlainText, r#"{"error":{"message":"cut of"#);
    check("\u{feff}{\"error\":\"no\"}", Shape::ErrorString, "no");
    check("404 page not found\n", Shape::PlainText, "404 page not found");
    check(" \n", Shape::Empty, "");
    check("", Shape::Empty, "");
}

#[test]
fn pages_and_storage_answers_tell_their_headline() {
    check("<html><head><title>404 Not Found</title></head><body><h1>x</h1>", Shape::Html, "404 Not Found");
    check("<!DOCTYPE html><title lang=\"en\">Just a\n moment&amp;…</title>", Shape::Html, "Just a moment&…");
    check("<html><title></title><body><h1>504 <b>Time</b>-out</h1>\nlate", Shape::Html, "504 Time -out");
    check("<html><body>Login <p>here</p>", Shape::Html, "Login here");
    check("<html>", Shape::Html, "<html>");
    check("<html><h1>502</h1><code>bad_gateway</code>", Shape::Html, "502");
    check(
        "<title>Acc&egrave;s refus&eacute; &#8211;&nbsp;403 &#xa9;</title>",
        Shape::Html,
        "Accès refusé – 403 ©",
    );
    check(
        "<title>a &amp;lt; b &unknown; &#; &#xFFFFFFFF; &</title>",
        Shape::Html,
        "a &lt; b &unknown; &#; &#xFFFFFFFF; &",
    );
    check("<html><titlebar>x</titlebar><title>late</title>", Shape::Html, "late");
    let body = "<?xml version=\"1.0\"?><Error><Code>InvalidAccessKeyId</Code><Message>The id is &lt;unknown&gt;</Message>\
                <RequestId>4442587FB7D0A2F9</RequestId></Error>";
    check(body, Shape::StorageXml, "The id is <unknown>");
    let envelope = envelope(body);
    assert_eq!(envelope.code.as_deref(), Some("InvalidAccessKeyId"));
    assert_eq!(envelope.request_id.as_deref(), Some("4442587FB7D0A2F9"));
}

#[test]
fn an_error_in_a_stream_is_found_behind_other_events() {
    check("data: {\"error\":{\"message\":\"no\"}}\n\n", Shape::EventStream, "no");
    check(
        ": hi\n\ndata: {\"choices\":[]}\n\ndata:{\"error\":{\"message\":\"no\"}}\n\n",
        Shape::EventStream,
        "no",
    );
    check("event: error\ndata: overloaded\n\n", Shape::EventStream, "overloaded");
    check("event: ping\ndata: hi\n\nevent: error\ndata: overloaded\n\n", Shape::EventStream, "overloaded");
}

#[test]
fn fields_are_text_whatever_they_were() {
    let envelope = |body| {
        let ErrorEnvelope { kind, code, reason, param, .. } = envelope(body);
        [kind, code, reason, param].map(Option::unwrap_or_default)
    };
    assert_eq!(
        envelope(r#"{"error":{"message":"m","type":"t","code":401,"param":"p"}}"#),
        ["t", "401", "", "p"]
    );
    assert_eq!(
        envelope(r#"{"error":{"message":"m","type":"None","code":"","param":"None"}}"#),
        ["", "", "", ""]
    );
    assert_eq!(
        envelope(r#"{"error":{"message":"m","type":null,"code":"401","param":null}}"#),
        ["", "401", "", ""]
    );
    assert_eq!(
        envelope(r#"{"error":"m","error_type":"t","code":"a whole sentence."}"#),
        ["t", "a whole sentence.", "", ""]
    );
    assert_eq!(envelope(r#"{"type":"error","error":{"type":"t","message":"m"}}"#), ["t", "", "", ""]);
    assert_eq!(envelope(r#"{"type":"error","error":{"message":"m"}}"#), ["", "", "", ""]);
    assert_eq!(
        envelope(
            r#"{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}"#
        ),
        ["INVALID_ARGUMENT", "400", "API_KEY_INVALID", ""],
    );
    assert_eq!(
        envelope(r#"{"error":{"message":"m","code":"content_filter","innererror":{"code":"Policy"}}}"#),
        ["", "content_filter", "Policy", ""],
    );
    assert_eq!(
        envelope(r#"{"detail":[{"loc":["body","n",0],"msg":"m","type":"missing"}]}"#),
        ["missing", "", "", "body.n.0"]
    );
}

#[test]
fn the_request_id_is_found_in_fields_and_words() {
    for body in [
        r#"{"message":"no","request_id":"req_1234"}"#,
        r#"{"error":{"message":"no","requestId":"req_1234"}}"#,
        r#"{"type":"error","error":{"message":"no"},"request_id":"req_1234"}"#,
        r#"{"error":{"message":"Please include the request ID req_1234  in your message."}}"#,
        r#"{"error":{"message":"no (request id: req_1234)"}}"#,
        r#"{"Response":{"Error":{"Message":"no"},"RequestId":"req_1234"}}"#,
    ] {
        assert_eq!(envelope(body).request_id.as_deref(), Some("req_1234"), "{body}");
    }
    assert_eq!(envelope(r#"{"message":"send the request id to us"}"#).request_id, None);
}

#[test]
fn the_wait_is_found_in_fields_and_words() {
    for (body, wait_ms) in [
        (r#"{"error":{"message":"Please try again in 17.359s."}}"#, 17_359),
        (r#"{"error":{"message":"Please try again in 6m0s."}}"#, 360_000),
        (r#"{"error":{"message":"Please retry after 38 seconds."}}"#, 38_000),
        (r#"{"error":{"message":"no","details":[{"a":1},{"retryDelay":"31s"}]}}"#, 31_000),
        (r#"{"error":{"message":"no","metadata":{"headers":{"Retry-After":"20"}}}}"#, 20_000),
        (r#"{"message":"no","retry_after":1.5}"#, 1_500),
        (r#"{"error":"loading","estimated_time":20.0}"#, 20_000),
        (r#"{"error":{"message":"no","retry_after_ms":1500}}"#, 1_500),
        (r#"{"error":{"message":"no","metadata":{"raw":"Retry in 3s"}}}"#, 3_000),
        ("Too many requests, try again in 120ms", 120),
    ] {
        assert_eq!(envelope(body).wait_ms, Some(wait_ms), "{body}");
    }
    assert_eq!(envelope(r#"{"error":{"message":"limit of 3 in 24 hours"}}"#).wait_ms, None);
}

#[test]
fn the_words_of_a_provider_behind_are_kept_apart() {
    for body in [
        r#"{"error":{"message":"400: {'error': 'its words'}","code":400}}"#,
        r#"{"error":{"message":"litellm.X: Y - {\"error\":{\"message\":\"its words\"}}"}}"#,
        r#"{"error":{"message":"Provider returned error","metadata":{"raw":"its words"}}}"#,
        r#"{"error":{"message":"no","metadata":{"raw":"{\"error\":{\"message\":\"its words\"}}"}}}"#,
        r#"{"error":{"message":"no","error":{"message":"its words"}}}"#,
        r#"{"error":"no","status":502,"details":"{\"error\":{\"message\":\"its words\"}}"}"#,
        r#"{"message":"no","upstream":{"status":400,"body":"{\"message\":\"its words\"}"}}"#,
        r#"{"error":{"message":"no","cause":{"name":"E","message":"[{}]"},"value":{"error_message":"{\"error\":{\"message\":\"its words\"}}"}}}"#,
        r#"{"error":{"message":"no","details":[{"provider":"a","reason":"its words"}]}}"#,
        r#"{"error":{"message":"no","cause":{"message":"its words"}}}"#,
        r#"{"error":{"message":"no","response":{"data":{"error":{"message":"its words"}}}}}"#,
        r#"{"detail":{"error":{"message":"no","innererror":{"message":"its words"}}}}"#,
    ] {
        assert_eq!(envelope(body).inner.as_deref(), Some("its words"), "{body}");
    }
    let with_code = envelope(r#"{"error":{"message":"no","error":{"message":"its words","code":"c1"}}}"#);
    assert_eq!(with_code.inner_code.as_deref(), Some("c1"));
    assert_eq!(envelope(r#"{"error":{"message":"no"}}"#).inner, None);
    assert_eq!(envelope(r#"{"error":{"message":"no"},"message":"no"}"#).inner, None);
}

#[test]
fn an_envelope_inside_a_detail_is_read() {
    for detail in [
        r#"{"error":{"message":"no","code":"c1","type":"t1"}}"#,
        r#"{"error":{"message":"no","code":"c1","type":"t1"},"status":"e"}"#,
    ] {
        let envelope = envelope(&format!(r#"{{"detail":{detail}}}"#));
        assert_eq!(envelope.shape, super::EnvelopeShape::Detail);
        let fields = (envelope.message.as_str(), envelope.code.as_deref(), envelope.kind.as_deref());
        assert_eq!(fields, ("no", Some("c1"), Some("t1")), "{detail}");
    }
    assert_eq!(envelope(r#"{"detail":{"error":"no such model"}}"#).message, "no such model");
}

#[test]
fn a_message_is_bounded() {
    let long = "é".repeat(3 * MESSAGE_CHARS);
    let message = envelope(&format!(r#"{{"error":{{"message":"{long}"}}}}"#)).message;
    assert_eq!(message.chars().count(), MESSAGE_CHARS);
    assert_eq!(envelope(&long).message, message);
    let without_words = envelope(&format!(r#"{{"a":"{long}"}}"#)).message;
    assert_eq!(without_words.chars().count(), MESSAGE_CHARS);
}

#[test]
fn of_a_list_of_megabytes_the_beginning_is_read() {
    for (head, item, tail) in [
        ("[", r#"{"error":{}}"#, "]"),
        ("{\"error\":[", "[]", "]}"),
        ("{\"errors\":[", "\"a\"", "]}"),
        ("{\"choices\":[", "{}", "]}"),
    ] {
        let looked_at = |items: usize| {
            let json: Value = (head.to_owned() + &vec![item; items].join(",") + tail).parse().unwrap();
            work::of(|| drop(read("", Some(&json))))
        };
        let (some, many) = (looked_at(10_000), looked_at(100_000));
        assert!(many <= some && many < 20_000, "{item}: {some}, {many}");
    }
}

#[test]
fn json_without_words_that_is_its_own_message_quotes_nothing() {
    for body in [r#"{"error":true}"#, r#"[{"error":true,"fault":null}]"#, r#"{"msg":"{\"error\":true}"}"#] {
        let envelope = envelope(body);
        assert!(envelope.message.contains("error"), "{body}: {envelope:?}");
    }
}
