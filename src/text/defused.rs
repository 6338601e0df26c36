//! Foreign words in plain text that people paste into chats, mails and tickets.
//!
//! None of these formats has an escape that stays readable in the others, so everything that they act on is
//! spelled differently: `(at)here` for a mention, `‹!channel›` for a command, `https: //` for a link.

use super::invisible::single_line;

/// The words on one line, without a mention, a command, a link, a picture or a reference.
pub fn defused(words: &str) -> String {
    let line = single_line(words);
    let mut shown = String::with_capacity(line.len());
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        match character {
            // An address within a word is not a mention: `a@b.example`, `model@2024`.
            '@' if !before.is_alphanumeric() => shown.push_str("(at)"),
            '<' => shown.push('‹'),
            '>' => shown.push('›'),
            ':' if after == '/' => shown.push_str(": "),
            ']' if matches!(after, '(' | '[' | ':') => shown.push_str("] "),
            '#' | '!' | '~'
                if after.is_alphanumeric() && !matches!(before, '<' | '‹') && !before.is_alphanumeric() =>
            {
                shown.extend([character, ' ']);
            }
            '.' if ends_with_www(&shown) => shown.push_str(" ."),
            other => shown.push(other),
        }
        before = character;
    }
    shown
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(defused(words), expected, "{words}");
        assert_eq!(defused(expected), expected, "once more");
    }

    #[test]
    fn what_a_chat_or_a_tracker_acts_on_is_spelled_otherwise() {
        check("@here, @channel", "(at)here, (at)channel");
        check("<!channel> <@U123> <b>", "‹!channel› ‹@U123› ‹b›".replace('@', "(at)").as_str());
        check("![a](http://evil.example/a.png)", "![a] (http: //evil.example/a.png)");
        check(
            "see HTTPS://evil.example or www.evil.example",
            "see HTTPS: //evil.example or www .evil.example",
        );
        check("#12 !13 ~bug a#1", "# 12 ! 13 ~ bug a#1");
        check("a\u{202e}b\n\u{200b}c", "a\\u{202e}b \\u{200b}c");
    }

    #[test]
    fn ordinary_words_stay() {
        for words in [
            "The model `claude@20240620` was not found.",
            "status 401: wrong key (see the guide)",
            "a < b",
            "50 % of 3!",
        ] {
            assert_eq!(defused(words), words.replace('<', "‹"), "{words}");
        }
    }
}
