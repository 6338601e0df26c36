//! Lists of bytes that are written as numbers.

use super::unit::{GAP, SKIP};

/// Returns true if the byte can separate the numbers of a list.
pub(super) fn is_separator(byte: u8) -> bool {
    matches!(
        byte,
        GAP | SKIP
            | b','
            | b';'
            | b':'
            | b'"'
            | b'\''
            | b'|'
            | b'['
            | b']'
            | b'('
            | b')'
            | b'{'
            | b'}'
            | b'\\'
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::matcher::{Matcher, Whole};
    use super::super::unit::{GAP, Unit};

    /// The bytes of a text, as a reader of lists gets them.
    pub(in super::super) fn units(text: &str) -> impl Iterator<Item = Unit> {
        text.bytes().enumerate().map(|(start, byte)| {
            Unit::new(if byte.is_ascii_whitespace() { GAP } else { byte }, start, start + 1)
        })
    }

    /// Looks for one key.
    pub(in super::super) fn matcher() -> Matcher {
        let whole = Whole { bytes: b"gc-test-1".to_vec(), folds: true, is_word: false };
        Matcher::new(&[], vec![whole], true, 1_000)
    }
}
