//! Decides what may be stored of a form value outside the form: in a link or in the browser's storage.
//!
//! A key is never stored. Text that contains the run's key, or seems to contain any key, is rejected as a
//! whole, because the rest is useless and may be part of the key.

use crate::field::FieldName;
use crate::profile::ChosenProfile;
use crate::redact::{Mask, holds_key, url_holds_key};

/// The part of a value that may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Storable {
    /// This text: the value without control characters.
    Text(String),
    /// Nothing: the value is empty or too long, or the field is never stored.
    Nothing,
    /// Nothing: the value seems to contain a key.
    HeldKey,
}

/// Returns what may be stored of the value `typed` of the field `name`; `None` stands for an unknown field.
/// `mask` covers the run's key.
pub fn storable(name: impl Into<Option<FieldName>>, typed: &str, mask: &Mask) -> Storable {
    let name = name.into();
    let longest_bytes = match name {
        Some(FieldName::BaseUrl) => 2_000,
        Some(FieldName::Model) => 1_200,
        Some(FieldName::Gateway) => 200,
        Some(FieldName::Prompt) => 32_000,
        Some(FieldName::Profile) if typed.parse::<ChosenProfile>().is_ok() => 10,
        _ => 0,
    };
    let is_prompt = name == Some(FieldName::Prompt);
    let is_kept = |it: char| !it.is_control() || (is_prompt && matches!(it, '\n' | '\t'));
    let text: String = typed.chars().filter(|it| is_kept(*it)).collect();
    let is_known_key = mask.text(&text) != text;
    let is_url = name == Some(FieldName::BaseUrl);
    let is_like_key = if is_url { url_holds_key(&text) } else { holds_key(&text) };
    if is_known_key || is_like_key {
        Storable::HeldKey
    } else if text.is_empty() || text.len() > longest_bytes {
        Storable::Nothing
    } else {
        Storable::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: impl Into<Option<FieldName>>, typed: &str, expected: &Storable) {
        let name = name.into();
        let mask = Mask::of_secrets(&["gc-test-of-the-run"]);
        assert_eq!(storable(name, typed, &mask), *expected, "{name:?}: {typed}");
    }

    fn text(text: &str) -> Storable {
        Storable::Text(text.to_owned())
    }

    #[test]
    fn what_was_typed_is_kept_without_control_characters() {
        check(FieldName::BaseUrl, "https://a.example/v1", &text("https://a.example/v1"));
        check(FieldName::Prompt, "one\r\n\ttwo\u{0}\u{7f}\u{1b}[m", &text("one\n\ttwo[m"));
        check(FieldName::Model, "a\nb\tc", &text("abc"));
        check(FieldName::Profile, "full", &text("full"));
        check(FieldName::Gateway, "Production, \"EU\"", &text("Production, \"EU\""));
    }

    #[test]
    fn what_is_of_no_use_is_left_out() {
        check(FieldName::Prompt, "", &Storable::Nothing);
        check(FieldName::Prompt, "\u{0}", &Storable::Nothing);
        check(FieldName::Profile, "everything", &Storable::Nothing);
        check(FieldName::TimeoutS, "60", &Storable::Nothing);
        let longest = [
            (FieldName::BaseUrl, 2_000),
            (FieldName::Model, 1_200),
            (FieldName::Gateway, 200),
            (FieldName::Prompt, 32_000),
        ];
        for (name, longest) in longest {
            check(name, &"é ".repeat(longest / 3), &text(&"é ".repeat(longest / 3)));
            check(name, &"é ".repeat(longest / 3 + 1), &Storable::Nothing);
        }
    }

    #[test]
    fn a_key_is_refused_in_every_field() {
        for name in FieldName::ALL.iter().copied().map(Some).chain([None]) {
            check(name, "see gc-test-of-the-run", &Storable::HeldKey);
            check(name, "gc%2Dtest-of-the-run", &Storable::HeldKey);
            check(name, "sk-proj-gc-test", &Storable::HeldKey);
            check(name, "sk-pr\u{0}oj-gc-test", &Storable::HeldKey);
        }
        check(FieldName::BaseUrl, "https://gc-test@a.example/v1", &Storable::HeldKey);
        check(FieldName::BaseUrl, "https://a.example/v1?api_key=gc-test", &Storable::HeldKey);
    }
}
