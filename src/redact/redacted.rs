//! Text that was masked: the only text that a report holds.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Mask, mask_lookalikes};

/// Text that may leave the page.
///
/// Only this module makes one, of three kinds of text: what went through the mask of a run's keys
/// ([`Mask::redact`]); what was opened from a file, whose key nobody knows, and in which whatever looks
/// like one is covered ([`Redacted::of_stranger`], and so `Deserialize`); and the program's own words
/// ([`Redacted::own`]). So a type whose texts are all of this type can hold no text that nobody masked.
///
/// It says nothing of texts that are joined: two that hold half a key each hold a whole one side by
/// side. Mask what a person would read as one text as one text.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(inline, description = ""))]
#[serde(transparent)]
pub struct Redacted(String);

impl Redacted {
    /// The program's own words.
    pub fn own(words: &'static str) -> Self {
        Self(words.to_owned())
    }

    /// Text of which no key is known: whatever looks like a key, a key's hash or a personal address is
    /// covered.
    pub fn of_stranger(text: &str) -> Self {
        Self(mask_lookalikes(text).into_owned())
    }

    /// Any text as it is, for the tests of what is made of hostile reports.
    #[cfg(test)]
    pub(crate) fn untouched(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Mask {
    /// The text without the keys of this mask, and without what looks like another.
    pub fn redact(&self, text: &str) -> Redacted {
        Redacted::of_stranger(&self.text(text))
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
    fn a_text_of_a_file_loses_what_looks_like_a_key_and_keeps_what_was_masked() {
        let of_file = |text: &str| serde_json::from_value::<Redacted>(text.into()).unwrap();
        assert_eq!(of_file("sk-proj-gcTest0123456789gcTest and [key]"), "sk-proj-… and [key]");
        assert_eq!(of_file("sk-proj-… and [key]"), "sk-proj-… and [key]");
        assert!(serde_json::from_value::<Redacted>(7.into()).is_err());
    }
}
