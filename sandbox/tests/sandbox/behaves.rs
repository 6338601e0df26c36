//! Every behaviour answers a prompt with the status and media type that its row states.

use std::time::Duration;

use gateway_check_sandbox::behaviour::{self, Behaviour};
use serde_json::json;

use crate::client::Ask;

/// The prompt as a page types it for this row.
fn prompt(row: &Behaviour, stream: bool) -> String {
    let model = row.model.unwrap_or("sandbox-small");
    let messages = json!([{ "role": "user", "content": "Say hello." }]);
    json!({ "model": model, "messages": messages, "stream": stream }).to_string()
}

fn check(row: &Behaviour, stream: bool, sent: &str) {
    let body = prompt(row, stream);
    let ask = Ask::chat(&row.base_path(), &body).key(row.key.unwrap_or("gc-test-behaves"));
    if sent == "nothing" {
        assert!(ask.is_silent_for(Duration::from_millis(200)), "{} stream {stream}", row.id);
    } else {
        assert_eq!(ask.send_for_head(), sent, "{} stream {stream}", row.id);
    }
}

#[test]
fn every_row_sends_what_it_says() {
    for row in behaviour::all() {
        check(row, false, row.sends.plain);
        check(row, true, row.sends.streamed);
    }
}

#[test]
fn every_gateway_with_a_healthy_front_lists_its_models() {
    let lists = |row: &&Behaviour| {
        let path = format!("/{}/v1/models", row.id);
        Ask::get(path).key("gc-test-behaves").send_for_head() == "200 application/json"
    };
    let silent: Vec<&str> = behaviour::all().filter(|row| !lists(row)).map(|row| row.id).collect();
    // Those that refuse every key, and those where something else answers.
    let expected = [
        "wrong-key",
        "key-forbidden",
        "provider-refusal",
        "storage-endpoint",
        "litellm-key",
        "echo-key",
        "not-found",
        "html-console",
        "redirect-away",
        "models-missing",
    ];
    assert_eq!(silent, expected);
}
