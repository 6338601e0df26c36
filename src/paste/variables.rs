//! Variables of a shell or an .env file: `export NAME=value`, `NAME=value`, `set NAME=value`,
//! `setx NAME value`, `set -gx NAME value`, `$env:NAME = "value"`, `$name = "value"`, `ENV NAME=value`,
//! `docker run -e NAME=value`.

use super::names::field_of;
use super::service::Setting;
use super::settings::is_labelled;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm {
    name: "variables",
    read: |text| {
        // TOML, whose lines look alike, and lists that also contain variables.
        let is_section = |line: &str| line.starts_with('[') && line.ends_with(']');
        if text.lines().any(|line| is_section(line) || is_labelled(line)) {
            return None;
        }
        let set = assignments(text).into_iter();
        let settings: Vec<_> = set.map(|(name, value)| Setting { name, value, place: 0 }).collect();
        (!settings.is_empty()).then_some(Found::Settings(settings))
    },
};

/// Every assignment of the text, in its order; also between other lines.
pub(super) fn assignments(text: &str) -> Vec<(String, String)> {
    let commands = text.split(['\n', ';']).flat_map(|line| line.split("&&"));
    commands.flat_map(parts).filter_map(assignment).collect()
}

/// The parts of a line that set several variables, or those of a container: `A_B=x C_D=y program`,
/// `docker run -e "A_B=x" image`. Any other line is one part.
fn parts(line: &str) -> Vec<&str> {
    let code = line.split(" #").next().unwrap_or_default();
    let words = std::iter::once(0).chain(code.match_indices([' ', '\t']).map(|(at, _)| at + 1));
    let mut starts: Vec<usize> = words.filter_map(|at| variable(code, at)).collect();
    let is_of_container = || {
        let before = starts.first().map_or("", |at| &code[..*at]);
        let before = before.trim_end_matches([' ', '\t', '=', '"', '\'']);
        before.ends_with("-e") || before.ends_with("--env")
    };
    if code.trim_start().starts_with('#') || (starts.len() < 2 && !is_of_container()) {
        return vec![line];
    }
    starts.push(code.len());
    starts.windows(2).map(|ends| part(&code[..ends[1]], ends[0])).collect()
}

/// Where the variable begins that the word at this place sets: `A_B=x`, `key=x`, `"A_B=x"`, `--env=A_B=x`.
fn variable(code: &str, at: usize) -> Option<usize> {
    let word = code[at..].split([' ', '\t']).next().unwrap_or_default();
    let bare = word.strip_prefix("--env=").unwrap_or(word);
    let bare = bare.strip_prefix(['"', '\'']).unwrap_or(bare);
    let (name, _) = bare.split_once('=')?;
    let is_of_name = |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_';
    let is_variable = name.contains('_') && name.bytes().all(is_of_name);
    (is_variable || is_name(name) && field_of(name).is_some()).then_some(at + word.len() - bare.len())
}

/// The part that begins here. Behind its value are another option, or the program.
fn part(code: &str, at: usize) -> &str {
    let part = &code[at..];
    let quote = code[..at].chars().next_back().filter(|it| "\"'".contains(*it));
    if let Some(quote) = quote {
        return part.split(quote).next().unwrap_or(part);
    }
    let is_quoted = part.split_once('=').is_some_and(|(_, value)| value.starts_with(['"', '\'']));
    if is_quoted { part } else { part.split_whitespace().next().unwrap_or(part) }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

fn assignment(line: &str) -> Option<(String, String)> {
    const PREFIXES: [&str; 8] =
        ["export ", "setenv ", "set -gx ", "set -x ", "set ", "setx ", "ENV ", "declare -x "];
    const WITHOUT_SIGN: [&str; 4] = ["setx ", "setenv ", "set -gx ", "set -x "];

    let line = line.trim();
    // A shell's prompt, or an item of a list.
    let mut line = line.strip_prefix("$ ").or_else(|| line.strip_prefix("- ")).unwrap_or(line).trim_start();
    let is_without_sign = WITHOUT_SIGN.iter().any(|prefix| line.starts_with(prefix));
    for prefix in PREFIXES {
        line = line.strip_prefix(prefix).unwrap_or(line).trim_start();
    }
    // `set "NAME=value"` is how cmd takes values with special characters.
    for quote in ['"', '\''] {
        let inner = line.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        line = inner.filter(|inner| inner.contains('=')).unwrap_or(line);
    }
    let line = ["$env:", "$Env:", "$"].iter().find_map(|sign| line.strip_prefix(*sign)).unwrap_or(line);
    let is_without_sign = is_without_sign && !line.contains('=');
    let (name, value) = if is_without_sign { line.split_once(' ')? } else { line.split_once('=')? };
    let name = name.trim();
    // Others are `name=value` of code.
    is_name(name).then(|| (name.to_owned(), unquoted(value).to_owned()))
}

/// The value without quotes, and without a comment after it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        // Its end may be behind a `;`, which ends a command.
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.split(quote).next()) {
            return inner;
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end()
}
