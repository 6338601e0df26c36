//! Settings that were pasted.

use gateway_check::paste::{self, MAX_LEFT_OUT, Pasted};
use gateway_check::redact::Mask;
use gateway_check::target::ApiKey;
use gateway_check::ui_text::paste::{found, left_out};

/// Anything can be pasted. A recognised key can be sent, and no text of the page shows it.
pub fn holds(text: &str) -> Option<Pasted> {
    let pasted = paste::read(text)?;
    assert!(pasted.left_out.len() <= MAX_LEFT_OUT);
    if let Some(key) = &pasted.api_key {
        assert_eq!(ApiKey::parse(key.expose()), Ok(Some(key.clone())), "in {text:?}");
        assert!(!is_placeholder(key.expose()), "a placeholder for a key in {text:?}");
    }
    let mask = Mask::new(&pasted.api_key.iter().collect::<Vec<_>>());
    for line in found(&pasted, &mask).iter().chain(&left_out(&pasted, &mask)) {
        let key = pasted.api_key.as_ref().map(ApiKey::expose);
        assert!(key.is_none_or(|key| key.len() < 12 || !line.contains(key)), "{line}");
    }
    Some(pasted)
}

/// Returns true if it is a placeholder for a key, as guides write it.
fn is_placeholder(text: &str) -> bool {
    let is_between = |start, end| text.starts_with(start) && text.ends_with(end);
    text.starts_with('$') || is_between('<', '>') || is_between('{', '}') || text.contains("...")
}
