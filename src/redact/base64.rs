//! How a secret looks inside base64 (RFC 4648, both alphabets).

use super::byte_set::ByteSet;

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_TAIL: [u8; 2] = *b"-_";

/// The characters that carry the bits of `secret` when `before` (0 to 2) bytes of the last group of
/// three stand in front of it. The last may also carry bits of what follows; any are allowed for
/// those. A first one that carries bits of what stands in front is left out: it tells 4 bits at
/// most, and to wait for it would hold back every third letter of a live text.
pub(super) fn inside(secret: &[u8], before: usize) -> Vec<ByteSet> {
    let bit = |place: usize| {
        let byte = secret.get((place / 8).checked_sub(before)?)?;
        Some(byte >> (7 - place % 8) & 1)
    };
    let end = 8 * (before + secret.len());
    ((8 * before).div_ceil(6)..end.div_ceil(6)).map(|index| digits(|n| bit(6 * index + n))).collect()
}

/// The characters of the base64 of `secret` alone, without padding.
pub(super) fn alone(secret: &[u8]) -> Vec<ByteSet> {
    let bit = |place: usize| secret.get(place / 8).map_or(0, |byte| byte >> (7 - place % 8) & 1);
    let end = 8 * secret.len();
    (0..end.div_ceil(6)).map(|index| digits(|n| Some(bit(6 * index + n)))).collect()
}

/// The base64 digits that have these six bits, the highest first; `None` allows both.
fn digits(bit: impl Fn(usize) -> Option<u8>) -> ByteSet {
    let mut set = ByteSet::default();
    for (value, digit) in (0_u8..).zip(STANDARD) {
        if (0..6).all(|n| bit(n).is_none_or(|bit| bit == value >> (5 - n) & 1)) {
            set.add(*digit);
            if let Some(tail) = value.checked_sub(62) {
                set.add(URL_TAIL[usize::from(tail)]);
            }
        }
    }
    set
}
