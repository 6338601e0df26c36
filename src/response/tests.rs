use super::*;
use crate::check::testing::completion;
use crate::exchange::{Answer, Body, ToolCall};
use crate::text::work;

/// Assembles events that arrive 10 ms apart.
fn assemble(events: &[(&str, &str)]) -> Stream {
    let mut assembler = Assembler::default();
    let mut at_ms = 0.0;
    for (name, data) in events {
        at_ms += 10.0;
        assembler.take(Event { name, data }, at_ms);
    }
    assembler.finish(Framing::default())
}

/// Chunks whose first choice is each of `choices`.
fn assemble_choices(choices: &[&str]) -> Stream {
    let chunks: Vec<_> = choices
        .iter()
        .map(|choice| {
            let begin = r#"{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"#;
            format!("{begin}{choice}}}]}}")
        })
        .collect();
    let events: Vec<_> = chunks.iter().map(|chunk| ("", chunk.as_str())).collect();
    assemble(&events)
}

/// Assembles chunks with these choices, and expects this answer and no violation.
#[track_caller]
fn check(choices: &[&str], expected: Answer) {
    let stream = assemble_choices(choices);
    assert_eq!(stream.violations, []);
    assert_eq!(stream.answer, Answer { id: Some("c".to_owned()), ..expected });
}

fn json(text: &str) -> Value {
    text.parse().expect("JSON")
}

#[test]
fn deltas_add_up_to_the_content() {
    let choices = [
        r#""delta":{"role":"assistant"}"#,
        r#""delta":{"content":null}"#,
        r#""delta":{"content":""}"#,
        r#""delta":{"content":"Hi","role":"assistant"}"#,
        r#""delta":{"content":" you"}"#,
        r#""delta":{},"finish_reason":"stop""#,
    ];
    let content = "Hi you".to_owned();
    check(&choices, Answer { content, finish_reasons: vec!["stop".to_owned()], ..Answer::default() });
}

#[test]
fn of_chunks_that_repeat_each_other_the_first_is_read_as_json() {
    let chunks = |count| vec![r#""delta":{"content":"Hi"}"#; count];
    let read = |count| work::of(|| drop(assemble_choices(&chunks(count))));
    assert!(read(1) > 0);
    assert_eq!(read(100), read(1));
    assert_eq!(assemble_choices(&chunks(100)).answer.content, "Hi".repeat(100));
}

#[test]
fn thinking_is_counted_once_under_whatever_name() {
    let choices = [
        r#""delta":{"reasoning_content":"ü"}"#,
        r#""delta":{"reasoning":"abc","reasoning_details":[{"text":"abc"}]}"#,
        r#""delta":{"reasoning":null,"reasoning_details":[{"text":"ab"},{"summary":"c"},{"data":"x"}]}"#,
    ];
    check(&choices, Answer { reasoning_bytes: 8, ..Answer::default() });
}

#[test]
fn a_part_of_thinking_is_a_token_and_an_empty_part_is_none() {
    let empty = r#""delta":{"content":[{"type":"text","text":""}]}"#;
    let thinking = r#""delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}"#;
    let stream = assemble_choices(&[empty, thinking, empty]);
    assert_eq!((stream.first_token_ms, stream.last_token_ms), (Some(20.0), Some(20.0)));
    assert_eq!(stream.answer.reasoning_bytes, 2);
}

#[test]
fn every_finish_reason_is_kept_up_to_a_bound() {
    let stream = assemble_choices(&[r#""delta":{},"finish_reason":"eos""#; 20]);
    assert_eq!(stream.answer.finish_reasons, ["eos"; 8]);
    let stream = assemble_choices(&[r#""delta":{},"finish_reason":"""#]);
    assert_eq!(stream.answer.finish_reasons, [""; 0]);
}

#[test]
fn tool_calls_and_refusals_add_up() {
    let call = r#""delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{"}}]}"#;
    let end = r#""delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}"#;
    let no = r#""delta":{"refusal":"No"}"#;
    let tool_calls = vec![ToolCall { id: "t".to_owned(), name: "f".to_owned(), arguments: "{}".to_owned() }];
    let refusal = Some("NoNo".to_owned());
    check(&[call, no, no, end], Answer { refusal, tool_calls, ..Answer::default() });
}

#[test]
fn only_the_first_choice_is_read() {
    let chunk = |index: u8| format!(r#"{{"choices":[{{"index":{index},"delta":{{"content":"{index}"}}}}]}}"#);
    let (first, second) = (chunk(1), chunk(0));
    assert_eq!(assemble(&[("", &first), ("", &second), ("", &first)]).answer.content, "11");
}

#[test]
fn chunks_without_choices_carry_usage() {
    let events = [
        ("", r#"{"id":"","object":"","choices":[],"prompt_filter_results":[]}"#),
        ("", r#"{"id":"c","object":"chat.completion.chunk","choices":[],"usage":null}"#),
        ("", r#"{"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"total_tokens":3}}"#),
        ("", "[DONE]"),
    ];
    let stream = assemble(&events);
    assert_eq!(stream.answer.usage, Some(json(r#"{"total_tokens":3}"#)));
    assert_eq!(stream.violations, []);
    assert_eq!((stream.events, stream.unreadable_events, stream.is_done), (4, 0, true));
}

#[test]
fn a_change_of_id_is_noticed() {
    let ids = |ids: &[&str]| {
        let chunks: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let events: Vec<_> = chunks.iter().map(|chunk| ("", chunk.as_str())).collect();
        let answer = assemble(&events).answer;
        (answer.id.map_or(0, |id| id.len()), answer.id_changes)
    };
    assert_eq!(ids(&["", "a", "a", ""]), (1, false));
    assert_eq!(ids(&["a", "b"]), (1, true));
    let long = "x".repeat(5_000);
    assert_eq!(ids(&[&long, &long]), (4_095 + "…".len(), false));
    assert_eq!(ids(&[&long, "x"]), (4_095 + "…".len(), true));
}

#[test]
fn an_error_is_found_wherever_it_is() {
    #[track_caller]
    fn check_error(name: &str, data: &str, error: &str) {
        let stream = assemble(&[(name, data)]);
        assert_eq!(stream.answer.error, Some(json(error)));
        assert_eq!(stream.violations, []);
    }
    for whole in [
        r#"{"error":{"code":400}}"#,
        r#"{"error":"no","choices":[{"delta":{}}]}"#,
        r#"{"object":"error","message":"no"}"#,
        r#"{"text":"no","error_code":50001}"#,
        r#"{"base_resp":{"status_code":1004,"status_msg":"no"}}"#,
        r#"{"success":false,"msg":"no"}"#,
        r#"{"status":"failed","message":"no"}"#,
        r#"{"header":{"code":10013,"message":"no"}}"#,
        r#"{"fault":{"faultstring":"no"}}"#,
        r#"{"choices":[{"index":0,"error":{"code":502}}]}"#,
    ] {
        check_error("", whole, whole);
    }
    check_error("error", r#"{"error":{"code":400}}"#, r#"{"error":{"code":400}}"#);
    check_error("error", "upstream failed", r#""upstream failed""#);
}

#[test]
fn an_event_named_error_is_one_whatever_it_says() {
    assert_eq!(assemble(&[("error", r#"{"code":1}"#)]).answer.error, Some(json(r#"{"code":1}"#)));
    assert_eq!(assemble(&[("", r#"{"code":1}"#)]).answer.error, None);
}

#[test]
fn where_no_event_is_of_the_protocol_the_first_one_is_kept() {
    let unknown = |events: &[(&str, &str)]| assemble(events).unknown_event;
    let odd = r#"{"answer":"Hi"}"#;
    assert_eq!(unknown(&[("", r#"{"type":"ping"}"#), ("", odd), ("", r#"{"b":1}"#)]), Some(json(odd)));
    assert_eq!(unknown(&[("", odd), ("", r#"{"choices":[]}"#)]), None);
    assert_eq!(unknown(&[("", r#"{"type":"message_start"}"#)]), None);
    assert_eq!(unknown(&[("", "[DONE]")]), None);
}

#[test]
fn another_protocol_is_named_instead_of_listing_what_it_lacks() {
    let stream = assemble(&[
        ("message_start", r#"{"type":"message_start","message":{"id":"m"}}"#),
        ("content_block_delta", r#"{"type":"content_block_delta","delta":{"text":"Hi"}}"#),
        ("ping", r#"{"type":"ping"}"#),
    ]);
    assert_eq!(stream.foreign_protocol, Some("Anthropic Messages"));
    assert_eq!((stream.violations, stream.answer.content.as_str()), (vec![], ""));
    assert_eq!(assemble_choices(&[r#""delta":{}"#]).foreign_protocol, None);
}

#[test]
fn legacy_completions_are_foreign_but_their_text_is_read() {
    let stream = assemble(&[("", r#"{"object":"text_completion","choices":[{"index":0,"text":"Hi"}]}"#)]);
    assert_eq!(stream.foreign_protocol, Some("OpenAI legacy completions"));
    assert_eq!(stream.answer.content, "Hi");
}

#[test]
fn each_violation_is_kept_once() {
    let stream = assemble_choices(&[r#""delta":{"content":1}"#; 3]);
    let paths: Vec<_> = stream.violations.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["choices[0].delta.content"]);
}

#[test]
fn of_many_violations_twenty_are_kept() {
    let chunk =
        |choices: &str| format!(r#"{{"id":"c","object":"chat.completion.chunk","choices":[{choices}]}}"#);
    let (first, many) = (chunk(r#"{"index":0,"delta":{"content":1}}"#), chunk(&["0"; 20].join(",")));
    let stream = assemble(&[("", &first), ("", &many)]);
    assert_eq!(stream.violations.len(), 20);
    assert_eq!(stream.violations[19].path, "choices[18]");
}

#[test]
fn a_stream_with_nothing_in_it_or_of_another_protocol_holds_no_answer() {
    #[track_caller]
    fn check_content(event: &str, expected: Option<&str>) {
        let content = Content::Stream(Box::new(assemble(&[("", event)])));
        let reply = Reply { body: Body { content, ..Body::default() }, ..completion("{}") };
        assert_eq!(answer_of(&reply).map(|answer| answer.content.clone()).as_deref(), expected, "{event}");
    }
    check_content(r#"{"choices":[{"index":0,"delta":{"content":"Hi"}}]}"#, Some("Hi"));
    check_content("[DONE]", None);
    check_content(r#"{"object":"text_completion","choices":[{"index":0,"text":"Hi"}]}"#, None);
}

#[test]
fn what_is_not_json_is_counted() {
    let stream = assemble(&[("", ""), ("", "{"), ("", "OK"), ("", " [DONE] "), ("", "{}")]);
    assert_eq!((stream.events, stream.unreadable_events, stream.is_done), (5, 3, true));
}

#[test]
fn times_of_events_and_tokens_are_kept() {
    let stream = assemble_choices(&[
        r#""delta":{"role":"assistant","content":""}"#,
        r#""delta":{"reasoning_content":"Hm"}"#,
        r#""delta":{"content":"Hi"}"#,
        r#""delta":{},"finish_reason":"stop""#,
    ]);
    assert_eq!((stream.first_token_ms, stream.last_token_ms), (Some(20.0), Some(30.0)));
    assert!((stream.last_event_ms - 40.0).abs() < f64::EPSILON);
    let times: Vec<_> = stream.arrivals.iter().map(|arrival| arrival.at_ms).collect();
    assert_eq!(times, [10.0, 20.0, 30.0, 40.0]);
}

#[test]
fn content_is_bounded() {
    let text = "ü".repeat(500_000);
    let choice = format!(r#""delta":{{"content":"{text}"}}"#);
    let stream = assemble_choices(&[choice.as_str(); 8]);
    assert!(!stream.answer.is_content_cut);
    let stream = assemble_choices(&[choice.as_str(); 10]);
    assert!(stream.answer.is_content_cut);
    assert_eq!(stream.answer.content.len(), 8 << 20);
}
