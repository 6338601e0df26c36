//! Settings in YAML or TOML, one per line: `apiKey: "…"`, `base_url = "…"`, and as people list them in
//! chats and mails: several in a line, in a table, or each value below its name.

use super::names::{Field, field_of};
use super::service::Setting;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "settings", read };

/// Signs between a name and its value, also in Chinese texts.
const SIGNS: [char; 3] = [':', '\u{ff1a}', '='];
/// Signs between the cells of a table.
const CELLS: [char; 2] = ['|', '\t'];
/// Signs between words, and between settings in one line.
const GAPS: [char; 5] = [' ', ',', ';', '\u{ff0c}', '\u{ff1b}'];
/// Most words of a name that follows the value of another one.
const MAX_WORDS: usize = 3;

fn read(text: &str) -> Option<Found> {
    let mut settings = Vec::new();
    let mut place = 0;
    let (mut name_above, mut is_below_name) = (None, false);
    for text in text.lines().filter(|line| !line.trim().is_empty()) {
        // An item of a list, or a section.
        if text.trim_start().starts_with(['-', '[']) {
            place += 1;
        }
        let line = without_mark(text);
        let mut found = pairs(line);
        let name = lone_name(line).filter(|_| found.is_empty());
        if let Some(value) = value_below(name_above, line).filter(|_| found.is_empty() && name.is_none()) {
            found.push(value);
        }
        // Of several names, nobody can tell which one has which value.
        name_above = name.filter(|_| !is_below_name);
        is_below_name = name.is_some();
        settings.extend(found.into_iter().map(|(name, value)| Setting {
            name: name.to_owned(),
            value: value.to_owned(),
            place,
        }));
    }
    (!settings.is_empty()).then_some(Found::Settings(settings))
}

/// Returns true for a line such as `API key: …`, which no shell reads.
pub(super) fn is_labelled(line: &str) -> bool {
    let line = without_mark(line);
    let name = line.split_once([':', '\u{ff1a}']).map(|(name, _)| bare(name));
    !line.starts_with(['#', '/']) && name.is_some_and(|name| is_name(name) && field_of(name).is_some())
}

/// The line without the mark of a list's item, a quotation, a table, or bold text, as in chats.
fn without_mark(line: &str) -> &str {
    line.trim_start_matches(['-', '*', '•', '>', '|', ' ', '\t']).trim_end()
}

/// The names of a line that have a meaning here, with their values: `Base URL: …, API key: …`.
fn pairs(line: &str) -> Vec<(&str, &str)> {
    // A comment.
    if line.starts_with(['#', '/']) {
        return Vec::new();
    }
    if let Some((name, value)) = line.split_once(CELLS)
        && is_name(bare(name))
    {
        return cells(bare(name), value).into_iter().collect();
    }
    // Where each name begins and ends, and where its value begins.
    let mut names: Vec<(usize, usize, usize)> = Vec::new();
    let (mut from, mut is_prompt) = (0, false);
    for (at, sign) in line.match_indices(SIGNS) {
        let start = name_start(&line[from..at], from == 0).map(|start| from + start);
        let field = start.and_then(|start| field_of(bare(&line[start..at])));
        // A prompt may contain any word, and no key.
        if let Some(start) = start.filter(|_| !is_prompt || field == Some(Field::Key)) {
            names.push((start, at, at + sign.len()));
            is_prompt = field == Some(Field::Prompt);
        }
        from = at + sign.len();
    }
    let ends = names.iter().skip(1).map(|(start, ..)| *start).chain([line.len()]);
    let pairs = names.iter().zip(ends).map(|(&(start, end, value), until)| {
        let name = bare(&line[start..end]);
        (name, value_of(name, &line[value..until]))
    });
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

/// A row of a table: the name, and the cell behind it, which is no name as in the first row.
fn cells<'a>(name: &'a str, behind: &'a str) -> Option<(&'a str, &'a str)> {
    let value = value_of(name, behind.split(CELLS).next().unwrap_or_default());
    (!value.is_empty() && !is_name(bare(value))).then_some((name, value))
}

/// Where the name begins with which the text ends. Before it is the value of another name, unless a line
/// begins with the text.
fn name_start(text: &str, is_first: bool) -> Option<usize> {
    if is_first && is_name(bare(text)) {
        return Some(0);
    }
    let text = text.trim_end();
    let words = text.rmatch_indices(GAPS).map(|(at, gap)| at + gap.len()).take(MAX_WORDS);
    let has_value = |at: &usize| is_first || !text[..*at].trim().is_empty();
    words.filter(has_value).filter(|at| is_name(bare(&text[*at..]))).last()
}

/// Returns true for the name of a setting, and in lists of variables (`name: A`, `value: b`).
fn is_name(name: &str) -> bool {
    let is_plain = name.chars().all(|it| it.is_alphanumeric() || "_-. '".contains(it));
    is_plain && (field_of(name).is_some() || ["name", "value"].contains(&name))
}

/// The name without signs around it, and without what is in brackets behind it: `**API key (test)**`.
fn bare(name: &str) -> &str {
    let name = name.split(" (").next().unwrap_or_default();
    name.trim_matches(|it: char| !it.is_alphanumeric())
}

/// The name that is the whole line.
fn lone_name(line: &str) -> Option<&str> {
    let name = bare(line);
    (!line.starts_with(['#', '/']) && field_of(name).is_some() && is_name(name)).then_some(name)
}

/// The value in a line of its own, with the name in the line above. Only an address is a base URL: another
/// text may be a key, and would be shown.
fn value_below<'a>(name: Option<&'a str>, line: &'a str) -> Option<(&'a str, &'a str)> {
    let name = name?;
    let value = value_of(name, line);
    let is_url = matches!(field_of(name), Some(Field::BaseUrl | Field::AzureEndpoint));
    let is_value = !value.contains(char::is_whitespace) && !value.ends_with(':') && !value.is_empty();
    (is_value && (!is_url || value.contains("://"))).then_some((name, value))
}

/// The value without quotes, and without what follows it.
fn value_of<'a>(name: &str, text: &'a str) -> &'a str {
    let is_sign = |it: char| it == '*' || it == '|' || it.is_whitespace() || SIGNS.contains(&it);
    let is_gap = |it: char| it == '|' || it.is_whitespace() || GAPS.contains(&it);
    let text = text.trim_start_matches(is_sign).trim_end_matches(is_gap);
    let quote = text.chars().next().filter(|it| "\"'`".contains(*it));
    if let Some(quote) = quote {
        return text[1..].split(quote).next().unwrap_or_default();
    }
    if field_of(name) == Some(Field::Prompt) {
        return before(text, &[" #"]);
    }
    before(address(text), &[" #", " (", " /", " - ", ", ", "; ", " | "]).trim_end()
}

/// An address as mails and chats enclose it, or write it twice: `<https://…>`, `[https://…](https://…)`,
/// `https://…<https://…>`. A placeholder is none.
fn address(text: &str) -> &str {
    let enclosed = text.strip_prefix(['<', '[']).filter(|it| it.starts_with("http"));
    match enclosed {
        Some(address) => before(address, &[">", "]("]),
        None => before(text, &["<http"]),
    }
}

/// The text before the first of the marks.
fn before<'a>(text: &'a str, marks: &[&str]) -> &'a str {
    let end = marks.iter().filter_map(|mark| text.find(*mark)).min();
    &text[..end.unwrap_or(text.len())]
}
