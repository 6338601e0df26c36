//! Each row departs from the healthy gateway in the request that it is about, and in no other.

use serde_json::{Value, json};

use crate::bodies::{asks, memory, object, picture, rule, schema, send, text, tool, tool_result};
use crate::client::{Ask, PROMPT, STREAMED};

/// The healthy gateway's answer must have `wanted`, and the behaviour's lack it.
#[track_caller]
fn check_lost(id: &str, body: &Value, wanted: &str) {
    let (healthy, departed) = (text("healthy", body), text(id, body));
    assert!(healthy.contains(wanted) && !departed.contains(wanted), "{id}\n{healthy}\n{departed}");
}

/// The behaviour must refuse with 400 and name the parameter, where the healthy gateway answers.
#[track_caller]
fn check_refused(id: &str, body: &Value, param: &str) {
    assert_eq!(send("healthy", body).status, 200);
    let reply = send(id, body);
    let json = reply.json();
    assert_eq!((reply.status, json["error"]["param"].as_str()), (400, Some(param)), "{id}: {json}");
    assert_eq!(send(id, &asks("Say hello.", json!({}))).status, 200);
}

#[test]
fn what_is_lost_on_the_way_is_missing_in_the_answer() {
    check_lost("forgets", &memory(), "Zimbrel");
    check_lost("system-ignored", &rule("system"), "Quorvel");
    check_lost("tool-result-ignored", &tool_result(), "31");
    check_lost("image-ignored", &picture(), "yellow");
    check_lost("emoji-lost", &asks("Repeat: a👍b", json!({})), "👍");
    check_lost("marks-composed", &asks("Repeat: e\u{301}", json!({})), "\u{301}");
    check_lost("json-object-ignored", &object(), "{");
    check_lost("json-schema-ignored", &schema(), "items");
    check_lost("json-schema-shallow", &schema(), "small");
    assert!(text("json-schema-shallow", &schema()).contains("items"));
}

#[test]
fn what_is_ignored_has_no_effect() {
    let repeat = |more| asks("Repeat: one two three", more);
    assert_eq!(text("healthy", &repeat(json!({ "stop": "three" }))), "one two ");
    assert_eq!(text("stop-ignored", &repeat(json!({ "stop": "three" }))), "one two three");
    assert_eq!(text("healthy", &repeat(json!({ "max_tokens": 1 }))), "one ");
    assert_eq!(text("limit-ignored", &repeat(json!({ "max_tokens": 1 }))), "one two three");
    let choices = |id| {
        let json = send(id, &repeat(json!({ "n": 2, "logprobs": true }))).json();
        (json["choices"].as_array().map(Vec::len), json["choices"][0]["logprobs"].is_object())
    };
    assert_eq!((choices("healthy"), choices("parameters-ignored")), ((Some(2), true), (Some(1), false)));
}

#[test]
fn what_is_refused_is_named() {
    check_refused("tools-refused", &tool(), "tools");
    check_refused("json-schema-refused", &schema(), "response_format");
    check_refused("image-refused", &picture(), "messages");
    check_refused("system-refused", &rule("system"), "messages[0].role");
    check_refused("rules-refused", &rule("developer"), "messages[0].role");
    assert_eq!(text("system-refused", &rule("developer")), "Quorvel");
    let limit = |name: &str| asks("Hi", json!({ name: 9 }));
    check_refused("max-completion-tokens-refused", &limit("max_completion_tokens"), "max_completion_tokens");
    check_refused("max-tokens-refused", &limit("max_tokens"), "max_tokens");
    check_refused("parameters-refused", &asks("Hi", json!({ "seed": 1 })), "seed");
    assert_eq!(send("max-completion-tokens-refused", &limit("max_tokens")).status, 200);
}

#[test]
fn tool_calls_are_spoiled() {
    let message = |id| send(id, &tool()).json()["choices"][0]["message"].clone();
    let arguments = |id| message(id)["tool_calls"][0]["function"]["arguments"].as_str().map(str::to_owned);
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    assert!(arguments("healthy").is_some_and(|it| is_json(&it)));
    assert!(arguments("tool-arguments-broken").is_some_and(|it| !is_json(&it)));
    assert_eq!(arguments("tools-in-text"), None);
    assert!(message("tools-in-text")["content"].as_str().is_some_and(|text| text.contains("get_weather")));
}

/// The status of the refusal of a wrong model, a wrong key and a malformed request.
fn refusals(id: &str) -> [u16; 3] {
    let base = format!("/{id}/v1");
    let wrong_model = PROMPT.replace("sandbox-small", "no-such");
    [
        Ask::chat(&base, &wrong_model).send().status,
        Ask::chat(&base, PROMPT).key("gc-test-wrong").send().status,
        Ask::chat(&base, r#"{"model":"sandbox-small","messages":"Hi"}"#).send().status,
    ]
}

#[test]
fn refusals_mislead() {
    assert_eq!(refusals("healthy"), [404, 401, 400]);
    assert_eq!(refusals("model-any"), [200, 401, 400]);
    assert_eq!(refusals("malformed-500"), [404, 401, 500]);
    assert_eq!(refusals("wrong-key-400"), [404, 400, 400]);
    assert_eq!(refusals("error-detail"), [404, 401, 400]);
    let detail = Ask::chat("/error-detail/v1", PROMPT).key("gc-test-wrong").send().json();
    assert!(detail["detail"].is_string() && detail.get("error").is_none(), "{detail}");
}

#[test]
fn routes_are_missing_or_wrong() {
    let get = |path: &str| {
        let reply = Ask::get(path).key("gc-test-routes").send();
        (reply.status, reply.json())
    };
    let post = |path: &str| Ask::get(path).method("POST").key("gc-test-routes").send().status;
    assert_eq!((post("/healthy/v1/responses"), post("/no-responses/v1/responses")), (400, 404));
    assert_eq!((post("/healthy/v1/embeddings"), post("/no-embeddings/v1/embeddings")), (400, 404));
    assert_eq!((get("/healthy/v1/models").0, get("/models-missing/v1/models").0), (200, 404));
    assert_eq!(get("/healthy/v1/models").1["object"], "list");
    let bare = get("/models-malformed/v1/models").1;
    assert!(bare.get("object").is_none() && bare["data"][0]["id"] == "sandbox-small");
    let lists = |id: &str, model: &str| get(&format!("/{id}/v1/models")).1.to_string().contains(model);
    assert!(lists("healthy", "sandbox-embed") && !lists("embeddings-unlisted", "sandbox-embed"));
    assert!(lists("healthy", "sandbox-small") && !lists("model-unlisted", "sandbox-small"));
    let stream = |id: &str| Ask::chat(&format!("/{id}/v1"), STREAMED).send().text();
    assert!(stream("healthy").contains("\"model\"") && !stream("stream-without-model").contains("\"model\""));
}
