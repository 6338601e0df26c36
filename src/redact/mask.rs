//! Finds the keys of a run in a server's text, however they are written, and covers them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::byte_set::ByteSet;
use super::pattern::Pattern;
use super::search::{merged, search};
use crate::target::ApiKey;

/// What stands where a key stood.
pub const MARK: &str = "[key]";

/// Covers the keys of a run in what a server sent.
///
/// A key is found plain, percent-encoded, escaped for JSON or HTML (each also twice, and mixed from
/// character to character), and in base64, also as a part of a longer text. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct Mask {
    pub(super) patterns: Vec<Pattern>,
    /// The first characters of all patterns.
    pub(super) starts: ByteSet,
}

impl Mask {
    /// Covers these keys; with none of them, nothing.
    pub fn new(keys: &[&ApiKey]) -> Self {
        let secrets: Vec<&str> = keys.iter().map(|key| key.expose()).collect();
        Self::of_secrets(&secrets)
    }

    /// Covers these texts. Empty ones are passed over.
    pub fn of_secrets(secrets: &[&str]) -> Self {
        let patterns = secrets.iter().filter(|secret| !secret.is_empty());
        let patterns: Vec<_> = patterns.flat_map(|secret| Pattern::all_of(secret)).collect();
        let mut starts = ByteSet::default();
        for pattern in &patterns {
            starts.add_all(pattern.expected[0]);
        }
        Self { patterns, starts }
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Where keys stand in the text, in order, without overlap; in bytes.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        merged(search(self, text, None).keys)
    }

    /// The text with [`MARK`] in place of each key.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let keys = self.places(text);
        if keys.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for key in keys {
            shown.push_str(&text[from..key.start]);
            shown.push_str(MARK);
            from = key.end;
        }
        shown.push_str(&text[from..]);
        Cow::Owned(shown)
    }
}

impl fmt::Debug for Mask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mask(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::Mask;

    const KEY: &str = r#"gc-test-a+b*(c)[d]{e}|f^g$h.i?j\k"l'm<n>o&p%q/r=s"#;

    /// Masks `text` with `secret` and expects `shown`.
    #[track_caller]
    fn check(secret: &str, text: &str, shown: &str) {
        assert_eq!(Mask::of_secrets(&[secret]).text(text), shown, "{text}");
    }

    #[test]
    fn a_text_without_a_key_is_not_copied() {
        let mask = Mask::of_secrets(&[KEY, ""]);
        assert!(matches!(mask.text("100 % of gc-test-a & more \\"), Cow::Borrowed(_)));
        assert!(matches!(Mask::default().text(KEY), Cow::Borrowed(_)));
    }

    #[test]
    fn every_key_is_covered_wherever_it_stands() {
        let mask = Mask::of_secrets(&["gc-test-first", "gc-test-second"]);
        assert_eq!(mask.text("gc-test-second,gc-test-firstgc-test-first"), "[key],[key][key]");
        assert_eq!(mask.text("xgc-test-firsty"), "x[key]y");
    }

    #[test]
    fn an_early_false_start_does_not_hide_a_key() {
        check("gc-gc-test", "gc-gc-gc-test", "gc-[key]");
        check("aabaabaab", "aabaabaaabaabaab", "aabaaba[key]");
        check("gc-test-gc-test", "gc-test-gc-test-gc-test", "[key]");
    }

    #[test]
    fn a_short_key_is_covered_only_as_a_word() {
        check(
            "a",
            "a cat, (a) \"a\" a_a %61 &#97; äa aä",
            "[key] cat, ([key]) \"[key]\" [key]_[key] [key] [key] äa aä",
        );
        check("test", "test testing attest test.", "[key] testing attest [key].");
        check("test", "Authorization: Basic dGVzdA==, dGVzdAx", "Authorization: Basic [key]==, dGVzdAx");
        check("test", "QmVhcmVyIHRlc3Q=", "[key]=");
    }

    #[test]
    fn a_key_beyond_ascii_is_covered_too() {
        check("gc-test-schlüssel", "gc-test-schlüssel gc-test-schl%C3%bcssel", "[key] [key]");
    }

    #[test]
    fn nothing_shows_the_key_of_a_mask_itself() {
        assert_eq!(format!("{:?}", Mask::of_secrets(&[KEY])), "Mask(…)");
    }
}
