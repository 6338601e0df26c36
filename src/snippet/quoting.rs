//! Any text as a literal of a language.

use std::fmt::Write;

use serde_json::Value;

use crate::text::invisible::is_invisible;

/// A text as a string of JSON, Python and JavaScript at once: the escapes that JSON allows mean the same
/// in all three.
pub(super) fn string(text: &str) -> String {
    plain(&Value::from(text).to_string())
}

/// JSON in which every character is escaped that [`is_acted_on`].
pub(super) fn plain(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_acted_on(character) {
            let _ = write!(shown, "\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Returns true if a terminal, an editor or a clipboard would act on the character instead of keeping it.
///
/// One beyond U+FFFF needs two escapes in JSON, which are not a character in Python: it stays.
pub(super) fn is_acted_on(character: char) -> bool {
    is_invisible(character) && character <= '\u{ffff}'
}

/// A text in single quotes for bash, in which nothing is special but the quote itself. Always quoted,
/// unlike the output of `shlex`, so that a snippet looks the same for any input.
pub(super) fn for_bash(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A text in single quotes for PowerShell, which treats curly quotes as straight ones, and two quotes
/// within a text as one.
pub(super) fn for_powershell(text: &str) -> String {
    let mut quoted = "'".to_owned();
    for character in text.chars() {
        quoted.push(character);
        if is_powershell_quote(character) {
            quoted.push(character);
        }
    }
    quoted + "'"
}

/// Source: PowerShell's tokenizer, `IsSingleQuote`.
fn is_powershell_quote(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}'..='\u{201b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &[&str] = &[
        "",
        "it's \"quoted\" ''' \"\"\" `tick` \\ \\\\",
        "'",
        "''",
        "'; rm -rf / #",
        "$HOME ${x} $(id) %PATH% %s !! !echo",
        "‘curly’ ‚low‛ “double”",
        "’",
        "line\none\r\ntwo\ttab \u{7} \u{1b}[31m \u{7f} \u{85}",
        "\u{2028}\u{2029}\u{feff}\u{202e}abc\u{2066}",
        "-X @file",
        "👩‍👩‍👧 مرحبا עברית",
    ];

    /// PowerShell's single quotes, straight and curly.
    const QUOTES: &str = "'‘’‚‛";

    /// Reads one single-quoted string as PowerShell does; `None` if the text is not exactly one.
    fn read_powershell(text: &str) -> Option<String> {
        let mut rest = text.chars().peekable();
        let mut read = String::new();
        rest.next().filter(|first| QUOTES.contains(*first))?;
        while let Some(character) = rest.next() {
            if QUOTES.contains(character) {
                match rest.next() {
                    Some(second) if QUOTES.contains(second) => read.push(second),
                    Some(_) => return None,
                    None => return Some(read),
                }
            } else {
                read.push(character);
            }
        }
        None
    }

    #[test]
    fn what_is_quoted_is_read_as_it_was() {
        for text in HOSTILE {
            assert_eq!(serde_json::from_str::<String>(&string(text)).unwrap(), *text);
            assert_eq!(read_powershell(&for_powershell(text)).as_deref(), Some(*text));
            assert_eq!(shlex::split(&for_bash(text)), Some(vec![(*text).to_owned()]));
        }
    }

    #[test]
    fn every_character_comes_back_from_a_string() {
        let every: String =
            (0..0x3000).chain([0xfeff, 0x1f44d, 0xe0041]).filter_map(char::from_u32).collect();
        let written = string(&every);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), every);
        for acted_on in
            "\u{0}\n\r\t\u{1b}\u{7f}\u{85}\u{9b}\u{200b}\u{200f}\u{2028}\u{202e}\u{2066}\u{feff}".chars()
        {
            assert!(!written.contains(acted_on), "{acted_on:?}");
        }
    }

    #[test]
    fn the_reader_tells_what_is_not_quoted_well() {
        for text in ["'a", "a'", "'a'b'", "'a’b'", ""] {
            assert_eq!(read_powershell(text), None, "{text}");
        }
        assert_eq!(read_powershell("'a’’b'").as_deref(), Some("a’b"));
    }
}
