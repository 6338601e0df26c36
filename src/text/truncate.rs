//! The one way to cut a text: at whole characters, in time that only grows with the kept part.

use std::borrow::Cow;

/// The beginning of at most `max_chars` characters.
pub fn first_chars(text: &str, max_chars: usize) -> &str {
    text.char_indices().nth(max_chars).map_or(text, |(end, _)| &text[..end])
}

/// The beginning of at most `max_bytes` bytes.
pub fn first_bytes(text: &str, max_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(max_bytes)]
}

/// The text in at most `max_chars` characters; if it is longer, the last of them is `…`. No word is cut
/// unless it is long: a part of a word may look like another word, and a part of a key not like a key.
pub fn with_ellipsis(text: &str, max_chars: usize) -> Cow<'_, str> {
    const LONG_BYTES: usize = 80;
    if first_chars(text, max_chars).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let kept = first_chars(text, max_chars.saturating_sub(1));
    let is_in_word = !text[kept.len()..].starts_with(char::is_whitespace);
    let word = kept.rfind(char::is_whitespace).filter(|at| is_in_word && kept.len() - at <= LONG_BYTES);
    let kept = kept[..word.unwrap_or(kept.len())].trim_end();
    Cow::Owned(format!("{kept}…"))
}

/// Appends `text` to `target` as far as `max_bytes` of it allow; says whether it fitted.
pub fn append(target: &mut String, text: &str, max_bytes: usize) -> bool {
    let kept = first_bytes(text, max_bytes.saturating_sub(target.len()));
    target.push_str(kept);
    kept.len() == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_of_whole_characters() {
        assert_eq!([0, 1, 2, 3].map(|max| first_chars("üb", max)), ["", "ü", "üb", "üb"]);
        assert_eq!([0, 1, 2, 3, 4].map(|max| first_bytes("üb", max)), ["", "", "ü", "üb", "üb"]);
    }

    #[track_caller]
    fn check(text: &str, max_chars: usize, expected: &str) {
        let shown = with_ellipsis(text, max_chars);
        assert_eq!(shown, expected);
        assert!(shown.chars().count() <= max_chars);
    }

    #[test]
    fn an_ellipsis_replaces_only_what_is_left_out() {
        check("über", 4, "über");
        check("über", 3, "üb…");
        check("one two", 5, "one…");
        check("one", 1, "…");
        check("", 0, "");
    }

    #[test]
    fn an_ellipsis_never_makes_a_text_longer_than_its_bound() {
        for (text, max_chars) in ["", "a", "日本語のテキスト", "a b c d e f", "👩‍👩‍👧👩‍👩‍👧"]
            .into_iter()
            .flat_map(|text| (1..20).map(move |max_chars| (text, max_chars)))
        {
            let shown = with_ellipsis(text, max_chars);
            assert!(shown.chars().count() <= max_chars, "{text}: {max_chars}");
            assert_eq!(shown == text, text.chars().count() <= max_chars, "{text}: {max_chars}");
            assert!(text.starts_with(shown.trim_end_matches('…')), "{text}: {max_chars}");
        }
    }

    #[track_caller]
    fn check_append(text: &str, max_bytes: usize, expected: &str, fits: bool) {
        let mut target = "ab".to_owned();
        assert_eq!(append(&mut target, text, max_bytes), fits);
        assert_eq!(target, expected);
    }

    #[test]
    fn what_is_appended_stays_within_the_bound() {
        check_append("cd", 4, "abcd", true);
        check_append("cd", 3, "abc", false);
        check_append("üd", 3, "ab", false);
        check_append("üd", 4, "abü", false);
        check_append("cd", 1, "ab", false);
        check_append("", 0, "ab", true);
    }
}
