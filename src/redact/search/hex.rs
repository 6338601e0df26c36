//! Reads bytes that are written in hexadecimal digits: `67632d`, `67:63:2D`, `0x67, 0x63`, `\x67632d`.

use std::mem;

use super::list::is_separator;
use super::matcher::Matcher;
use super::unit::{BREAK, Unit};

/// A reader of bytes in two hexadecimal digits each, with or without anything between them.
///
/// The digits do not show where a byte begins, so they are read in both ways.
#[derive(Clone, Copy, Default)]
pub(super) struct Hex {
    /// The previous digit, and its place.
    digit: Option<(u8, usize)>,
    /// A zero, which belongs to nothing if an `x` comes.
    zero: Option<Unit>,
    /// True if the number of digits so far is odd.
    is_odd: bool,
    /// The last byte.
    before: u8,
    /// The ones of the two ways in which a list has begun.
    is_begun: [bool; 2],
}

impl Hex {
    /// Takes the next `unit` of the text. The bytes read go to `out`, in two rows.
    pub(super) fn feed(&mut self, unit: Unit, matcher: &Matcher, out: &mut impl FnMut(usize, Unit)) {
        let is_escaped = mem::replace(&mut self.before, unit.byte()) == b'\\';
        match unit.byte() {
            b'x' | b'X' => (self.zero, self.digit) = (None, None),
            b'n' | b'r' | b't' if is_escaped => {}
            byte => {
                self.read_zero(matcher, out);
                match char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
                    Some(0) => self.zero = Some(unit),
                    Some(digit) => self.read(unit, digit, matcher, out),
                    None => {
                        self.digit = None;
                        if !is_separator(byte) && !matches!(byte, b'-' | b'_' | b'.') {
                            self.break_off(0, unit, out);
                            self.break_off(1, unit, out);
                        }
                    }
                }
            }
        }
    }

    /// Returns true if no list has begun.
    pub(super) fn is_idle(&self) -> bool {
        self.is_begun == [false; 2]
    }

    /// Where something begins that can still become a byte of a key.
    pub(super) fn open_from(&self, matcher: &Matcher) -> Option<usize> {
        let zero = self.zero.map(|zero| (0, zero.start()));
        let may_begin = |digit: u8| {
            let first = 16 * usize::from(digit);
            matcher.has_byte(first, first + 15)
        };
        // The zero may be the second digit of a byte or the first of one.
        let digits = self.digit.into_iter().chain(zero);
        digits.filter(|(digit, _)| may_begin(*digit)).map(|(_, start)| start).min()
    }

    /// The text ends.
    pub(super) fn finish(&mut self, matcher: &Matcher, out: &mut impl FnMut(usize, Unit)) {
        self.read_zero(matcher, out);
    }

    fn read_zero(&mut self, matcher: &Matcher, out: &mut impl FnMut(usize, Unit)) {
        if let Some(zero) = self.zero.take() {
            self.read(zero, 0, matcher, out);
        }
    }

    fn read(&mut self, unit: Unit, digit: u8, matcher: &Matcher, out: &mut impl FnMut(usize, Unit)) {
        let row = usize::from(self.is_odd);
        self.is_odd = !self.is_odd;
        let Some((high, start)) = self.digit.replace((digit, unit.start())) else { return };
        let byte = 16 * high + digit;
        if matcher.has_byte(byte.into(), byte.into()) {
            self.is_begun[row] = true;
            out(row, Unit::new(byte, start, unit.end()));
        } else {
            self.break_off(row, unit, out);
        }
    }

    fn break_off(&mut self, row: usize, unit: Unit, out: &mut impl FnMut(usize, Unit)) {
        if mem::take(&mut self.is_begun[row]) {
            out(row, unit.read_as(BREAK));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::tests::{matcher, units};
    use super::*;

    /// Expects one of the two rows that are read of `text` to be `said`, with `|` for each break.
    #[track_caller]
    fn check(text: &str, said: &str) {
        let (mut hex, mut rows) = (Hex::default(), [String::new(), String::new()]);
        let mut add = |row: usize, unit: Unit| {
            rows[row].push(if unit.byte() == BREAK { '|' } else { char::from(unit.byte()) });
        };
        units(text).for_each(|unit| hex.feed(unit, &matcher(), &mut add));
        hex.finish(&matcher(), &mut add);
        assert!(rows.iter().any(|row| row == said), "{text}: {rows:?}");
    }

    #[test]
    fn bytes_in_hexadecimal_digits_are_read() {
        for text in [
            "67632d",
            "67:63:2D",
            "0x67, 0x63, 0x2d",
            "67 63\\n2d",
            "f67632d",
            "\\\\x67632d",
            "{\"67\",\"63\",\"2d\"}",
        ] {
            check(text, "gc-");
        }
        check("67 zz 63", "g|c");
        check("67f363", "g|c");
    }

    #[test]
    fn a_digit_is_open_while_it_can_begin_a_byte_of_a_key() {
        for (text, is_open) in
            [("2", true), ("4", true), ("1", false), ("10", false), ("12", true), ("f", false)]
        {
            let mut hex = Hex::default();
            units(text).for_each(|unit| hex.feed(unit, &matcher(), &mut |_, _| ()));
            assert_eq!(hex.open_from(&matcher()).is_some(), is_open, "{text}");
        }
    }
}
