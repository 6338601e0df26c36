//! A value of the form as it may be kept outside of it: in a link, or in the browser's storage.
//!
//! Never a key: a text that contains the run's key, or seems to contain any, is rejected as a whole, because
//! its rest is useless and may be a part of the key.

use crate::redact::{Mask, holds_key, url_holds_key};

/// Part of a value that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// This: the value without control characters.
    Text(String),
    /// Nothing: it is empty, too long, or no field of this name is kept.
    Nothing,
    /// Nothing: it seems to hold a key.
    HeldKey,
}

/// The profiles to choose from.
pub(crate) const PROFILES: [&str; 4] = ["quick", "standard", "full", "custom"];

/// Returns what may be kept of `typed` in the form's field `name`. `mask` covers the run's key.
pub fn kept(name: &str, typed: &str, mask: &Mask) -> Kept {
    let longest_bytes = match name {
        "base_url" => 2_000,
        "model" => 1_200,
        "gateway" => 200,
        "prompt" => 32_000,
        "profile" if PROFILES.contains(&typed) => 10,
        _ => 0,
    };
    let is_kept = |it: char| !it.is_control() || (name == "prompt" && matches!(it, '\n' | '\t'));
    let text: String = typed.chars().filter(|it| is_kept(*it)).collect();
    let is_known_key = mask.text(&text) != text;
    let is_like_key = if name == "base_url" { url_holds_key(&text) } else { holds_key(&text) };
    if is_known_key || is_like_key {
        Kept::HeldKey
    } else if text.is_empty() || text.len() > longest_bytes {
        Kept::Nothing
    } else {
        Kept::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, typed: &str, expected: &Kept) {
        let mask = Mask::of_secrets(&["gc-test-of-the-run"]);
        assert_eq!(kept(name, typed, &mask), *expected, "{name}: {typed}");
    }

    fn text(text: &str) -> Kept {
        Kept::Text(text.to_owned())
    }

    #[test]
    fn what_was_typed_is_kept_without_control_characters() {
        check("base_url", "https://a.example/v1", &text("https://a.example/v1"));
        check("prompt", "one\r\n\ttwo\u{0}\u{7f}\u{1b}[m", &text("one\n\ttwo[m"));
        check("model", "a\nb\tc", &text("abc"));
        check("profile", "full", &text("full"));
        check("gateway", "Production, \"EU\"", &text("Production, \"EU\""));
    }

    #[test]
    fn what_is_of_no_use_is_left_out() {
        check("prompt", "", &Kept::Nothing);
        check("prompt", "\u{0}", &Kept::Nothing);
        check("profile", "everything", &Kept::Nothing);
        check("timeout_s", "60", &Kept::Nothing);
        for (name, longest) in [("base_url", 2_000), ("model", 1_200), ("gateway", 200), ("prompt", 32_000)] {
            check(name, &"é ".repeat(longest / 3), &text(&"é ".repeat(longest / 3)));
            check(name, &"é ".repeat(longest / 3 + 1), &Kept::Nothing);
        }
    }

    #[test]
    fn a_key_is_refused_in_every_field() {
        for name in ["base_url", "model", "prompt", "profile", "gateway", "another"] {
            check(name, "see gc-test-of-the-run", &Kept::HeldKey);
            check(name, "gc%2Dtest-of-the-run", &Kept::HeldKey);
            check(name, "sk-proj-gc-test", &Kept::HeldKey);
            check(name, "sk-pr\u{0}oj-gc-test", &Kept::HeldKey);
        }
        check("base_url", "https://gc-test@a.example/v1", &Kept::HeldKey);
        check("base_url", "https://a.example/v1?api_key=gc-test", &Kept::HeldKey);
    }
}
