//! Values that stand for others.

/// Returns true if the reader is to replace the value: `$KEY`, `<your key>`, `sk-...`, `YOUR_KEY`, `xxx`.
pub(super) fn is_placeholder(value: &str) -> bool {
    const MARKS: [&str; 5] = ["...", "\u{2026}", "***", "xxxx", "0000000000"];
    const WORDS: [&str; 10] = [
        "your",
        "my-key",
        "my_key",
        "mykey",
        "replace",
        "changeme",
        "change-me",
        "placeholder",
        "insert",
        "todo",
    ];

    let lower = value.to_ascii_lowercase();
    let is_between = |start, end| lower.starts_with(start) && lower.ends_with(end);
    let is_host_of_example = lower.contains("://");
    lower.contains('$')
        || is_between('%', '%') && lower.len() > 1
        || ['<', '>', '{', '}'].iter().any(|mark| lower.contains(*mark))
        || is_between('[', ']')
        || MARKS.iter().any(|mark| lower.contains(mark))
        || (!is_host_of_example && WORDS.iter().any(|word| begins_a_part(&lower, word)))
        || is_host_of_example
            && ["your-", "your_", "<", "resource-name"].iter().any(|word| lower.contains(word))
}

/// Returns true if the word comes at the beginning, or behind a separator.
fn begins_a_part(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| at == 0 || text[..at].ends_with(['-', '_', ' ', '.', ':']))
}
