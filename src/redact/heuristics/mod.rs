//! Covers what looks like somebody else's key, key hash or address in a server's words.
//!
//! A server that rejects a key may print the one it expected, or that of the provider behind it. Only its
//! appearance can tell: known prefixes (`prefix`), randomness, and the words around (`label`, `expected`).
//! Request ids, model names and URLs stay readable, because the person who fixes the problem needs them.

mod address;
mod expected;
#[cfg(test)]
mod growth_tests;
mod label;
mod noticed;
mod prefix;
mod random;

use std::borrow::Cow;

use self::expected::Expected;
use self::label::Label;
pub use self::noticed::{holds_key, url_holds_key};

/// Part to cover: the text from `from` to `end`; a part before it may stay.
struct Redaction {
    from: usize,
    end: usize,
}

/// The text with `…` in place of whatever looks like a key, a key hash or a personal address.
///
/// A known prefix, which tells whose key it is, stays.
pub fn mask_lookalikes(text: &str) -> Cow<'_, str> {
    mask(text, false)
}

/// The same for the refusal of a key, in which any word with letters and digits may be the expected one.
pub fn mask_refused_key(text: &str) -> Cow<'_, str> {
    mask(text, true)
}

fn mask(text: &str, is_refused_key: bool) -> Cow<'_, str> {
    let mut shown = String::new();
    let (mut copied, mut at) = (0, 0);
    let mut scan = Scan { text: text.as_bytes(), random_checked_to: 0 };
    let mut expected = Expected::new(text, is_refused_key);
    while at < text.len() {
        let is_word = is_word(scan.text[at]);
        let covered = scan.cover_at(at).or_else(|| is_word.then(|| expected.cover_at(at)).flatten());
        if let Some(Redaction { from, end }) = covered {
            shown.push_str(&text[copied..from]);
            shown.push('…');
            expected.note_covered(end);
            (copied, at) = (end, end);
        } else {
            at = next_start(scan.text, at);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[copied..]);
    Cow::Owned(shown)
}

/// Returns true if the byte can be a part of a key's or an id's word.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The end of the run of bytes that begins at `at` and satisfies `is_in`.
fn run_end(text: &[u8], at: usize, is_in: impl Fn(u8) -> bool) -> usize {
    let end = at + text[at..].iter().take_while(|byte| is_in(**byte)).count();
    #[cfg(test)]
    crate::text::work::count(end - at + 1);
    end
}

/// Returns true if a word that was announced as a key may well be one: long, with letters and digits. Too
/// much is covered rather than too little, since no gateway chooses its keys for us.
fn is_keylike(word: &[u8]) -> bool {
    word.len() >= MIN_KEY_BYTES
        && word.iter().any(u8::is_ascii_digit)
        && word.iter().any(u8::is_ascii_alphabetic)
}

/// Shortest word that can count as a key by its letters, whatever announces it.
const MIN_KEY_BYTES: usize = 12;

struct Scan<'a> {
    text: &'a [u8],
    /// Up to here a longer run has been found not to be random: it is not looked at again.
    random_checked_to: usize,
}

impl Scan<'_> {
    /// Returns the part to cover at `at`, where a word or a mark begins.
    fn cover_at(&mut self, at: usize) -> Option<Redaction> {
        let may_be_email = is_word(self.text[at]) || self.text[at] == b'+';
        let email = may_be_email.then(|| address::email(self.text, at)).flatten();
        email.or_else(|| self.known_at(at)).or_else(|| self.random_at(at))
    }

    /// Returns a part that is known by its form.
    fn known_at(&self, at: usize) -> Option<Redaction> {
        let text = self.text;
        match text[at] {
            b':' => address::credentials(text, at),
            b'?' | b'&' => address::query_value(text, at),
            byte if is_word(byte) => prefix::key(text, at).or_else(|| prefix::authorization(text, at)),
            _ => None,
        }
    }

    /// Returns a part that is random, or announced as a key.
    fn random_at(&mut self, at: usize) -> Option<Redaction> {
        let may_begin = is_word(self.text[at]) || self.text[at] == b'+';
        if at < self.random_checked_to || !may_begin {
            return None;
        }
        let (word_end, end) = (run_end(self.text, at, is_word), run_end(self.text, at, random::is_base64));
        self.random_checked_to = end;
        // Then the text before it is not worth a look either.
        if end - at < MIN_KEY_BYTES {
            return None;
        }
        let (word, run) = (&self.text[at..word_end], &self.text[at..end]);
        let label = label::before(self.text, at);
        let (hex_least, base64_least) = match label {
            Label::Id => return None,
            _ if label::is_id(word) => return None,
            Label::Key => (20, 20),
            Label::Other => (32, 40),
        };
        if let Some(offset) = random::hex_part(word, hex_least) {
            let from = if label == Label::Key { at } else { at + offset };
            return Some(Redaction { from, end: word_end });
        }
        let is_long_key = label == Label::Key && run.len() >= 32 && random::is_mixed(run);
        let is_random = is_long_key || (run.len() >= base64_least && random::is_random(run));
        let padded_end = run_end(self.text, end, |byte| byte == b'=');
        if is_random {
            return Some(Redaction { from: at, end: padded_end });
        }
        (label == Label::Key && is_keylike(word)).then_some(Redaction { from: at, end: word_end })
    }
}

/// The next place after `at` where something may begin. An escape is skipped as a whole, so that a
/// key right after it (`\nsk-…`, `%20sk-…`) is found there.
fn next_start(text: &[u8], at: usize) -> usize {
    #[cfg(test)]
    crate::text::work::count(1);
    match text[at..] {
        [byte, ..] if is_word(byte) => run_end(text, at, is_word),
        [b'\\', b'b' | b'f' | b'n' | b'r' | b't', ..] => at + 2,
        [b'\\', b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(u8::is_ascii_hexdigit) => at + 6,
        [b'%', a, b, ..] if [a, b].iter().all(u8::is_ascii_hexdigit) => at + 3,
        _ => at + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::mask_lookalikes;

    /// Masks `text`, expects `shown`, and that masking again changes nothing.
    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(mask_lookalikes(text), shown);
        assert_eq!(mask_lookalikes(shown), shown, "masked again");
    }

    /// Characters as random as a key's, the same each time.
    fn random(alphabet: &str, len: usize, seed: u64) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            alphabet[usize::try_from(state >> 33).unwrap() % alphabet.len()]
        };
        (0..len).map(|_| next()).collect()
    }

    const ALPHANUMERIC: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    #[test]
    fn what_is_announced_as_a_key_is_covered_in_any_form() {
        check("expected the key gc-test-expected-4f7Qm29xLpZ8.", "expected the key ….");
        check("the key phi-gc-test-4f7Qm29xLpZ8 is unknown", "the key … is unknown");
        check("pass=gc-test-4f7Qm29xLpZ8", "pass=…");
        check("the key 0123456789abcdef0123456789abcdef.gcTest0123456789 is", "the key ….… is");
        check("the key gctest0123456+gcTest0123 is unknown", "the key …+… is unknown");
        check("the key gctest012345_0123456789abcdef01234567 is", "the key … is");
        check("the key monkey-business is unknown", "the key monkey-business is unknown");
    }

    #[test]
    fn keys_of_known_systems_are_covered_behind_their_prefix() {
        for (prefix, len) in [
            ("sk-", 48),
            ("sk-proj-", 120),
            ("sk-svcacct-", 60),
            ("sk-ant-", 95),
            ("sk-or-", 64),
            ("AIza", 35),
            ("gsk_", 52),
            ("xai-", 80),
            ("hf_", 34),
            ("pplx-", 48),
            ("nvapi-", 64),
            ("r8_", 37),
        ] {
            for seed in 1..200 {
                let key = format!("{prefix}{}", random(ALPHANUMERIC, len, seed));
                check(&format!("Incorrect key: {key}."), &format!("Incorrect key: {prefix}…."));
                check(&format!("{{\"k\":\"\\n{key}\"}}"), &format!("{{\"k\":\"\\n{prefix}…\"}}"));
            }
        }
        check("The key AKIAQWERTYUIOPASDFGH does not exist", "The key AKIA… does not exist");
        check("id=ASIAQWERTYUIOPASD234", "id=ASIA…");
        check("id=akiagctest0123456789", "id=akia…");
        check("GOOG1EQWERTYUIOPASDFGHJKLZX234", "GOOG1…");
        for before in ["\\b", "\\n", "\\u0022", "%20", "\\usr\\", "% "] {
            check(&format!("a{before}sk-1234"), &format!("a{before}sk-…"));
        }
        check("Got sk-1234, wanted another", "Got sk-…, wanted another");
    }

    #[test]
    fn credentials_and_tokens_are_covered() {
        check("sent Bearer abc123xyz to", "sent Bearer … to");
        check("sent Bearer gcTestKeyOfMixedCase to", "sent Bearer … to");
        check("Authorization: bearer  q1w2e3.r4-t5_y6~==", "Authorization: bearer  …");
        check("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic …");
        check("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl!", "token eyJ…!");
        check("sent eyJhbGciOiJI.gc to", "sent eyJ… to");
    }

    #[test]
    fn random_characters_are_covered() {
        for seed in 1..500 {
            let hex = random("0123456789abcdef", 64, seed);
            check(&format!("Key Hash (Token) ={hex}. Unable"), "Key Hash (Token) =…. Unable");
            check(&format!("hash_{hex}"), "hash_…");
            check(&format!("INVALID: {hex}"), "INVALID: …");
            let short = random("0123456789abcdef", 24, seed);
            check(&format!("api key provided: {short}"), "api key provided: …");
            check(&format!("API_TOKEN={short}"), "API_TOKEN=…");
        }
        check(
            "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZ==;",
            "AccountKey=…;",
        );
        // A part of it happens to be the name of a model.
        check("API_TOKEN=gcTest01/phi/gcTest45/gcTest67/ab", "API_TOKEN=…");
    }

    #[test]
    fn nearly_all_random_base64_is_covered() {
        let is_covered = |seed: &u64| {
            let text = random(&format!("{ALPHANUMERIC}+/"), 64, *seed);
            mask_lookalikes(&text).len() < 20
        };
        let covered = (1..1000).filter(is_covered).count();
        assert!(covered > 970, "{covered} of 999");
    }

    #[test]
    fn addresses_and_secrets_in_urls_are_covered() {
        check("User jane.doe+x@mail.example.com. is blocked", "User …@mail.example.com. is blocked");
        check("https://jane:gc-test-pw@example.com/v1", "https://…@example.com/v1");
        check("https://token@example.com/v1", "https://…@example.com/v1");
        let user = "x".repeat(511);
        check(&format!("https://{user}@example.com"), "https://…@example.com");
        let too_long = format!("https://x{user}@example.com");
        check(&too_long, &too_long);
        check("GET /v1/models?key=abc&alt=sse", "GET /v1/models?key=…&alt=sse");
        check("https://h.example/x?a=1&amp;api_key=abc\"", "https://h.example/x?a=1&amp;api_key=…\"");
        check("?sv=2020&sig=a%2Bb%3D' failed", "?sv=2020&sig=…' failed");
        check("?token=a&access_token=b&X-Amz-Signature=c", "?token=…&access_token=…&X-Amz-Signature=…");
        check("?openai_api_key=a&proxy-auth=b&page=c", "?openai_api_key=…&proxy-auth=…&page=c");
        check("?key=abc was refused", "?key=… was refused");
        let longest = format!("{}_key", "x".repeat(36));
        check(&format!("?{longest}=gc-test"), &format!("?{longest}=…"));
        let no_host = format!("jane@{}.example", "x".repeat(300));
        check(&no_host, &no_host);
    }

    #[test]
    fn what_helps_to_fix_the_trouble_stays() {
        for text in [
            "The model `gpt-4o-mini-2024-07-18` does not exist or you do not have access to it.",
            "meta-llama/Llama-3.3-70B-Instruct-Turbo",
            "claude-3-5-sonnet@20240620",
            "@cf/meta/llama-3-8b",
            "nvidia/Llama-3_1-Nemotron-Ultra-253B-v1-FP8-dynamic-quantized",
            "pplx-70b-online",
            "pplx-70b-online-Preview-2025",
            "GenerativeLanguageInputTokensPerModelPerMinute2ForFreeUsers",
            "https://@example.com/v1",
            "pplx-sonar",
            "Qwen/Qwen3-235B-A22B-Instruct-2507",
            "GenerateRequestsPerMinutePerProjectPerModel",
            "GenerateRequestsPerDayPerProjectPerModel-FreeTier2",
            "hf_hub_download_with_a_timeout",
            "req_011CdufXo8Y2LVfY2veyuQWG",
            "req_0123456789abcdef0123456789abcdef",
            "chatcmpl-BxYz01AbCdEfGhIjKlMnOpQrStUv",
            "rs_68c42de022c881948db7ed1cc2529f2e0202c9ad459e0d23",
            "gen-1762179802-UN8pkJI4AGZvryk0kFnb",
            "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
            "(Please include the request ID 0123456789abcdef0123456789abcdef in",
            "\"requestId\":\"0123456789abcdef0123456789abcdef\"",
            "x-request-id: 0123456789abcdef0123456789abcdef",
            "<HostId>Uuag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRJfaOeV+Qz7/9AbCdEfGhIj=</HostId>",
            "https://platform.openai.com/account/api-keys",
            "https://docs.example.com/en-US/a/b/Access-Control-Allow-Origin?page=2&key=",
            "Received API Key = sk-...8aSP, valid_token=None",
            "Authentication Fails, Your api key: ****fcc2 is invalid",
            "auth header format should be Bearer sk-...",
            "Bearer token expected",
            "Bearer authentication",
            "Bearer authentication-scheme",
            "basic authentication",
            "basic training",
            "basic iPad",
            "basic OpenTelemetry",
            "look at eyJ1.2",
            "akiagctest0123456789a",
            "k9m2p4r7t1w6y3z8n5q2s4v7x1k9m2p4r7t1w6y3z8",
            "the key monkey-business-of-the-whole-department is unknown",
            "All tests pass m-2024-release-7",
            "The release was m-2024-release-7",
            "Incorrect API key provided: wro****ey",
            "Bearer [key] was refused, see ?key=[key]",
            "max_parallel_requests: 9223372036854775807",
            "write to support@example.com",
            "tokens: 12345678901234567890123456789012345",
            "2026-08-30 20:28:19",
            "请求 id: 42, a@b, a@b.1",
            "a@b.12, a@b.c, a@.example",
            "https://h.example:8443/v1/chat/completions",
            "400: {'error': '/chat/completions: Invalid model name passed in model=None'}",
        ] {
            check(text, text);
        }
    }
}
