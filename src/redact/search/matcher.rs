//! Compares the decoded text with the keys, byte by byte.

use std::collections::VecDeque;
use std::mem;
use std::ops::Range;

use super::automaton::{Automaton, Cursor};
use super::unit::{BREAK, GAP, SKIP, Unit};
use super::work;

/// Keys to look for.
#[derive(Default)]
pub(super) struct Matcher {
    /// Keys of which long parts count.
    parts: Automaton,
    /// Keys that only count as a whole.
    wholes: Vec<Whole>,
    longest_whole: usize,
    /// The bytes that are in any of them, in either case.
    bytes: Vec<bool>,
    /// True if capital letters are the same as small ones in `parts`.
    folds: bool,
    /// Largest length of a text that represents a key, in bytes.
    reach: usize,
}

/// A key that only counts as a whole.
pub(super) struct Whole {
    /// The key, with a space for white space.
    pub(super) bytes: Vec<u8>,
    /// True if capital letters are the same as small ones.
    pub(super) folds: bool,
    /// True if it counts only between characters that are not letters or digits.
    pub(super) is_word: bool,
}

/// A place in the text that represents a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::redact) struct Find {
    pub(in crate::redact) range: Range<usize>,
    /// True if it counts only between characters that are not letters or digits.
    pub(in crate::redact) is_word: bool,
}

/// The state of a text in the comparison.
#[derive(Clone, Default)]
pub(super) struct Track {
    cursor: Cursor,
    /// The place of the last byte.
    start: usize,
    /// The places of the bytes of the part at the end of the text, if it has two or more.
    starts: VecDeque<usize>,
    /// The last bytes, with their places.
    last: VecDeque<(u8, usize)>,
    /// True if keys that only count as words are ignored.
    is_without_words: bool,
}

impl Matcher {
    /// Looks for parts, each from the length beside it, and wholes.
    pub(super) fn new(parts: &[(Vec<u8>, usize)], wholes: Vec<Whole>, folds: bool, reach: usize) -> Self {
        let mut bytes = vec![false; 256];
        for byte in parts.iter().flat_map(|part| &part.0).chain(wholes.iter().flat_map(|whole| &whole.bytes))
        {
            bytes[usize::from(byte.to_ascii_lowercase())] = true;
            bytes[usize::from(byte.to_ascii_uppercase())] = true;
        }
        let longest_whole = wholes.iter().map(|whole| whole.bytes.len()).max().unwrap_or(0);
        Self { parts: Automaton::of(parts), wholes, longest_whole, bytes, folds, reach }
    }

    /// A byte that is ignored within a key may be part of one, also written as a number.
    pub(super) fn reads(&mut self, byte: u8) {
        self.bytes[usize::from(byte)] = true;
    }

    /// Returns true if there are keys that only count as a whole.
    pub(super) fn has_wholes(&self) -> bool {
        self.longest_whole > 0
    }

    /// Returns true if there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.iter().all(|is_in| !is_in)
    }

    /// Returns true if a byte between these two, both included, is in any key.
    pub(super) fn has_byte(&self, first: usize, last: usize) -> bool {
        self.bytes.iter().take(last + 1).skip(first).any(|is_in| *is_in)
    }

    /// Takes the next `unit` of the text. The matches go to `finds`.
    #[inline]
    pub(super) fn feed(&self, track: &mut Track, unit: Unit, finds: &mut Vec<Find>) {
        work::count(1);
        match unit.byte() {
            SKIP => return,
            BREAK => return track.clear(),
            _ if unit.end() - unit.start() > self.reach => return track.clear(),
            _ => {}
        }
        // How many backslashes there are depends on how often a text was escaped.
        if !matches!(unit.byte(), GAP | b'\\') {
            self.compare_parts(track, unit, finds);
        }
        if self.longest_whole > 0 {
            self.compare_wholes(track, unit, finds);
        }
    }

    /// Where something begins that can still become a key, and how many bytes of one it has.
    pub(super) fn open(&self, track: &Track) -> Option<(usize, usize)> {
        let len = self.parts.open(track.cursor);
        let part = match len {
            0 => None,
            1 => Some((track.start, len)),
            _ => Some((track.starts[track.starts.len() - len], len)),
        };
        let count = track.last.len();
        let whole = (0..count).find(|from| self.begins_whole(track, *from));
        part.into_iter().chain(whole.map(|from| (track.last[from].1, count - from))).min()
    }

    #[inline]
    fn compare_parts(&self, track: &mut Track, unit: Unit, finds: &mut Vec<Find>) {
        let byte = if self.folds { unit.byte().to_ascii_lowercase() } else { unit.byte() };
        let before = mem::replace(&mut track.start, unit.start());
        let had_part = track.cursor.len > 0;
        self.parts.step(&mut track.cursor, byte);
        if track.cursor.len > 0 {
            if !had_part {
                track.starts.push_back(before);
            }
            self.follow_part(track, unit, finds);
        } else if had_part {
            track.starts.clear();
        }
    }

    fn follow_part(&self, track: &mut Track, unit: Unit, finds: &mut Vec<Find>) {
        track.starts.push_back(unit.start());
        while track.starts.len() > track.cursor.len {
            track.starts.pop_front();
        }
        while unit.end() - track.starts[0] > self.reach {
            self.parts.shorten(&mut track.cursor);
            track.starts.pop_front();
        }
        let covered = self.parts.covered(track.cursor);
        if covered > 0 {
            let start = track.starts[track.starts.len() - covered];
            add(finds, Find { range: start..unit.end(), is_word: false });
        }
    }

    fn compare_wholes(&self, track: &mut Track, unit: Unit, finds: &mut Vec<Find>) {
        track.last.push_back((unit.byte(), unit.start()));
        while track.last.len() > self.longest_whole || unit.end() - track.last[0].1 > self.reach {
            track.last.pop_front();
        }
        for whole in self.wholes_for(track) {
            work::count(1);
            let from = track.last.len().checked_sub(whole.bytes.len());
            if let Some(from) = from.filter(|from| whole.agrees(&track.last, *from)) {
                add(finds, Find { range: track.last[from].1..unit.end(), is_word: whole.is_word });
            }
        }
    }

    /// Returns true if the last bytes from the one at `from` begin a whole key.
    fn begins_whole(&self, track: &Track, from: usize) -> bool {
        self.wholes_for(track).any(|whole| {
            work::count(1);
            track.last.len() - from < whole.bytes.len() && whole.agrees(&track.last, from)
        })
    }

    fn wholes_for(&self, track: &Track) -> impl Iterator<Item = &Whole> + use<'_> {
        let is_without_words = track.is_without_words;
        self.wholes.iter().filter(move |whole| !(whole.is_word && is_without_words))
    }
}

impl Whole {
    /// Returns true if the last bytes from the one at `from` are the first ones of this, as far as both go.
    /// Compares from the end, where text that is not a key differs soonest.
    fn agrees(&self, last: &VecDeque<(u8, usize)>, from: usize) -> bool {
        last.range(from..)
            .zip(&self.bytes)
            .rev()
            .all(|((byte, _), own)| byte == own || (self.folds && byte.eq_ignore_ascii_case(own)))
    }
}

impl Track {
    /// A comparison that ignores the keys that only count as words.
    pub(super) fn without_words() -> Self {
        Self { is_without_words: true, ..Self::default() }
    }

    /// Returns true if from here on both give the same results. A long part is not compared.
    pub(super) fn is_at_the_same(&self, other: &Self) -> bool {
        let has_none = self.cursor.len == 0 && self.cursor == other.cursor;
        has_none && self.start == other.start && self.last == other.last
    }

    /// Returns the cost of a copy of this, in steps.
    pub(super) fn size(&self) -> usize {
        self.starts.len() + self.last.len()
    }

    /// Returns true if the text ends with no part of two bytes or more.
    pub(super) fn is_idle(&self) -> bool {
        self.cursor.len == 0
    }

    /// Drops the text so far.
    pub(super) fn clear(&mut self) {
        self.cursor = Cursor::default();
        self.starts.clear();
        self.last.clear();
    }
}

/// Adds a find, to the last one if it begins inside that.
fn add(finds: &mut Vec<Find>, find: Find) {
    if let Some(last) = finds.last_mut()
        && !find.is_word
        && !last.is_word
        && last.range.contains(&find.range.start)
    {
        last.range.end = last.range.end.max(find.range.end);
    } else {
        finds.push(find);
    }
}
