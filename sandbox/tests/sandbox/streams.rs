//! Streams: the healthy one is complete, and the others end or look as they say.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Ask, PROMPT, STREAMED};
use crate::reply::Reply;

fn streamed(id: &str) -> Reply {
    Ask::chat(&format!("/{id}/v1"), STREAMED).send()
}

/// Expects whether the stream's framing is whole, it has a finish reason, and it ends with `[DONE]`.
#[track_caller]
fn check(id: &str, is_whole: bool, has_finish: bool, has_done: bool) {
    let reply = streamed(id);
    let finish = reply.text().contains(r#""finish_reason":"stop""#);
    let done = reply.events().last().is_some_and(|data| data == "[DONE]");
    assert_eq!((reply.is_whole, finish, done), (is_whole, has_finish, has_done), "{}", reply.text());
    assert!(reply.events().len() > 4, "{}", reply.text());
}

#[test]
fn streams_end_as_their_rows_say() {
    check("healthy", true, true, true);
    check("cut-stream", true, false, false);
    check("drop-stream", false, false, false);
    check("error-in-stream", true, false, false);
    check("stream-no-done", true, true, false);
    check("anthropic-stream", true, false, false);
    check("stream-crlf", true, true, true);
    check("stream-buffered", true, true, true);
    check("huge-line", true, true, true);
}

#[test]
fn a_stream_says_what_a_plain_reply_says() {
    let plain = Ask::chat("/healthy/v1", PROMPT).send().json();
    let text = streamed("healthy").streamed_text();
    assert!(!text.is_empty());
    assert_eq!(plain["choices"][0]["message"]["content"], text);
}

#[test]
fn usage_comes_last_and_only_when_asked_for() {
    let asked = STREAMED.replace("true}", r#"true,"stream_options":{"include_usage":true}}"#);
    let usage = |id: &str, body: &str| {
        let events = Ask::chat(&format!("/{id}/v1"), body).send().events();
        let last = serde_json::from_str::<Value>(&events[events.len() - 2]).expect("JSON");
        last["usage"]["total_tokens"].as_u64()
    };
    assert!(usage("healthy", &asked).is_some());
    assert_eq!(usage("healthy", STREAMED), None);
    assert_eq!(usage("stream-no-usage", &asked), None);
    let refused = Ask::chat("/stream-options-refused/v1", &asked).send();
    assert_eq!((refused.status, &refused.json()["error"]["param"]), (400, &"stream_options".into()));
}

#[test]
fn a_healthy_stream_takes_its_time_and_keeps_its_pace() {
    let began = Instant::now();
    let events = streamed("healthy-slow-stream").events().len();
    let due = Duration::from_millis(40) * u32::try_from(events - 1).expect("few events");
    assert!(began.elapsed() >= due, "{events} events in {:?}", began.elapsed());
}

#[test]
fn a_fast_stream_sends_as_many_tokens_as_asked() {
    let body =
        STREAMED.replace("true}", r#"true,"max_tokens":2050,"stream_options":{"include_usage":true}}"#);
    let reply = Ask::chat("/fast-stream/v1", &body).send();
    assert_eq!(reply.streamed_text(), "word ".repeat(2050));
    assert_eq!(reply.events().last().map(String::as_str), Some("[DONE]"));
    assert!(reply.text().contains(r#""finish_reason":"length""#));
    assert!(reply.text().contains(r#""completion_tokens":2050,"#));
}

#[test]
fn a_stalled_stream_begins_and_stays_open() {
    let ask = Ask::chat("/stall-stream/v1", STREAMED);
    assert!(ask.stalls_for(Duration::from_millis(300)));
    // However busy the machine is.
    assert!(!Ask::chat("/healthy/v1", STREAMED).stalls_for(Duration::from_secs(20)));
}

#[test]
fn a_million_events_come_whole() {
    let reply = streamed("tiny-events");
    let marks = reply.body.windows(6).filter(|window| window == b"data: ").count();
    // The role, a million letters, the finish reason, the end.
    assert_eq!((reply.is_whole, marks), (true, 1_000_003));
}

#[test]
fn unusual_framing_is_what_it_says() {
    let text = streamed("stream-crlf").text();
    assert!(text.starts_with("\u{feff}: hello\r\n\r\ndata: "), "{text}");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(String::from_utf8(streamed("broken-utf8").body).is_err());
}
