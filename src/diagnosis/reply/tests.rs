use super::super::testing::{ANSWER, case};
use super::*;
use crate::probe::ProbeId;

const CHUNK: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";

/// Expects these kinds for a reply that claims to be a stream, and ended like this.
#[track_caller]
fn check(body: &str, ending: Ending, is_streamed: bool, expected: &[DiagnosisKind]) {
    let mut recorder = response::Recorder::new(is_streamed, Some("text/event-stream"));
    recorder.feed(body.as_bytes(), 10.0);
    let reply = Reply {
        status: 200,
        url: String::new(),
        is_redirected: false,
        headers: Vec::new(),
        body: recorder.finish(20.0),
        ending,
        headers_ms: 5.0,
        first_byte_ms: Some(10.0),
        lag_ms: 0.0,
        total_ms: 20.0,
    };
    let kinds: Vec<_> = candidates(&reply, is_streamed).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, expected, "{body}");
}

#[test]
fn a_stream_that_had_said_it_was_done_is_not_cut_off() {
    let done = format!("{CHUNK}data: [DONE]\n\n");
    for (ending, kind) in [
        (Ending::Stalled { after_ms: 1_000 }, DiagnosisKind::Stalled),
        (Ending::Dropped { message: String::new() }, DiagnosisKind::ConnectionDropped),
    ] {
        check(&done, ending.clone(), true, &[]);
        check(CHUNK, ending, true, &[kind]);
    }
}

#[test]
fn a_stream_that_nobody_asked_for_is_one_if_any_of_it_can_be_read() {
    let some = format!("{CHUNK}data: please stand by\n\n");
    let none = "data: please\n\ndata: stand by\n\n";
    check(CHUNK, Ending::Complete, false, &[DiagnosisKind::StreamUnasked]);
    check(&some, Ending::Complete, false, &[DiagnosisKind::StreamUnasked]);
    check(none, Ending::Complete, false, &[DiagnosisKind::StreamMalformed]);
}

#[test]
fn a_filter_that_the_server_names_is_why_there_is_no_text() {
    let empty = ANSWER.1.replace("Hello.", "");
    let kind_of = |body: &str| {
        case("https://gateway.example/v1").reply(ProbeId::Prompt, (200, body)).diagnoses()[0].kind.id
    };
    assert_eq!(kind_of(&empty), DiagnosisKind::ContentEmpty);
    let filtered = empty.replace(r#""stop""#, r#""content_filter""#);
    assert_eq!(kind_of(&filtered), DiagnosisKind::ContentBlocked);
}

#[test]
fn reasoning_is_blamed_for_a_limit_only_where_there_was_some() {
    let cut = ANSWER.1.replace(r#""stop""#, r#""length""#);
    for (message, kind) in [
        (r#""content":"""#, DiagnosisKind::ContentEmpty),
        (r#""content":"","reasoning_content":"Let me think""#, DiagnosisKind::ReasoningUsedTheLimit),
    ] {
        let body = cut.replace(r#""content":"Hello.""#, message);
        case("https://gateway.example/v1")
            .reply(ProbeId::Prompt, (200, &body))
            .expect(&[(kind, Confidence::Certain)]);
    }
    let counted = cut.replace(r#""content":"Hello.""#, r#""content":null"#).replace(
        r#""total_tokens":9"#,
        r#""total_tokens":9,"completion_tokens_details":{"reasoning_tokens":4}"#,
    );
    case("https://gateway.example/v1")
        .reply(ProbeId::Prompt, (200, &counted))
        .expect(&[(DiagnosisKind::ReasoningUsedTheLimit, Confidence::Certain)]);
}
