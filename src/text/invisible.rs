//! Characters that nobody sees, or that change what others look like.

/// Control characters, the ends of lines and paragraphs, the marks that turn the direction of text
/// (Unicode standard annex 9), tags, and what has no width.
///
/// What joins letters and emoji (U+200C, U+200D) is not among them: names and texts in many languages
/// are written with it.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The same where lines and tabs mean something, as in a body that is shown whole.
pub fn is_invisible_in_a_block(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\n' | '\t')
}

/// The text as one line: single spaces for everything that could break it, hide in it, or turn it round.
pub fn single_line(text: &str) -> String {
    let words = text.split(|found: char| found.is_whitespace() || is_invisible(found));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_hides_or_turns_text_is_invisible() {
        let hidden = "\0\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200f}\u{2028}\u{2029}\u{202e}\
                      \u{2060}\u{2066}\u{206f}\u{feff}\u{fff9}\u{e0041}";
        assert_eq!(hidden.chars().find(|character| !is_invisible(*character)), None);
        let shown: String = hidden.chars().filter(|it| !is_invisible_in_a_block(*it)).collect();
        assert_eq!(shown, "\t\n");
    }

    #[test]
    fn what_is_seen_or_joins_what_is_seen_is_not() {
        let seen = "aé–…“日本 \u{a0}مرحبا می\u{200c}خواهم 👩\u{200d}👩\u{200d}👧 👍🏽";
        assert_eq!(seen.chars().find(|character| is_invisible(*character)), None);
    }

    #[test]
    fn a_single_line_keeps_the_words_alone() {
        assert_eq!(single_line(" a\r\n\u{202e}b\u{0}\u{2028}  c\t"), "a b c");
        assert_eq!(single_line("\u{feff}\n"), "");
    }
}
