use super::*;

/// Records a body in pieces, and gives it with all text that was shown on the way.
fn record<'a>(
    content_type: Option<&str>,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Body, String, bool) {
    let mut recorder = Recorder::new(true, content_type);
    let mut shown = String::new();
    let mut is_full = false;
    for piece in pieces {
        let fed = recorder.feed(piece, 1.0);
        shown.push_str(fed.text);
        is_full = fed.is_full;
    }
    (recorder.finish(2.0), shown, is_full)
}

const EVENTS: Option<&str> = Some("text/event-stream; charset=utf-8");
const JSON: Option<&str> = Some("application/json");

/// Returns the kind of a content in a word, with its JSON or with the answer of a stream.
fn word(content: &Content) -> String {
    match content {
        Content::Empty => "empty".to_owned(),
        Content::Json(value) => format!("json {value}"),
        Content::Stream(stream) => format!("stream {}", stream.answer.content),
        Content::Text => "text".to_owned(),
    }
}

/// Records `body` cut in two at every byte, and expects the same content each time.
#[track_caller]
fn check(content_type: Option<&str>, body: &[u8], expected: &str) {
    let (whole, ..) = record(content_type, [body]);
    for cut in 0..=body.len() {
        let (head, tail) = body.split_at(cut);
        let (body, shown, is_full) = record(content_type, [head, tail]);
        assert_eq!(word(&body.content), expected, "cut at byte {cut}");
        assert_eq!((body.content, body.text.as_str()), (whole.content.clone(), whole.text.as_str()));
        assert_eq!(shown, expected.strip_prefix("stream ").unwrap_or(""), "cut at byte {cut}");
        assert!(!is_full && !body.is_text_cut);
    }
}

const HI: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Grüße 🧹\"}}]}\n\ndata: [DONE]\n\n";

#[test]
fn a_stream_is_a_stream_whatever_its_content_type() {
    for content_type in [EVENTS, JSON, None] {
        check(content_type, HI.as_bytes(), "stream Grüße 🧹");
        check(content_type, format!("\u{feff}\n{HI}").as_bytes(), "stream Grüße 🧹");
        check(content_type, format!(": PROCESSING\n\n{HI}").as_bytes(), "stream Grüße 🧹");
    }
}

#[test]
fn json_is_json_whatever_its_content_type() {
    for content_type in [EVENTS, JSON, None] {
        check(
            content_type,
            b"\xEF\xBB\xBF {\n \"error\": \"data: no\" }\r\n",
            r#"json {"error":"data: no"}"#,
        );
    }
}

#[test]
fn other_text_is_text() {
    for content_type in [EVENTS, JSON, None] {
        check(content_type, b"<html>\ndata-x: y\n</html>", "text");
        check(content_type, b"{\"cut\":", "text");
    }
    check(JSON, b"data: this is prose", "text");
    check(JSON, b": so is this", "text");
    check(JSON, b"dat", "text");
}

#[test]
fn nothing_and_white_space_are_empty() {
    for content_type in [EVENTS, JSON, None] {
        check(content_type, b"", "empty");
        check(content_type, b" \r\n\n", "empty");
    }
}

#[test]
fn a_declared_stream_without_readable_events_is_one() {
    check(EVENTS, b": PROCESSING\n\n", "stream ");
    check(EVENTS, b"data: prose\n\n", "stream ");
    check(EVENTS, b"prose\ndata: prose\n\n", "stream ");
}

#[test]
fn a_comment_begins_a_stream_only_if_one_was_asked_for() {
    let mut recorder = Recorder::new(false, None);
    recorder.feed(format!(": a\n\n{HI}").as_bytes(), 1.0);
    assert_eq!(word(&recorder.finish(1.0).content), "text");
}

#[test]
fn documents_without_blank_lines_show_while_they_come() {
    let line = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n";
    let (body, shown, _) = record(EVENTS, [line.as_bytes(); 3]);
    assert_eq!(shown, "aa");
    assert_eq!(word(&body.content), "stream aaa");
    let Content::Stream(stream) = body.content else { panic!("no stream") };
    assert_eq!((stream.events, stream.unreadable_events, stream.framing.joined_events), (3, 0, 2));
}

#[test]
fn invalid_utf8_is_noticed_in_any_body() {
    let is_utf8 = |body: &[u8]| record(None, [body]).0.is_utf8;
    assert!(is_utf8(HI.as_bytes()));
    assert!(is_utf8("ü".as_bytes()));
    assert!(!is_utf8(b"\xFF"));
    let invalid = b"data: {\"a\":\"\xFF\"}\n\n";
    assert!(!is_utf8(invalid));
    let beyond_the_kept_text = [HI.repeat(5_000).as_bytes(), invalid].concat();
    assert!(!is_utf8(&beyond_the_kept_text));
}

#[test]
fn a_body_of_fifty_megabytes_is_hung_up_on() {
    let piece = vec![b'x'; 1 << 20];
    for content_type in [EVENTS, JSON, None] {
        let (body, _, is_full) = record(content_type, std::iter::repeat_n(piece.as_slice(), 50));
        assert!(is_full && body.is_text_cut && body.is_utf8);
        assert_eq!(body.text.len(), Recorder::TEXT_BYTES);
        assert_eq!(body.bytes, 5 << 20);
        assert_eq!(body.content, Content::Text);
    }
    let (_, _, is_full) = record(None, std::iter::repeat_n(piece.as_slice(), 4));
    assert!(!is_full);
}

#[test]
fn a_million_tiny_events_stay_bounded() {
    let piece = "data: 1\n\n".repeat(30_000);
    let (body, _, is_full) = record(EVENTS, std::iter::repeat_n(piece.as_bytes(), 33));
    assert!(!is_full);
    assert_eq!(body.text.len(), Recorder::TEXT_BYTES);
    let (body, _, is_full) = record(EVENTS, std::iter::repeat_n(piece.as_bytes(), 50));
    assert!(is_full && body.is_text_cut);
    let Content::Stream(stream) = body.content else { panic!("no stream") };
    assert_eq!((stream.events, stream.arrivals.len()), (1_000_000, Stream::ARRIVALS_KEPT));
    assert!(stream.violations.len() <= Stream::VIOLATIONS_KEPT);
}

#[test]
fn an_endless_stream_is_hung_up_on() {
    let mut recorder = Recorder::new(true, EVENTS);
    assert!(!recorder.feed(HI.as_bytes(), 1.0).is_full);
    recorder.bytes = Recorder::STREAM_BYTES - 1;
    assert!(recorder.feed(b"\n", 1.0).is_full);
    assert_eq!(recorder.feed(HI.as_bytes(), 1.0), Fed { text: "", is_full: true });
}

#[test]
fn a_long_line_between_events_does_not_hide_them() {
    let long = format!("data: {}\n\n", "x".repeat(3 << 20));
    let body = [HI, &long, HI].concat();
    let (body, shown, _) = record(None, body.as_bytes().chunks(1_000));
    assert_eq!(shown, "Grüße 🧹Grüße 🧹");
    let Content::Stream(stream) = body.content else { panic!("no stream") };
    assert_eq!((stream.events, stream.unreadable_events, stream.framing.cut_lines), (5, 1, 1));
}

#[test]
fn deep_nesting_is_not_followed() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(record(None, [deep.as_bytes()]).0.content, Content::Text);
    let event = format!("{HI}data: {deep}\n\n");
    let Content::Stream(stream) = record(None, [event.as_bytes()]).0.content else { panic!("no stream") };
    assert_eq!((stream.events, stream.unreadable_events), (3, 1));
}

/// Pseudo-random numbers below `bound`, always the same ones.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

#[test]
fn hostile_bytes_never_panic() {
    let words: [&[u8]; 20] = [
        b"data: ",
        b"data:",
        b"event: error",
        b"\n",
        b"\n\n",
        b"\r",
        b"\r\n",
        b"\xEF\xBB\xBF",
        b"\xFF",
        b"\xE2\x82",
        b"{",
        b"}",
        b"[DONE]",
        b"\"choices\":[",
        b"{\"index\":0,\"delta\":{",
        b"\"content\":",
        b"\"tool_calls\":[{}]",
        b"null",
        b"\"\xF0\x9F\xA7\xB9\"",
        b",",
    ];
    let mut random = Random(7);
    for round in 0..3_000 {
        let mut recorder = Recorder::new(round % 2 == 0, if round % 3 == 0 { EVENTS } else { None });
        for _ in 0..random.below(40) {
            let piece = if random.below(4) == 0 {
                (0..random.below(9)).map(|_| u8::try_from(random.below(256)).expect("a byte")).collect()
            } else {
                words[random.below(words.len())].to_vec()
            };
            recorder.feed(&piece, 1.0);
        }
        recorder.finish(1.0);
    }
}
