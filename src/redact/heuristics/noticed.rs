//! Finds a key in a typed text that is about to leave the form.

use percent_encoding::percent_decode_str;

use super::{Scan, is_word, next_start, random, run_end};
use crate::target::{ApiKey, KeyKind};
use crate::text::secret_names::is_secret_name;

/// Returns true if a text that somebody typed seems to hold a key: by a known form, by randomness, by the
/// words before it, or as a secret within a URL. Personal addresses are not keys.
pub fn holds_key(text: &str) -> bool {
    let mut scan = Scan { text: text.as_bytes(), random_checked_to: 0 };
    starts(text).any(|at| scan.known_at(at).or_else(|| scan.random_at(at)).is_some())
        || holds_kind(text)
        || holds_named_value(text.as_bytes())
}

/// Does the same for an address, in whose path random characters may name an account or a gateway. A query
/// does not belong there, and is looked at as any text.
pub fn url_holds_key(url: &str) -> bool {
    #[cfg(test)]
    crate::text::work::count(url.len());
    let plain = percent_decode_str(url).decode_utf8_lossy();
    let is_known = |text: &str| {
        let scan = Scan { text: text.as_bytes(), random_checked_to: 0 };
        starts(text).any(|at| scan.known_at(at).is_some()) || holds_kind(text)
    };
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let query = rest.split_once(['?', '#']).map_or("", |(_, query)| query);
    authority.contains('@') || holds_key(query) || is_known(url) || is_known(&plain) || parts_hold_key(&plain)
}

/// Returns true if a part of an address is a secret: named by itself (`;key=…`) or by the part before it
/// (`/token/…`), or too random, in capitals and small letters, to name an account.
fn parts_hold_key(url: &str) -> bool {
    const MIN_RANDOM_BYTES: usize = 20;
    let mut before = "";
    url.split(['/', '?', '#', '&', ';']).any(|part| {
        let is_named = match part.split_once('=') {
            Some((name, value)) => !value.is_empty() && is_secret_name(name),
            None => is_secret_name(before) && is_value(part.as_bytes()),
        };
        before = part;
        is_named || (part.len() >= MIN_RANDOM_BYTES && random::is_random(part.as_bytes()))
    })
}

/// Returns true if a value that may be a key follows the name of a secret: `auth=…`, `"pwd": "…"`.
fn holds_named_value(text: &[u8]) -> bool {
    /// Enough for a name, and to recognise a key.
    const REACH: usize = 48;
    let marks = text.iter().enumerate().filter(|(_, byte)| matches!(byte, b'=' | b':'));
    marks.into_iter().any(|(at, _)| {
        #[cfg(test)]
        crate::text::work::count(2 * REACH);
        let is_between = |byte: &u8| matches!(byte, b' ' | b'"' | b'\'' | b'`');
        let (back, ahead) = (&text[at.saturating_sub(REACH)..at], &text[at + 1..text.len().min(at + REACH)]);
        let gap = back.iter().rev().take_while(|byte| is_between(byte)).count();
        let back = &back[..back.len() - gap];
        let name = back.iter().rev().take_while(|byte| is_word(**byte)).count();
        let value = &ahead[ahead.iter().take_while(|byte| is_between(byte)).count()..];
        let end = run_end(value, 0, |byte| byte.is_ascii_graphic() && !b"\"'`&,;<>(){}[]".contains(&byte));
        is_value(&value[..end]) && is_secret_name(&back[back.len() - name..])
    })
}

/// Returns true if the value of something that is named like a secret may be one, and not a word about it.
fn is_value(value: &[u8]) -> bool {
    const MIN_BYTES: usize = 8;
    value.len() >= MIN_BYTES
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
        && !value.starts_with(b"http")
}

/// Returns true if a word of the text is a key by its form, however short it is.
fn holds_kind(text: &str) -> bool {
    let mut words = text.split(|it: char| it.is_whitespace() || "\"'`<>/".contains(it));
    words.any(|word| match ApiKey::parse(word).ok().flatten().as_ref().map(KeyKind::of) {
        Some(KeyKind::Storage(_)) => true,
        // Models are named like the others (`pplx-70b-online`): `prefix` tells those apart.
        Some(KeyKind::System(_)) => word.starts_with("sk-"),
        // A form that other texts also have is not a reason to remove a word.
        Some(KeyKind::Possibly(_) | KeyKind::Unknown) | None => false,
    })
}

/// Places in the text where something may begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let text = text.as_bytes();
    std::iter::successors(Some(0), |at| Some(next_start(text, *at))).take_while(|at| *at < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_among_what_was_typed_is_noticed() {
        let storage = format!("AKIA{}", "GCTEST0123456789");
        let azure = format!("{}==", "gcTest".repeat(15).split_at(86).0);
        for text in [
            "auth=gc-test-1",
            "{\"pwd\": \"gc-test-1\"}",
            "sk-proj-gc-test",
            "use sk-ant-gc-test, please",
            "my api key is gc-test-4f7Qm29xLpZ8",
            &storage,
        ] {
            assert!(holds_key(text), "{text}");
        }
        assert!(holds_key(&azure) && holds_key("aB3dE5gH7jK9mN1pQ4sT6vW8yZ0bC2eF4hJ6kL8nP0rS2uV"));
        for text in [
            "max_tokens: 1024a",
            "password: see below",
            "password: see page 12 below",
            "pplx-70b-online",
            "hf_transfer",
            "Write to jane.doe@mail.example.com",
            "",
            "What is a key?",
        ] {
            assert!(!holds_key(text), "{text}");
        }
    }

    #[test]
    fn a_key_in_a_base_url_is_noticed_and_the_name_of_an_account_is_none() {
        for url in [
            "https://jane:gc-test-pw@example.com/v1",
            "https://gc-test@example.com",
            "jane:gc-test@example.com/v1",
            "https://example.com/v1?api_key=gc-test",
            "https://example.com/v1?k=0123456789abcdef0123456789abcdef",
            "https://example.com/sk-proj-gc-test/v1",
            "https://example.com/glpat-gc-test-1/v1",
            "https://example.com/%73k-proj-gc-test-1/v1",
            "https://example.com/v1/%67lpat-gc-test-1",
            "https://example.com/v1#api_key=gc-test",
            "https://example.com/v1#k=gc-test",
            "https://example.com/v1;token=gc-test",
            "https://example.com/token/gc-test-1/v1",
            "https://example.com/v1%3Fpass%3Dgc-test",
            "https://example.com/aB3dE5gH7jK9mN1pQ4sT6/v1",
        ] {
            assert!(url_holds_key(url), "{url}");
        }
        let account = "https://gateway.example/v1/0123456789abcdef0123456789abcdef/main/compat";
        for url in [
            account,
            "https://example.com/auth/v1",
            "https://a.example/key-value/v1beta",
            "https://example.com/v1",
            "https://example.com/@cf/v1",
            "http://[::1]:80/v1",
            "",
        ] {
            assert!(!url_holds_key(url), "{url}");
        }
    }
}
