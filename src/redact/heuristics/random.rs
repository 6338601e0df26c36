//! Distinguishes random characters from words.

/// Where in a word a part of at least `least` hexadecimal digits begins, not all of them decimal.
pub(super) fn hex_part(word: &[u8], least: usize) -> Option<usize> {
    let mut offset = 0;
    for part in word.split(|byte| b"-_".contains(byte)) {
        let is_hex = part.iter().all(u8::is_ascii_hexdigit);
        if is_hex && part.len() >= least && !part.iter().all(u8::is_ascii_digit) {
            return Some(offset);
        }
        offset += part.len() + 1;
    }
    None
}

/// Returns true if the byte can occur in base64, padding aside.
pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// Returns true if a stretch between `+`, `/`, `-` and `_` is too long and too mixed for words and versions.
pub(super) fn is_random(run: &[u8]) -> bool {
    run.split(|byte| b"+/-_".contains(byte)).any(|part| {
        let has = |class| part.iter().any(|byte| Class::of(*byte) == class);
        // In random base64 about 6 of 10 neighbours are of different classes; in words run
        // together with capitals and digits it is 1 of 3.
        let changes = part.windows(2).filter(|pair| Class::of(pair[0]) != Class::of(pair[1])).count();
        part.len() >= 16
            && has(Class::Upper)
            && has(Class::Lower)
            && has(Class::Digit)
            && 5 * changes >= 2 * part.len()
    })
}

/// Returns true if the run contains capitals, small letters and digits.
pub(super) fn is_mixed(run: &[u8]) -> bool {
    [u8::is_ascii_uppercase, u8::is_ascii_lowercase, u8::is_ascii_digit].iter().all(|is| run.iter().any(is))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Digit,
}

impl Class {
    fn of(byte: u8) -> Self {
        match byte {
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Lower,
        }
    }
}
