//! Lists of phrases, looked up by their last or first byte: hostile text asks for them at every word.

use std::sync::LazyLock;

use super::words;

/// Phrases by one of their bytes.
pub(super) struct Phrases(Vec<Vec<&'static str>>);

pub(super) static STRONG_BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_last(words::STRONG_BEFORE));
pub(super) static BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_last(words::BEFORE));
pub(super) static FILLERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_last(words::FILLERS));
pub(super) static STRONG_AHEAD: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_first(words::STRONG_AHEAD));
pub(super) static AHEAD: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_first(words::AHEAD));

impl Phrases {
    fn by_last(phrases: &[&'static str]) -> Self {
        Self::by(phrases, |phrase| phrase.as_bytes().last().copied())
    }

    fn by_first(phrases: &[&'static str]) -> Self {
        Self::by(phrases, |phrase| phrase.as_bytes().first().copied())
    }

    fn by(phrases: &[&'static str], byte: fn(&str) -> Option<u8>) -> Self {
        let mut lists = vec![Vec::new(); 256];
        for phrase in phrases {
            lists[usize::from(byte(phrase).unwrap_or_default())].push(*phrase);
        }
        Self(lists)
    }

    /// Those with which a text may end that ends like this, or begin.
    fn with(&self, byte: Option<&u8>) -> &[&'static str] {
        byte.map_or(&[], |byte| &self.0[usize::from(*byte)])
    }

    /// Returns true if the text ends with one: as separate words, if the script has spaces.
    pub fn end(&self, text: &str) -> bool {
        self.with(text.as_bytes().last()).iter().any(|phrase| {
            text.strip_suffix(phrase).is_some_and(|before| {
                let is_spaced =
                    phrase.chars().next().is_some_and(|first| first.is_alphabetic() && first < '\u{2e80}');
                !is_spaced || !before.ends_with(char::is_alphabetic)
            })
        })
    }

    /// Returns true if the text begins with one.
    pub fn begin(&self, text: &str) -> bool {
        self.with(text.as_bytes().first()).iter().any(|phrase| text.starts_with(phrase))
    }

    /// The text without the one at its end.
    pub fn taken_off<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut shorter = self.with(text.as_bytes().last()).iter().filter_map(|it| text.strip_suffix(it));
        shorter.find(|rest| !rest.ends_with(char::is_alphanumeric))
    }
}
