//! Plain replies: the healthy one is complete, and the others depart from it as they say.

use serde_json::{Value, json};

use crate::client::{Ask, PROMPT};
use crate::reply::Reply;

/// The healthy gateway's reply to a body must have this value at this JSON pointer.
#[track_caller]
fn check(body: &str, status: u16, pointer: &str, value: &Value) {
    let reply = Ask::chat("/healthy/v1", body).send();
    let json = reply.json();
    assert_eq!((reply.status, json.pointer(pointer)), (status, Some(value)), "{json}");
}

fn plain(id: &str) -> Reply {
    Ask::chat(&format!("/{id}/v1"), PROMPT).send()
}

#[test]
fn the_healthy_completion_is_complete() {
    check(PROMPT, 200, "/object", &json!("chat.completion"));
    check(PROMPT, 200, "/model", &json!("sandbox-small"));
    check(PROMPT, 200, "/choices/0/index", &json!(0));
    check(PROMPT, 200, "/choices/0/finish_reason", &json!("stop"));
    check(PROMPT, 200, "/choices/0/message/role", &json!("assistant"));
    check(PROMPT, 200, "/usage/prompt_tokens", &json!(10));
    let text =
        "Hello from the sandbox. The gateway accepted your key, and the model answers. You wrote: Say hello.";
    check(PROMPT, 200, "/choices/0/message/content", &json!(text));
}

#[test]
fn what_is_wrong_with_a_request_is_named() {
    let unknown = PROMPT.replace("sandbox-small", "no-such-model");
    check(&unknown, 404, "/error/code", &json!("model_not_found"));
    check(&unknown, 404, "/error/param", &json!("model"));
    check("{", 400, "/error/type", &json!("invalid_request_error"));
    let malformed = r#"{"model":"sandbox-small","messages":"Hi"}"#;
    check(malformed, 400, "/error/param", &json!("messages"));
}

#[test]
fn models_are_listed() {
    let list = Ask::get("/healthy/v1/models").key("gc-test-plain").send().json();
    let ids: Vec<&Value> = list["data"].as_array().expect("a list").iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["sandbox-small", "sandbox-large", "sandbox-embed"]);
}

#[test]
fn unknown_paths_and_methods_are_refused_in_json() {
    let send = |method, path: &str| {
        let reply = Ask::get(path).method(method).key("gc-test-plain").send();
        (reply.status, reply.json()["error"]["code"].clone())
    };
    assert_eq!(send("GET", "/healthy/v1/no-such-path"), (404, json!("unknown_url")));
    assert_eq!(send("POST", "/healthy/models"), (404, json!("unknown_url")));
    assert_eq!(send("GET", "/healthy/v1/chat/completions"), (405, json!("method_not_allowed")));
    assert_eq!(Ask::get("/no-such-behaviour/v1/models").send().status, 404);
}

#[test]
fn a_base_url_without_version_works_with_it() {
    assert_eq!(Ask::chat("/no-version", PROMPT).send().text(), "404 page not found\n");
    assert_eq!(Ask::chat("/no-version/v1", PROMPT).send().status, 200);
}

#[test]
fn departures_are_what_their_rows_say() {
    let missing = plain("missing-fields").json();
    assert_eq!(
        (&missing["id"], &missing["created"], &missing["usage"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert!(missing["choices"][0]["message"]["content"].is_string());
    assert!(plain("usage-missing").json().get("usage").is_none());
    let content = |id| plain(id).json()["choices"][0]["message"]["content"].clone();
    assert_eq!(content("content-null"), Value::Null);
    assert_eq!(content("content-parts")[0]["type"], "text");
    assert_eq!(content("reasoning-only"), "");
    assert_eq!(plain("reasoning-only").json()["choices"][0]["finish_reason"], "length");
    assert_eq!(plain("model-renamed").json()["model"], "other-vendor-9b");
    assert!(plain("error-under-200").json()["error"]["message"].is_string());
    assert!(plain("stream-unasked").text().ends_with("data: [DONE]\n\n"));
}

#[test]
fn broken_bodies_are_broken_as_they_say() {
    let whole_and_bytes = |id| {
        let reply = plain(id);
        (reply.is_whole, reply.body)
    };
    assert_eq!(whole_and_bytes("empty-reply"), (true, Vec::new()));
    let (is_whole, body) = whole_and_bytes("cut-json");
    assert!(is_whole && serde_json::from_slice::<Value>(&body).is_err());
    let (is_whole, body) = whole_and_bytes("short-body");
    assert!(!is_whole && !body.is_empty());
    let (is_whole, body) = whole_and_bytes("broken-utf8");
    assert!(is_whole && String::from_utf8(body).is_err());
}

#[test]
fn a_reply_may_be_cut_inside_a_letter() {
    for padding in 0..4 {
        let prompt = "é".repeat(150) + &"a".repeat(padding);
        let body = PROMPT.replace("Say hello.", &prompt);
        assert_eq!(Ask::chat("/cut-json/v1", &body).send().status, 200, "{padding}");
    }
}

#[test]
fn a_huge_reply_is_fifty_megabytes_of_json() {
    let reply = plain("huge-reply");
    assert!(reply.is_whole && reply.body.len() > 50_000_000);
    assert!(reply.body.ends_with(b"}") && reply.body.starts_with(b"{"));
}

#[test]
fn a_redirect_leads_to_the_other_name_of_this_machine() {
    let reply = plain("redirect-away");
    let port = crate::client::sandbox().port();
    let location = format!("http://localhost:{port}/healthy/v1/chat/completions");
    assert_eq!((reply.status, reply.header("location")), (307, Some(location.as_str())));
}
