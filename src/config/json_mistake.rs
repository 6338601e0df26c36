//! The usual mistakes of a JSON file that was written by hand.

use serde_json::error::Category;

/// Reason why a text is not JSON, if it can be determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonMistake {
    /// A comma before a closing bracket.
    TrailingComma,
    /// No comma between two values.
    MissingComma,
    /// `//`, `/*` or `#`.
    Comment,
    /// Quotes of a word processor, or single ones.
    Quotes,
    /// A name without quotes.
    BareName,
    /// The text ends before its brackets and quotes are closed.
    EndsEarly,
    /// A line ends inside a text.
    LineEnd,
}

impl JsonMistake {
    /// Returns a hint for the fix, in one sentence.
    pub fn hint(self) -> &'static str {
        match self {
            Self::TrailingComma => "Remove the comma before the closing bracket.",
            Self::MissingComma => "A comma is missing before this place.",
            Self::Comment => "Remove the comment: JSON has none.",
            Self::Quotes => "Use straight double quotes (\").",
            Self::BareName => "Put names and texts into double quotes.",
            Self::EndsEarly => "A closing bracket or quote is missing.",
            Self::LineEnd => "A closing quote is missing, or a text has a line break. Write \\n for that.",
        }
    }

    /// The likely mistake behind this error; `None` if it is not one of these.
    pub(super) fn of(text: &str, error: &serde_json::Error) -> Option<Self> {
        if error.classify() == Category::Eof {
            return Some(Self::EndsEarly);
        }
        // After the end of the document, nothing shows what was intended.
        if error.to_string().starts_with("trailing characters") {
            return None;
        }
        // The reader stops at the unexpected character, or after it.
        let line_at =
            text.split_inclusive('\n').take(error.line().checked_sub(1)?).map(str::len).sum::<usize>();
        let stop = (line_at + error.column()).min(text.len());
        let before = &text[..text.floor_char_boundary(stop.saturating_sub(1))];
        let rest = &text[before.len()..];
        let found = rest.trim_start().chars().next()?;
        let last = before.trim_end().chars().next_back();
        match found {
            '“' | '”' | '„' | '‘' | '’' | '\'' | '`' => Some(Self::Quotes),
            '/' | '#' => Some(Self::Comment),
            '}' | ']' if last == Some(',') => Some(Self::TrailingComma),
            _ if rest.starts_with(['\n', '\r']) && is_in_text(before) => Some(Self::LineEnd),
            '"' | '{' | '[' if last.is_some_and(|it| it.is_alphanumeric() || "\"}]".contains(it)) => {
                Some(Self::MissingComma)
            }
            _ if found.is_alphabetic() && last.is_some_and(|it| "{,:[".contains(it)) => Some(Self::BareName),
            _ => None,
        }
    }
}

/// Returns true if a text is open at the end of this beginning.
fn is_in_text(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.replace("\\\"", "").matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<JsonMistake>) {
        let error = serde_json::from_str::<serde_json::Value>(text).expect_err(text);
        assert_eq!(JsonMistake::of(text, &error), expected, "{text}: {error}");
    }

    #[test]
    fn the_usual_mistakes_are_known() {
        check("{\n  \"title\": \"T\",\n}", Some(JsonMistake::TrailingComma));
        check("{\"models\": [\"m\",]}", Some(JsonMistake::TrailingComma));
        check("{\"title\": \"T\"\n  \"intro\": \"I\"}", Some(JsonMistake::MissingComma));
        check("{\"gateways\": [{} {}]}", Some(JsonMistake::MissingComma));
        check("// Ours\n{}", Some(JsonMistake::Comment));
        check("{\"title\": \"T\", # ours\n}", Some(JsonMistake::Comment));
        check("{“title”: 1}", Some(JsonMistake::Quotes));
        check("{\"title\": “T”}", Some(JsonMistake::Quotes));
        check("{'title': 1}", Some(JsonMistake::Quotes));
        check("{title: 1}", Some(JsonMistake::BareName));
        check("{\"stream\": True}", Some(JsonMistake::BareName));
        check("{\"gateways\": [{\"name\": \"G\"}\n", Some(JsonMistake::EndsEarly));
        check("{\"title\": \"T", Some(JsonMistake::EndsEarly));
        check("{\"title\": \"T\n\"}", Some(JsonMistake::LineEnd));
        check("{\"title\": \"T,\n\"intro\": \"I\"}", Some(JsonMistake::LineEnd));
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        check("{} {}", None);
        check("{\"n\": 01}", None);
        check("{\"n\": -\"1\"}", None);
        check("{\"title\": }", None);
        check("{\"stream\": tru\n}", None);
        check("{\"ü\": ü}", Some(JsonMistake::BareName));
    }
}
