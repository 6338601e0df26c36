//! Masked text: the only text that a report contains.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

use crate::text::invisible::visible;
use crate::text::truncate;

use super::{LiveMask, MARK, Mask, mask_lookalikes, mask_refused_key};

/// Mark of the place where a text was cut.
const ELLIPSIS: char = '…';

/// Largest distance before a cut at which a key may begin, in bytes.
const MAX_WRITING_BYTES: usize = 8 * 1024;

/// Text that may leave the page.
///
/// Only this module creates one: from a server's text, through the mask of the tab's keys ([`Mask::redact`]);
/// from text that the user typed or the page composed of such texts ([`Mask::cover`]); from text that was
/// opened from a file, whose key nobody knows, and in which whatever looks like one is covered
/// ([`Redacted::of_stranger`], and so `Deserialize`); and of the program's own words ([`Redacted::own`]). So
/// a type whose texts are all of this type can hold no text that nobody masked.
///
/// It says nothing of texts that are joined: two that hold half a key each hold a whole one side by
/// side. Mask what a person would read as one text as one text, and cut it afterwards.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(inline, description = ""))]
#[serde(transparent)]
pub struct Redacted(String);

impl Redacted {
    /// The program's own words.
    pub fn own(words: &'static str) -> Self {
        Self(words.to_owned())
    }

    /// Wraps a text that the program wrote of texts that were redacted one by one, in a form that a key as a
    /// separate word would break, such as JSON and HTML. Only for the writers of reports.
    pub fn composed(text: String) -> Self {
        Self(text)
    }

    /// Text whose keys are unknown: everything that looks like a key, a key's hash or a personal address is
    /// covered.
    pub fn of_stranger(text: &str) -> Self {
        Self(mask_lookalikes(text).into_owned())
    }

    /// Any text as it is, for the tests of what is made of hostile reports.
    #[cfg(test)]
    pub(crate) fn untouched(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text without the ellipsis at its end.
    pub(super) fn without_ellipsis(mut self) -> Self {
        if self.0.ends_with(ELLIPSIS) {
            self.0.pop();
        }
        self
    }

    /// The beginning of at most `max_bytes` bytes.
    #[must_use]
    pub fn first_bytes(self, max_bytes: usize) -> Self {
        Self(truncate::first_bytes(&self.0, max_bytes).to_owned())
    }

    /// The text in at most `max_chars` characters.
    #[must_use]
    pub fn shortened(self, max_chars: usize) -> Self {
        Self(truncate::with_ellipsis(&self.0, max_chars).into_owned())
    }

    /// The text as the screen shows it: invisible characters are written out, since they may change the
    /// direction of the text beside them.
    pub fn visible(&self) -> String {
        visible(&self.0).into_owned()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Mask {
    /// A server's text without the keys of this mask, and without what looks like another.
    pub fn redact(&self, text: &str) -> Redacted {
        let covered = self.cover(text);
        if self.is_for_refused_key {
            return Redacted(mask_refused_key(&covered).into_owned());
        }
        Redacted::of_stranger(&covered)
    }

    /// The text without the keys of this mask. What looks like another key stays, so this is for the
    /// user's own words and for what is made of texts that were redacted one by one.
    pub fn cover(&self, text: &str) -> Redacted {
        Redacted(self.without_cut_keys(&self.text(text)).into_owned())
    }

    /// A sentence: as it is if the program wrote all of it, otherwise redacted.
    #[expect(clippy::ptr_arg, reason = "whether it is borrowed is what counts")]
    pub fn sentence(&self, sentence: &Cow<'static, str>) -> Redacted {
        match sentence {
            Cow::Borrowed(own) => Redacted::own(own),
            Cow::Owned(text) => self.redact(text),
        }
    }

    /// A name and its value, covered as one text: `x-expected-key: …` is known by its name.
    pub fn redact_pair(&self, name: &str, value: &str) -> (Redacted, Redacted) {
        const BETWEEN: &str = ": ";
        let pair = self.redact(&format!("{name}{BETWEEN}{value}"));
        match pair.as_str().split_once(BETWEEN) {
            Some((name, value)) => (Redacted(name.to_owned()), Redacted(value.to_owned())),
            None => (pair, Redacted::default()),
        }
    }

    /// Covers the beginning of a key where the text was cut: a cut leaves an ellipsis, and the text
    /// before it may be a key without its end. A few characters reveal nothing and stay: they are
    /// what all keys of a vendor begin with.
    fn without_cut_keys<'a>(&self, text: &'a str) -> Cow<'a, str> {
        const TELLS_NOTHING: usize = 8;
        if self.is_empty() || !text.contains(ELLIPSIS) {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((cut, after)) = rest.split_once(ELLIPSIS) {
            // Only the end matters, and only as much of it as a key can fill.
            let end = &cut[cut.ceil_char_boundary(cut.len().saturating_sub(MAX_WRITING_BYTES))..];
            if let Some(from) = self.begun_from(end, TELLS_NOTHING) {
                shown.push_str(&cut[..cut.len() - end.len() + from]);
                shown.push_str(MARK);
            } else {
                shown.push_str(cut);
            }
            shown.push(ELLIPSIS);
            rest = after;
        }
        shown.push_str(rest);
        Cow::Owned(shown)
    }
}

impl LiveMask {
    /// Takes the next piece and returns what of the text may be seen now.
    pub fn redact(&mut self, piece: &str) -> Redacted {
        Redacted(self.feed(piece))
    }

    /// Returns the rest, at the end of the text.
    pub fn redact_rest(&mut self) -> Redacted {
        Redacted(self.finish())
    }
}

impl<'de> Deserialize<'de> for Redacted {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self::of_stranger(&text))
    }
}

impl Deref for Redacted {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl PartialEq<str> for Redacted {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Redacted {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_the_keys_of_the_run_and_what_looks_like_another() {
        let mask = Mask::of_secrets(&["gc-test-of-the-run"]);
        let shown = mask.redact("it is gc-test-of-the-run, not sk-proj-gcTest0123456789gcTest");
        assert_eq!(shown, "it is [key], not sk-proj-…");
    }

    #[test]
    fn a_key_that_was_cut_is_covered_too() {
        let mask = Mask::of_secrets(&["gc-test-of-the-run-0123456789", "sk-proj-gc-test-9"]);
        for (text, shown) in [
            ("it is “gc-test-of-the-run-012345678…”", "it is “[key]…”"),
            ("“gc-test-of-t…” and “gc-test-of-the…”", "“[key]…” and “[key]…”"),
            ("eyJhIjoi%67c-test-of-the-r…", "eyJhIjoi[key]…"),
            ("sk-proj-…, gc-test-… and gc…", "sk-proj-…, gc-test-… and gc…"),
            ("gc-test-of-the-run is not cut", "gc-test-of-the-run is not cut"),
        ] {
            assert_eq!(mask.cover(text), shown);
        }
        assert_eq!(Mask::default().cover("gc-test-of-the-run-01234…"), "gc-test-of-the-run-01234…");
    }

    #[test]
    fn a_long_key_that_was_cut_is_covered_from_its_first_character() {
        let key = (1_000..1_400).map(|n| n.to_string()).collect::<Vec<_>>().join("x");
        let mask = Mask::of_secrets(&[key.as_str()]);
        // Less than two thirds of a key is covered only before a cut.
        assert_eq!(mask.cover(&format!("it is {}…", &key[..1_200])), "it is [key]…");
    }

    #[test]
    fn the_value_of_a_header_is_known_by_its_name() {
        let mask = Mask::of_secrets(&["gc-test-of-the-run"]);
        let shown = |name, value| {
            let (name, value) = mask.redact_pair(name, value);
            format!("{name} = {value}")
        };
        assert_eq!(shown("x-expected-key", "gc-test-other-4f7Qm29xLpZ8"), "x-expected-key = …");
        assert_eq!(
            shown("x-request-id", "gc-test-other-4f7Qm29xLpZ8"),
            "x-request-id = gc-test-other-4f7Qm29xLpZ8"
        );
        assert_eq!(shown("gc-test-of-the-run", "1"), "[key] = 1");
        assert_eq!(shown("x: y", "z: w"), "x = y: z: w");
    }

    #[test]
    fn a_masked_text_is_cut_at_whole_words_and_characters() {
        assert_eq!(Redacted::own("one two three").shortened(9), "one two…");
        assert_eq!(Redacted::own("one").shortened(9), "one");
        assert_eq!(Redacted::own("über").first_bytes(2), "ü");
    }

    #[test]
    fn what_nobody_sees_is_written_out_on_the_screen() {
        assert_eq!(Redacted::own("gpj\u{202e}.exe").visible(), "gpj\\u{202e}.exe");
    }

    #[test]
    fn where_a_key_is_refused_any_word_may_be_the_expected_one() {
        let mask = Mask::of_secrets(&["gc-test-of-the-run"]);
        let text = "gc-test-of-the-run. See Lj3xq7er";
        assert_eq!(mask.redact(text), "[key]. See Lj3xq7er");
        assert_eq!(mask.for_refused_key().redact(text), "[key]. See …");
    }

    #[test]
    fn a_sentence_of_the_program_keeps_its_words_whatever_the_key() {
        let mask = Mask::of_secrets(&["choices"]);
        assert_eq!(
            mask.sentence(&Cow::Borrowed("The list choices is missing.")),
            "The list choices is missing."
        );
        assert_eq!(mask.sentence(&Cow::Owned("choices is 7".to_owned())), "[key] is 7");
    }

    #[test]
    fn a_text_of_a_file_loses_what_looks_like_a_key_and_keeps_what_was_masked() {
        let of_file = |text: &str| serde_json::from_value::<Redacted>(text.into()).unwrap();
        assert_eq!(of_file("sk-proj-gcTest0123456789gcTest and [key]"), "sk-proj-… and [key]");
        assert_eq!(of_file("sk-proj-… and [key]"), "sk-proj-… and [key]");
        assert!(serde_json::from_value::<Redacted>(7.into()).is_err());
    }
}
