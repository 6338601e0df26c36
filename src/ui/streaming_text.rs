//! The answer's text while it arrives: appended once per frame, outside of signals, in blocks.
//!
//! Measured with 12,000 tokens a second: one node per token gives frames of 115 ms, batches appended to
//! blocks of about 4 kB that the browser may leave undrawn give 18 ms.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use web_sys::{Element, HtmlElement, Text};

use crate::browser::frame::NextFrame;
use crate::redact::{LiveMask, Mask, Redacted};
use crate::text::invisible::visible_after;
use crate::text::truncate::first_bytes;

/// Length after which a block may end, in bytes: at the next line end,
const BLOCK_BYTES: usize = 4_096;
/// or after this many if the line has no end.
const MAX_BLOCK_BYTES: usize = 16_384;
/// Largest part that is shown; the figures count the rest.
const SHOWN_BYTES: usize = 4 * 1024 * 1024;

/// Text that grows on the screen.
#[derive(Clone)]
pub struct StreamingText {
    shared: Rc<Shared>,
    frame: NextFrame,
}

#[derive(Default)]
struct Shared {
    place: RefCell<Option<HtmlElement>>,
    waiting: RefCell<String>,
    block: RefCell<Option<Text>>,
    block_bytes: Cell<usize>,
    taken_bytes: Cell<usize>,
    /// The last character that was taken: a joiner may follow it.
    last: Cell<char>,
    /// Covers the keys that were typed since the text began, in what still comes; `None` before one was.
    later_keys: RefCell<Option<LiveMask>>,
    /// True if the text so far ends in a carriage return that is not shown yet: a line feed may follow it.
    ends_in_return: Cell<bool>,
}

impl Default for StreamingText {
    fn default() -> Self {
        let shared = Rc::<Shared>::default();
        let work = Rc::clone(&shared);
        Self { shared, frame: NextFrame::new(move || work.draw()) }
    }
}

impl StreamingText {
    /// Sets the place of the text, including text that was drawn elsewhere.
    pub fn place_in(&self, element: HtmlElement) {
        let before = self.shared.place.replace(Some(element));
        if let (Some(before), Some(place)) = (before, self.shared.place.borrow().as_ref()) {
            while let Some(block) = before.first_child() {
                // Fails only if an element would contain itself.
                let _ = place.append_child(&block);
            }
        }
        self.flush();
    }

    /// Adds text, to be drawn with the next frame.
    pub fn push(&self, text: &Redacted) {
        match self.shared.later_keys.borrow_mut().as_mut() {
            Some(later_keys) => self.take(&later_keys.redact(text)),
            None => self.take(text),
        }
    }

    /// Draws the text, which is whole now: what could still have become a key, or the end of a line, is
    /// neither.
    pub fn finish(&self) {
        // It holds the keys, which may be deleted from now on.
        if let Some(mut later_keys) = self.shared.later_keys.take() {
            self.take(&later_keys.redact_rest());
        }
        if self.shared.ends_in_return.take() {
            self.show("\r");
        }
        self.flush();
    }

    fn take(&self, text: &str) {
        let room = SHOWN_BYTES.saturating_sub(self.shared.taken_bytes.get());
        let text = first_bytes(text, room);
        if text.is_empty() {
            return;
        }
        let whole: Cow<'_, str> = if self.shared.ends_in_return.take() {
            Cow::Owned(format!("\r{text}"))
        } else {
            Cow::Borrowed(text)
        };
        let shown = whole.strip_suffix('\r');
        self.shared.ends_in_return.set(shown.is_some());
        self.show(shown.unwrap_or(&whole));
    }

    fn show(&self, text: &str) {
        let Some(last) = text.chars().next_back() else { return };
        let text = visible_after(self.shared.last.replace(last), text);
        self.shared.taken_bytes.set(self.shared.taken_bytes.get() + text.len());
        self.shared.waiting.borrow_mut().push_str(&text);
        self.frame.schedule();
    }

    /// Covers the keys of `mask` in the text, which is whole.
    pub fn cover(&self, mask: &Mask) {
        self.finish();
        let shown = self.shown();
        self.replace(&shown, &mask.cover(&shown));
    }

    /// Covers the keys of `mask` in the text so far, which was shown before they were typed, and in what
    /// still comes.
    pub fn cover_growing(&self, mask: &Mask) {
        let rest = self.shared.later_keys.take().map(|mut before| before.redact_rest()).unwrap_or_default();
        let ends_in_return = self.shared.ends_in_return.take();
        self.flush();
        let shown = self.shown();
        let mut later_keys = LiveMask::new(mask.clone());
        self.replace(&shown, &later_keys.redact(&shown));
        if ends_in_return {
            self.take(&later_keys.redact("\r"));
        }
        self.take(&later_keys.redact(&rest));
        self.shared.later_keys.replace(Some(later_keys));
    }

    fn shown(&self) -> String {
        self.shared.place.borrow().as_ref().and_then(|place| place.text_content()).unwrap_or_default()
    }

    fn replace(&self, shown: &str, covered: &Redacted) {
        if covered.as_str() != shown {
            self.clear();
            self.take(covered);
            self.flush();
        }
    }

    /// Draws the pending text now.
    pub fn flush(&self) {
        self.shared.draw();
    }

    /// Returns true if nothing was added.
    pub fn is_empty(&self) -> bool {
        self.shared.taken_bytes.get() == 0
    }

    /// Removes all text.
    pub fn clear(&self) {
        self.shared.waiting.borrow_mut().clear();
        self.shared.block.replace(None);
        self.shared.block_bytes.set(0);
        self.shared.taken_bytes.set(0);
        self.shared.last.set(' ');
        self.shared.later_keys.replace(None);
        self.shared.ends_in_return.set(false);
        if let Some(place) = self.shared.place.borrow().as_ref() {
            place.set_text_content(None);
        }
    }
}

impl Shared {
    fn draw(&self) {
        let place = self.place.borrow();
        let Some(place) = place.as_ref() else { return };
        let waiting = self.waiting.take();
        let mut rest = waiting.as_str();
        while !rest.is_empty() {
            let (piece, ends_block) = self.next_piece(rest);
            self.append(place, piece);
            if ends_block {
                self.block.replace(None);
                self.block_bytes.set(0);
            }
            rest = &rest[piece.len()..];
        }
    }

    /// The part of `rest` that goes into the current block, and whether the block ends with it.
    fn next_piece<'a>(&self, rest: &'a str) -> (&'a str, bool) {
        let used = self.block_bytes.get();
        let search_from = rest.floor_char_boundary(BLOCK_BYTES.saturating_sub(used));
        if let Some(line_end) = rest[search_from..].find('\n') {
            let end = search_from + line_end + 1;
            if used + end <= MAX_BLOCK_BYTES {
                return (&rest[..end], true);
            }
        }
        let end = rest.floor_char_boundary(MAX_BLOCK_BYTES.saturating_sub(used));
        // A character that does not fit goes to the next block, so that no block stays empty.
        let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
        (&rest[..end], end < rest.len())
    }

    fn append(&self, place: &Element, piece: &str) {
        self.block_bytes.set(self.block_bytes.get() + piece.len());
        let mut block = self.block.borrow_mut();
        if let Some(text) = block.as_ref() {
            // Fails only beyond the longest string a browser can hold.
            let _ = text.append_data(piece);
        } else if let Ok(element) = document().create_element("div") {
            let text = document().create_text_node(piece);
            let _ = element.append_child(&text).and_then(|_| place.append_child(&element));
            *block = Some(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    fn placed() -> (StreamingText, HtmlElement) {
        let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let live = StreamingText::default();
        live.place_in(place.clone());
        (live, place)
    }

    fn push(live: &StreamingText, text: &str) {
        live.push(&Mask::default().cover(text));
    }

    fn shown(place: &HtmlElement) -> String {
        place.text_content().unwrap_or_default()
    }

    #[wasm_bindgen_test]
    fn text_is_drawn_as_text_when_flushed() {
        let (live, place) = placed();
        push(&live, "a <b>b</b>");
        push(&live, "\nc 👍");
        assert_eq!(shown(&place), "");
        live.flush();
        assert_eq!(shown(&place), "a <b>b</b>\nc 👍");
        assert_eq!(place.query_selector("b").unwrap(), None);
    }

    #[wasm_bindgen_test]
    fn long_text_is_split_into_blocks_and_nothing_is_lost() {
        for unit in ["words and words\n", "no line end ever 👍 "] {
            let (live, place) = placed();
            for _ in 0..20 {
                push(&live, &unit.repeat(100));
                live.flush();
            }
            assert!(place.child_element_count() > 1, "{unit}");
            assert_eq!(shown(&place), unit.repeat(2_000));
        }
    }

    #[wasm_bindgen_test]
    fn no_more_is_shown_than_a_page_can_bear() {
        let (live, place) = placed();
        for _ in 0..5 {
            push(&live, &"ü".repeat(512 * 1024));
            live.flush();
        }
        assert_eq!(shown(&place).len(), SHOWN_BYTES);
    }

    #[wasm_bindgen_test]
    fn text_goes_along_to_a_new_place() {
        let (live, before) = placed();
        push(&live, "one, ");
        live.flush();
        push(&live, "two");
        let after: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        live.place_in(after.clone());
        assert_eq!((shown(&before), shown(&after)), (String::new(), "one, two".to_owned()));
        push(&live, ", three");
        live.flush();
        assert_eq!(shown(&after), "one, two, three");
    }

    #[wasm_bindgen_test]
    fn clearing_takes_everything_away() {
        let (live, place) = placed();
        push(&live, "a");
        live.flush();
        push(&live, "b");
        assert!(!live.is_empty());
        live.clear();
        live.flush();
        assert!(live.is_empty());
        assert_eq!(shown(&place), "");
    }

    #[wasm_bindgen_test]
    fn what_turns_the_direction_of_text_is_written_out() {
        let (live, place) = placed();
        push(&live, "abc\u{202e}gpj.exe\n\u{200b}");
        live.flush();
        assert_eq!(shown(&place), "abc\\u{202e}gpj.exe\n\\u{200b}");
    }

    #[wasm_bindgen_test]
    fn what_joins_letters_and_emoji_does_so_from_piece_to_piece() {
        let (live, place) = placed();
        for piece in ["👩", "\u{200d}", "👧 می", "\u{200c}خواهم, a", "\u{200d}b"] {
            push(&live, piece);
            live.flush();
        }
        assert_eq!(shown(&place), "👩\u{200d}👧 می\u{200c}خواهم, a\\u{200d}b");
        live.clear();
        push(&live, "\u{200d}");
        live.flush();
        assert_eq!(shown(&place), "\\u{200d}");
    }

    #[wasm_bindgen_test]
    fn a_line_end_of_two_characters_is_one_wherever_it_is_cut() {
        let (live, place) = placed();
        for piece in ["a\r", "\nb\r", "c\r", "\r", "\nd\r"] {
            push(&live, piece);
            live.flush();
        }
        assert_eq!(shown(&place), "a\nb\\u{d}c\\u{d}\nd");
        live.finish();
        assert_eq!(shown(&place), "a\nb\\u{d}c\\u{d}\nd\\u{d}");
    }

    #[wasm_bindgen_test]
    fn a_key_that_is_typed_while_text_arrives_is_never_shown_in_what_comes() {
        let (live, place) = placed();
        push(&live, "it is gc-test-");
        live.flush();
        for typed in ["g", "gc-test-one"] {
            live.cover_growing(&Mask::of_secrets(&[typed]));
        }
        assert_eq!(shown(&place), "it is ");
        push(&live, "one, gc-");
        live.flush();
        assert_eq!(shown(&place), "it is [key], ");
        push(&live, "test-one, gc-t");
        live.finish();
        assert_eq!(shown(&place), "it is [key], [key], gc-t");
    }

    #[wasm_bindgen_test]
    fn a_key_that_is_typed_later_is_covered_in_what_is_shown() {
        let (live, place) = placed();
        push(&live, "it is gc-test-");
        live.flush();
        push(&live, "one, and more");
        live.cover(&Mask::of_secrets(&["gc-test-two"]));
        assert_eq!(shown(&place), "it is gc-test-one, and more");
        live.cover(&Mask::of_secrets(&["gc-test-one"]));
        assert_eq!(shown(&place), "it is [key], and more");
        push(&live, ".");
        live.flush();
        assert_eq!(shown(&place), "it is [key], and more.");
    }
}
