//! The ways in which text can stand for one character: plain, or escaped for a URL, JSON or HTML.
//!
//! Escapes nest (`%2541`, `\\u0041`, `&amp;lt;`): what introduces an escape may itself be escaped.
//! A key is visible ASCII, so escapes of other characters are left out, except percent-encoded ones.

use super::byte_set::ByteSet;

/// How far an escape may reach behind its introducer, in bytes: enough for a numeric HTML escape
/// with two dozen leading zeros.
const REACH: usize = 32;

/// How many readings of one place are tried. Three levels of JSON in JSON need nine.
const MOST_READINGS: usize = 12;

/// No reading is longer than this, in bytes.
pub(super) const LONGEST: usize = 2 * REACH + 1;

const NAMED: [(&[u8], u8); 5] =
    [(b"amp", b'&'), (b"lt", b'<'), (b"gt", b'>'), (b"quot", b'"'), (b"apos", b'\'')];

/// One way to read the text at a place.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// What is read.
    pub(super) byte: u8,
    /// How many bytes of the text stand for it.
    pub(super) len: usize,
}

/// Whether the byte can introduce an escape.
pub(super) fn is_introducer(byte: u8) -> bool {
    matches!(byte, b'%' | b'\\' | b'&')
}

/// Fills `readings` with the ways to read the text at `at`, and returns which bytes could be read
/// there if more text came behind its end.
pub(super) fn readings_at(text: &[u8], at: usize, readings: &mut Vec<Reading>) -> ByteSet {
    readings.clear();
    readings.push(Reading { byte: text[at], len: 1 });
    let mut coming = ByteSet::default();
    let mut next = 0;
    while next < readings.len() && next < MOST_READINGS {
        let Reading { byte, len } = readings[next];
        next += 1;
        if len > REACH {
            continue;
        }
        let rest = &text[at + len..];
        let mut escape = Escape { rest: &rest[..rest.len().min(REACH)], len, readings };
        match byte {
            b'%' => coming.add_all(escape.percent()),
            b'\\' => coming.add_all(escape.json()),
            b'&' => coming.add_all(escape.html()),
            _ => {}
        }
    }
    coming
}

/// What stands behind an introducer.
struct Escape<'a> {
    /// The text behind the introducer; shorter than [`REACH`] only at the end of the text.
    rest: &'a [u8],
    /// The length of the introducer.
    len: usize,
    readings: &'a mut Vec<Reading>,
}

impl Escape<'_> {
    fn percent(&mut self) -> ByteSet {
        let (value, digits) = number(&self.rest[..self.rest.len().min(2)], 16);
        match (digits, u8::try_from(value)) {
            (2, Ok(byte)) => self.read(byte, 2),
            _ if digits == self.rest.len() => {
                return between(value << (8 - 4 * digits), 8 - 4 * digits);
            }
            _ => {}
        }
        ByteSet::default()
    }

    fn json(&mut self) -> ByteSet {
        match self.rest {
            [] => return ByteSet::ALL,
            // Python, whose dictionaries some gateways quote, also escapes the apostrophe.
            [byte @ (b'"' | b'\\' | b'/' | b'\''), ..] => self.read(*byte, 1),
            [b'u', code @ ..] => {
                let (value, digits) = number(&code[..code.len().min(4)], 16);
                match (digits, u8::try_from(value)) {
                    (4, Ok(byte)) if byte.is_ascii() => self.read(byte, 5),
                    (0..4, _) if digits == code.len() => {
                        return between(value << (16 - 4 * digits), 16 - 4 * digits);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        ByteSet::default()
    }

    fn html(&mut self) -> ByteSet {
        match self.rest {
            [] | [b'#'] | [b'#', b'x' | b'X'] => ByteSet::ALL,
            [b'#', b'x' | b'X', digits @ ..] => self.html_number(digits, 2, 16),
            [b'#', digits @ ..] => self.html_number(digits, 1, 10),
            name => {
                let mut coming = ByteSet::default();
                for (known, byte) in NAMED {
                    if name.starts_with(known) {
                        coming.add_all(self.read_closed(byte, known.len()));
                    } else if known.starts_with(name) {
                        coming.add_all(between(u32::from(byte), 0));
                    }
                }
                coming
            }
        }
    }

    fn html_number(&mut self, text: &[u8], before: usize, radix: u32) -> ByteSet {
        let (value, digits) = number(text, radix);
        let mut coming = ByteSet::default();
        if let (1.., Ok(byte @ 0..128)) = (digits, u8::try_from(value)) {
            coming = self.read_closed(byte, before + digits);
        }
        if digits == text.len() && self.rest.len() < REACH {
            if value == 0 {
                return ByteSet::ALL;
            }
            let (mut low, mut high) = (value, value);
            while low < 128 {
                (low, high) = (low * radix, high * radix + radix - 1);
                (low..=high.min(127)).for_each(|byte| coming.add_all(between(byte, 0)));
            }
        }
        coming
    }

    fn read(&mut self, byte: u8, len: usize) {
        self.readings.push(Reading { byte, len: self.len + len });
    }

    /// Browsers accept an HTML escape without its semicolon, so both are readings.
    fn read_closed(&mut self, byte: u8, len: usize) -> ByteSet {
        self.read(byte, len);
        match self.rest.get(len) {
            Some(b';') => self.read(byte, len + 1),
            None if self.rest.len() < REACH => return between(u32::from(byte), 0),
            Some(_) | None => {}
        }
        ByteSet::default()
    }
}

/// The number that the leading digits make (as large as can be if there are too many of them), and
/// how many digits these are.
fn number(text: &[u8], radix: u32) -> (u32, usize) {
    let digits = text.iter().map_while(|byte| char::from(*byte).to_digit(radix));
    digits
        .fold((0, 0), |(value, count), digit| (value.saturating_mul(radix).saturating_add(digit), count + 1))
}

/// The bytes that can still be read when the last `open_bits` bits of a character are to come. An
/// introducer among them can lead to any byte.
fn between(low: u32, open_bits: usize) -> ByteSet {
    let mut set = ByteSet::default();
    let high = low + (1 << open_bits) - 1;
    for byte in low..=high.min(255) {
        let byte = u8::try_from(byte).unwrap_or(u8::MAX);
        if is_introducer(byte) {
            return ByteSet::ALL;
        }
        set.add(byte);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::{ByteSet, readings_at};

    /// Expects the longest reading of `text` to be all of it, as `byte`.
    #[track_caller]
    fn check(text: &str, byte: u8) {
        let mut readings = Vec::new();
        readings_at(text.as_bytes(), 0, &mut readings);
        let whole = readings.iter().find(|reading| reading.len == text.len());
        assert_eq!(whole.map(|reading| char::from(reading.byte)), Some(char::from(byte)), "{text}");
    }

    /// What could come, behind a text that is cut off.
    fn coming(text: &str) -> ByteSet {
        readings_at(text.as_bytes(), 0, &mut Vec::new())
    }

    #[test]
    fn every_escape_of_a_character_is_read() {
        for text in ["k", "%6b", "%6B", "%256b", "%25256B", r"\u006b", r"\\u006B", "&#107;", "&#x6B;"] {
            check(text, b'k');
        }
        for text in ["&#107", "&#0000107;", "&#X00006b;", "&amp;#107;", "%26#107;", "&#37;6b"] {
            check(text, b'k');
        }
        for text in ["&lt;", "&lt", "&amp;lt;", "&amp;amp;lt;", r"\u003c", "%3C"] {
            check(text, b'<');
        }
        for text in [r#"\""#, r#"\\\""#, r#"\\\\\\\""#, "&quot;", r"\\u0022"] {
            check(text, b'"');
        }
        for text in [r"\\", r"\\\\", r"\\\\\\\\", "%5c", r"\u005c"] {
            check(text, b'\\');
        }
        check(r"\/", b'/');
        check(r"\'", b'\'');
        check("&apos;", b'\'');
    }

    #[test]
    fn a_cut_escape_tells_what_it_can_become() {
        assert!(coming("%").has(b'k') && coming("&").has(b'k') && coming("\\").has(b'k'));
        assert!(coming("%6").has(b'k') && !coming("%6").has(b'z'));
        assert!(coming("%2").has(b'z'), "it may become %257a");
        assert!(coming(r"\u00").has(b'k') && coming(r"\u006").has(b'k'));
        assert!(!coming(r"\u4").has(b'k') && !coming(r"\u007").has(b'k'));
        assert!(coming("&#1").has(b'k') && coming("&#10").has(b'k') && !coming("&#98").has(b'k'));
        assert!(coming("&#x").has(b'k') && coming("&#000").has(b'k'));
        assert!(coming("&l").has(b'<') && !coming("&l").has(b'>'));
        assert!(!coming("&x").has(b'k') && !coming("%x").has(b'k') && !coming(r"\x").has(b'k'));
        assert!(!coming("k").has(b'k'));
    }
}
