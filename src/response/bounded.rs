//! Text from a server, kept no longer than a bound.

/// Appends `text` to `target` as far as `most_bytes` allow, whole characters only; says whether it
/// fitted.
pub(super) fn append(target: &mut String, text: &str, most_bytes: usize) -> bool {
    let room = most_bytes.saturating_sub(target.len());
    if text.len() <= room {
        target.push_str(text);
        return true;
    }
    let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    target.push_str(&text[..end]);
    false
}

/// The beginning of `text`, at most `most_bytes` long.
pub(super) fn beginning(text: &str, most_bytes: usize) -> String {
    let mut kept = String::new();
    append(&mut kept, text, most_bytes);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, most_bytes: usize, expected: &str, fits: bool) {
        let mut target = "ab".to_owned();
        assert_eq!(append(&mut target, text, most_bytes), fits);
        assert_eq!(target, expected);
    }

    #[test]
    fn text_is_cut_at_whole_characters() {
        check("cd", 4, "abcd", true);
        check("cd", 3, "abc", false);
        check("üd", 3, "ab", false);
        check("üd", 4, "abü", false);
        check("cd", 1, "ab", false);
        check("", 0, "ab", true);
    }
}
