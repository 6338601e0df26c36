//! Names with the values that follow them, in code or settings of most languages: `name="value"`,
//! `name: 'value'`, `"name": true`, `call("value")`, `-name "value"`.

use super::service::Setting;

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
/// that is not written out, such as `os.environ["KEY"]` or a variable, is `$` with its name. The place of
/// each is the pair of brackets around it.
pub(super) fn values(code: &str) -> Vec<Setting> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let (mut places, mut brackets) = (vec![0], 0);
    for (at, token) in tokens.iter().enumerate() {
        let name = match token {
            Token::Text(name) | Token::Word(name) => name,
            Token::Mark('(' | '{') => {
                brackets += 1;
                places.push(brackets);
                continue;
            }
            Token::Mark(')' | '}') if places.len() > 1 => {
                places.pop();
                continue;
            }
            Token::Mark(_) => continue,
        };
        let place = places.last().copied().unwrap_or_default();
        let setting = |value: String| Setting { name: name.clone(), value, place };
        let is_call = matches!(tokens.get(at + 1), Some(Token::Mark('(')));
        let sign = match (tokens.get(at + 1), tokens.get(at + 2)) {
            // Go, PHP and Ruby, and `os.environ["KEY"] = "…"`.
            (Some(Token::Mark(':' | ']')), Some(Token::Mark('=')))
            | (Some(Token::Mark('=')), Some(Token::Mark('>'))) => 2,
            (Some(Token::Mark('=' | ':')), _) => 1,
            _ => 0,
        };
        // A parameter of PowerShell.
        let is_parameter = name.starts_with('-') && matches!(tokens.get(at + 1), Some(Token::Text(_)));
        let is_set = sign > 0 || is_parameter;
        let value_at = if is_parameter { at + 1 } else { at + 1 + sign.max(1) };
        match (tokens.get(value_at), tokens.get(value_at + 1)) {
            (Some(Token::Text(value)), _) if is_call || is_set => found.push(setting(value.clone())),
            (Some(Token::Word(value)), _) if is_set && is_literal(value) => {
                found.push(setting(value.clone()));
            }
            (Some(Token::Word(value)), next) if is_set && !is_part(next) => {
                found.push(setting(format!("${value}")));
            }
            _ => {}
        }
    }
    found
}

/// Returns true if a word before this is no value: `new Uri("…")`, `f"{…}"`, `key: str = "…"`.
fn is_part(next: Option<&Token>) -> bool {
    matches!(next, Some(Token::Word(_) | Token::Text(_) | Token::Mark('=')))
}

/// Returns true for a number and a truth value; another word is a variable.
fn is_literal(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        || ["true", "false"].iter().any(|value| word.eq_ignore_ascii_case(value))
}

/// Letters that Python puts before a text.
const PREFIXES: [&str; 8] = ["f", "r", "b", "u", "fr", "rf", "br", "rb"];

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
                let word = &code[at..end];
                tokens.push(Token::Word(word.to_owned()));
                // An apostrophe, as in “it's”.
                if !PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix)) {
                    chars.next_if(|(_, it)| *it == '\'');
                }
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
        let found: Vec<_> = values.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
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
        check("f(key=key, stream=True, model=m)", &[("key", "$key"), ("stream", "True"), ("model", "$m")]);
        check("environ[\"KEY\"] = \"a\"", &[("KEY", "a")]);
        check("-Uri 'a' -Method Post", &[("-Uri", "a")]);
        check("key := \"a\"; 'model' => 'm'", &[("key", "a"), ("model", "m")]);
        check("Endpoint = new Uri(\"a\"), url=f\"{a}/v1\"", &[("Uri", "a")]);
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
    fn the_place_is_the_pair_of_brackets() {
        let values = values("a = 'a'; f(b='b', g({c: 'c'}), d='d'); h(e='e')) f='f'");
        assert_eq!(values.iter().map(|it| it.place).collect::<Vec<_>>(), [0, 1, 3, 1, 4, 0]);
    }

    #[test]
    fn an_apostrophe_of_a_sentence_begins_no_text() {
        check("Here's what works.\nf(key='a', model=f'b', top='c')", &[("key", "a"), ("top", "c")]);
    }

    #[test]
    fn a_comment_sets_nothing() {
        check("# key='a'\nkey='b' # key='c'\nmodel='m'", &[("key", "b"), ("model", "m")]);
        check("// key: 'a'\nkey: 'b', // key: 'c'\nmodel: 'm'", &[("key", "b"), ("model", "m")]);
        check("timeout: 60 / 2, key: 'b'", &[("timeout", "60"), ("key", "b")]);
        check("url: 'https://a.example/#b', key: 'c'", &[("url", "https://a.example/#b"), ("key", "c")]);
    }
}
