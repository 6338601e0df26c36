//! Placeholders.

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

/// Returns true if the word comes at the beginning, or after a separator.
fn begins_a_part(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| at == 0 || text[..at].ends_with(['-', '_', ' ', '.', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_is_to_replace_is_told_from_what_only_looks_alike() {
        for value in [
            "%API_KEY%",
            "[key]",
            "your-model",
            "My-Key",
            "gc-test-your-key",
            "gc_changeme",
            "model todo",
            "gc.placeholder",
            "gc:insert",
            "https://your-gateway.example/v1",
            "https://resource-name.openai.azure.com",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in [
            "%",
            "gc-test-1%",
            "%gc-test-1",
            "gc-test-1]",
            "[gc-test-1",
            "http://[::1]",
            "mastodon-7b",
            "https://gateway.example/v1",
            "https://api-todo.example/v1",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
