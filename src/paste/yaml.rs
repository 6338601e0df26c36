//! Settings in YAML or TOML, one per line: `apiKey: "…"`, `base_url = "…"`.

use super::service::Setting;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "settings", read };

fn read(text: &str) -> Option<Found> {
    let mut settings = Vec::new();
    let mut place = 0;
    for text in text.lines() {
        // An item of a list, or a section.
        if text.trim_start().starts_with(['-', '[']) {
            place += 1;
        }
        settings.extend(line(text).map(|(name, value)| Setting { name, value, place }));
    }
    (!settings.is_empty()).then_some(Found::Settings(settings))
}

fn line(line: &str) -> Option<(String, String)> {
    // An item of a list, a quotation, or bold text, as in chats.
    let line = line.trim_start_matches(['-', '*', '•', '>', ' ', '\t']).trim_end();
    let (name, value) = line.split_once([':', '='])?;
    let name = name.trim().trim_matches(['"', '\'', '*', '`']);
    let is_name =
        !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "_-. ".contains(it));
    let value = value.trim_start_matches(['*', ' ', '\t']).trim_end().trim_end_matches(',');
    let value = match value.chars().next() {
        // How a mail encloses an address; a placeholder is no address.
        Some('<') if value.contains("://") => value[1..].split('>').next().unwrap_or_default(),
        Some(quote @ ('"' | '\'' | '`')) => value[1..].split(quote).next().unwrap_or_default(),
        _ => value.split(" #").next().unwrap_or_default().trim(),
    };
    (is_name && !value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
}
