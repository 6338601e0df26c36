//! Whole replies.

use proptest::prelude::*;
use proptest::sample::select;

use super::promises::reply::{Said, holds, key};
use super::{cases, generate};

const NAMES: &[&str] = &[
    "id",
    "object",
    "model",
    "choices",
    "message",
    "delta",
    "content",
    "role",
    "finish_reason",
    "usage",
    "error",
    "code",
    "type",
    "data",
    "detail",
    "assistant",
    "m-small",
    "invalid_api_key",
    "model_not_found",
    "rate_limit_exceeded",
];

/// Replies of servers that work, with room for what this one says.
const BODIES: [&str; 6] = [
    "WORDS",
    r#"{"error":{"message":WORDS,"type":"invalid_request_error","code":"invalid_api_key"}}"#,
    r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":WORDS},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}"#,
    "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":WORDS},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
    r#"{"object":"list","data":[{"id":WORDS,"object":"model"},{"id":"m-small","object":"model"}]}"#,
    "<html><head><title>WORDS</title></head><body>WORDS</body></html>",
];

fn said(words: impl Strategy<Value = String>) -> impl Strategy<Value = Said> {
    let status = prop_oneof![select(&[200, 400, 401, 403, 404, 429, 500, 503][..]), 100..1000_u16];
    let content_type = select(&["application/json", "text/event-stream", "text/html", ""][..]);
    (status, content_type, select(&BODIES[..]), words, any::<bool>(), 1..50_usize).prop_map(
        |(status, content_type, body, words, is_streamed, piece_bytes)| {
            let quoted = serde_json::Value::from(words).to_string();
            let body = body.replace("WORDS", &quoted).into_bytes();
            let headers =
                vec![("content-type".to_owned(), content_type.to_owned()), ("x-said".to_owned(), quoted)];
            Said { status, headers, body, is_streamed, piece_bytes }
        },
    )
}

/// A writing of the run's key, with words around it.
fn told() -> impl Strategy<Value = String> {
    let whole = key().whole();
    let writings = [
        whole.clone(),
        whole.to_uppercase(),
        generate::each(&whole, "%", "", |byte| format!("{byte:02x}")),
        generate::each(&whole, "", "", |byte| format!("{byte:02x}")),
        whole.chars().flat_map(|it| [it, '\u{200b}']).collect(),
    ];
    (select(writings.to_vec()), "[ (\"':]{0,2}|(The key |token=)")
        .prop_map(|(written, before)| format!("{before}{written} is wrong"))
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_run_comes_to_an_end_whatever_a_server_says(said in said(generate::text(10))) {
        holds(&said, false);
    }

    #[test]
    fn a_run_comes_to_an_end_whatever_json_comes(json in generate::json(NAMES), said in said(Just(String::new()))) {
        holds(&Said { body: json.to_string().into_bytes(), ..said }, false);
    }

    #[test]
    fn no_report_holds_the_key_wherever_a_server_says_it(said in said(told())) {
        holds(&said, true);
    }
}
