//! Another key that a server prints when it rejects one: “got 'X', expected 'Y'”.
//!
//! Such a key may be short and have no known format, so the words around it decide, and rather too much is
//! masked than too little:
//! - anywhere, what a comparison names (“expected …”, “… does not match”, `!=`);
//! - where the text is about keys, also words that are quoted, in brackets, in a list or the value of a
//!   field;
//! - in the refusal of a key, any word with letters and digits.
//!
//! Names of models, codes, ids, addresses and dates stay: they help to fix the problem.

mod form;
mod nearby;
mod phrases;
mod words;

use super::label::{self, Label};
use super::{Redaction, run_end};
use crate::text::secret_names::announces_secret;
use nearby::Spoken;
use phrases::{AHEAD, BEFORE, FILLERS, Phrases, STRONG_AHEAD, STRONG_BEFORE};
use words::{OF_MODELS, OF_NO_KEY, OF_NO_KEY_UNLESS_REFUSED};

/// Shortest word that can count as a key.
const MIN_WORD_BYTES: usize = 6;
/// Longest word that is quoted as a whole, in bytes.
const MAX_QUOTED_BYTES: usize = 256;
/// Largest distance between two items of a list, in bytes.
const BETWEEN_ITEMS: usize = 48;

/// The state of one pass over a text.
pub(super) struct Expected<'a> {
    text: &'a str,
    spoken: Spoken<'a>,
    /// Up to here everything was looked at.
    looked_to: usize,
    /// Where the last word of a list ended, and whether it was covered.
    last: Option<(usize, bool)>,
}

impl<'a> Expected<'a> {
    /// A pass over `text`; `is_refused_key` says that it refuses a key.
    pub fn new(text: &'a str, is_refused_key: bool) -> Self {
        Self { text, spoken: Spoken::new(text, is_refused_key), looked_to: 0, last: None }
    }

    /// Takes note that the text up to `end` was covered, for what the words behind it are.
    pub fn note_covered(&mut self, end: usize) {
        // A word that continues after it was looked at as a whole.
        self.looked_to = self.looked_to.max(end);
        self.last = Some((end, true));
    }

    /// Returns the part to cover at `at`, where a word begins.
    pub fn cover_at(&mut self, at: usize) -> Option<Redaction> {
        if at < self.looked_to {
            return None;
        }
        let end = self.word_end(at);
        self.looked_to = end;
        let word = &self.text[at..end];
        if word.len() < MIN_WORD_BYTES || !form::is_mixed(word) || form::is_known(word) {
            return None;
        }
        let is_key = self.is_key(at, end);
        self.last = Some((end, is_key));
        is_key.then_some(Redaction { from: at, end })
    }

    fn is_key(&mut self, at: usize, end: usize) -> bool {
        let text = self.text.as_bytes();
        if label::before(text, at) == Label::Id || label::is_id(&text[at..end]) {
            return false;
        }
        let before = nearby::before(self.text, at);
        let said = nearby::said(&before);
        if let Some(is_key) = self.as_the_item_before(at) {
            return is_key;
        }
        let said = without_fillers(said);
        // The first words are near enough to say what it is instead.
        let is_named = |names: &[&str]| said.iter().take(3).any(|said| names.contains(&last_word(said)));
        if is_named(OF_MODELS) {
            return false;
        }
        let ahead = nearby::ahead(self.text, end);
        let ahead = nearby::unquoted_ahead(&ahead);
        let is_announced = |phrases: &Phrases| said.iter().any(|said| phrases.end(said));
        let is_about_key = self.spoken.of_keys(at);
        if is_announced(&STRONG_BEFORE) || STRONG_AHEAD.begin(ahead) {
            return is_about_key || !OF_MODELS.iter().any(|model| before.contains(model));
        }
        let is_of_no_key = said.iter().take(2).any(|said| OF_NO_KEY.contains(&last_word(said)));
        if !is_about_key || is_of_no_key {
            return false;
        }
        if self.spoken.of_a_refused_key(at) {
            return true;
        }
        if is_named(OF_NO_KEY_UNLESS_REFUSED) {
            return false;
        }
        nearby::is_marked(&before)
            || is_announced(&BEFORE)
            || AHEAD.begin(ahead)
            || said.iter().any(|said| announces_secret(last_word(said)))
    }

    /// Returns true if the item before was covered; `None` if this is not the next one of its list.
    fn as_the_item_before(&self, at: usize) -> Option<bool> {
        let (end, was_covered) = self.last.filter(|(end, _)| *end <= at && at - end <= BETWEEN_ITEMS)?;
        let between = nearby::decoded(&self.text[end..at]);
        // A key of two parts: `….…`.
        if was_covered && matches!(between.as_str(), "." | "+" | "~") {
            return Some(true);
        }
        // Side by side, the second may be what the first one was not.
        let is_joined = was_covered || between.contains(',');
        (is_joined && nearby::is_between_items(&between)).then_some(was_covered)
    }

    /// Where the word that begins at `at` ends: at its closing quote, if it has one.
    fn word_end(&self, at: usize) -> usize {
        let text = self.text.as_bytes();
        let is_inside = |byte: &u8| byte.is_ascii_graphic() && *byte != b'\\';
        if let Some(quote) = at.checked_sub(1).map(|index| text[index]).filter(|byte| b"\"'`".contains(byte))
        {
            let window = &text[at..text.len().min(at + MAX_QUOTED_BYTES)];
            let end = at + run_end(window, 0, |byte| is_inside(&byte) && byte != quote);
            if matches!(text.get(end), Some(byte) if *byte == quote || *byte == b'\\') {
                return end;
            }
        }
        // A name and its value (`key=…`) are two words, unless the name may be a key itself.
        let is_of_word = |byte: u8| is_inside(&byte) && !b"\"'`()[]{}<>,;|&".contains(&byte);
        let name_end = run_end(text, at, |byte| is_of_word(byte) && !b":=".contains(&byte));
        let is_name = !text[at..name_end].iter().any(u8::is_ascii_digit);
        let end = if is_name { name_end } else { run_end(text, name_end, is_of_word) };
        at + self.text[at..end].trim_end_matches(['.', ':', '!', '?', '=']).len().max(1)
    }
}

/// The words before it, and the same without each word in turn that may be between an announcement and
/// what it announces (“to be”, “the key is”).
fn without_fillers(said: &str) -> Vec<&str> {
    const MAX: usize = 6;
    std::iter::successors(Some(said), |said| FILLERS.taken_off(said).map(nearby::said)).take(MAX).collect()
}

fn last_word(said: &str) -> &str {
    said.rsplit(|it: char| !(it.is_alphanumeric() || it == '_' || it == '-')).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
