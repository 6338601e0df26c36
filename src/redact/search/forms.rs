//! Forms to look for, for the keys of a run.

use super::base64;
use super::escapes::Escapes;
use super::letters::Letters;
use super::matcher::{Matcher, Whole};
use super::pairs::Pairs;
use super::unit::{SKIP, Unit};

/// A key shorter than this is only masked as a separate word, in its own letters, so
/// that a dummy key such as `a` does not destroy a page. In bytes.
const SHORT: usize = 8;

/// A key shorter than this, in bytes, is only found complete and without white space in it: parts of it,
/// or the words `change me` for the key `changeme`, may be ordinary text.
const LONG: usize = 12;

/// Forms to look for.
#[derive(Default)]
pub(in crate::redact) struct Forms {
    /// In the decoded text, in any of its readings.
    pub(super) text: Matcher,
    /// In digits of base64.
    pub(super) base64: Matcher,
    /// Two bytes of a text, with or without white space between them, of which the first may begin
    /// a key in some encoding.
    pub(super) beginnings: Pairs,
    /// Largest length of a text that represents a key, in bytes.
    pub(super) reach: usize,
}

impl Forms {
    /// Returns true if there is nothing to look for.
    pub(in crate::redact) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The forms of these secrets, without white space around them. Empty ones are ignored.
    pub(in crate::redact) fn of(secrets: &[&str]) -> Self {
        let secrets: Vec<&str> = secrets.iter().map(|secret| secret.trim()).collect();
        let longest = secrets.iter().map(|secret| secret.len()).max().unwrap_or(0);
        // Escapes of twelve bytes with a zero-width character, also escaped, after each; and some lines.
        let reach = 1024 + 32 * longest;
        let has_backslash = secrets.iter().any(|secret| secret.contains('\\'));
        let (mut parts, mut wholes) = (Vec::new(), Vec::new());
        let (mut digits, mut words) = (Vec::new(), Vec::new());
        for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
            let is_word = secret.len() < SHORT;
            for reading in readings(secret) {
                add(reading, is_word, &mut parts, &mut wholes);
            }
            if is_word {
                // A few base64 digits would be found everywhere: only the whole is looked for.
                words.push(base64::alone(secret.as_bytes()));
                words.push(base64::alone(format!("Bearer {secret}").as_bytes()));
            } else {
                let rows = (0..3).flat_map(|before| base64::inside(secret.as_bytes(), before));
                digits.extend(rows.map(|row| (row.len(), row)).map(|(least, row)| (row, least)));
            }
        }
        let mut text = Matcher::new(&parts, wholes, true, reach);
        if has_backslash {
            text.reads(b'\\');
        }
        Self {
            reach,
            beginnings: beginnings(&parts, &digits),
            text,
            base64: Matcher::new(&digits, words, false, reach),
        }
    }
}

/// Returns `secret` as it is, and, if that is too long to be a word, with its escapes decoded as they
/// will be in a text.
fn readings(secret: &str) -> Vec<Vec<u8>> {
    let mut readings = vec![reading(None, secret)];
    for escapes in [Escapes::default(), Escapes::quoted_printable()] {
        let reading = reading(Some(escapes), secret);
        if reading.len() >= SHORT && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings.extend(numbers(secret).iter().map(|number| reading(None, number)));
    readings
}

/// Returns the bytes of `secret` that are compared.
fn reading(escapes: Option<Escapes>, secret: &str) -> Vec<u8> {
    let (mut letters, mut bytes) = (Letters::default(), Vec::new());
    let mut read = |unit| letters.feed(unit, &mut |unit| bytes.push(unit.byte()));
    let units = secret.bytes().map(|byte| Unit::new(byte, 0, 0));
    match escapes {
        None => units.for_each(read),
        Some(mut escapes) => {
            units.for_each(|unit| escapes.feed(unit, &mut read));
            escapes.finish(0, &mut read);
        }
    }
    bytes.retain(|byte| *byte != SKIP);
    bytes
}

fn add(whole: Vec<u8>, is_word: bool, parts: &mut Vec<(Vec<u8>, usize)>, wholes: &mut Vec<Whole>) {
    let mut dense = whole.to_ascii_lowercase();
    dense.retain(|byte| !matches!(byte, b' ' | b'\\'));
    if dense.is_empty() {
    } else if is_word || dense.len() < LONG {
        wholes.push(Whole { bytes: whole, folds: !is_word, is_word });
    } else {
        let least = least(dense.len());
        parts.push((dense, least));
    }
}

/// The length from which a part of a key of `len` bytes is covered: the key without up to three bytes, or
/// two thirds of it, whichever is shorter, but never less than is surely no beginning that the keys of
/// a system share (`sk-proj-`).
fn least(len: usize) -> usize {
    len.min((len - 3).max(LONG)).min((2 * len).div_ceil(3).max(16))
}

/// Returns the ways in which programs write a key that is a number when they treat it as one.
fn numbers(secret: &str) -> Vec<String> {
    let digits = secret.trim_start_matches('0');
    let mut numbers = Vec::new();
    if digits.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbers;
    }
    let is_short = secret.len() < SHORT;
    if secret.starts_with('0') && (is_short || digits.len() >= SHORT) {
        numbers.push(digits.to_owned());
    }
    let significant = digits.trim_end_matches('0');
    if significant.len() > 1 {
        let (first, rest) = significant.split_at(1);
        let power = digits.len() - 1;
        numbers.extend(["e", "e+"].map(|e| format!("{first}.{rest}{e}{power}")));
        // Of a number a double keeps 17 digits at most.
        let rounded = digits.parse::<f64>().map(|number| format!("{number:e}")).unwrap_or_default();
        numbers.extend([rounded.clone(), rounded.replace('e', "e+")]);
    }
    numbers.sort();
    numbers.dedup();
    numbers
}

/// The pairs of bytes that may begin these: letters of the text in either case, digits of base64 in
/// either alphabet, hexadecimal digits, and any two digits or a digit after a quotation mark, which
/// lists of bytes consist of.
fn beginnings(parts: &[(Vec<u8>, usize)], digits: &[(Vec<u8>, usize)]) -> Pairs {
    let mut pairs = Pairs::default();
    let mut add = |firsts: &[u8], seconds: &[u8]| {
        for first in firsts {
            for second in seconds {
                pairs.add(*first, *second);
            }
        }
    };
    let either_case = |byte: u8| [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()];
    let hex_digit = |bits: u8| either_case(b"0123456789abcdef"[usize::from(bits)]);
    for (part, _) in parts {
        part.windows(2).for_each(|two| add(&either_case(two[0]), &either_case(two[1])));
        for byte in part.iter().flat_map(|byte| either_case(*byte)) {
            add(&hex_digit(byte >> 4), &hex_digit(byte & 15));
        }
    }
    for (row, _) in digits {
        row.windows(2).for_each(|two| add(&base64::written(two[0]), &base64::written(two[1])));
    }
    add(b"0123456789\"", b"0123456789");
    pairs
}
