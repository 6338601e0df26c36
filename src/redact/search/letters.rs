//! Prepares the bytes of a text for comparison: invisible characters are marked, and characters that look the
//! same become the same.

use std::str;

use super::unit::{GAP, SKIP, Unit};
use crate::text::invisible::is_invisible;

/// A reader of characters in UTF-8, fed byte by byte. Bytes that are not a character stay as they are.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    /// The beginning of a character beyond ASCII.
    begun: [Unit; 4],
    count: usize,
}

impl Letters {
    /// Takes the next `unit` of the text.
    #[inline]
    pub(super) fn feed(&mut self, unit: Unit, out: &mut impl FnMut(Unit)) {
        if self.count == 0 && unit.byte().is_ascii_graphic() {
            return out(unit);
        }
        self.feed_other(unit, out);
    }

    /// Where a character that is not whole yet begins.
    pub(super) fn open_from(&self) -> Option<usize> {
        (self.count > 0).then_some(self.begun[0].start())
    }

    /// Returns true if no character is begun.
    pub(super) fn is_idle(&self) -> bool {
        self.count == 0
    }

    fn feed_other(&mut self, unit: Unit, out: &mut impl FnMut(Unit)) {
        let is_continuation = unit.byte() & 0xc0 == 0x80;
        if !is_continuation {
            self.give_up(out);
        }
        if unit.byte().is_ascii() {
            return put(char::from(unit.byte()), unit, out);
        }
        if is_continuation && self.count == 0 {
            return out(unit);
        }
        self.begun[self.count] = unit;
        self.count += 1;
        let bytes = self.begun.map(Unit::byte);
        if self.count == length(bytes[0]) {
            let character = str::from_utf8(&bytes[..self.count]).ok().and_then(|it| it.chars().next());
            match character {
                Some(character) => {
                    self.count = 0;
                    put(character, Unit::new(0, self.begun[0].start(), unit.end()), out);
                }
                None => self.give_up(out),
            }
        }
    }

    fn give_up(&mut self, out: &mut impl FnMut(Unit)) {
        let count = std::mem::take(&mut self.count);
        self.begun[..count].iter().for_each(|unit| out(*unit));
    }
}

/// The length of the character that begins with this byte.
fn length(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    }
}

fn put(character: char, unit: Unit, out: &mut impl FnMut(Unit)) {
    if character.is_whitespace() {
        return out(unit.read_as(GAP));
    }
    let character = match character {
        // Characters that join letters are also invisible inside a key.
        '\u{200c}' | '\u{200d}' => return out(unit.read_as(SKIP)),
        _ if is_invisible(character) => return out(unit.read_as(SKIP)),
        // Fullwidth forms of all visible ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        // Hyphens and dashes, which word processors put in place of the one on the keyboard.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => character,
    };
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        out(unit.read_as(byte));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `text`, with a space for white space and `_` for invisible characters.
    #[track_caller]
    fn check(text: &[u8], expected: &str) {
        let (mut letters, mut read) = (Letters::default(), Vec::new());
        for (start, byte) in text.iter().enumerate() {
            letters.feed(Unit::new(*byte, start, start + 1), &mut |unit| {
                read.push(if unit.byte() == SKIP { b'_' } else { unit.byte() });
            });
        }
        assert_eq!(String::from_utf8_lossy(&read), expected);
    }

    #[test]
    fn what_nobody_sees_is_marked() {
        check(
            "a\u{200b}b\u{ad}c\u{200d}d\u{200c}e\u{feff}f\u{202e}g\u{e0041}h\u{1b}".as_bytes(),
            "a_b_c_d_e_f_g_h_",
        );
        check("a b\nc\u{a0}d\u{3000}\u{2028}".as_bytes(), "a b c d  ");
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        check("ＧＣ－ｔｅｓｔ_１～".as_bytes(), "GC-test_1~");
        check("gc‐t–e—s−t".as_bytes(), "gc-t-e-s-t");
        check("schlüssel 日".as_bytes(), "schlüssel 日");
    }

    #[test]
    fn bytes_that_are_no_character_stay_what_they_are() {
        let text = b"a\xffb\xc3c\x80d\xe2\x80e\xf0\x80\x80\x80f";
        let (mut letters, mut read) = (Letters::default(), Vec::new());
        for (start, byte) in text.iter().enumerate() {
            letters.feed(Unit::new(*byte, start, start + 1), &mut |unit| read.push(unit));
        }
        let unit = |(start, byte): (usize, &u8)| Unit::new(*byte, start, start + 1);
        assert_eq!(read, text.iter().enumerate().map(unit).collect::<Vec<_>>());
    }

    #[test]
    fn a_character_is_where_its_first_byte_is() {
        let (mut letters, mut read) = (Letters::default(), Vec::new());
        for (start, byte) in (7..).zip("ü".bytes()) {
            letters.feed(Unit::new(byte, start, start + 1), &mut |unit| read.push(unit));
            assert_eq!(letters.open_from(), (start == 7).then_some(7));
        }
        let unit = |byte| Unit::new(byte, 7, 9);
        assert_eq!(read, [unit(0xc3), unit(0xbc)]);
    }
}
