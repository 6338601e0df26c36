//! Finds the keys of a run in a server's text, in any encoding, and covers them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::search::{Find, Forms, Scanner};
use crate::target::ApiKey;

/// Replacement for a key.
pub const MARK: &str = "[key]";

/// Covers the keys of a run in what a server sent.
///
/// README.md, “What happens to your key”, lists the encodings that are found; the table in `writings_tests`
/// checks them. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct Mask {
    pub(super) forms: Arc<Forms>,
    /// True if the texts it reads refuse a key.
    pub(super) is_for_refused_key: bool,
}

impl Mask {
    /// Covers these keys; with none of them, nothing.
    pub fn new(keys: &[&ApiKey]) -> Self {
        let secrets: Vec<&str> = keys.iter().map(|key| key.expose()).collect();
        Self::of_secrets(&secrets)
    }

    /// Covers these texts. Empty ones are ignored.
    pub fn of_secrets(secrets: &[&str]) -> Self {
        Self { forms: Arc::new(Forms::of(secrets)), is_for_refused_key: false }
    }

    /// The same for the text of a server that rejects a key: any word may be the key that it expected.
    #[must_use]
    pub fn for_refused_key(&self) -> Self {
        Self { is_for_refused_key: true, ..self.clone() }
    }

    /// Returns true if it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The places of keys in the text, in order, without overlap; in bytes.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut scanner = Scanner::new(Arc::clone(&self.forms));
        scanner.feed(text);
        scanner.finish();
        let mut finds = scanner.take_finds();
        finds.retain(|Find { range, is_word }| {
            let before = text[..range.start].chars().next_back();
            let behind = text[range.end..].chars().next();
            !is_word || !(before.is_some_and(is_of_word) || behind.is_some_and(char::is_alphanumeric))
        });
        merged(finds.into_iter().map(|find| find.range).collect())
    }

    /// The place of an incomplete key at the end of the text, if the text has more than `bytes` bytes of
    /// it, in any encoding.
    pub(super) fn begun_from(&self, text: &str, bytes: usize) -> Option<usize> {
        let mut scanner = Scanner::new(Arc::clone(&self.forms));
        scanner.feed(text);
        scanner.begun_from(bytes)
    }

    /// The text with [`MARK`] in place of each key.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let keys = self.ranges(text);
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

/// Returns true if a character before a word makes it a part of a longer one.
pub(super) fn is_of_word(before: char) -> bool {
    before.is_ascii_alphanumeric() || !before.is_ascii()
}

/// The ranges in order, overlapping ones joined.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let is_joined = next.start < kept.end;
        if is_joined {
            kept.end = kept.end.max(next.end);
        }
        is_joined
    });
    ranges
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
    fn every_key_is_covered_wherever_it_is() {
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
        check("Test", "54 or 54657374", "54 or 54657374");
    }

    #[test]
    fn a_key_is_covered_from_its_first_letter_however_that_is_written() {
        check("gc-test-0123456789", "(ｇc-test-0123456789)", "([key])");
        check("gc-test-0123456789", "key: =67c-test-0123456789", "key: [key]");
        check("ab-gc-test-0123456789", "?key=%61b-gc-test-0123456789&x=1", "?key=[key]&x=1");
    }

    #[test]
    fn a_key_beyond_ascii_is_covered_too() {
        check("gc-test-schlüssel", "gc-test-schlüssel gc-test-schl%C3%bcssel", "[key] [key]");
    }

    #[test]
    fn nothing_shows_the_key_of_a_mask_itself() {
        assert_eq!(format!("{:?}", Mask::of_secrets(&[KEY])), "Mask(…)");
    }

    #[test]
    fn the_beginning_of_a_key_at_the_end_of_a_text_is_known_by_what_it_says() {
        let mask = Mask::of_secrets(&["gc-test-0123456789"]);
        for (text, from) in [
            ("is gc-test-01", Some(3)),
            ("is GC-te\u{200b}st-0%31", Some(3)),
            ("is 67632d746573742d3031", Some(3)),
            ("is Z2MtdGVzdC0wMT", Some(3)),
            ("is gc-test-", None),
            ("is gc                       ", None),
            ("is \u{200b}\u{200b}\u{200b}\u{200b}", None),
        ] {
            assert_eq!(mask.begun_from(text, 8), from, "{text}");
        }
        let counts_whole = Mask::of_secrets(&["gc-test-012"]);
        for (text, from) in [("is gc-test-0", Some(3)), ("is gc-test-", None)] {
            assert_eq!(counts_whole.begun_from(text, 8), from, "{text}");
        }
    }
}
