//! Covers keys in a text that arrives in pieces, such as a streamed answer.

use std::fmt;
use std::mem;
use std::ops::Range;
use std::sync::Arc;

use super::mask::{MARK, Mask, is_of_word, merged};
use super::search::{Scanner, work};

/// Covers the keys of a run in a text that arrives in pieces, wherever the pieces are cut.
///
/// All that it shows, put together, is what [`Mask::text`] makes of the whole text. It holds back
/// only what could still become a key, and at most the length of the longest encoding of one, however
/// much comes. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct LiveMask {
    mask: Mask,
    scanner: Scanner,
    /// The end of the text so far, a part of which may have been shown.
    held: String,
    /// Where `held` begins in the text. All places are bytes of the text.
    from: usize,
    /// True if a letter or digit comes before `held`.
    is_in_word: bool,
    /// Up to where the text has been shown.
    shown: usize,
    /// The end of the last key whose mark has been shown.
    covered: usize,
    /// Keys that were found and have no mark yet.
    keys: Vec<Range<usize>>,
    /// The place of a key, if no letter or digit follows it.
    words: Vec<Range<usize>>,
}

impl LiveMask {
    /// Covers what `mask` covers, in one text.
    pub fn new(mask: Mask) -> Self {
        Self { scanner: Scanner::new(Arc::clone(&mask.forms)), mask, ..Self::default() }
    }

    /// Takes the next piece and returns what may be shown now.
    pub fn feed(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        self.scanner.feed(piece);
        let open = self.scanner.open_from();
        self.take_finds(true);
        let mut open = self.words.iter().map(|word| word.start).fold(open, usize::min).max(self.from);
        while !self.held.is_char_boundary(open - self.from) {
            open += 1;
        }
        let shown = self.show(open);
        self.forget(open.min(self.shown));
        shown
    }

    /// Returns the rest, at the end of the text. Another text may follow.
    pub fn finish(&mut self) -> String {
        self.scanner.finish();
        self.take_finds(false);
        let shown = self.show(self.scanner.read());
        *self = Self::new(mem::take(&mut self.mask));
        shown
    }

    /// Returns the length of the held text, in bytes.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.held.len()
    }

    /// Sorts the finds.
    fn take_finds(&mut self, is_unfinished: bool) {
        let mut words = mem::take(&mut self.words);
        for find in self.scanner.take_finds() {
            let kind = if find.is_word { &mut words } else { &mut self.keys };
            kind.push(find.range);
        }
        for word in words {
            let (before, behind) =
                (self.held_between(self.from, word.start), &self.held[word.end - self.from..]);
            let (before, behind) = (before.chars().next_back(), behind.chars().next());
            if before.map_or(self.is_in_word, is_of_word) || behind.is_some_and(char::is_alphanumeric) {
            } else if behind.is_none() && is_unfinished {
                self.words.push(word);
            } else {
                self.keys.push(word);
            }
        }
        self.keys = merged(mem::take(&mut self.keys));
    }

    /// Shows the text up to where something begins that is `open`, with the marks of what was found.
    fn show(&mut self, open: usize) -> String {
        let mut shown = String::new();
        let mut keys = mem::take(&mut self.keys).into_iter().peekable();
        while let Some(key) = keys.next_if(|key| key.start < self.covered || key.start <= open) {
            if key.start >= self.covered {
                shown.push_str(self.held_between(self.shown.max(self.covered), key.start));
                shown.push_str(MARK);
            }
            self.covered = self.covered.max(key.end);
        }
        self.keys = keys.collect();
        shown.push_str(self.held_between(self.shown.max(self.covered), open));
        // A match that begins inside a found key can only extend its range.
        self.shown = self.shown.max(self.covered).max(open);
        shown
    }

    fn held_between(&self, start: usize, end: usize) -> &str {
        if start < end { &self.held[start - self.from..end - self.from] } else { "" }
    }

    /// Drops the text before `end` if that is the greater part, so that little is moved.
    fn forget(&mut self, end: usize) {
        let count = end - self.from;
        if count * 2 > self.held.len() {
            work::count(self.held.len() - count);
            if let Some(last) = self.held[..count].chars().next_back() {
                self.is_in_word = is_of_word(last);
            }
            self.held.drain(..count);
            self.from = end;
        }
    }
}

impl fmt::Debug for LiveMask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LiveMask(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "gc-test-01234567890";

    /// An invisible character, in three bytes.
    const UNSEEN: &str = "\u{200b}";

    /// Expects `shown` of the whole text, and of its pieces put together.
    #[track_caller]
    fn check(secrets: &[&str], pieces: &[&str], shown: &str) {
        let mask = Mask::of_secrets(secrets);
        assert_eq!(mask.text(&pieces.concat()), shown);
        let mut live = LiveMask::new(mask);
        let mut told: String = pieces.iter().map(|piece| live.feed(piece)).collect();
        told.push_str(&live.finish());
        assert_eq!(told, shown, "in pieces");
    }

    #[test]
    fn keys_that_are_parts_of_a_longer_one_get_no_marks_of_their_own() {
        check(
            &["gc-test-0123456789abcdefghijklmnopqrst", "0123456789ab"],
            &["gc-test-0123456789ab", "cdefghijklmnopqrst"],
            "[key]",
        );
        check(
            &["gc-test-0123", "456789abcdef", "gc-test-0123456789abcdefghijklmnopqrstuv"],
            &["gc-test-0123456789abcdef", "ghijklmnopqrstuv"],
            "[key]",
        );
    }

    #[test]
    fn what_is_no_word_changes_nothing_of_a_key_that_it_overlaps() {
        check(&["xch", "changeme", "me2"], &["axchangeme2"], "ax[key]2");
    }

    #[test]
    fn keys_side_by_side_get_a_mark_each_though_the_first_is_found_last() {
        // Only the full stop tells that `&lt` is no other name.
        check(&["changem<", "otherkey"], &["changem&lt", "otherkey."], "[key][key].");
    }

    #[test]
    fn no_letter_of_a_key_is_shown_however_far_they_stand_apart() {
        let gap = UNSEEN.repeat(28);
        let spread = |letters: &str| letters.chars().map(|it| it.to_string() + &gap).collect::<String>();
        check(&[KEY], &[&spread("gc-test-0123456"), &spread("7890")], &format!("[key]{gap}"));
    }

    #[test]
    fn a_key_that_counts_whole_is_covered_over_its_longest_writing_and_no_further() {
        // A key of 8 is written in 1,024 + 32 × 8 at most: its letters and 1,272 bytes more.
        let gap = UNSEEN.repeat(424);
        check(&["changeme"], &["so: c", &gap, "hangeme."], "so: [key].");
        let gap = UNSEEN.repeat(425);
        check(&["changeme"], &["so: c", &gap, "hangeme."], &format!("so: c{gap}hangeme."));
    }

    #[test]
    fn what_is_held_back_is_bounded_and_begins_at_a_whole_character() {
        let mut live = LiveMask::new(Mask::of_secrets(&[KEY]));
        // 2,401 bytes. A key of 19 is written in 1,024 + 32 × 19 at most, and 512 may wait to be compared.
        let shown = live.feed(&format!("g{}", UNSEEN.repeat(800)));
        assert_eq!(shown, format!("g{}", UNSEEN.repeat(86)));
        assert_eq!(live.finish(), UNSEEN.repeat(714));
    }

    #[test]
    fn of_a_key_that_counts_whole_a_beginning_alone_is_held_back() {
        let mut live = LiveMask::new(Mask::of_secrets(&["changeme", "pin"]));
        for (piece, shown) in [
            ("see cha", "see "),
            ("ir, ", "chair, "),
            ("changeme", MARK),
            (" spin", " spin"),
            (" pi", " "),
            ("n", ""),
            (".", "[key]."),
        ] {
            assert_eq!(live.feed(piece), shown, "{piece}");
        }
    }

    #[test]
    fn what_was_shown_is_not_kept() {
        let mut live = LiveMask::new(Mask::of_secrets(&[KEY]));
        for piece in ["Hello. ", "gc"] {
            for _ in 0..100 {
                live.feed(piece);
                assert!(live.held_bytes() <= 4, "{piece}: {}", live.held_bytes());
            }
        }
    }
}
