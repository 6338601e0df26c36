//! The healthy gateway honours whatever a request asks for, and without it answers otherwise.

use serde_json::{Value, json};

use crate::bodies::{asks, memory, object, picture, rule, says, schema, send, text, tool, tool_result};
use crate::client::Ask;

/// The healthy gateway's answer to `before` must lack `wanted`, and that to `after` have it.
#[track_caller]
fn check(before: &Value, after: &Value, wanted: &str) {
    let (without, with) = (text("healthy", before), text("healthy", after));
    assert!(!without.contains(wanted) && with.contains(wanted), "{without}\n{with}");
}

#[track_caller]
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn arguments() -> Value {
    json!({ "city": "Oslo", "unit": "c", "day": { "hours": [1] } })
}

#[test]
fn a_tool_is_called_with_arguments_that_fit() {
    for choice in [
        json!("required"),
        json!("auto"),
        json!({ "type": "function", "function": { "name": "get_weather" } }),
    ] {
        let mut body = tool();
        body["tool_choice"] = choice;
        let choice = send("healthy", &body).json()["choices"][0].clone();
        let call = &choice["message"]["tool_calls"][0];
        assert_eq!(
            (&choice["finish_reason"], &choice["message"]["content"]),
            (&json!("tool_calls"), &Value::Null)
        );
        assert_eq!(call["function"]["name"], "get_weather");
        assert!(call["id"].as_str().is_some_and(|id| !id.is_empty()));
        assert_eq!(parsed(call["function"]["arguments"].as_str().expect("a text")), arguments());
    }
    let mut none = tool();
    none["tool_choice"] = json!("none");
    assert!(text("healthy", &none).contains("Hello"));
}

/// The arguments of a streamed call, put together, and how many pieces they came in.
fn streamed_arguments(id: &str) -> (String, usize) {
    let mut body = tool();
    body["stream"] = json!(true);
    let events = send(id, &body).events();
    let pieces: Vec<String> = events
        .iter()
        .filter_map(|event| serde_json::from_str::<Value>(event).ok())
        .filter_map(|chunk| {
            let piece = chunk.pointer("/choices/0/delta/tool_calls/0/function/arguments");
            piece?.as_str().map(str::to_owned)
        })
        .collect();
    (pieces.concat(), pieces.len())
}

#[test]
fn a_streamed_call_is_the_same_call_in_pieces() {
    let (whole, pieces) = streamed_arguments("healthy");
    assert!(pieces > 3, "{pieces}");
    assert_eq!(parsed(&whole), arguments());
    assert!(serde_json::from_str::<Value>(&streamed_arguments("tool-stream-cut").0).is_err());
}

#[test]
fn the_result_of_a_tool_is_used() {
    check(&asks("What is the weather in Oslo?", json!({})), &tool_result(), "31 degrees");
}

#[test]
fn the_answer_has_the_form_that_was_asked_for() {
    assert!(serde_json::from_str::<Value>(&text("healthy", &asks("Say hello.", json!({})))).is_err());
    assert!(parsed(&text("healthy", &object())).is_object());
    let fits = json!({ "items": [{ "size": "small" }], "who": "word" });
    assert_eq!(parsed(&text("healthy", &schema())), fits);
}

#[test]
fn what_was_said_before_is_known() {
    check(&asks("What is it called?", json!({})), &memory(), "Zimbrel");
}

#[test]
fn rules_are_obeyed() {
    for role in ["system", "developer"] {
        check(&asks("What is the capital of France?", json!({})), &rule(role), "Quorvel");
        assert_eq!(text("healthy", &rule(role)), "Quorvel");
    }
}

#[test]
fn a_text_is_repeated_to_the_letter() {
    let echo = "👍🏽 e\u{301} שלום 漢字";
    let body = asks(&format!("Repeat this line exactly, and write nothing else:\n{echo}"), json!({}));
    assert_eq!(text("healthy", &body), echo);
}

#[test]
fn an_answer_ends_before_a_stop_and_at_a_limit() {
    let finish = |more| {
        let reply = send("healthy", &asks("Repeat exactly: one two three four", more)).json();
        let choice = &reply["choices"][0];
        let words = choice["message"]["content"].as_str().map(str::to_owned).expect("words");
        (words, choice["finish_reason"].clone(), reply["usage"]["completion_tokens"].clone())
    };
    assert_eq!(finish(json!({})), ("one two three four".into(), json!("stop"), json!(4)));
    assert_eq!(finish(json!({ "stop": ["three"] })), ("one two ".into(), json!("stop"), json!(2)));
    for limit in ["max_tokens", "max_completion_tokens"] {
        assert_eq!(finish(json!({ limit: 3 })), ("one two three ".into(), json!("length"), json!(3)));
    }
}

#[test]
fn a_limit_of_sixteen_cuts_any_count() {
    let counts = |limit| {
        let body = asks("Count from one to forty in words.", json!({ "max_completion_tokens": limit }));
        send("healthy", &body).json()["choices"][0]["finish_reason"].clone()
    };
    assert_eq!((counts(16), counts(400)), (json!("length"), json!("stop")));
}

#[test]
fn parameters_have_their_effect() {
    let more = json!({ "n": 2, "logprobs": true, "top_logprobs": 1, "seed": 7, "temperature": 0, "top_p": 1,
        "presence_penalty": 0, "frequency_penalty": 0 });
    let count = |body: &Value| {
        let json = send("healthy", body).json();
        let choices = json["choices"].as_array().expect("a list").clone();
        let tokens = choices[0].pointer("/logprobs/content").and_then(Value::as_array).map(Vec::len);
        (choices.len(), tokens, json["usage"]["completion_tokens"].clone())
    };
    assert_eq!(count(&asks("Repeat: one two", json!({}))), (1, None, json!(2)));
    assert_eq!(count(&asks("Repeat: one two", more)), (2, Some(2), json!(4)));
    assert_eq!(send("healthy", &asks("Hi", json!({ "temperature": 9 }))).status, 400);
}

#[test]
fn a_picture_is_seen() {
    check(&says(json!([{ "role": "user", "content": "Which colour?" }]), json!({})), &picture(), "yellow");
}

fn post(path: &str, body: &Value) -> (u16, Value) {
    let body = body.to_string();
    let reply = Ask { method: "POST", body: &body, ..Ask::get(path) }.key("gc-test-post").send();
    (reply.status, reply.json())
}

#[test]
fn responses_are_given() {
    let (status, response) =
        post("/healthy/v1/responses", &json!({ "model": "sandbox-small", "input": "Say hello." }));
    assert_eq!(
        (status, &response["object"], &response["status"]),
        (200, &json!("response"), &json!("completed"))
    );
    assert!(response["output"][0]["content"][0]["text"].as_str().is_some_and(|text| text.contains("Hello")));
    assert!(response["usage"]["total_tokens"].is_u64());
    let (status, refusal) = post("/healthy/v1/responses", &json!({ "model": "sandbox-small" }));
    assert_eq!((status, &refusal["error"]["param"]), (400, &json!("input")));
    let (status, _) = post("/healthy/v1/responses", &json!({ "model": "no-such", "input": "Hi" }));
    assert_eq!(status, 404);
}

#[test]
fn embeddings_are_made_by_the_model_for_them_which_does_not_chat() {
    let (status, list) =
        post("/healthy/v1/embeddings", &json!({ "model": "sandbox-embed", "input": ["a", "b"] }));
    assert_eq!(
        (status, &list["object"], list["data"].as_array().map(Vec::len)),
        (200, &json!("list"), Some(2))
    );
    let numbers = list["data"][1]["embedding"].as_array().expect("numbers");
    assert!(
        !numbers.is_empty() && numbers.iter().all(Value::is_number) && list["usage"]["total_tokens"].is_u64()
    );
    let (status, refusal) =
        post("/healthy/v1/embeddings", &json!({ "model": "sandbox-small", "input": "a" }));
    assert_eq!((status, &refusal["error"]["param"]), (400, &json!("model")));
    let mut chat = asks("Hi", json!({}));
    chat["model"] = json!("sandbox-embed");
    assert_eq!(send("healthy", &chat).status, 400);
}
