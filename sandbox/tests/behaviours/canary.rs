//! Finds the key in whatever leaves a run, however it is written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use gateway_check::redact::Mask;
use gateway_check::report::{self, RunMetadata};
use gateway_check::view::View;

use crate::case::{Case, Observed};

/// The key that is typed if a row requires no other: letters and digits that are nowhere
/// else, between signs that each way of writing changes.
pub const KEY: &str =
    "gc-test-7b1e09d4+/&\"52fa8c36<b>'9d03e7b1.*?^c46a1f85$()[e80b5d72]{}|1f97ac3e\\%=6d2480fb";

/// Parts of it that no way of writing text changes. The text before and after them may be shown: a
/// masked key shows its ends.
const PARTS: [&str; 5] = ["52fa8c36", "9d03e7b1", "c46a1f85", "e80b5d72", "1f97ac3e"];

/// Secrets that these gateways say aloud, beside the key that was typed.
const SAID_ALOUD: [(&str, &str); 9] = [
    ("echo-key", "gc-test-expected-4f7Qm29xLpZ8"),
    ("expected-key-in-text", "gw-north-2031"),
    ("expected-key-in-member", "team7-xk42"),
    ("expected-keys-in-list", "ab12cd"),
    ("expected-keys-in-list", "ef34gh"),
    ("expected-keys-in-list", "ij56kl"),
    ("expected-key-in-page", "gw-ost-77"),
    ("expected-key-in-stream", "pr0d-east"),
    ("litellm-key", "0f3c5a7e9b1d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6"),
];

/// Length of the text before a leak that is reported with it, in bytes.
const BEFORE: usize = 200;

/// Fails if the key, or a secret that the row says aloud, is anywhere in shown or saved text.
pub fn check(case: Case, seen: &Observed) -> Result<(), String> {
    find(case.row.id, seen).map_or(Ok(()), Err)
}

/// The first leak, with the text before it.
fn find(row: &str, seen: &Observed) -> Option<String> {
    let about = RunMetadata::default();
    let mask = Mask::new(&seen.run.target.key.iter().collect::<Vec<_>>());
    let report = report::build(&seen.run, &View::new(&seen.assessment, &mask), &about, &mask);
    let opened = report::read(&report.to_json()).map_or_else(
        |problem| format!("{problem:?}"),
        |it| it.answer_text(&Mask::default()).map_or_else(String::new, |text| text.to_string()),
    );
    let places = [
        ("report.json", report.to_json()),
        ("the Markdown", report.to_markdown()),
        ("the HTML", report.to_html()),
        ("the answer of the opened report", opened),
        ("the text on the way", seen.shown.clone()),
    ];
    let mut secrets = typed(seen);
    secrets.extend(SAID_ALOUD.iter().filter(|(id, _)| *id == row).map(|(_, secret)| (*secret).to_owned()));
    places.iter().find_map(|place| find_in(place, &secrets))
}

fn find_in((place, text): &(&str, String), secrets: &[String]) -> Option<String> {
    let (at, secret) = secrets.iter().find_map(|secret| Some((text.find(secret.as_str())?, secret)))?;
    let from = text.floor_char_boundary(at.saturating_sub(BEFORE));
    Some(format!("{place} holds a secret: {}", &text[from..at + secret.len()]))
}

/// Returns the parts of the typed key that must not be found.
fn typed(seen: &Observed) -> Vec<String> {
    let typed = seen.run.target.key.as_ref().map_or("", |key| key.expose());
    let mut secrets = Vec::new();
    if typed == KEY {
        secrets.extend(PARTS.map(str::to_owned));
        // The text before the key shifts its base64: three ways, without the characters it shares.
        secrets.extend((0..3).map(|before| {
            let written = STANDARD_NO_PAD.encode([&[0; 3][..before], KEY.as_bytes()].concat());
            written[4..written.len() - 2].to_owned()
        }));
    } else if !typed.is_empty() {
        secrets.push(typed.to_owned());
    }
    secrets
}
