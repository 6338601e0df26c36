//! Characters that are invisible, or that change how others look: one list, and one way to show them,
//! for the page, reports, messages and snippets.

use std::borrow::Cow;

/// Control characters, the ends of lines and paragraphs, the marks that turn the direction of text
/// (Unicode standard annex 9), tags, fillers, and characters without width.
///
/// Characters that join letters and emoji (U+200C, U+200D) or choose text or picture (U+FE0E, U+FE0F)
/// are not among them: names and texts in many languages are written with them. [`visible`] shows joiners
/// after ASCII characters, where they have no use.
/// Source: Unicode, DerivedCoreProperties.txt, `Default_Ignorable_Code_Point`, and the format characters.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0d}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The same where lines and tabs mean something, as in a body that is shown whole.
pub fn is_invisible_in_a_block(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\n' | '\t')
}

/// Returns true if the character joins or separates the letters of some scripts.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// The text with `\u{202e}` written out in place of U+202E, and the same for every other invisible
/// character. Lines and tabs stay; a line end of two characters becomes one.
pub fn visible(text: &str) -> Cow<'_, str> {
    visible_after(' ', text)
}

/// The same of a text that goes on after the character `before`.
pub fn visible_after(mut before: char, text: &str) -> Cow<'_, str> {
    // Most text, and this is a tenth of the work.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'));
    if is_plain || !text.contains(|found| is_invisible_in_a_block(found) || is_joiner(found)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_hidden_joiner = is_joiner(character) && before.is_ascii();
        if character == '\r' && characters.peek() == Some(&'\n') {
            // The line feed that follows stands for both.
        } else if is_invisible_in_a_block(character) || is_hidden_joiner {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
        before = character;
    }
    Cow::Owned(shown)
}

/// The text as one line: single spaces for everything that could break it; characters that could hide in it
/// or turn it round are made [`visible`].
pub fn single_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_hides_or_turns_text_is_invisible() {
        let hidden = "\0\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200f}\u{2028}\u{2029}\u{202e}\
                      \u{2060}\u{2066}\u{206f}\u{feff}\u{fff9}\u{e0041}\u{34f}\u{115f}\u{17b4}\u{180b}\u{2800}\u{3164}\
                      \u{fe00}\u{ffa0}\u{fff0}\u{1d173}\u{e0100}";
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
    fn a_single_line_keeps_the_words_and_shows_what_hid_among_them() {
        assert_eq!(single_line(" a\r\n\u{202e}b\u{0}\u{2028}  c\t"), "a \\u{202e}b\\u{0} c");
        assert_eq!(single_line("\u{85}\n"), "");
    }

    #[track_caller]
    fn check_visible(text: &str, expected: &str) {
        assert_eq!(visible(text), expected, "{text:?}");
        assert_eq!(visible(expected), expected, "shown again");
    }

    #[test]
    fn what_hides_or_turns_text_is_written_out() {
        check_visible("abc\u{202e}gpj.exe", "abc\\u{202e}gpj.exe");
        check_visible("a\r\n\tb\rc", "a\n\tb\\u{d}c");
        check_visible("gc\u{200d}test\u{200c}", "gc\\u{200d}test\\u{200c}");
        check_visible("می\u{200c}خواهم 👩\u{200d}👧", "می\u{200c}خواهم 👩\u{200d}👧");
        assert!(matches!(visible("é 👍\u{fe0f}\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_joiner_at_the_beginning_is_judged_by_what_comes_before() {
        assert_eq!(visible_after('👩', "\u{200d}👧"), "\u{200d}👧");
        assert_eq!(visible_after('ی', "\u{200c}خ"), "\u{200c}خ");
        assert_eq!(visible_after('a', "\u{200c}b"), "\\u{200c}b");
    }

    #[test]
    fn every_character_is_seen_afterwards() {
        let every: String = (0..=0x10_ffff).filter_map(char::from_u32).collect();
        assert_eq!(visible(&every).chars().find(|it| is_invisible_in_a_block(*it)), None);
    }
}
