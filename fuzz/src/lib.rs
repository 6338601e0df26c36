//! Helpers that the programs of this package share.

#[path = "../../tests/properties/promises/mod.rs"]
pub mod promises;

/// A number from the first byte, and the rest.
pub fn number(bytes: &[u8]) -> (usize, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| ((*first).into(), rest))
}

/// A number from the first byte, and the rest if it is text.
pub fn text(bytes: &[u8]) -> Option<(usize, &str)> {
    let (number, rest) = number(bytes);
    str::from_utf8(rest).ok().map(|text| (number, text))
}
