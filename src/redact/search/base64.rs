//! Reader of base64, and the form of a secret inside it (RFC 4648, both alphabets).

use super::matcher::Whole;
use super::unit::{BREAK, GAP, SKIP, Unit};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Reads a byte of what a text says as a digit, which white space does not end.
#[inline]
pub(super) fn read(unit: Unit) -> Unit {
    match unit.byte() {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | GAP | SKIP => unit,
        b'-' => unit.read_as(b'+'),
        b'_' => unit.read_as(b'/'),
        b'=' | b'\\' => unit.read_as(GAP),
        _ => unit.read_as(BREAK),
    }
}

/// Returns the two ways to write this digit, one in each alphabet.
pub(super) fn written(digit: u8) -> [u8; 2] {
    match digit {
        b'+' => *b"+-",
        b'/' => *b"/_",
        _ => [digit; 2],
    }
}

/// The digits that carry the bits of `secret` when `before` (0 to 2) bytes of the last group of three
/// precede it: one row for each value of the last digit, which can also carry bits of the text that
/// follows. A first digit that carries bits of the text before it is left out: it determines 4 bits at
/// most.
pub(super) fn inside(secret: &[u8], before: usize) -> Vec<Vec<u8>> {
    let end = 8 * (before + secret.len());
    let bit = |index: usize| {
        let byte = secret.get((index / 8).checked_sub(before)?)?;
        Some(byte >> (7 - index % 8) & 1)
    };
    let whole = ((8 * before).div_ceil(6)..end / 6).map(|index| digit(|n| bit(6 * index + n).unwrap_or(0)));
    let whole: Vec<u8> = whole.collect();
    let known = end % 6;
    if known == 0 {
        return vec![whole];
    }
    let with_last = |rest: u8| {
        let last = digit(|n| bit(end - known + n).unwrap_or(rest >> (5 - n) & 1));
        whole.iter().copied().chain([last]).collect()
    };
    (0..1 << (6 - known)).map(with_last).collect()
}

/// The base64 of only `secret`, without padding, which counts as a word.
pub(super) fn alone(secret: &[u8]) -> Whole {
    let bit = |index: usize| secret.get(index / 8).map_or(0, |byte| byte >> (7 - index % 8) & 1);
    let bytes = (0..(8 * secret.len()).div_ceil(6)).map(|index| digit(|n| bit(6 * index + n))).collect();
    Whole { bytes, folds: false, is_word: true }
}

/// The digit of six bits, the highest first.
fn digit(bit: impl Fn(usize) -> u8) -> u8 {
    DIGITS[(0..6).fold(0, |value, n| value << 1 | usize::from(bit(n)))]
}
