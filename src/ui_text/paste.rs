//! Settings that are pasted as a text.

use crate::paste::{LeftOut, Pasted};
use crate::redact::Mask;
use crate::text::truncate::with_ellipsis;

/// Opens the dialog.
pub const PASTE_SETTINGS: &str = "Paste settings";
/// Label of the text.
pub const PASTED: &str = "Settings that somebody sent you";
/// Supported kinds of text.
pub const HINT: &str = "A curl command, environment variables, code, an HTTP request, or a program's settings. The text is used only on this page, and is not saved.";
/// Fills the form.
pub const USE: &str = "Use these settings";
/// Puts the text where it was pasted.
pub const INSERT: &str = "Insert as text";
/// The text contains nothing useful.
pub const NOTHING: &str = "No settings found in this text yet.";

/// The longest value that is shown, in characters.
const MAX_VALUE_CHARS: usize = 80;

/// Lists the kind of the text, and the values in it that fill the form; `mask` covers keys.
pub fn found(pasted: &Pasted, mask: &Mask) -> Vec<String> {
    let shown = |value: &str| with_ellipsis(&mask.cover(value), MAX_VALUE_CHARS).into_owned();
    let value =
        |name: &str, value: &Option<String>| value.as_ref().map(|it| format!("{name}: {}", shown(it)));
    let key = pasted.api_key.as_ref().map(|key| match key.expose().chars().count() {
        1 => "API key: 1 character".to_owned(),
        count => format!("API key: {count} characters"),
    });
    let stream = pasted.is_streamed.map(|it| if it { "Streaming: on" } else { "Streaming: off" }.to_owned());
    let lines = [
        value("Base URL", &pasted.base_url),
        key,
        value("Model", &pasted.model),
        value("Prompt", &pasted.prompt),
        stream,
    ];
    let mut found = vec![format!("Found: {}", pasted.form)];
    found.extend(lines.into_iter().flatten());
    found
}

/// Lists the parts of the text that are not used, a sentence each; `mask` covers keys.
pub fn left_out(pasted: &Pasted, mask: &Mask) -> Vec<String> {
    let shown = |name: &str| with_ellipsis(&mask.cover(name), MAX_VALUE_CHARS).into_owned();
    let names = |of: fn(&LeftOut) -> Option<&str>| {
        let names: Vec<String> = pasted.left_out.iter().filter_map(of).map(shown).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let headers = names(|it| if let LeftOut::Header(name) = it { Some(name) } else { None });
    let parameters = names(|it| if let LeftOut::Parameter(name) = it { Some(name) } else { None });
    let mut lines: Vec<String> = pasted.left_out.iter().filter_map(sentence).map(str::to_owned).collect();
    lines.extend(pasted.left_out.iter().find_map(|it| match it {
        LeftOut::KeyHeader(name) => Some(format!(
            "The key is in the header {}. This page sends it as “Authorization: Bearer”.",
            shown(name)
        )),
        _ => None,
    }));
    lines.extend(headers.map(|names| format!("Not used, request headers: {names}.")));
    lines.extend(parameters.map(|names| format!("Not used, parameters: {names}.")));
    lines
}

fn sentence(what: &LeftOut) -> Option<&'static str> {
    match what {
        LeftOut::KeyPlaceholder => Some("The key in the text is a placeholder. Enter your own key."),
        LeftOut::OtherKey => Some("Not used: a key that may belong to another service. Enter your own key."),
        LeftOut::Placeholder => Some("One of the values is a placeholder. Enter the real value yourself."),
        LeftOut::Query => Some("Not used: the part of the URL after “?”."),
        LeftOut::Messages => Some("Not used: the messages before the user's last one."),
        LeftOut::KeyHeader(_) | LeftOut::Header(_) | LeftOut::Parameter(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paste::read;

    #[test]
    fn what_is_found_and_left_out_is_said_without_the_key() {
        let text = "curl https://a.example/v1/chat/completions?x=1 -H 'api-key: gc-test-0123456789' -H 'x-team: a' \
            -d '{\"model\":\"gc-test-0123456789\",\"temperature\":1,\"stream\":true}'";
        let pasted = read(text).unwrap();
        let mask = Mask::of_secrets(&["gc-test-0123456789"]);
        let said = [found(&pasted, &mask), left_out(&pasted, &mask)].concat();
        assert!(!said.concat().contains("0123456789"), "{said:?}");
        assert_eq!(said[0], "Found: curl command");
        for line in [
            "Base URL: https://a.example/v1",
            "API key: 18 characters",
            "Streaming: on",
            "Not used: the part of the URL after “?”.",
            "The key is in the header api-key. This page sends it as “Authorization: Bearer”.",
            "Not used, request headers: x-team.",
            "Not used, parameters: temperature.",
        ] {
            assert!(said.iter().any(|it| it == line), "{line} in {said:?}");
        }
    }
}
