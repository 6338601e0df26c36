//! A server's words, normalised to one spelling, and the small patterns to find in them.
//!
//! Of `InvalidApiKey`, `invalid_api_key` and `Invalid API-key!` the same words remain.

use crate::text::truncate::first_bytes;

/// Largest distance between the two sides of a `*`, in bytes.
const GAP_BYTES: usize = 100;

/// The words of `text` in lower case with single spaces between them, as `^ the words $`.
///
/// Addresses are left out (what they name is not what happened), and so are apostrophes, and the text
/// after the first `chars` characters.
pub(super) fn plain(text: &str, chars: usize) -> String {
    let mut plain = String::from("^ ");
    let mut before = ' ';
    let mut rest = text.chars().take(chars).peekable();
    while let Some(c) = rest.next() {
        let is_new_word = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_uppercase() && rest.peek().is_some_and(char::is_ascii_lowercase));
        let is_between = c.is_ascii() && !c.is_ascii_alphanumeric() || c.is_whitespace();
        if matches!(c, '\'' | '’') {
            continue;
        }
        if c == ':' && (plain.ends_with(" http") || plain.ends_with(" https")) && rest.peek() == Some(&'/') {
            while rest.next_if(|c| !c.is_whitespace()).is_some() {}
        }
        if (is_new_word || is_between) && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if !is_between {
            plain.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    plain.push_str(if plain.ends_with(' ') { "$" } else { " $" });
    plain
}

/// Returns true if `plain` words hold `pattern`: `*` is any words in between, `(a|b)` is one of these.
pub(super) fn says(plain: &str, pattern: &str) -> bool {
    says_within(plain, plain.len(), pattern)
}

/// The same, beginning at one of the first bytes.
fn says_within(plain: &str, bytes: usize, pattern: &str) -> bool {
    let (choices, rest) = first_part(pattern);
    choices.split('|').any(|choice| {
        // Not searched any further: otherwise every place of one side would start a search.
        let near = first_bytes(plain, bytes.saturating_add(choice.len()));
        #[cfg(test)]
        crate::text::work::count(near.len());
        near.match_indices(choice)
            .map(|(at, _)| &plain[at + choice.len()..])
            .any(|behind| goes_on(behind, rest))
    })
}

fn goes_on(plain: &str, pattern: &str) -> bool {
    if pattern.is_empty() {
        return true;
    }
    if let Some(rest) = pattern.strip_prefix('*') {
        return says_within(plain, GAP_BYTES, rest);
    }
    let (choices, rest) = first_part(pattern);
    choices.split('|').any(|choice| plain.strip_prefix(choice).is_some_and(|behind| goes_on(behind, rest)))
}

/// The choices, or the only one, with which `pattern` begins, and the rest after them.
fn first_part(pattern: &str) -> (&str, &str) {
    if let Some(parts) = pattern.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        return parts;
    }
    pattern.split_at(pattern.find(['*', '(']).unwrap_or(pattern.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::work;

    #[test]
    fn every_spelling_becomes_the_same_words() {
        for text in ["InvalidAPIKey", "invalid_api_key", "Invalid API-key!", "'Invalid' \"API\"\n key."] {
            assert_eq!(plain(text, 999), "^ invalid api key $", "{text}");
        }
        assert_eq!(
            plain("You didn’t; see https://a.example/rate-limits?x=1 now", 999),
            "^ you didnt see https now $"
        );
        assert_eq!(plain("模型不存在，请检查", 999), "^ 模型不存在，请检查 $");
        assert_eq!(plain(" ", 999), "^ $");
    }

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        assert_eq!(says(&plain(text, 999), pattern), expected, "{pattern} in {text}");
    }

    #[test]
    fn a_pattern_is_found_anywhere() {
        check("model*not found", "The model `x` was not found.", true);
        check("model*not found", "Not found: the model", false);
        check("model*not found", &format!("model {} not found", "é".repeat(60)), false);
        check("(no|missing) (api key|token )", "Missing API key", true);
        check("(no|missing) (api key|token )", "missing tokens", false);
        check("(a|ab) c*(d|e)f", "ab c - ef", true);
        check("^ forbidden $", "Forbidden", true);
        check("^ forbidden $", "Forbidden by policy", false);
        check("模型*不存在", "该模型 x 不存在", true);
        check("^ a $", "A.", true);
    }

    #[test]
    fn twice_the_hostile_words_are_twice_the_work() {
        for pattern in ["model*not found", "(a|model) *(no|not) *found", "model"] {
            for piece in ["model ", "model not ", "Model", "a", "no no "] {
                let read = |text: &str| assert!(!says(&plain(text, usize::MAX), &format!("{pattern}!")));
                work::check_growth(piece, 2_000, |times| piece.repeat(times), read);
            }
        }
    }
}
