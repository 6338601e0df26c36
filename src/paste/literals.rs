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
        // `==` compares.
        let is_compared = is_set && matches!(tokens.get(at + 2), Some(Token::Mark('=')));
        if !(is_call || is_set) || is_compared {
            continue;
        }
        match (tokens.get(at + 2), tokens.get(at + 3)) {
            (Some(Token::Text(value)), _) => found.push((name.clone(), value.clone())),
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
