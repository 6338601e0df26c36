//! Server-sent events: bytes to events, without I/O.
//!
//! Follows the event-stream format of the WHATWG HTML standard, section 9.2, and counts violations
//! in [`Framing`] instead of hiding them. It is more lenient than the standard in two places: an event
//! that the end of the body cuts short is still returned, and so are JSON documents that are
//! separated by a single line end. Memory is bounded for any input.

mod framing;

use std::borrow::Cow;

use memchr::memchr2;

use crate::text::truncate::first_chars;

pub use framing::Framing;

/// One event that carried data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The `event:` field, at most 100 characters of it; empty for the usual unnamed event.
    pub name: &'a str,
    /// The `data:` lines, joined by line feeds.
    pub data: &'a str,
}

/// Receiver of a decoder's events.
pub type Sink<'a> = &'a mut dyn FnMut(Event<'_>);

/// Turns bytes, in pieces of any size, into events.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The beginning of a line whose end has not arrived yet.
    line: Vec<u8>,
    is_line_cut: bool,
    is_after_cr: bool,
    is_past_first_line: bool,
    event: OpenEvent,
    framing: Framing,
}

/// The fields of an event whose blank line has not arrived yet.
#[derive(Debug, Default)]
struct OpenEvent {
    name: String,
    data: String,
    has_data: bool,
    /// True if the last character of `data` that is not white space closes an object. Kept, since a look at
    /// the end for every line would be one over all the white space that a server puts there.
    is_closed: bool,
    is_cut: bool,
}

impl Decoder {
    /// Longest line that is read whole, in bytes.
    pub const LINE_BYTES: usize = 1 << 20;
    /// Longest data of one event, in bytes.
    pub const EVENT_BYTES: usize = 2 << 20;
    const NAME_CHARS: usize = 100;

    /// Takes the next bytes and hands every event they complete to `sink`.
    pub fn feed(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let mut rest = bytes;
        if self.is_after_cr && !rest.is_empty() {
            self.is_after_cr = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = memchr2(b'\n', b'\r', rest) {
            if let Some(data) = self.data_alone(&rest[..end], &rest[end..]) {
                sink(Event { name: "", data });
                rest = &rest[end + EVENT_END.len()..];
                continue;
            }
            self.end_line(&rest[..end], sink);
            let after = &rest[end + 1..];
            let is_cr = rest[end] == b'\r';
            self.is_after_cr = is_cr && after.is_empty();
            rest = if is_cr { after.strip_prefix(b"\n").unwrap_or(after) } else { after };
        }
        self.carry(rest);
    }

    /// Takes the end of the body: returns an event that was still open, and the count of
    /// violations.
    pub fn finish(mut self, sink: Sink<'_>) -> Framing {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.framing.cut_lines += u32::from(self.is_line_cut);
            self.read_line(&line, true, sink);
        }
        if self.event.has_data {
            self.framing.is_unterminated = true;
            self.end_event(sink);
        }
        self.framing
    }

    /// The data of an event that is this line alone, as nearly all are: it needs no copy. `None` for any
    /// other line, and for one of an event that began before it.
    fn data_alone<'a>(&self, line: &'a [u8], behind: &[u8]) -> Option<&'a str> {
        let is_first = self.line.is_empty() && !self.event.has_data && self.event.name.is_empty();
        let is_whole = behind.starts_with(EVENT_END) && line.len() <= Self::LINE_BYTES;
        let is_alone = is_first && is_whole && self.is_past_first_line;
        let data = line.strip_prefix(b"data: ").filter(|_| is_alone)?;
        #[cfg(test)]
        crate::text::work::count(line.len() + EVENT_END.len());
        std::str::from_utf8(data).ok()
    }

    /// Keeps the beginning of a line until its end arrives.
    fn carry(&mut self, bytes: &[u8]) {
        let room = Self::LINE_BYTES - self.line.len();
        self.is_line_cut |= bytes.len() > room;
        self.line.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_line(&mut self, end: &[u8], sink: Sink<'_>) {
        if self.line.is_empty() && end.len() <= Self::LINE_BYTES {
            return self.read_line(end, false, sink);
        }
        self.carry(end);
        let mut line = std::mem::take(&mut self.line);
        let is_cut = std::mem::take(&mut self.is_line_cut);
        self.framing.cut_lines += u32::from(is_cut);
        self.read_line(&line, is_cut, sink);
        line.clear();
        self.line = line;
    }

    fn read_line(&mut self, line: &[u8], is_cut: bool, sink: Sink<'_>) {
        #[cfg(test)]
        crate::text::work::count(line.len() + 1);
        let is_first = !std::mem::replace(&mut self.is_past_first_line, true);
        let line = if is_first { line.strip_prefix(BOM).unwrap_or(line) } else { line };
        let (text, invalid) = text_of(line, is_cut);
        self.framing.invalid_utf8 = self.framing.invalid_utf8.saturating_add(invalid);
        if text.is_empty() {
            return self.end_event(sink);
        }
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => self.take_data(value, sink),
            "event" => {
                self.event.name.clear();
                self.event.name.push_str(first_chars(value, Self::NAME_CHARS));
            }
            // A comment; or the place and the delay of a reconnection, which the page never makes.
            "" | "id" | "retry" => {}
            _ => self.framing.unknown_fields = self.framing.unknown_fields.saturating_add(1),
        }
    }

    fn take_data(&mut self, value: &str, sink: Sink<'_>) {
        let event = &mut self.event;
        if event.has_data && event.ends_a_document(value) {
            self.framing.joined_events = self.framing.joined_events.saturating_add(1);
            sink(Event { name: &event.name, data: &event.data });
            event.data.clear();
            (event.has_data, event.is_closed) = (false, false);
        }
        if event.data.len() + 1 + value.len() > Self::EVENT_BYTES {
            event.is_cut = true;
        } else {
            if event.has_data {
                event.data.push('\n');
            }
            event.data.push_str(value);
            let seen = value.trim_end();
            #[cfg(test)]
            crate::text::work::count(value.len() + 1);
            event.is_closed = if seen.is_empty() { event.is_closed } else { seen.ends_with('}') };
        }
        event.has_data = true;
    }

    fn end_event(&mut self, sink: Sink<'_>) {
        let event = &mut self.event;
        if event.has_data {
            sink(Event { name: &event.name, data: &event.data });
        }
        self.framing.cut_events += u32::from(event.is_cut);
        event.name.clear();
        event.data.clear();
        (event.has_data, event.is_closed) = (false, false);
        event.is_cut = false;
    }
}

impl OpenEvent {
    /// Returns true if the data so far and the line that follows cannot belong to one JSON document.
    ///
    /// After a line that ends with `}` no JSON continues with `{`, so taking such lines apart never
    /// harms an event that could be read whole. Some servers (seen with SGLang) forget the blank line
    /// after every event; without this their stream would show nothing before its end.
    fn ends_a_document(&self, next: &str) -> bool {
        let is_whole = self.data.starts_with('{') && self.is_closed;
        (is_whole || self.data == DONE) && (next.starts_with('{') || next == DONE)
    }
}

/// The byte order mark in UTF-8: allowed once, at the very beginning.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// `bytes` as text, and how many invalid places were replaced. A character that `is_cut` left without
/// its last bytes is dropped instead.
pub(crate) fn text_of(bytes: &[u8], is_cut: bool) -> (Cow<'_, str>, u32) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = 0_u32;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            invalid = invalid.saturating_add(1);
        }
    }
    if is_cut && ends_within_a_character(bytes) {
        text.pop();
        invalid -= 1;
    }
    (Cow::Owned(text), invalid)
}

/// Returns true if the last character lacks bytes, but is right as far as it goes.
fn ends_within_a_character(bytes: &[u8]) -> bool {
    let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
    std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none())
}

/// The end of a line, and the blank line after it.
const EVENT_END: &[u8] = b"\n\n";

const DONE: &str = "[DONE]";

#[cfg(test)]
mod tests;
