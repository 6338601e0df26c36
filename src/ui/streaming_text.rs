//! The answer's text while it arrives: appended once per frame, outside of signals, in blocks.
//!
//! Measured with 12,000 tokens per second: one node per token gives frames of 115 ms, batches appended to
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
/// The rest after a frame with more than a block, which nobody reads as fast as it comes, in ms. With every frame,
/// drawing a flood would take as long as reading it.
const REST_MS: f64 = 100.0;

/// Text that grows on the screen.
#[derive(Clone)]
pub struct StreamingText {
    shared: Rc<Shared>,
    frame: NextFrame,
}

#[derive(Default)]
struct Shared {
    container: RefCell<Option<HtmlElement>>,
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
        Self { shared, frame: NextFrame::new(move || work.draw_frame()) }
    }
}

impl StreamingText {
    /// Sets the element that shows the text, including text that was drawn elsewhere.
    pub fn attach_to(&self, element: HtmlElement) {
        let before = self.shared.container.replace(Some(element));
        if let (Some(before), Some(container)) = (before, self.shared.container.borrow().as_ref()) {
            while let Some(block) = before.first_child() {
                // Fails only if an element would contain itself.
                let _ = container.append_child(&block);
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
        self.shared.container.borrow().as_ref().and_then(|element| element.text_content()).unwrap_or_default()
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
        if let Some(container) = self.shared.container.borrow().as_ref() {
            container.set_text_content(None);
        }
    }
}

impl Shared {
    /// Draws the pending text, and returns for how many ms none is to be drawn.
    fn draw_frame(&self) -> f64 {
        let is_flood = self.waiting.borrow().len() > BLOCK_BYTES;
        self.draw();
        if is_flood { REST_MS } else { 0.0 }
    }

    fn draw(&self) {
        let container = self.container.borrow();
        let Some(container) = container.as_ref() else { return };
        let waiting = self.waiting.take();
        let mut rest = waiting.as_str();
        while !rest.is_empty() {
            let (piece, ends_block) = self.next_piece(rest);
            self.append(container, piece);
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

    fn append(&self, container: &Element, piece: &str) {
        self.block_bytes.set(self.block_bytes.get() + piece.len());
        let mut block = self.block.borrow_mut();
        if let Some(text) = block.as_ref() {
            // Fails only beyond the longest string a browser can hold.
            let _ = text.append_data(piece);
        } else if let Ok(element) = document().create_element("div") {
            let text = document().create_text_node(piece);
            let _ = element.append_child(&text).and_then(|_| container.append_child(&element));
            *block = Some(text);
        }
    }
}

#[cfg(test)]
mod tests;
