//! Settings in YAML or TOML, one per line: `apiKey: "…"`, `base_url = "…"`.

use super::{Found, PasteForm, whole_first};

pub(super) const FORM: PasteForm = PasteForm { name: "settings", read };

fn read(text: &str) -> Option<Found> {
    let mut parts: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for text in text.lines() {
        // An item of a list, or a section.
        if text.trim_start().starts_with(['-', '[']) {
            parts.push(Vec::new());
        }
        parts.last_mut().expect("it has a first part").extend(line(text));
    }
    let values = whole_first(parts);
    (!values.is_empty()).then_some(Found::Values(values))
}

fn line(line: &str) -> Option<(String, String)> {
    let line = line.trim().trim_start_matches("- ").trim_start();
    let (name, value) = line.split_once([':', '='])?;
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name =
        !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "_-. ".contains(it));
    let value = value.trim().trim_end_matches(',');
    let value = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
        _ => value.split(" #").next().unwrap_or_default().trim(),
    };
    (is_name && !value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
}
