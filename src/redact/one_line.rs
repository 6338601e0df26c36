//! Texts on one line of bounded length, for messages and tickets: no text can pretend to be another line.

use super::{Mask, Redacted};
use crate::target::BaseUrl;
use crate::text::defused::defused;
use crate::text::invisible::single_line;
use crate::text::truncate::{first_chars, with_ellipsis};

/// The text, or `instead` if it is empty.
pub fn or(text: String, instead: &str) -> String {
    if text.is_empty() { instead.to_owned() } else { text }
}

/// Foreign text, at most `max_chars` characters, that mentions nobody and is not a link. It is masked before
/// anything in it is spelled differently, which could hide a key.
pub fn line(text: &str, max_chars: usize, mask: &Mask) -> String {
    with_ellipsis(&defused(&redacted(text, max_chars, mask)), max_chars).into_owned()
}

/// Words of the page's host or the user, at most `max_chars` characters: they may mention people.
pub fn own(text: &str, max_chars: usize, mask: &Mask) -> String {
    let text = single_line(&redacted(text, max_chars, mask));
    with_ellipsis(&text, max_chars).into_owned()
}

/// An address that the page calls, or is at: a link. Anything else is foreign text.
pub fn address(text: &str, max_chars: usize, mask: &Mask) -> String {
    let is_plain = |url: &BaseUrl| !text.contains('@') && url.endpoint("").starts_with(text);
    match BaseUrl::parse(text) {
        Ok(url) if is_plain(&url) => own(text, max_chars, mask),
        Ok(_) | Err(_) => line(text, max_chars, mask),
    }
}

/// Redacts the text of a line of `max_chars`, with as much text after it as a mask may need.
fn redacted(text: &str, max_chars: usize, mask: &Mask) -> Redacted {
    const COVERED_CHARS: usize = 10_000;
    mask.redact(first_chars(text, max_chars + COVERED_CHARS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(address(text, 100, &Mask::default()), shown);
    }

    #[test]
    fn only_an_address_that_calls_nobody_is_a_link() {
        check("https://example.com/v1", "https://example.com/v1");
        check("https://example.com/@here/v1", "https: //example.com/(at)here/v1");
        check("see https://example.com/v1", "see https: //example.com/v1");
    }
}
