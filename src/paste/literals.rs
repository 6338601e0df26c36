//! Names with the values that follow them, in code or settings of most languages: `name="value"`,
//! `name: 'value'`, `"name": true`, `call("value")`.

/// A piece of code.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A text between quotes, without them.
    Text(String),
    /// A name, a number, `true`.
    Word(String),
    Mark(char),
}

/// Names and values, in their order. The first text in the brackets of a call has the call's name. A text
/// that is not written out, such as `os.environ["KEY"]`, is `$` with its name.
pub(super) fn values(code: &str) -> Vec<(String, String)> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let (Token::Text(name) | Token::Word(name)) = token else { continue };
        let is_call = matches!(tokens.get(at + 1), Some(Token::Mark('(')));
        let is_set = matches!(tokens.get(at + 1), Some(Token::Mark('=' | ':')));
        match (tokens.get(at + 2), tokens.get(at + 3)) {
            (Some(Token::Text(value)), _) if is_call || is_set => found.push((name.clone(), value.clone())),
            (Some(Token::Word(value)), Some(Token::Mark('.' | '(' | '['))) if is_set => {
                found.push((name.clone(), format!("${value}")));
            }
            (Some(Token::Word(value)), _) if is_set => found.push((name.clone(), value.clone())),
            _ => {}
        }
    }
    found
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = code.char_indices().peekable();
    while let Some((at, found)) = chars.next() {
        match found {
            '"' | '\'' | '`' => {
                let mut text = String::new();
                while let Some((_, inner)) = chars.next() {
                    match inner {
                        _ if inner == found => break,
                        '\\' => match chars.next() {
                            Some((_, 'n')) => text.push('\n'),
                            Some((_, 't')) => text.push('\t'),
                            Some((_, escaped)) => text.push(escaped),
                            None => {}
                        },
                        _ => text.push(inner),
                    }
                }
                tokens.push(Token::Text(text));
            }
            // A comment; `//` within a text is past by now.
            '#' => while chars.next_if(|(_, it)| *it != '\n').is_some() {},
            '/' if chars.next_if(|(_, it)| *it == '/').is_some() => {
                while chars.next_if(|(_, it)| *it != '\n').is_some() {}
            }
            _ if is_of_word(found) => {
                let mut end = at + found.len_utf8();
                while let Some((at, it)) = chars.next_if(|(_, it)| is_of_word(*it)) {
                    end = at + it.len_utf8();
                }
                tokens.push(Token::Word(code[at..end].to_owned()));
            }
            _ if found.is_whitespace() => {}
            _ => tokens.push(Token::Mark(found)),
        }
    }
    tokens
}

fn is_of_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &[(&str, &str)]) {
        let values = values(code);
        let found: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{code}");
    }

    #[test]
    fn a_value_follows_its_name_or_is_the_text_of_a_call() {
        check(
            "f(model=\"m\", 'top_k': 5, is_new: true)",
            &[("model", "m"), ("top_k", "5"), ("is_new", "true")],
        );
        check("invoke(\"Hi\")", &[("invoke", "Hi")]);
        check("key=os.environ[\"KEY\"]", &[("key", "$os")]);
        for code in [
            "'model', 'm'",
            "model == 'm'",
            "invoke(question)",
            "invoke(question.strip())",
            "invoke(questions[0])",
        ] {
            check(code, &[]);
        }
    }

    #[test]
    fn a_comment_sets_nothing() {
        check("# key='a'\nkey='b' # key='c'\nmodel='m'", &[("key", "b"), ("model", "m")]);
        check("// key: 'a'\nkey: 'b', // key: 'c'\nmodel: 'm'", &[("key", "b"), ("model", "m")]);
        check("timeout: 60 / 2, key: 'b'", &[("timeout", "60"), ("key", "b")]);
        check("url: 'https://a.example/#b', key: 'c'", &[("url", "https://a.example/#b"), ("key", "c")]);
    }
}
