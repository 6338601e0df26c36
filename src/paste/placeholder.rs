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

    // `os.environ/KEY` is how LiteLLM names a variable, `env:KEY` how others do.
    const VARIABLES: [&str; 4] = ["os.environ", "process.env", "env:", "env."];
    const NAMES: [&str; 8] =
        ["api_key", "api-key", "apikey", "token", "bearer", "model_name", "model-name", "none"];

    let lower = value.to_ascii_lowercase();
    let is_name_of_variable = value == value.to_ascii_uppercase()
        && ["_KEY", "_TOKEN", "_SECRET"].iter().any(|ending| value.ends_with(ending));
    let is_between = |start, end| lower.starts_with(start) && lower.ends_with(end);
    let is_host_of_example = lower.contains("://");
    lower.contains('$')
        || is_between('%', '%') && lower.len() > 1
        || ['<', '>', '{', '}'].iter().any(|mark| lower.contains(*mark))
        || is_between('[', ']')
        || is_name_of_variable
        || VARIABLES.iter().any(|beginning| lower.starts_with(beginning))
        || NAMES.contains(&lower.as_str())
        || MARKS.iter().any(|mark| lower.contains(mark))
        || (!is_host_of_example && WORDS.iter().any(|word| begins_a_part(&lower, word)))
        || is_host_of_example
            && ["your-", "your_", "<", "resource-name"].iter().any(|word| lower.contains(word))
}

/// Returns true if a prompt is to be replaced. It may contain any word, and end in dots.
pub(super) fn is_whole_placeholder(prompt: &str) -> bool {
    let is_between = |start, end| prompt.starts_with(start) && prompt.ends_with(end);
    let is_of_name = |it: char| it.is_alphanumeric() || "_{}".contains(it);
    let is_name = |name: &str| !name.is_empty() && name.chars().all(is_of_name);
    prompt.strip_prefix('$').is_some_and(is_name) || is_between("<", ">") || is_between("{{", "}}")
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
            "OPENAI_API_KEY",
            "os.environ/GATEWAY_KEY",
            "env:GATEWAY",
            "api_key",
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
            "GC_TEST_KEY_1",
            "gc_api_key",
            "https://gateway.example/v1",
            "https://api-todo.example/v1",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn a_prompt_may_contain_the_words_of_placeholders() {
        for prompt in ["$prompt", "${PROMPT}", "<your prompt>", "{{prompt}}"] {
            assert!(is_whole_placeholder(prompt), "{prompt}");
        }
        for prompt in ["Introduce yourself...", "What is your name?", "$5 or 5 $?", "Fill {a} in <b>", "$"] {
            assert!(!is_whole_placeholder(prompt), "{prompt}");
        }
    }
}
