//! Covers keys in a text that arrives in pieces, such as a streamed answer.

use std::fmt;
use std::mem;

use super::mask::{MARK, Mask};
use super::search::{Open, merged, search};

/// Covers the keys of a run in a text that arrives in pieces, wherever the pieces are cut.
///
/// All that it shows, put together, is what [`Mask::text`] makes of the whole text. It holds back
/// only what could still become a key. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct LiveMask {
    mask: Mask,
    /// The end of the text so far, not shown yet.
    held: String,
    /// How much of `held`, in bytes, belongs to a key whose mark has been shown.
    covered: usize,
    /// Whether a letter or digit stands in front of `held`.
    is_in_word: bool,
}

impl LiveMask {
    /// Covers what `mask` covers, in one text.
    pub fn new(mask: Mask) -> Self {
        Self { mask, ..Self::default() }
    }

    /// Takes the next piece and returns what may be shown now.
    pub fn feed(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        self.release(true)
    }

    /// Returns the rest, at the end of the text. Another text may follow.
    pub fn finish(&mut self) -> String {
        let shown = self.release(false);
        self.is_in_word = false;
        shown
    }

    fn release(&mut self, is_unfinished: bool) -> String {
        let open = Open { is_in_word: self.is_in_word, is_unfinished };
        let mut found = search(&self.mask, &self.held, Some(open));
        found.keys.retain(|key| key.start < found.settled);
        if self.covered > 0 {
            found.keys.push(0..self.covered);
        }
        let (mut shown, mut from) = (String::new(), 0);
        for key in merged(found.keys) {
            if key.start > 0 || self.covered == 0 {
                shown.push_str(&self.held[from..key.start]);
                shown.push_str(MARK);
            }
            from = key.end;
        }
        if from < found.settled {
            shown.push_str(&self.held[from..found.settled]);
        }
        self.covered = from.saturating_sub(found.settled);
        let rest = self.held.split_off(found.settled);
        let settled = mem::replace(&mut self.held, rest);
        if let Some(last) = settled.chars().next_back() {
            self.is_in_word = last.is_ascii_alphanumeric() || !last.is_ascii();
        }
        shown
    }
}

impl fmt::Debug for LiveMask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LiveMask(…)")
    }
}
