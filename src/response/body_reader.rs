//! Reader of a reply's body: takes it piece by piece as it arrives, and detects its kind.
//!
//! It relies on the bytes rather than the content type, keeps a bounded part of them, and shows the
//! text of a stream as it arrives.

use super::sniff::{Beginning, beginning_of};
use super::{Assembler, is_readable};
use crate::exchange::{Body, Content, Stream};
use crate::sse::{BOM, Decoder, text_of};
use crate::text::truncate::first_bytes;

/// Records one body.
#[derive(Debug)]
pub struct Recorder {
    is_streamed: bool,
    is_declared: bool,
    reading: Reading,
    /// The beginning of the body.
    kept: Vec<u8>,
    bytes: u64,
    /// Length of the answer's text that was shown, in bytes.
    shown_bytes: usize,
}

/// Way in which the body is being read.
#[derive(Debug)]
enum Reading {
    /// Too few bytes have arrived to decide.
    Undecided,
    /// As one document, once all of it has arrived.
    Whole,
    /// As server-sent events.
    Events(Box<Events>),
}

/// Result of feeding a recorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fed<'a> {
    /// New text of the answer, to be shown now. Nothing is masked in it, and the key may come in
    /// parts.
    pub text: &'a str,
    /// True if the body is larger than the page reads: close the connection now.
    pub is_full: bool,
}

impl Recorder {
    /// Longest body that is read, unless it is a stream, in bytes.
    pub const WHOLE_BYTES: usize = 4 << 20;
    /// Longest stream that is read, in bytes.
    pub const STREAM_BYTES: u64 = 256 << 20;
    /// Longest raw text of a body that is kept, in bytes.
    pub const TEXT_BYTES: usize = 256 << 10;

    /// A recorder for the reply to a request that asked for a stream or did not.
    pub fn new(is_streamed: bool, content_type: Option<&str>) -> Self {
        let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
        let is_declared = media_type.trim().eq_ignore_ascii_case("text/event-stream");
        let reading = if is_declared { Reading::Events(Box::default()) } else { Reading::Undecided };
        Self { is_streamed, is_declared, reading, kept: Vec::new(), bytes: 0, shown_bytes: 0 }
    }

    /// Takes the next bytes, read at `at_ms` after the request. When it is full, more is ignored.
    pub fn feed(&mut self, bytes: &[u8], at_ms: f64) -> Fed<'_> {
        if !self.is_full() {
            self.bytes += bytes.len() as u64;
            let before = self.kept.len();
            self.keep(bytes);
            self.read(bytes, before, at_ms);
            // Only now is it known whether an event came: until then this may be a document.
            self.kept.truncate(self.most_kept());
        }
        let is_full = self.is_full();
        let content = match &self.reading {
            Reading::Undecided | Reading::Whole => "",
            Reading::Events(events) => events.assembler.content(),
        };
        let text = &content[self.shown_bytes..];
        self.shown_bytes = content.len();
        Fed { text, is_full }
    }

    /// Takes the end of the body, at `at_ms` after the request: whole, broken off or hung up on.
    pub fn finish(self, at_ms: f64) -> Body {
        let is_text_cut = self.bytes > self.kept.len() as u64;
        let raw = self.kept.strip_prefix(BOM).unwrap_or(&self.kept);
        let (text, invalid) = text_of(raw, is_text_cut);
        let mut is_utf8 = invalid == 0;
        let stream = match self.reading {
            Reading::Undecided | Reading::Whole => None,
            Reading::Events(events) => Some(events.finish(at_ms)),
        };
        let begins_so = matches!(beginning_of(&self.kept, true), Beginning::Events { .. });
        let content = match stream {
            Some(stream) if is_stream(&stream, self.is_declared, begins_so) => {
                is_utf8 = stream.framing.invalid_utf8 == 0;
                Content::Stream(Box::new(stream))
            }
            Some(_) | None => document(&text, is_text_cut),
        };
        let kept = first_bytes(&text, Self::TEXT_BYTES);
        let is_text_cut = is_text_cut || kept.len() < text.len();
        Body { text: kept.to_owned(), bytes: self.bytes, is_text_cut, is_utf8, content }
    }

    fn is_full(&self) -> bool {
        match self.events() {
            0 => self.bytes > Self::WHOLE_BYTES as u64,
            events => self.bytes >= Self::STREAM_BYTES || events >= Assembler::EVENTS,
        }
    }

    fn events(&self) -> u32 {
        match &self.reading {
            Reading::Undecided | Reading::Whole => 0,
            Reading::Events(events) => events.assembler.events(),
        }
    }

    fn most_kept(&self) -> usize {
        if self.events() == 0 { Self::WHOLE_BYTES } else { Self::TEXT_BYTES }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = self.most_kept().saturating_sub(self.kept.len());
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Reads `bytes`, before which `before` bytes had been kept.
    fn read(&mut self, bytes: &[u8], before: usize, at_ms: f64) {
        match &mut self.reading {
            Reading::Whole => {}
            Reading::Events(events) => events.feed(bytes, at_ms),
            Reading::Undecided => match beginning_of(&self.kept, self.is_streamed) {
                Beginning::Unclear => {}
                Beginning::Document => self.reading = Reading::Whole,
                Beginning::Events { at } => {
                    let mut events = Box::<Events>::default();
                    events.feed(&self.kept[at.min(before)..before], at_ms);
                    events.feed(&bytes[at.saturating_sub(before)..], at_ms);
                    self.reading = Reading::Events(events);
                }
            },
        }
    }
}

/// Bytes on their way through decoder and assembler.
#[derive(Debug, Default)]
struct Events {
    decoder: Decoder,
    assembler: Assembler,
}

impl Events {
    fn feed(&mut self, bytes: &[u8], at_ms: f64) {
        let Self { decoder, assembler } = self;
        decoder.feed(bytes, &mut |event| assembler.take(event, at_ms));
    }

    fn finish(self, at_ms: f64) -> Stream {
        let Self { decoder, mut assembler } = self;
        // A character that the end cut in two is not an event; the framing reports the early end.
        let framing = decoder.finish(&mut |event| {
            if is_readable(event.data) {
                assembler.take(event, at_ms);
            }
        });
        assembler.finish(framing)
    }
}

/// Returns true if a body read as events is a stream. Without the content type it takes an event that
/// could be read: any text may begin with `data:`.
fn is_stream(stream: &Stream, is_declared: bool, begins_so: bool) -> bool {
    let is_read = stream.is_done || stream.events > stream.unreadable_events;
    is_read || (is_declared && (stream.events > 0 || begins_so))
}

fn document(text: &str, is_cut: bool) -> Content {
    if text.trim().is_empty() {
        return Content::Empty;
    }
    // The beginning of a document is not a document, and large: not worth parsing.
    let value = if is_cut { None } else { serde_json::from_str(text).ok() };
    value.map_or(Content::Text, Content::Json)
}

#[cfg(test)]
mod tests;
