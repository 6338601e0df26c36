//! Finds long parts of keys in one pass: a suffix automaton of all of them.
//!
//! After each byte it knows the longest part of any key that the text ends with. A state represents
//! parts that have the same places in the keys; its link leads to the next shorter part with more
//! places. Source: Blumer and others, “The smallest automaton recognizing the subwords of a text”
//! (1985). It has at most two states per byte of the keys, and a text of n bytes costs at most 2n steps.

use std::mem;

use super::pairs::Pairs;
use super::work;

/// The state of the empty part.
const ROOT: usize = 0;

/// More than the length of any part.
const NEVER: usize = usize::MAX;

/// All parts of some texts, of which those that are long enough count.
#[derive(Default)]
pub(super) struct Automaton {
    states: Vec<State>,
    /// The states of single bytes; [`ROOT`] for bytes that are in none of the texts.
    firsts: Vec<usize>,
    /// Pairs of bytes that follow each other in a text. Most text that is not a key is skipped by a look
    /// at this.
    pairs: Pairs,
}

#[derive(Clone, Default)]
struct State {
    /// The length of the longest part.
    len: usize,
    link: usize,
    edges: Vec<(u8, usize)>,
    /// The length from which a part is covered.
    covered_from: usize,
    /// The length from which a part can still grow into one that is covered.
    open_from: usize,
    /// The longest part behind the links that is covered, 0 for none.
    covered_behind: usize,
    /// The longest part behind the links that can still grow into one that is covered, 0 for none.
    open_behind: usize,
}

/// The state of a text in the automaton.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    state: usize,
    /// The length of the part that the text ends with, in bytes.
    pub(super) len: usize,
    last: u8,
}

impl Automaton {
    /// An automaton of these texts. A part of one counts from the length beside it.
    pub(super) fn of(texts: &[(Vec<u8>, usize)]) -> Self {
        if texts.is_empty() {
            return Self::default();
        }
        let mut automaton =
            Self { states: vec![State::new(0)], firsts: vec![ROOT; 256], pairs: Pairs::default() };
        for (text, least) in texts {
            automaton.add(text, *least);
        }
        automaton.spread();
        for (byte, state) in automaton.states[ROOT].edges.clone() {
            automaton.firsts[usize::from(byte)] = state;
        }
        automaton
    }

    /// Takes the next `byte` of the text. `cursor.len` then shows whether it ends with a part of two bytes
    /// or more; it is 0 for shorter ones.
    #[inline]
    pub(super) fn step(&self, cursor: &mut Cursor, byte: u8) {
        let last = mem::replace(&mut cursor.last, byte);
        if self.pairs.has(last, byte) {
            if cursor.len == 0 {
                (cursor.state, cursor.len) = (self.firsts[usize::from(last)], 1);
            }
            self.follow(cursor, byte);
        } else {
            (cursor.state, cursor.len) = (ROOT, 0);
        }
    }

    fn follow(&self, cursor: &mut Cursor, byte: u8) {
        loop {
            let state = &self.states[cursor.state];
            work::count(1 + state.edges.len());
            if let Some(next) = state.edge(byte) {
                (cursor.state, cursor.len) = (next, cursor.len + 1);
                return;
            }
            if cursor.state == ROOT {
                cursor.len = 0;
                return;
            }
            (cursor.state, cursor.len) = (state.link, self.states[state.link].len);
        }
    }

    /// Leaves out the first byte of the part.
    pub(super) fn shorten(&self, cursor: &mut Cursor) {
        cursor.len -= 1;
        let link = self.states[cursor.state].link;
        if cursor.len <= self.states[link].len {
            cursor.state = link;
        }
    }

    /// Returns the number of bytes at the end of the text that are to be covered.
    pub(super) fn covered(&self, cursor: Cursor) -> usize {
        match self.states.get(cursor.state) {
            Some(state) if cursor.len >= state.covered_from => cursor.len,
            Some(state) => state.covered_behind,
            None => 0,
        }
    }

    /// Returns the number of bytes at the end of the text that can still become a part to be covered.
    pub(super) fn open(&self, cursor: Cursor) -> usize {
        let first = self.firsts.get(usize::from(cursor.last)).copied().unwrap_or(ROOT);
        let (state, len) = match cursor.len {
            0 if first == ROOT => return 0,
            0 => (first, 1),
            len => (cursor.state, len),
        };
        let state = &self.states[state];
        if len >= state.open_from { len } else { state.open_behind }
    }

    fn add(&mut self, text: &[u8], least: usize) {
        for pair in text.windows(2) {
            self.pairs.add(pair[0], pair[1]);
        }
        let mut state = ROOT;
        for (end, byte) in (1..).zip(text) {
            state = self.extend(state, *byte);
            let state = &mut self.states[state];
            state.covered_from = state.covered_from.min(least);
            if end < text.len() {
                // A part that begins too late in the text never gets long enough.
                state.open_from = state.open_from.min((end + least).saturating_sub(text.len()));
            }
        }
    }

    /// The state of the part of `last`, followed by `byte`.
    fn extend(&mut self, last: usize, byte: u8) -> usize {
        if let Some(next) = self.states[last].edge(byte) {
            return self.split(last, next, byte);
        }
        let new = self.states.len();
        self.states.push(State::new(self.states[last].len + 1));
        let mut from = last;
        loop {
            self.states[from].edges.push((byte, new));
            if from == ROOT {
                break;
            }
            from = self.states[from].link;
            if let Some(next) = self.states[from].edge(byte) {
                self.states[new].link = self.split(from, next, byte);
                break;
            }
        }
        new
    }

    /// The state for exactly the longest part of `from`, followed by `byte`: `next`, if that has no
    /// longer parts, otherwise a new state, split off.
    fn split(&mut self, from: usize, next: usize, byte: u8) -> usize {
        let len = self.states[from].len + 1;
        if self.states[next].len == len {
            return next;
        }
        let new = self.states.len();
        let State { link, ref edges, .. } = self.states[next];
        self.states.push(State { link, edges: edges.clone(), ..State::new(len) });
        self.states[next].link = new;
        let mut from = from;
        loop {
            match self.states[from].edges.iter_mut().find(|edge| **edge == (byte, next)) {
                Some(edge) => edge.1 = new,
                None => return new,
            }
            if from == ROOT {
                return new;
            }
            from = self.states[from].link;
        }
    }

    /// Shorter parts occur wherever longer ones do.
    fn spread(&mut self) {
        let mut by_length: Vec<usize> = (0..self.states.len()).filter(|state| *state != ROOT).collect();
        by_length.sort_by_key(|state| self.states[*state].len);
        for state in by_length.iter().rev() {
            let State { link, covered_from, open_from, .. } = self.states[*state];
            let shorter = &mut self.states[link];
            shorter.covered_from = shorter.covered_from.min(covered_from);
            shorter.open_from = shorter.open_from.min(open_from);
        }
        for state in by_length {
            let shorter = &self.states[self.states[state].link];
            let longest = |from, behind| if shorter.len >= from { shorter.len } else { behind };
            let covered = longest(shorter.covered_from, shorter.covered_behind);
            let open = longest(shorter.open_from, shorter.open_behind);
            let state = &mut self.states[state];
            (state.covered_behind, state.open_behind) = (covered, open);
        }
    }
}

impl State {
    fn new(len: usize) -> Self {
        Self { len, covered_from: NEVER, open_from: NEVER, ..Self::default() }
    }

    fn edge(&self, byte: u8) -> Option<usize> {
        self.edges.iter().find(|edge| edge.0 == byte).map(|edge| edge.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares what the automaton says after each byte of `text` with a search of every part.
    fn check(texts: &[(&[u8], usize)], text: &[u8]) {
        let owned: Vec<_> = texts.iter().map(|(text, least)| (text.to_vec(), *least)).collect();
        let automaton = Automaton::of(&owned);
        let mut cursor = Cursor::default();
        for end in 1..=text.len() {
            automaton.step(&mut cursor, text[end - 1]);
            let longest = |counts: &dyn Fn(&[u8]) -> bool| {
                (0..end).map(|start| &text[start..end]).find(|part| counts(part)).map_or(0, <[u8]>::len)
            };
            let covered = longest(&|part| {
                texts.iter().any(|(text, least)| {
                    part.len() >= *least && text.windows(part.len()).any(|it| it == part)
                })
            });
            let open = longest(&|part| {
                texts.iter().any(|(text, least)| {
                    let starts = text.windows(part.len()).enumerate().filter(|it| it.1 == part);
                    let mut starts = starts.map(|it| it.0);
                    starts.any(|start| start + least <= text.len() && start + part.len() < text.len())
                })
            });
            let shown = String::from_utf8_lossy(&text[..end]);
            assert_eq!(automaton.covered(cursor), covered, "covered behind {shown}");
            assert_eq!(automaton.open(cursor), open, "open behind {shown}");
        }
    }

    #[test]
    fn it_knows_the_longest_part_of_every_text_at_every_place() {
        let mut number = 1_u32;
        let mut letter = |of: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + u8::try_from((number >> 16) % of).unwrap()
        };
        for letters in [1, 2, 3] {
            for (first, second) in [(5, 5), (7, 4), (6, 3)] {
                let texts: Vec<Vec<u8>> = (0..3).map(|_| (0..7).map(|_| letter(letters)).collect()).collect();
                let text: Vec<u8> = (0..200).map(|_| letter(letters)).collect();
                check(&[(&texts[0], first), (&texts[1], second), (&texts[2][..4], 4)], &text);
            }
        }
        check(&[(b"gc-test-gc-test-1", 12)], b"gc-test-gc-test-gc-test-1gc-test");
    }

    #[test]
    fn a_shortened_part_is_the_same_as_one_that_began_later() {
        let automaton = Automaton::of(&[(b"abcabcabx".to_vec(), 3), (b"cabab".to_vec(), 4)]);
        for start in 0..6 {
            let (mut late, mut short) = (Cursor::default(), Cursor::default());
            b"abcabcab".iter().for_each(|byte| automaton.step(&mut short, *byte));
            b"abcabcab"[start..].iter().for_each(|byte| automaton.step(&mut late, *byte));
            (0..start).for_each(|_| automaton.shorten(&mut short));
            assert_eq!((short.len, short.state), (late.len, late.state), "from {start}");
        }
    }
}
