//! One pass over a text that finds keys in all their forms.
//!
//! All forms of all keys are followed at once: at each place of the text stands the list of forms
//! that have been read up to there. So the time grows with the text, not with what a hostile server
//! puts into it.

use std::mem;
use std::ops::Range;

use super::decoding::{LONGEST, is_introducer, readings_at};
use super::mask::Mask;

/// Finds the keys of `mask` in `text`. `open` is given for a piece of a longer text.
pub(super) fn search(mask: &Mask, text: &str, open: Option<Open>) -> Found {
    let mut search = Search {
        mask,
        text,
        open,
        read_up_to: vec![Vec::new(); LONGEST + 1],
        waiting: 0,
        found: Found { keys: Vec::new(), settled: text.len() },
    };
    search.run();
    search.found
}

/// How a text that is a piece of a longer one goes on.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// Whether a letter or digit stands in front of it.
    pub(super) is_in_word: bool,
    /// Whether more text may come behind it.
    pub(super) is_unfinished: bool,
}

/// What a search found.
pub(super) struct Found {
    /// Where keys stand, unordered; they can overlap.
    pub(super) keys: Vec<Range<usize>>,
    /// Behind this place text that is still to come can make a difference.
    pub(super) settled: usize,
}

/// The ranges in order, overlapping ones joined.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let is_joined = next.start < kept.end;
        if is_joined {
            kept.end = kept.end.max(next.end);
        }
        is_joined
    });
    ranges
}

/// A pattern that has been read up to some place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Partial {
    pattern: usize,
    /// How many of its characters have been read.
    read: usize,
    /// Where the first of them stands.
    start: usize,
}

struct Search<'a> {
    mask: &'a Mask,
    text: &'a str,
    open: Option<Open>,
    /// What has been read up to a place, at the place's remainder: no reading is longer.
    read_up_to: Vec<Vec<Partial>>,
    /// How many partials there are in all.
    waiting: usize,
    found: Found,
}

impl Search<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut readings = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if self.waiting == 0 {
                let starts = self.mask.starts;
                match bytes[at..].iter().position(|byte| starts.has(*byte) || is_introducer(*byte)) {
                    Some(distance) => at += distance,
                    None => return,
                }
            }
            let mut partials = self.take_partials(at);
            let coming = readings_at(bytes, at, &mut readings);
            let starts = self.mask.starts;
            if starts.meets(coming) || readings.iter().any(|reading| starts.has(reading.byte)) {
                self.add_beginnings(at, &mut partials);
            }
            for partial in &partials {
                let expected = self.mask.patterns[partial.pattern].expected[partial.read];
                if expected.meets(coming) {
                    self.unsettle(partial.start);
                }
                for reading in readings.iter().filter(|reading| expected.has(reading.byte)) {
                    self.advance(*partial, at + reading.len);
                }
            }
            // Given back for its allocation.
            partials.clear();
            self.read_up_to[at % (LONGEST + 1)] = partials;
            at += 1;
        }
        for partial in self.take_partials(at) {
            self.unsettle(partial.start);
        }
    }

    /// What has been read up to `at`, each state once, with its earliest start.
    fn take_partials(&mut self, at: usize) -> Vec<Partial> {
        let mut partials = mem::take(&mut self.read_up_to[at % (LONGEST + 1)]);
        self.waiting -= partials.len();
        partials.sort();
        partials.dedup_by_key(|partial| (partial.pattern, partial.read));
        partials
    }

    fn add_beginnings(&self, at: usize, partials: &mut Vec<Partial>) {
        let bytes = self.text.as_bytes();
        for (index, pattern) in self.mask.patterns.iter().enumerate() {
            let is_free = !pattern.is_word || !self.is_in_word(at);
            if is_free && pattern.may_begin(bytes, at) {
                partials.push(Partial { pattern: index, read: 0, start: at });
            }
        }
    }

    /// One more character of a pattern has been read, up to `end`.
    fn advance(&mut self, partial: Partial, end: usize) {
        let pattern = &self.mask.patterns[partial.pattern];
        let read = partial.read + 1;
        if read < pattern.expected.len() {
            self.read_up_to[end % (LONGEST + 1)].push(Partial { read, ..partial });
            self.waiting += 1;
            return;
        }
        let next = self.text.get(end..).and_then(|rest| rest.chars().next());
        if pattern.is_word && next.is_none() {
            self.unsettle(partial.start);
        }
        if !pattern.is_word || !next.is_some_and(char::is_alphanumeric) {
            self.found.keys.push(partial.start..end);
        }
    }

    fn is_in_word(&self, at: usize) -> bool {
        match self.text[..at].chars().next_back() {
            Some(before) => before.is_ascii_alphanumeric() || !before.is_ascii(),
            None => self.open.is_some_and(|open| open.is_in_word),
        }
    }

    fn unsettle(&mut self, start: usize) {
        if self.open.is_some_and(|open| open.is_unfinished) {
            self.found.settled = self.found.settled.min(start);
        }
    }
}
