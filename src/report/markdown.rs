//! A report as Markdown, for a ticket on GitHub, GitLab or Jira.
//!
//! Every text of the report stays plain text there: no link, picture, HTML, mention, reference or
//! heading, and none breaks out of its table cell, code span or fence.
//! Source: GitHub Flavored Markdown spec; GitLab Flavored Markdown, references.

use super::Report;
use super::outline::{self, Cell, Writer};
use super::svg::Picture;
use crate::redact::Redacted;
use crate::text::invisible::{single_line, visible};
use crate::text::truncate::{first_chars, with_ellipsis};

impl Report {
    /// The text of a ticket.
    pub fn to_markdown(&self) -> String {
        let mut markdown = Markdown { text: String::new(), room: ALL_BLOCKS_CHARS };
        outline::write(self, false, &mut markdown);
        markdown.text
    }

    /// The text of a Markdown file: that of a ticket, which opens again in the page.
    pub fn to_markdown_file(&self) -> String {
        self.to_markdown() + "\n" + &self.to_comment()
    }
}

/// Longest part of a short text.
const TEXT_CHARS: usize = 1_000;
/// Longest part of a body.
const BLOCK_CHARS: usize = 2_000;
/// Longest part of all bodies together: GitHub accepts 65,536 characters.
const ALL_BLOCKS_CHARS: usize = 20_000;

/// Between two characters that mean something only side by side: invisible, and not a space.
const JOINER: char = '\u{2060}';

struct Markdown {
    text: String,
    /// Number of characters of blocks that may still come.
    room: usize,
}

impl Markdown {
    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(words) => write_text(words, &mut self.text),
            Cell::Code(words) => write_code(words, &mut self.text),
            Cell::Graded(verdict, grade) => {
                for part in [verdict.mark(), " "] {
                    self.text.push_str(part);
                }
                write_text(verdict.label(), &mut self.text);
                if !grade.is_empty() {
                    self.text.push_str(" (");
                    write_text(grade, &mut self.text);
                    self.text.push(')');
                }
            }
        }
    }
}

impl Writer for Markdown {
    fn heading(&mut self, level: u8, text: &str) {
        self.text.extend(std::iter::repeat_n('#', level.into()));
        self.text.push(' ');
        write_text(text, &mut self.text);
        self.text.push_str("\n\n");
    }

    fn paragraph(&mut self, label: &str, text: Cell<'_>) {
        for part in ["**", label, ":** "] {
            self.text.push_str(part);
        }
        self.cell(text);
        self.text.push_str("\n\n");
    }

    fn list(&mut self, items: &[Redacted]) {
        if items.is_empty() {
            return;
        }
        for (number, item) in (1_u32..).zip(items) {
            self.text.push_str(&number.to_string());
            self.text.push_str(". ");
            write_text(item, &mut self.text);
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    fn table(&mut self, columns: &[&str]) {
        for column in columns {
            self.text.push_str("| ");
            self.text.push_str(column);
            self.text.push(' ');
        }
        self.text.push_str("|\n");
        self.text.extend(columns.iter().map(|_| "| --- "));
        self.text.push_str("|\n");
    }

    fn row(&mut self, cells: &[Cell<'_>]) {
        for cell in cells {
            self.text.push_str("| ");
            self.cell(*cell);
            self.text.push(' ');
        }
        self.text.push_str("|\n");
    }

    fn end_table(&mut self) {
        self.text.push('\n');
    }

    fn block(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let kept = first_chars(text, BLOCK_CHARS.min(self.room));
        self.room = self.room.saturating_sub(kept.chars().count());
        let fence: String = std::iter::repeat_n('`', longest_run(kept).max(2) + 1).collect();
        for part in [fence.as_str(), "text\n"] {
            self.text.push_str(part);
        }
        for line in kept.split('\n') {
            self.text.push_str(&visible(line.trim_end_matches('\r')));
            self.text.push('\n');
        }
        if kept.len() < text.len() {
            self.text.push_str("… (cut; report.json has more)\n");
        }
        self.text.push_str(&fence);
        self.text.push_str("\n\n");
    }

    fn fold(&mut self, summary: &str) {
        self.text.push_str("<details>\n<summary>");
        write_text(summary, &mut self.text);
        self.text.push_str("</summary>\n\n");
    }

    fn end_fold(&mut self) {
        self.text.push_str("</details>\n\n");
    }

    /// A ticket only contains words.
    fn picture(&mut self, _: Picture<'_>) {}
}

/// Prose that stays prose, on one line.
fn write_text(text: &str, into: &mut String) {
    let text = one_line(text);
    let mut before = ' ';
    let mut is_number_so_far = true;
    let mut project = Project::default();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, after)| *after);
        let is_within_a_word = before.is_alphanumeric() && after.is_alphanumeric();
        let is_special = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '#' | '!' | '@' | '^' => true,
            '_' => !is_within_a_word,
            // The beginning of a list.
            '.' | ')' if is_number_so_far && after == ' ' => true,
            // GFM, section 6.9: "www." begins a link.
            '.' => at >= 3 && text.get(at - 3..at).is_some_and(|word| word.eq_ignore_ascii_case("www")),
            other => at == 0 && other.is_ascii_punctuation(),
        };
        is_number_so_far &= character.is_ascii_digit();
        if is_special {
            into.push_str("&#");
            into.push_str(&u32::from(character).to_string());
            into.push(';');
        } else {
            into.push(character);
        }
        // References are detected in the rendered page, where the escaped character is itself again.
        let is_reference = "@#!$%^~&".contains(character) && (after.is_alphanumeric() || after == '"');
        let is_numbered = project.takes(character) && after.is_ascii_digit();
        if is_reference || is_numbered || (character == ':' && after == '/') {
            into.push(JOINER);
        }
        before = character;
    }
}

/// The name of a project before a number, which trackers turn into a reference: `ABC-12`, `GH-1`.
/// `GPT-4` and `UTF-8` are written like one, and look the same with a joiner inside.
#[derive(Default)]
struct Project {
    /// Number of characters of a name that have been read; `None` within a word that is not a name.
    read: Option<usize>,
    is_in_word: bool,
}

impl Project {
    /// Reads the next character; says whether it is the hyphen after a name.
    fn takes(&mut self, character: char) -> bool {
        let is_named = character == '-' && self.read.is_some_and(|read| read >= 2);
        let is_first = !self.is_in_word && character.is_ascii_alphabetic();
        let goes_on = character.is_ascii_alphanumeric() || character == '_';
        self.read = match self.read {
            None if is_first => Some(1),
            Some(read) if goes_on => Some(read + 1),
            None | Some(_) => None,
        };
        self.is_in_word = character.is_alphanumeric() || character == '_';
        is_named
    }
}

/// A code span, on one line.
fn write_code(text: &str, into: &mut String) {
    let line = one_line(text);
    // A table ends its cell at a bar within code, too, and renderers differ in how it is escaped.
    if line.is_empty() || line.contains('|') {
        return write_text(text, into);
    }
    let ticks = std::iter::repeat_n('`', longest_run(&line) + 1);
    let space = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    into.extend(ticks.clone());
    for part in [space, &line, space] {
        into.push_str(part);
    }
    into.extend(ticks);
}

/// The beginning of a text, on one line, with invisible characters written out.
fn one_line(text: &str) -> String {
    single_line(&with_ellipsis(text, TEXT_CHARS))
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
