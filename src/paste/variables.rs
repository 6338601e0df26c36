//! Variables of a shell or an .env file, one per line: `export NAME=value`, `NAME=value`, `set NAME=value`,
//! `setx NAME value`, `$env:NAME = "value"`, `ENV NAME=value`.

use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm {
    name: "variables",
    read: |text| {
        // TOML, whose lines look alike.
        if text.lines().any(|line| line.starts_with('[') && line.ends_with(']')) {
            return None;
        }
        let values = assignments(text);
        (!values.is_empty()).then_some(Found::Values(values))
    },
};

/// Every assignment of the text, in its order; also between other lines.
pub(super) fn assignments(text: &str) -> Vec<(String, String)> {
    text.split(['\n', ';']).filter_map(assignment).collect()
}

fn assignment(line: &str) -> Option<(String, String)> {
    const PREFIXES: [&str; 6] = ["export ", "set ", "setx ", "ENV ", "declare -x ", "- "];

    let mut line = line.trim().trim_end_matches("&&").trim_end();
    let is_setx = line.starts_with("setx ");
    for prefix in PREFIXES {
        line = line.strip_prefix(prefix).unwrap_or(line).trim_start();
    }
    // `set "NAME=value"` is how cmd takes values with special characters.
    if let Some(inner) =
        line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| inner.contains('='))
    {
        line = inner;
    }
    let line = line.strip_prefix("$env:").or_else(|| line.strip_prefix("$Env:")).unwrap_or(line);
    let (name, value) =
        if is_setx && !line.contains('=') { line.split_once(' ')? } else { line.split_once('=')? };
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    // Others are `name=value` of code; an .env file may have small letters, but no spaces around `=`.
    is_name.then(|| (name.to_owned(), unquoted(value).to_owned()))
}

/// The value without quotes, and without a comment after it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return inner;
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end()
}
