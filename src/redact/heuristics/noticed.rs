//! Notices a key among what somebody typed, where that is to leave the form.

use super::{Scan, next_start};
use crate::target::{ApiKey, KeyKind};

/// Whether a text that somebody typed seems to hold a key: by a known form, by randomness, by the words
/// in front of it, or as a secret within a URL. Personal addresses are no keys.
pub fn holds_key(text: &str) -> bool {
    let mut scan = Scan { text: text.as_bytes(), random_checked_to: 0 };
    starts(text).any(|at| scan.known_at(at).or_else(|| scan.random_at(at)).is_some()) || holds_kind(text)
}

/// The same of a base URL, in whose path random characters may name an account or a gateway. A query
/// does not belong there, and is looked at as any text.
pub fn url_holds_key(url: &str) -> bool {
    #[cfg(test)]
    crate::text::work::count(url.len());
    let scan = Scan { text: url.as_bytes(), random_checked_to: 0 };
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let query = rest.split_once(['?', '#']).map_or("", |(_, query)| query);
    authority.contains('@')
        || holds_key(query)
        || starts(url).any(|at| scan.known_at(at).is_some())
        || holds_kind(url)
}

/// Whether a word of the text is a key by its form, however short it is.
fn holds_kind(text: &str) -> bool {
    let mut words = text.split(|it: char| it.is_whitespace() || "\"'`<>/".contains(it));
    words.any(|word| match ApiKey::parse(word).ok().flatten().as_ref().map(KeyKind::of) {
        Some(KeyKind::Storage(_)) => true,
        // Models are named like the others (`pplx-70b-online`): `prefix` tells those apart.
        Some(KeyKind::System(_)) => word.starts_with("sk-"),
        Some(KeyKind::Unknown) | None => false,
    })
}

/// Where in the text something may begin.
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
        for text in
            ["sk-proj-gc-test", "use sk-ant-gc-test, please", "my api key is gc-test-4f7Qm29xLpZ8", &storage]
        {
            assert!(holds_key(text), "{text}");
        }
        assert!(holds_key(&azure) && holds_key("aB3dE5gH7jK9mN1pQ4sT6vW8yZ0bC2eF4hJ6kL8nP0rS2uV"));
        for text in
            ["pplx-70b-online", "hf_transfer", "Write to jane.doe@mail.example.com", "", "What is a key?"]
        {
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
        ] {
            assert!(url_holds_key(url), "{url}");
        }
        let account = "https://gateway.example/v1/0123456789abcdef0123456789abcdef/main/compat";
        for url in [account, "https://example.com/v1", "https://example.com/@cf/v1", "http://[::1]:80/v1", ""]
        {
            assert!(!url_holds_key(url), "{url}");
        }
    }
}
