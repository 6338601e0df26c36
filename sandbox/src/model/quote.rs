//! Words that a text singles out: by quotes, by capitals, by its place.

const QUOTES: [(char, char); 7] =
    [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('`', '`'), ('‘', '’'), ('\'', '\'')];

/// The last thing in quotes. An apostrophe inside a word is not a quote.
pub fn last_quoted(text: &str) -> Option<&str> {
    quoted(text).into_iter().max_by_key(|(at, _)| *at).map(|(_, inner)| inner)
}

/// All things in quotes, with where they begin.
pub fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (open, close) in QUOTES {
        let mut from = 0;
        while let Some(start) = find(text, from, open, |before, _| !before) {
            let inner = start + open.len_utf8();
            let Some(end) = find(text, inner, close, |_, after| !after) else { break };
            if end > inner {
                found.push((start, &text[inner..end]));
            }
            from = end + close.len_utf8();
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

/// The first `mark` from a place on; an apostrophe must also be in the right place, depending on whether a
/// letter is before and after it.
fn find(text: &str, from: usize, mark: char, stands_right: fn(bool, bool) -> bool) -> Option<usize> {
    text[from..].match_indices(mark).map(|(at, _)| from + at).find(|at| {
        let before = text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + mark.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
        !matches!(mark, '\'' | '‘' | '’') || stands_right(before, after)
    })
}

/// The words of a text without the signs around them.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Returns the subject of a text: what it quotes, or its last name, or just `word`.
pub fn subject(text: &str) -> &str {
    last_quoted(text).or_else(|| last_name(text)).unwrap_or("word")
}

/// The last word with a capital that does not begin a sentence.
fn last_name(text: &str) -> Option<&str> {
    let mut begins = true;
    let mut name = None;
    for raw in text.split_whitespace() {
        let word = words(raw).next().filter(|word| word.chars().next().is_some_and(char::is_uppercase));
        name = word.filter(|_| !begins).or(name);
        begins = raw.ends_with(['.', '?', '!', ':']);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, quoted: Option<&str>, about: &str) {
        assert_eq!((last_quoted(text), subject(text)), (quoted, about));
    }

    #[test]
    fn quotes_are_told_from_apostrophes() {
        check("Say 'one' or \"two words\".", Some("two words"), "two words");
        check("Don't say it's “so”", Some("so"), "so");
        check("Don't, it's wrong", None, "word");
        check("Use 'it's' here", Some("it's"), "it's");
        check("What is the weather in Oslo now?", None, "Oslo");
        check("Ada orders. What is it?", None, "word");
        check("\"", None, "word");
        check("", None, "word");
    }
}
