//! Reads bytes that are written as decimal numbers: `[103, 99, 45]`.

use std::mem;

use super::list::is_separator;
use super::matcher::Matcher;
use super::unit::{BREAK, Unit};

/// A reader of bytes as decimal numbers with something between them.
///
/// Numbers in quotation marks are the names that JavaScript gives to the places in a list of bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Decimal {
    value: usize,
    digits: usize,
    start: usize,
    end: usize,
    is_quoted: bool,
    /// The last byte.
    before: u8,
    /// True if a list has begun.
    is_begun: bool,
}

impl Decimal {
    /// Takes the next `unit` of the text. The bytes read go to `out`.
    pub(super) fn feed(&mut self, unit: Unit, matcher: &Matcher, out: &mut impl FnMut(Unit)) {
        let before = mem::replace(&mut self.before, unit.byte());
        if let digit @ b'0'..=b'9' = unit.byte() {
            if self.digits == 0 {
                (self.start, self.is_quoted) = (unit.start(), before == b'"');
            }
            self.digits += 1;
            self.end = unit.end();
            self.value = self.value.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
            return;
        }
        self.finish(matcher, out);
        match unit.byte() {
            b'n' | b'r' | b't' if before == b'\\' => {}
            byte if is_separator(byte) => {}
            _ => self.break_off(out),
        }
    }

    /// Returns true if no list or number has begun.
    pub(super) fn is_idle(&self) -> bool {
        !self.is_begun && self.digits == 0
    }

    /// Where something begins that can still become a byte of a key.
    pub(super) fn open_from(&self, matcher: &Matcher) -> Option<usize> {
        let can_become = |bytes: usize| matcher.has_byte(self.value * bytes, self.value * bytes + bytes - 1);
        let is_open = self.digits > 0 && self.digits <= 3 && !self.is_quoted;
        (is_open && [1, 10, 100].into_iter().any(can_become)).then_some(self.start)
    }

    /// The number ends.
    pub(super) fn finish(&mut self, matcher: &Matcher, out: &mut impl FnMut(Unit)) {
        let digits = mem::take(&mut self.digits);
        let value = mem::take(&mut self.value);
        if digits == 0 || self.is_quoted {
            return;
        }
        match u8::try_from(value) {
            Ok(byte) if digits <= 3 && matcher.has_byte(value, value) => {
                self.is_begun = true;
                out(Unit::new(byte, self.start, self.end));
            }
            _ => self.break_off(out),
        }
    }

    fn break_off(&mut self, out: &mut impl FnMut(Unit)) {
        if mem::take(&mut self.is_begun) {
            out(Unit::new(BREAK, self.end, self.end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::tests::{matcher, units};
    use super::*;

    #[track_caller]
    fn check(text: &str, said: &str) {
        let (mut decimal, mut row) = (Decimal::default(), String::new());
        let mut add = |unit: Unit| row.push(if unit.byte() == BREAK { '|' } else { char::from(unit.byte()) });
        units(text).for_each(|unit| decimal.feed(unit, &matcher(), &mut add));
        decimal.finish(&matcher(), &mut add);
        assert_eq!(row, said, "{text}");
    }

    #[test]
    fn bytes_in_decimal_numbers_are_read() {
        for text in ["[103, 99, 45]", "103 99 45", "{\"0\":103,\"1\":99,\"2\":45}", "103,\\n99,\\n45"] {
            check(text, "gc-");
        }
        check("103 of 99", "g|c");
        check("103,1103,99,300,45", "g|c|-");
    }

    #[test]
    fn a_number_is_open_while_it_can_become_a_byte_of_a_key() {
        for (text, is_open) in [
            ("2", false),
            ("4", true),
            ("1", true),
            ("10", true),
            ("11", true),
            ("12", false),
            ("1000", false),
        ] {
            let mut decimal = Decimal::default();
            units(text).for_each(|unit| decimal.feed(unit, &matcher(), &mut |_| ()));
            assert_eq!(decimal.open_from(&matcher()).is_some(), is_open, "{text}");
        }
    }
}
