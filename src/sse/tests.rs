use super::*;
use crate::text::work::check_growth;

/// Decodes `stream` in `pieces`, and gives its events as `name|data`, or as `data` if unnamed.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<String>, Framing) {
    let mut events = Vec::new();
    let mut sink = |event: Event<'_>| {
        events.push(match event.name {
            "" => event.data.to_owned(),
            name => format!("{name}|{}", event.data),
        });
    };
    let mut decoder = Decoder::default();
    for piece in pieces {
        decoder.feed(piece, &mut sink);
    }
    let framing = decoder.finish(&mut sink);
    (events, framing)
}

/// Decodes `stream` cut in two at every byte, and byte by byte, and expects the same each time.
#[track_caller]
fn check_violating(stream: &[u8], expected: &[&str], violations: &Framing) {
    for cut in 0..=stream.len() {
        let (head, tail) = stream.split_at(cut);
        let (events, framing) = decode([head, tail]);
        assert_eq!(events, expected, "cut at byte {cut}");
        assert_eq!(framing, *violations, "cut at byte {cut}");
    }
    let (events, framing) = decode(stream.chunks(1));
    assert_eq!((events, framing), (expected.iter().map(ToString::to_string).collect(), violations.clone()));
}

#[track_caller]
fn check(stream: &str, expected: &[&str]) {
    check_violating(stream.as_bytes(), expected, &Framing::default());
}

#[test]
fn events_survive_any_chunk_border() {
    check("data: {\"a\":1}\n\ndata: [DONE]\n\n", &["{\"a\":1}", "[DONE]"]);
}

#[test]
fn all_three_line_ends_are_understood() {
    check("data: a\r\n\r\ndata: b\r\rdata: c\n\n", &["a", "b", "c"]);
    check("data: a\rdata: b\r\ndata: c\n\r\n", &["a\nb\nc"]);
}

#[test]
fn one_leading_byte_order_mark_is_dropped() {
    check("\u{feff}data: a\n\n", &["a"]);
    check("\u{feff}\ndata: a\n\n", &["a"]);
    let violations = Framing { unknown_fields: 1, ..Framing::default() };
    check_violating("data: b\n\n\u{feff}data: a\n\n".as_bytes(), &["b"], &violations);
    check_violating("\n\u{feff}data: a\n\ndata: b\n\n".as_bytes(), &["b"], &violations);
    check_violating("\u{feff}\u{feff}data: a\n\ndata: b\n\n".as_bytes(), &["b"], &violations);
}

#[test]
fn one_space_after_the_colon_is_not_data() {
    check("data:a\n\ndata: b\n\ndata:  c\n\n", &["a", "b", " c"]);
}

#[test]
fn data_lines_are_joined_by_line_feeds() {
    check("data: a\ndata: b\n\ndata\n\ndata\ndata\n\n", &["a\nb", "", "\n"]);
}

#[test]
fn a_json_document_may_stand_on_several_lines() {
    check("data: {\ndata: \"a\": {}\ndata: }\n\n", &["{\n\"a\": {}\n}"]);
}

#[test]
fn comments_ids_and_delays_are_passed_over() {
    check(": PROCESSING\n\n:\nid: 7\nretry: 10\ndata: a\nid\nretry: x\n\n", &["a"]);
}

#[test]
fn one_line_of_data_alone_is_an_event_like_any_other() {
    check("data: a\n\ndata: b\n\ndata:  \n\ndata: \n\n", &["a", "b", " ", ""]);
    check("data: a\n\ndata: b\ndata: c\n\nevent: x\ndata: d\n\ndata: e\n\n", &["a", "b\nc", "x|d", "e"]);
    check("data: a\n\ndata: b\r\n\ndata: c\n\r\ndata: d\n\n", &["a", "b", "c", "d"]);
    let violations = Framing { invalid_utf8: 1, ..Framing::default() };
    check_violating(b"data: a\n\ndata: \xFF\n\ndata: b\n\n", &["a", "\u{fffd}", "b"], &violations);
}

#[test]
fn an_event_keeps_its_name_to_itself() {
    check("event: error\ndata: a\n\ndata: b\n\nevent: x\n\ndata: c\n\n", &["error|a", "b", "c"]);
}

#[test]
fn multi_byte_characters_survive_any_border() {
    check("data: Grüße 🧹 नाला\n\n", &["Grüße 🧹 नाला"]);
}

#[test]
fn invalid_bytes_are_replaced_and_counted() {
    let violations = Framing { invalid_utf8: 2, ..Framing::default() };
    check_violating(b"data: a\xFFb\xE2\x82\n\n", &["a\u{fffd}b\u{fffd}"], &violations);
}

#[test]
fn an_open_last_event_is_given_out_as_a_violation() {
    let violations = Framing { is_unterminated: true, ..Framing::default() };
    check_violating(b"data: a\n\ndata: [DONE]", &["a", "[DONE]"], &violations);
    check_violating(b"data: a\n\ndata: [DONE]\n", &["a", "[DONE]"], &violations);
    check_violating("data: a\u{fc}".as_bytes().split_last().expect("bytes").1, &["a"], &violations);
}

#[test]
fn unknown_fields_are_ignored_and_counted() {
    let violations = Framing { unknown_fields: 3, ..Framing::default() };
    check_violating(b" data: x\nDATA: y\nhello\ndata: a\n\n", &["a"], &violations);
}

#[test]
fn documents_on_neighbouring_lines_are_taken_apart() {
    let violations = Framing { is_unterminated: true, joined_events: 2, ..Framing::default() };
    let stream = b"data: {\"a\":1}\ndata: {\"b\":2} \ndata: [DONE]\n";
    check_violating(stream, &["{\"a\":1}", "{\"b\":2} ", "[DONE]"], &violations);
}

#[test]
fn a_document_on_the_next_line_shows_the_one_before_at_once() {
    let mut observed = 0;
    let mut decoder = Decoder::default();
    decoder.feed(b"data: {}\n", &mut |_| observed += 1);
    assert_eq!(observed, 0);
    decoder.feed(b"data: {}\n", &mut |_| observed += 1);
    assert_eq!(observed, 1);
}

#[test]
fn a_line_of_one_megabyte_is_read_whole() {
    let stream = format!("data: {}\n\n", "x".repeat(1_000_000));
    let (events, framing) = decode(stream.as_bytes().chunks(777));
    assert_eq!(events.iter().map(String::len).collect::<Vec<_>>(), [1_000_000]);
    assert!(framing.is_clean());
}

#[test]
fn an_endless_line_is_cut_whatever_its_pieces() {
    let stream = format!("data:ü{}\n\ndata: a\n\n", "ü".repeat(Decoder::LINE_BYTES));
    for piece_bytes in [4_096, usize::MAX] {
        let (events, framing) = decode(stream.as_bytes().chunks(piece_bytes));
        let sizes: Vec<_> = events.iter().map(String::len).collect();
        assert_eq!(sizes, [Decoder::LINE_BYTES - "data:".len() - 1, 1], "in pieces of {piece_bytes}");
        assert_eq!(framing, Framing { cut_lines: 1, ..Framing::default() });
    }
}

#[test]
fn an_endless_line_is_cut_even_if_the_body_ends_within_it() {
    let stream = format!("data:{}", "x".repeat(Decoder::LINE_BYTES));
    let (events, framing) = decode(stream.as_bytes().chunks(4_096));
    let sizes: Vec<_> = events.iter().map(String::len).collect();
    assert_eq!(sizes, [Decoder::LINE_BYTES - "data:".len()]);
    assert_eq!(framing, Framing { is_unterminated: true, cut_lines: 1, ..Framing::default() });
}

#[test]
fn an_endless_event_is_cut() {
    let line = format!("data: {}\n", "x".repeat(1_000));
    let stream = line.repeat(5_000) + "\ndata: a\n\n";
    let (events, framing) = decode(stream.as_bytes().chunks(4_096));
    let sizes: Vec<_> = events.iter().map(String::len).collect();
    assert!(sizes[0] <= Decoder::EVENT_BYTES, "{sizes:?}");
    assert_eq!((sizes.len(), sizes[1]), (2, 1));
    assert_eq!(framing, Framing { cut_events: 1, ..Framing::default() });
}

#[test]
fn an_unfinished_line_takes_no_more_memory_than_the_longest_line() {
    let mut decoder = Decoder::default();
    for _ in 0..640 {
        decoder.feed(&[b'x'; 10_000], &mut |_| {});
    }
    assert!(decoder.line.capacity() <= 2 * Decoder::LINE_BYTES);
}

#[test]
fn twice_the_hostile_stream_is_twice_the_work() {
    for (head, piece) in [
        ("data:{\n", "data\n"),
        ("data:{}\n", "data: \n"),
        ("data:{\n", "data:          \ndata:{\n"),
        ("data:[DONE]\n", "data:[DONE]\n"),
        ("", "data:{}\n"),
        ("", "\n"),
        ("", "\r"),
        ("data:{\n", "é\n"),
    ] {
        check_growth(
            piece,
            20_000,
            |times| head.to_owned() + &piece.repeat(times),
            |stream| {
                decode([stream.as_bytes()]);
            },
        );
    }
}
