//! State of reading an escape, and the effect of the next byte on it.

use super::unit::SKIP;

/// The longest name of a character in HTML, in letters. Source: HTML, “Named character references”.
const MAX_NAME_BYTES: u8 = 31;

/// State of reading an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// `\`
    Backslash,
    /// `\u`, and some of its four digits.
    Code { value: u32, left: u8 },
    /// `\u{`, and digits.
    Braced { value: u32 },
    /// `%`, `\x` or `=`, and some of two digits.
    Byte { value: u8, left: u8 },
    /// `=` at what may be the end of a line.
    LineEnd,
    /// `&`
    Ampersand,
    /// `&#`
    Hash,
    /// `&#x`
    HashX,
    /// `&#` or `&#x`, and digits.
    Number { value: u32, radix: u32 },
    /// `&`, and letters of a name.
    Name { letters: u8 },
    /// `=`
    Equals,
}

/// Effect of a byte on an escape.
pub(super) enum Effect {
    /// It continues.
    Longer(Phase),
    /// It is complete, and represents a character.
    Complete(char),
    /// It was complete before this byte.
    CompleteBefore(char),
    /// It is complete, and represents one byte of a character.
    Byte(u8),
    /// It is complete, if there is such a name.
    EndOfName,
    /// It is not an escape.
    Broken,
}

impl Phase {
    /// An escape that begins with this byte.
    pub(super) fn of(introducer: u8) -> Self {
        match introducer {
            b'\\' => Self::Backslash,
            b'&' => Self::Ampersand,
            b'=' => Self::Equals,
            _ => Self::Byte { value: 0, left: 2 },
        }
    }

    /// Returns true if letters of a name have been read.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::Name { .. })
    }

    /// Returns the effect of `byte` after it.
    pub(super) fn effect(self, byte: u8) -> Effect {
        match self {
            Self::Backslash => backslash(byte),
            Self::Code { left: 4, .. } if byte == b'{' => Effect::Longer(Self::Braced { value: 0 }),
            Self::Code { value, left } => match (digit(byte, 16), left) {
                (None, _) => Effect::Broken,
                (Some(digit), 1) => character(16 * value + digit),
                (Some(digit), _) => Effect::Longer(Self::Code { value: 16 * value + digit, left: left - 1 }),
            },
            Self::Braced { value } => match digit(byte, 16) {
                Some(digit) => {
                    let value = value.saturating_mul(16).saturating_add(digit);
                    Effect::Longer(Self::Braced { value })
                }
                None if byte == b'}' => character(value),
                None => Effect::Broken,
            },
            Self::Byte { value, left } => match digit(byte, 16).and_then(|digit| u8::try_from(digit).ok()) {
                None => Effect::Broken,
                Some(digit) if left == 1 => Effect::Byte(16 * value + digit),
                Some(digit) => Effect::Longer(Self::Byte { value: digit, left: 1 }),
            },
            Self::Equals => match byte {
                b' ' | b'\t' | b'\r' => Effect::Longer(Self::LineEnd),
                b'\n' => Effect::Byte(SKIP),
                _ => Self::Byte { value: 0, left: 2 }.effect(byte),
            },
            Self::LineEnd => match byte {
                b' ' | b'\t' | b'\r' => Effect::Longer(Self::LineEnd),
                b'\n' => Effect::Byte(SKIP),
                _ => Effect::Broken,
            },
            Self::Ampersand if byte == b'#' => Effect::Longer(Self::Hash),
            Self::Ampersand if byte.is_ascii_alphabetic() => Effect::Longer(Self::Name { letters: 1 }),
            Self::Hash if matches!(byte, b'x' | b'X') => Effect::Longer(Self::HashX),
            Self::Hash => first_digit(byte, 10),
            Self::HashX => first_digit(byte, 16),
            Self::Number { value, radix } => match digit(byte, radix) {
                Some(digit) => {
                    let value = value.saturating_mul(radix).saturating_add(digit);
                    Effect::Longer(Self::Number { value, radix })
                }
                None if byte == b';' => character(value),
                None => char::from_u32(value).map_or(Effect::Broken, Effect::CompleteBefore),
            },
            Self::Name { .. } if byte == b';' => Effect::EndOfName,
            Self::Name { letters } if byte.is_ascii_alphanumeric() && letters < MAX_NAME_BYTES => {
                Effect::Longer(Self::Name { letters: letters + 1 })
            }
            Self::Ampersand | Self::Name { .. } => Effect::Broken,
        }
    }
}

fn backslash(byte: u8) -> Effect {
    match byte {
        b'u' => Effect::Longer(Phase::Code { value: 0, left: 4 }),
        b'x' => Effect::Longer(Phase::Byte { value: 0, left: 2 }),
        b'n' => Effect::Complete('\n'),
        b'r' => Effect::Complete('\r'),
        b't' => Effect::Complete('\t'),
        // JSON escapes three of them, programming languages and Markdown others.
        _ if byte.is_ascii_punctuation() => Effect::Complete(char::from(byte)),
        _ => Effect::Broken,
    }
}

fn first_digit(byte: u8, radix: u32) -> Effect {
    digit(byte, radix).map_or(Effect::Broken, |value| Effect::Longer(Phase::Number { value, radix }))
}

fn digit(byte: u8, radix: u32) -> Option<u32> {
    char::from(byte).to_digit(radix)
}

fn character(value: u32) -> Effect {
    char::from_u32(value).map_or(Effect::Broken, Effect::Complete)
}
