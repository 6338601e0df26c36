//! What a secret looks like, character by character.

use super::base64;
use super::byte_set::ByteSet;
use super::decoding::is_introducer;

/// A secret shorter than this is masked only where it stands as a word of its own, so that a dummy
/// key such as `a` does not destroy a page. In bytes.
const SHORT: usize = 8;

/// One form of a secret: for each of its characters the bytes that may stand there.
#[derive(Clone)]
pub(super) struct Pattern {
    /// Never empty.
    pub(super) expected: Vec<ByteSet>,
    /// Whether it counts only between characters that are not letters or digits.
    pub(super) is_word: bool,
}

impl Pattern {
    /// The forms of a secret: as it is, and in base64.
    pub(super) fn all_of(secret: &str) -> Vec<Self> {
        let is_word = secret.len() < SHORT;
        let bytes = secret.as_bytes();
        let mut forms = vec![bytes.iter().map(|byte| ByteSet::of(*byte)).collect()];
        if is_word {
            // A few base64 digits would be found everywhere: only the whole is looked for.
            forms.push(base64::alone(bytes));
            forms.push(base64::alone(format!("Bearer {secret}").as_bytes()));
        } else {
            forms.extend((0..3).map(|before| base64::inside(bytes, before)));
        }
        forms.retain(|expected| !expected.is_empty());
        forms.into_iter().map(|expected| Self { expected, is_word }).collect()
    }

    /// Whether the text at `at` can begin this form, by a look at two bytes.
    pub(super) fn may_begin(&self, text: &[u8], at: usize) -> bool {
        let first = text[at];
        if is_introducer(first) {
            return true;
        }
        let second_fits = match (text.get(at + 1), self.expected.get(1)) {
            (Some(next), Some(expected)) => is_introducer(*next) || expected.has(*next),
            (None, _) | (_, None) => true,
        };
        second_fits && self.expected[0].has(first)
    }
}
