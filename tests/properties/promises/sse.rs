//! Server-sent events.

use gateway_check::sse::{Decoder, Framing};

/// Name and data of each event, in order.
pub type Events = Vec<(String, String)>;

/// Decodes bytes that come in these pieces.
pub fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Events, Framing) {
    let (mut events, mut decoder) = (Events::new(), Decoder::default());
    let mut sink = |event: gateway_check::sse::Event<'_>| {
        events.push((event.name.to_owned(), event.data.to_owned()));
    };
    for piece in pieces {
        decoder.feed(piece, &mut sink);
    }
    let framing = decoder.finish(&mut sink);
    (events, framing)
}

/// However bytes are cut, the same events come of them. Their lines are the text's own: none is lost, none
/// is invented. The bytes are fewer than the decoder's limits.
pub fn holds(bytes: &[u8], piece_bytes: usize) {
    let whole = decode([bytes]);
    assert_eq!(decode(bytes.chunks(piece_bytes.max(1))), whole, "in pieces of {piece_bytes} bytes");
    assert_eq!(decode(bytes.chunks(1)), whole, "byte by byte");
    let lines: Vec<&str> = whole.0.iter().flat_map(|(_, data)| data.split('\n')).collect();
    assert_eq!(lines, data_lines(&text_of(bytes)));
    for (name, _) in &whole.0 {
        assert!(name.chars().count() <= 100, "a long name: {name}");
    }
}

/// The text, without what the end of the bytes leaves of a character.
fn text_of(bytes: &[u8]) -> String {
    let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
    let is_cut = str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
    let text = String::from_utf8_lossy(&bytes[..bytes.len() - if is_cut { last.len() } else { 0 }]);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

/// The values of the field `data`, read all at once (WHATWG HTML, "Parsing an event stream").
fn data_lines(text: &str) -> Vec<String> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let fields = lines.split('\n').map(|line| line.split_once(':').unwrap_or((line, "")));
    let data = fields.filter(|(name, _)| *name == "data");
    data.map(|(_, value)| value.strip_prefix(' ').unwrap_or(value).to_owned()).collect()
}
