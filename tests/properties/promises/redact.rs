//! Masking of keys. The rest of a key is searched for with independent readers, and with libraries.

use std::fmt::Debug;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use gateway_check::redact::{LiveMask, Mask, mask_lookalikes, mask_refused_key};
use percent_encoding::percent_decode_str;

/// No more of a key's secret part may be read in a masked text. In characters.
const TELLING: usize = 10;

/// A key, in two: what the keys of a system share, and its secret.
#[derive(Clone, Debug)]
pub struct Key {
    pub prefix: &'static str,
    pub secret: String,
}

impl Key {
    pub fn whole(&self) -> String {
        format!("{}{}", self.prefix, self.secret)
    }

    /// Finds what can be read of the secret in a text, in any of its readings; `None` if nothing tells.
    pub fn readable_in(&self, text: &str) -> Option<String> {
        let secret: Vec<char> = folded(&self.secret).chars().collect();
        let readings = readings(text);
        let mut pieces = secret.windows(TELLING).map(|piece| piece.iter().collect::<String>());
        pieces.find(|piece| readings.iter().any(|reading| reading.contains(piece.as_str())))
    }
}

/// A text with a key in an encoding that the page promises to find, and no other part of the key:
/// nothing of the secret is left, however the text comes, and a second look changes nothing.
/// `mask` covers that key.
pub fn covers(key: &Key, mask: &Mask, text: &str, piece_chars: usize) {
    let whole = key.whole();
    assert_eq!(key.readable_in(&mask.text(text)), None, "{whole} in {text:?}: {:?}", mask.text(text));
    for shown in [mask.redact(text), mask.redact_body(text), mask.for_refused_key().redact(text)] {
        assert_eq!(key.readable_in(&shown), None, "{whole} in {text:?}: {shown:?}");
    }
    steady(mask, text, piece_chars);
}

/// A text that comes in pieces is masked as at once; what was masked stays as it is; and of what is covered
/// nothing is made up.
pub fn steady(mask: &Mask, text: &str, piece_chars: usize) {
    let whole = mask.text(text);
    for piece_chars in [1, piece_chars.max(1)] {
        let mut live = LiveMask::new(mask.clone());
        let letters: Vec<char> = text.chars().collect();
        let mut shown: String =
            letters.chunks(piece_chars).map(|piece| live.feed(&piece.iter().collect::<String>())).collect();
        shown.push_str(&live.finish());
        assert_eq!(shown, whole, "{text:?}, in pieces of {piece_chars}");
    }
    let ranges = mask.ranges(text);
    assert!(ranges.windows(2).all(|two| two[0].end <= two[1].start), "{ranges:?} overlap in {text:?}");
    assert_eq!(mask.text(text) == text, ranges.is_empty(), "{text:?}");
}

/// After a part was masked, the text beside it may look like a key in the next pass. After a few passes
/// the text stays as it is.
pub fn lookalikes(text: &str) {
    for mask in [mask_lookalikes, mask_refused_key] {
        settled(mask(text).into_owned(), |shown| mask(shown).into_owned());
    }
}

/// Looks at something again and again until it stays the same, and returns the result.
pub fn settled<T: PartialEq + Debug>(mut shown: T, look: impl Fn(&T) -> T) -> T {
    const MOST_LOOKS: usize = 8;
    for _ in 0..MOST_LOOKS {
        let again = look(&shown);
        if again == shown {
            return shown;
        }
        shown = again;
    }
    panic!("it is never the same twice: {shown:?}");
}

/// The readings of a text, each without white space, invisible characters and case.
fn readings(text: &str) -> Vec<String> {
    let percent = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let html = |text: &str| html_escape::decode_html_entities(text).into_owned();
    let mut texts = vec![text.to_owned()];
    for unescape in [&percent as &dyn Fn(&str) -> String, &html, &backslashes, &quoted_printable] {
        let once = unescape(text);
        texts.extend([unescape(&once), once]);
    }
    texts.extend(numbers(text));
    texts.extend(hexadecimal(text));
    texts.extend(base64(text));
    texts.iter().map(|text| folded(text)).collect()
}

/// The text as it is compared.
fn folded(text: &str) -> String {
    let is_seen =
        |it: &char| !it.is_whitespace() && !"\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\\".contains(*it);
    text.chars().filter(is_seen).map(narrow).flat_map(char::to_lowercase).collect()
}

/// A fullwidth letter as the ordinary one, and a dash as a hyphen.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{2010}'..='\u{2015}' => '-',
        _ => letter,
    }
}

/// Escapes of JSON, JavaScript and Python.
fn backslashes(text: &str) -> String {
    let mut read = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        read.push_str(before);
        let digits = match after.as_bytes() {
            [b'u', ..] => 4,
            [b'x', ..] => 2,
            _ => 0,
        };
        let number = after.get(1..=digits).filter(|_| digits > 0);
        match number.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                read.push(letter);
                rest = &after[1 + digits..];
            }
            None => rest = after,
        }
    }
    read + rest
}

fn quoted_printable(text: &str) -> String {
    percent_decode_str(&text.replace("=\r\n", "").replace("=\n", "").replace('=', "%"))
        .decode_utf8_lossy()
        .into_owned()
}

/// The bytes that numbers in a row say.
fn numbers(text: &str) -> Vec<String> {
    let numbers = text.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    let bytes: Vec<u8> = numbers.filter_map(|number| number.parse().ok()).collect();
    vec![String::from_utf8_lossy(&bytes).into_owned()]
}

/// The bytes that hexadecimal digits in a row say, in both ways to pair them.
fn hexadecimal(text: &str) -> Vec<String> {
    let digits = text.replace("0x", " ").replace("0X", " ").replace("\\x", " ");
    let digits: Vec<u8> =
        digits.chars().filter_map(|it| it.to_digit(16)).filter_map(|it| it.try_into().ok()).collect();
    let bytes = |digits: &[u8]| digits.chunks_exact(2).map(|two| two[0] << 4 | two[1]).collect::<Vec<u8>>();
    let ways = [&digits[..], digits.get(1..).unwrap_or_default()];
    ways.iter().map(|digits| String::from_utf8_lossy(&bytes(digits)).into_owned()).collect()
}

/// Decodes runs of base64, from each of four places.
fn base64(text: &str) -> Vec<String> {
    let lenient = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, lenient);
    let dense: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let dense = dense.replace("\\n", "").replace("\\r", "").replace('-', "+").replace('_', "/");
    let is_digit = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '/');
    let runs = dense.split(|it| !is_digit(it)).filter(|run| run.len() >= TELLING);
    let of_run = |run: &str| -> Vec<String> {
        (0..4)
            .filter_map(|from| {
                let digits = run.get(from..)?;
                let bytes = engine.decode(&digits[..digits.len() / 4 * 4]).ok()?;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            })
            .collect()
    };
    runs.flat_map(of_run).collect()
}
