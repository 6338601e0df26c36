//! Recognizes a chunk that is written like the one before it, except for its text.
//!
//! Nearly all chunks of a stream are: id, model and everything else repeat byte by byte. Such a chunk costs a
//! comparison, which is a tenth of the time that its JSON takes to read.

use std::borrow::Cow;

use memchr::arch::all::{is_prefix, is_suffix};

use super::text_chunk::TextChunk;
use crate::sse::Event;

/// The last chunk of text that was read as JSON: its bytes around the text.
#[derive(Debug, Default)]
pub(super) struct LastChunk {
    /// Up to the quote that opens the text; empty if there was no chunk.
    before: String,
    /// From the quote that closes it.
    behind: String,
    index: u64,
}

impl LastChunk {
    /// The text of an event that differs from the chunk in nothing else; `None` if it is any other event.
    pub fn text_of<'a>(&self, event: Event<'a>) -> Option<&'a str> {
        let (before, behind) = (self.before.as_bytes(), self.behind.as_bytes());
        // They compare four bytes at a time; `strip_prefix` in WebAssembly compares one.
        let is_around = |data| is_prefix(data, before) && is_suffix(data, behind);
        let is_like_it = !before.is_empty() && event.name.is_empty() && is_around(event.data.as_bytes());
        let end = event.data.len().checked_sub(behind.len())?;
        // `None` if both share a byte.
        let text = event.data.get(before.len()..end)?;
        // Any other byte of a JSON string stands for itself. Source: RFC 8259, section 7.
        let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
        (is_like_it && text.bytes().all(is_plain)).then_some(text)
    }

    /// Index of the choice that the chunk belongs to.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Keeps `chunk`, which was read from `data`. One with an escape in its text is not kept: the one before it
    /// is more like the next.
    pub fn keep(&mut self, chunk: &TextChunk<'_>, data: &str) {
        let Cow::Borrowed(text) = chunk.content() else { return };
        let start = text.as_ptr().addr() - data.as_ptr().addr();
        data[..start].clone_into(&mut self.before);
        data[start + text.len()..].clone_into(&mut self.behind);
        self.index = chunk.index();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = r#"{"id":"c","object":"chat.completion.chunk","choices":[{"index":2,"delta":{"content":"a b"}}],"model":"m"}"#;

    fn event(data: &str) -> Event<'_> {
        Event { name: "", data }
    }

    /// `first` is kept, as after it was read from a stream.
    fn after(first: &str) -> LastChunk {
        let mut last = LastChunk::default();
        last.keep(&TextChunk::read(event(first)).expect("a chunk of text"), first);
        last
    }

    /// `WORD` with another text, as it is written in JSON.
    fn with_text(text: &str) -> String {
        WORD.replace("a b", text)
    }

    #[test]
    fn a_chunk_that_differs_in_its_text_is_recognized() {
        for text in ["a b", "", "ü 🧹", "}]}", "a b a b", "\u{7f}"] {
            assert_eq!(LastChunk::default().text_of(event(&with_text(text))), None);
            assert_eq!(after(WORD).text_of(event(&with_text(text))), Some(text));
            assert_eq!(after(&with_text(text)).text_of(event(WORD)), Some("a b"));
        }
        assert_eq!(after(WORD).index(), 2);
    }

    #[test]
    fn any_other_event_is_left_to_the_reader() {
        let others = [
            String::new(),
            "[DONE]".to_owned(),
            with_text(r"\n"),
            with_text("\n"),
            with_text("\u{1f}"),
            with_text(r#"","content":""#),
            with_text(r#"a","b":"c"#),
            WORD.replace("\"c\"", "\"d\""),
            WORD.replace("\"m\"", "\"n\""),
            WORD.replace("\"a b\"", "null"),
            format!(" {WORD}"),
            format!("{WORD} "),
            WORD[..WORD.len() - 1].to_owned(),
        ];
        for data in others {
            assert_eq!(after(WORD).text_of(event(&data)), None, "{data}");
        }
        assert_eq!(after(WORD).text_of(Event { name: "error", data: WORD }), None);
    }

    #[test]
    fn an_escape_in_the_text_leaves_the_chunk_before_it() {
        let mut last = after(WORD);
        let escaped = with_text(r"\n");
        last.keep(&TextChunk::read(event(&escaped)).expect("a chunk of text"), &escaped);
        assert_eq!(last.text_of(event(WORD)), Some("a b"));
    }

    #[test]
    fn what_overlaps_is_no_chunk() {
        // Both ends are there, but share a byte.
        let last = LastChunk { before: "{\"".to_owned(), behind: "\"}".to_owned(), index: 0 };
        assert_eq!(last.text_of(event("{\"}")), None);
        assert_eq!(last.text_of(event("{\"\"}")), Some(""));
    }
}
