//! Every behaviour answers a prompt with the status and media type that its row states.

use std::time::Duration;

use gateway_check_sandbox::behaviour::{self, Behaviour};
use gateway_check_sandbox::fault::At;
use serde_json::json;

use crate::client::{Ask, base_url};

/// The prompt as a page types it for this row.
fn prompt(row: &Behaviour, stream: bool) -> String {
    let model = row.model.unwrap_or("sandbox-small");
    let messages = json!([{ "role": "user", "content": "Say hello." }]);
    json!({ "model": model, "messages": messages, "stream": stream }).to_string()
}

fn check(row: &Behaviour, stream: bool, sent: &str) {
    let body = prompt(row, stream);
    let ask = Ask::prompt(row.id, &body).key(row.key.unwrap_or("gc-test-behaves"));
    match sent {
        "nothing" => assert!(ask.is_silent_for(Duration::from_millis(200)), "{} stream {stream}", row.id),
        "no reply" => assert!(ask.failure().is_some(), "{} stream {stream}", row.id),
        _ => assert_eq!(ask.send_for_head(), sent, "{} stream {stream}", row.id),
    }
}

#[test]
fn every_row_sends_what_it_says() {
    // What https hides is looked at elsewhere.
    for row in behaviour::all().filter(|row| base_url(row.id).starts_with("http:")) {
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
    let rows = behaviour::all().filter(|row| row.at == At::Gateway);
    let silent: Vec<&str> = rows.filter(|row| !lists(row)).map(|row| row.id).collect();
    // Those that refuse every key, those where something else answers, and those without a list.
    let expected = [
        "wrong-key",
        "key-forbidden",
        "provider-refusal",
        "key-expired",
        "key-disabled",
        "key-kind",
        "key-silent-401",
        "key-silent-403",
        "key-in-array",
        "key-in-chinese",
        "account-blocked",
        "address-refused",
        "litellm-key",
        "echo-key",
        "expected-key-in-text",
        "expected-key-in-member",
        "expected-keys-in-list",
        "expected-key-in-page",
        "key-is-a-word",
        "version-unwanted",
        "nowhere",
        "nowhere-doubled",
        "nowhere-silent",
        "api-path-mounted",
        "version-fails",
        "not-found",
        "html-console",
        "html-page",
        "login-wall",
        "bot-wall",
        "storage-endpoint",
        "anthropic-endpoint",
        "redirect-away",
        "redirect-308",
        "redirect-301",
        "redirect-302",
        "redirect-unreadable",
        "redirect-302-unreadable",
        "cors-behind-nothing",
        "key-in-another-header",
        "key-under-500",
        "keys-without-database",
        "page-403-bare",
        "models-missing",
    ];
    assert_eq!(silent, expected);
}
