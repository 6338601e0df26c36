//! Decodes the escapes of URLs, JSON, programming languages, HTML and, optionally, quoted-printable.
//!
//! Escapes nest (`%2541`, `\\u0041`, `&amp;lt;`, `%5Cu0041`): whatever an escape gives may be a part of
//! another. One pass decodes all of them: the beginning of an escape waits in a short list, and
//! when it is complete, its character is read in its place.

use super::phase::{Effect, Phase};
use super::unit::{SKIP, Unit};
use super::work;

/// Longest escape including nested ones, in bytes; enough for five levels of
/// JSON in JSON, or a hundred leading zeros. A longer one is read unchanged.
const MAX_ESCAPE_BYTES: usize = 128;

/// The names that browsers also read without their semicolon, and what some programs treat so too.
const OPEN_NAMES: [(&str, char); 5] = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

/// A reader of escapes, fed byte by byte.
#[derive(Clone, Default)]
pub(super) struct Escapes {
    is_quoted_printable: bool,
    /// Units of the escapes that have begun and are not complete.
    waiting: Vec<Unit>,
    /// The escapes that have begun, each inside the one before it.
    begun: Vec<Begun>,
    /// Units to read next, the last first.
    next: Vec<Next>,
}

/// An escape that has begun.
#[derive(Clone, Copy)]
struct Begun {
    /// Where in `waiting`.
    at: usize,
    phase: Phase,
}

#[derive(Clone, Copy)]
struct Next {
    unit: Unit,
    /// True if it begins no escape.
    is_plain: bool,
}

impl Escapes {
    /// A reader that also decodes quoted-printable, where `=67` and a `=` at the end of a line are
    /// escapes. Not the only one, because `=` precedes many keys: `key=abc`.
    pub(super) fn quoted_printable() -> Self {
        Self { is_quoted_printable: true, ..Self::default() }
    }

    /// Takes the next `unit` of the text. The units that are certain go to `out`.
    pub(super) fn feed(&mut self, unit: Unit, out: &mut impl FnMut(Unit)) {
        if self.begun.is_empty() && !self.begins(unit.byte()) {
            return out(unit);
        }
        self.next.push(Next { unit, is_plain: false });
        self.read(out);
        if self.waiting.first().is_some_and(|first| unit.end() - first.start() > MAX_ESCAPE_BYTES) {
            self.begun.clear();
            self.waiting.drain(..).for_each(out);
        }
    }

    /// The text ends at `end`.
    pub(super) fn finish(&mut self, end: usize, out: &mut impl FnMut(Unit)) {
        self.next.push(Next { unit: Unit::new(SKIP, end, end), is_plain: true });
        self.read(out);
    }

    /// Returns true if everything is certain.
    pub(super) fn is_idle(&self) -> bool {
        self.begun.is_empty()
    }

    /// Where what is not certain begins.
    pub(super) fn open_from(&self) -> Option<usize> {
        self.waiting.first().map(|first| first.start())
    }

    /// Returns true if an escape can begin with this byte.
    pub(super) fn begins(&self, byte: u8) -> bool {
        matches!(byte, b'%' | b'\\' | b'&') || (byte == b'=' && self.is_quoted_printable)
    }

    fn read(&mut self, out: &mut impl FnMut(Unit)) {
        while let Some(next) = self.next.pop() {
            work::count(1);
            let unit = next.unit;
            let phase = self.begun.last().map(|begun| begun.phase);
            let is_escaped = unit.byte() == b'\\' && phase == Some(Phase::Backslash);
            if !next.is_plain && !is_escaped && self.begins(unit.byte()) {
                self.begun.push(Begun { at: self.waiting.len(), phase: Phase::of(unit.byte()) });
                self.waiting.push(unit);
                continue;
            }
            match phase.map(|phase| phase.effect(unit.byte())) {
                None => out(unit),
                Some(Effect::Longer(phase)) => {
                    self.waiting.push(unit);
                    if let Some(begun) = self.begun.last_mut() {
                        begun.phase = phase;
                    }
                }
                Some(Effect::Byte(byte)) => self.replace(&[byte], unit.end()),
                Some(Effect::Complete(character)) => self.put(character, unit.end()),
                Some(Effect::CompleteBefore(character)) => {
                    self.next.push(next);
                    self.put(character, self.waiting.last().map_or(unit.start(), |last| last.end()));
                }
                Some(Effect::EndOfName) => match self.name() {
                    Some(character) => self.put(character, unit.end()),
                    None => self.break_off(next),
                },
                Some(Effect::Broken) => self.break_off(next),
            }
        }
    }

    /// Puts a character in the place of the last escape that has begun.
    fn put(&mut self, character: char, end: usize) {
        self.replace(character.encode_utf8(&mut [0; 4]).as_bytes(), end);
    }

    fn replace(&mut self, bytes: &[u8], end: usize) {
        let Some(begun) = self.begun.pop() else { return };
        let start = self.waiting[begun.at].start();
        self.waiting.truncate(begun.at);
        let units = bytes.iter().rev().map(|byte| Unit::new(*byte, start, end));
        self.next.extend(units.map(|unit| Next { unit, is_plain: false }));
    }

    /// The last escape that has begun is invalid because of `next`: it is read unchanged.
    fn break_off(&mut self, next: Next) {
        self.next.push(next);
        let Some(Begun { at, phase }) = self.begun.last().copied() else { return };
        let open_name = if phase.is_name() { self.open_name(at) } else { None };
        let from = open_name.map_or(at, |(_, end)| end);
        let units = self.waiting.drain(from..).rev();
        self.next.extend(units.map(|unit| Next { unit, is_plain: false }));
        if let Some((character, _)) = open_name {
            let end = self.waiting.last().map_or(0, |last| last.end());
            self.put(character, end);
        } else {
            self.begun.pop();
            if let Some(introducer) = self.next.last_mut() {
                introducer.is_plain = true;
            }
        }
    }

    /// The character of the name that has been read, with a semicolon after it.
    fn name(&self) -> Option<char> {
        let at = self.begun.last()?.at;
        let name: String =
            self.waiting[at..].iter().map(|unit| char::from(unit.byte())).chain([';']).collect();
        let said = html_escape::decode_html_entities(&name);
        let mut characters = said.chars();
        // An unknown name stays as it is, and a few names mean two characters.
        characters.next().filter(|_| characters.next().is_none())
    }

    /// The character of a name that needs no semicolon and follows the ampersand at `at`, and
    /// where it ends in `waiting`.
    fn open_name(&self, at: usize) -> Option<(char, usize)> {
        let letters = self.waiting.get(at + 1..)?;
        let known = OPEN_NAMES.iter().find(|(name, _)| {
            name.len() <= letters.len() && name.bytes().zip(letters).all(|(byte, unit)| unit.byte() == byte)
        });
        known.map(|(name, character)| (*character, at + 1 + name.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `text`, ends it, and expects `said`, each byte of which represents a part of the text that
    /// begins where the previous one ends or later.
    #[track_caller]
    fn check(mut escapes: Escapes, text: &str, said: &str) {
        let mut read: Vec<Unit> = Vec::new();
        for (start, byte) in text.bytes().enumerate() {
            escapes.feed(Unit::new(byte, start, start + 1), &mut |unit| read.push(unit));
        }
        escapes.finish(text.len(), &mut |unit| read.push(unit));
        assert_eq!(read.pop().map(Unit::byte), Some(SKIP), "the end mark");
        read.retain(|unit| unit.byte() != SKIP);
        let bytes: Vec<u8> = read.iter().map(|unit| unit.byte()).collect();
        assert_eq!(String::from_utf8_lossy(&bytes), said, "{text}");
        assert!(read.is_sorted_by_key(|unit| unit.start()), "{text}: {read:?}");
        assert!(escapes.is_idle() && escapes.open_from().is_none(), "{text}");
    }

    #[test]
    fn every_escape_of_a_character_is_read() {
        for text in
            ["k", "%6b", "%6B", "%256b", "%25256B", r"\u006b", r"\\u006B", "&#107;", "&#x6B;", r"\x6b"]
        {
            check(Escapes::default(), text, "k");
        }
        for text in ["&#107", "&#0000107;", "&#X00006b;", "&amp;#107;", "%26#107;", "&#37;6b", r"\u{6b}"] {
            check(Escapes::default(), text, "k");
        }
        for text in ["&lt;", "&lt", "&amp;lt;", "&amp;amp;lt;", r"\u003c", "%3C", r"\%3c", "%26%23%36%30%3B"]
        {
            check(Escapes::default(), text, "<");
        }
        for text in [r#"\""#, r#"\\\""#, r#"\\\\\\\""#, "&quot;", r"\\u0022"] {
            check(Escapes::default(), text, "\"");
        }
        for text in [r"\\", r"\\\\", r"\\\\\\\\", "%5c", r"\u005c"] {
            check(Escapes::default(), text, "\\");
        }
        check(Escapes::default(), r"\/\'&apos;&lowbar;&lpar;", "/''_(");
        check(Escapes::default(), r"\u2026\uff1a\u{2026}", "…：…");
        check(Escapes::default(), "&CounterClockwiseContourIntegral;", "\u{2233}");
        check(Escapes::default(), r"%C3%BC\u00fc&uuml;&#252;ü", "üüüüü");
        check(Escapes::default(), r"a\nb\\r\\nc\td", "a\nb\r\nc\td");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "100 % of",
            "%6",
            "%zz",
            "%%",
            r"\u00",
            r"\u{110000}",
            r"\u{6bz}",
            r"\q",
            "&",
            "&&",
            "&;",
            "&nothing;",
            "a&b",
            "&#",
        ] {
            check(Escapes::default(), text, text);
        }
        check(Escapes::default(), "&ltx&#107x&#107&#107;%&gt", "<xkxkk%>");
        check(Escapes::default(), "%6%6b%", "%6k%");
        check(Escapes::default(), "=6b=\n", "=6b=\n");
    }

    #[test]
    fn quoted_printable_is_read_where_it_is_requested() {
        check(Escapes::quoted_printable(), "=6b=6B%3D6b", "kkk");
        check(Escapes::quoted_printable(), "k=\nk=\r\nk= \r\nk=\\r\\nk", "kkkkk");
        check(Escapes::quoted_printable(), "a=b=zk=", "a=b=zk=");
    }

    #[test]
    fn what_has_begun_waits_and_no_longer_than_the_longest_escape() {
        for hostile in ["%", "&", "\\", "&#0", "&amp;", "%25", "\\u{0", "\\u005c"] {
            let (mut escapes, mut read) = (Escapes::default(), 0);
            for (start, byte) in hostile.bytes().cycle().take(5_000).enumerate() {
                escapes.feed(Unit::new(byte, start, start + 1), &mut |unit| read = unit.end());
                let waits = start + 1 - escapes.open_from().unwrap_or(start + 1);
                assert!(waits <= MAX_ESCAPE_BYTES && read + waits > start, "{hostile}: {waits}");
            }
        }
    }
}
