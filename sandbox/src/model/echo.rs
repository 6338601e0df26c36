//! Repeating a text to the letter.

use super::quote;

/// Words that ask for a text to be repeated.
const ASKS: [&str; 12] = [
    "repeat",
    "echo",
    "copy",
    "exactly",
    "verbatim",
    "word for word",
    "nothing else",
    "nothing but",
    "only with",
    "only the word",
    "unchanged",
    "letter for letter",
];

/// The text that the prompt asks to have repeated; `None` if it asks for none.
pub fn repeated(prompt: &str) -> Option<String> {
    let lower = prompt.to_lowercase();
    if !ASKS.iter().any(|ask| lower.contains(ask)) {
        return None;
    }
    let (ask, below) = prompt.split_once('\n').unwrap_or((prompt, ""));
    let colon = ask.find(": ");
    let quotes = quote::quoted(ask);
    let text = if !below.trim().is_empty() {
        below
    } else if let Some(at) = colon.filter(|at| quotes.first().is_none_or(|(quote, _)| at < quote)) {
        unquoted(ask[at + 2..].trim())
    } else {
        quotes.last().map(|(_, inner)| *inner)?
    };
    Some(text.trim_matches(['\n', ' ']).to_owned())
}

/// A text that is in quotes as a whole, without them.
fn unquoted(text: &str) -> &str {
    match quote::quoted(text).as_slice() {
        [(0, inner)] if text.len() - inner.len() <= 2 * '“'.len_utf8() => inner,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(prompt: &str, text: Option<&str>) {
        assert_eq!(repeated(prompt).as_deref(), text);
    }

    #[test]
    fn a_text_is_repeated_to_the_letter_if_that_is_asked() {
        check("Repeat exactly: a: \"b\" c", Some("a: \"b\" c"));
        check("Repeat this, without the quotes: \"a b\"", Some("a b"));
        check("Say exactly \"A: B\" and nothing else.", Some("A: B"));
        check("Copy the line below.\n\ne\u{301} 👩‍👩‍👧 שלום\nend", Some("e\u{301} 👩‍👩‍👧 שלום\nend"));
        check("Say hello.", None);
        check("Repeat after me", None);
    }
}
