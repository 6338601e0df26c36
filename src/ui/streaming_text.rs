//! The answer's text while it arrives: appended once per frame, outside of signals, in blocks.
//!
//! Measured with 12,000 tokens a second: one node per token gives frames of 115 ms, batches appended to
//! blocks of about 4 kB that the browser may leave undrawn give 18 ms.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use web_sys::{Element, HtmlElement, Text};

use crate::browser::frame::NextFrame;
use crate::redact::{Mask, Redacted};
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
        let taken = self.shared.taken_bytes.get();
        let room = SHOWN_BYTES.saturating_sub(taken);
        let text = first_bytes(text, room);
        let Some(last) = text.chars().next_back() else { return };
        let text = visible_after(self.shared.last.replace(last), text);
        self.shared.taken_bytes.set(taken + text.len());
        self.shared.waiting.borrow_mut().push_str(&text);
        self.frame.schedule();
    }

    /// Covers the keys of `mask` in what was shown before they were typed.
    pub fn cover(&self, mask: &Mask) {
        self.flush();
        let shown = self.shared.place.borrow().as_ref().and_then(|place| place.text_content());
        let shown = shown.unwrap_or_default();
        let covered = mask.cover(&shown);
        if covered.as_str() != shown {
            self.clear();
            self.push(&covered);
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
