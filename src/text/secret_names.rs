//! Names of fields, parameters and headers that hold a secret: one list for links, `config.json`, the
//! policy tool, the masks and base URLs.
//!
//! Rather one name too many than one too few: a name too many costs a word that could have
//! been shown, and a secret that passes costs a key.

/// Endings of such names, in a sentence too. Here and below in lower case, only letters and digits.
const ENDINGS: [&str; 13] = [
    "key",
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "credential",
    "auth",
    "authorization",
    "sig",
    "signature",
    "jwt",
];

/// Endings of names of fields that are ordinary words in a sentence ("the tests pass").
const FIELD_ENDINGS: [&str; 4] = ["pass", "passcode", "bearer", "cred"];

/// Whole names of such fields.
const WHOLE: [&str; 5] = ["k", "pw", "pat", "sk", "ak"];

/// Words at the end or in the middle of the name of such a field: `apikey_prod`.
const WITHIN: [&str; 7] =
    ["apikey", "accesskey", "privatekey", "accesstoken", "secret", "password", "credential"];

/// Words that may follow the name of a secret: `token_value`, `key_string`, `credentials_json`.
const TAILS: [&str; 9] = ["value", "val", "string", "str", "text", "header", "json", "raw", "base64"];

/// Words beside a number of tokens: `max_tokens`, `usage.prompt_tokens`.
const COUNTS: [&str; 16] = [
    "max",
    "min",
    "num",
    "total",
    "prompt",
    "completion",
    "input",
    "output",
    "reasoning",
    "cached",
    "audio",
    "budget",
    "limit",
    "used",
    "remaining",
    "new",
];

/// Longest part of a name that is compared.
const MAX_NAME_BYTES: usize = 64;

/// Returns true if the value of a field of this name is a secret by its name: `api_key`,
/// `X-Api-Key`, `openaiApiKey`, `tokens`, `pass`, `key_value`, `X-Amz-Signature`.
pub fn is_secret_name(name: impl AsRef<[u8]>) -> bool {
    let name = name.as_ref();
    let name = &name[name.len().saturating_sub(MAX_NAME_BYTES)..];
    // No allocation: a hostile text has a name every other byte.
    let (mut letters, mut len) = ([0; MAX_NAME_BYTES], 0);
    for byte in name.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
        letters[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    let letters = &letters[..len];
    if let [letter] = letters {
        return *letter == b'k';
    }
    let holds = |word: &&str| letters.windows(word.len()).any(|part| part == word.as_bytes());
    if letters.ends_with(b"tokens") && COUNTS.iter().any(holds) {
        return false;
    }
    let mut rest = letters;
    loop {
        if WHOLE.iter().any(|whole| whole.as_bytes() == rest)
            || ENDINGS.iter().chain(&FIELD_ENDINGS).any(|ending| rest.ends_with(ending.as_bytes()))
        {
            return true;
        }
        let tail = TAILS.iter().find_map(|tail| rest.strip_suffix(tail.as_bytes()));
        rest = match (tail, rest) {
            (Some(rest), _) | (None, [rest @ .., b's' | b'0'..=b'9']) => rest,
            (None, _) => return WITHIN.iter().any(holds),
        };
    }
}

/// Returns true if a word in a sentence announces a secret: "the key …", `api_key: …`. Fewer names than
/// those of fields, because such a word also precedes model names.
pub fn announces_secret(word: impl AsRef<[u8]>) -> bool {
    let word = word.as_ref();
    ENDINGS.iter().any(|ending| {
        let mut letters = word.iter().rev().filter(|byte| byte.is_ascii_alphanumeric());
        ending
            .bytes()
            .rev()
            .all(|letter| letters.next().is_some_and(|byte| byte.to_ascii_lowercase() == letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_in_any_spelling() {
        for name in [
            "key",
            "api_key",
            "API_KEY",
            "apikey",
            "X-Api-Key",
            "openai_api_key",
            "accessKey",
            "subscription-key",
            "token",
            "access_token",
            "id_token",
            "X-Amz-Security-Token",
            "secret",
            "client_secret",
            "password",
            "credential",
            "auth",
            "Authorization",
            "sig",
            "X-Amz-Signature",
            "x-goog-signature",
            "k",
            "auth",
            "bearer",
            "pass",
            "db_pass",
            "pwd",
            "passwd",
            "credentials",
            "api_keys",
            "tokens",
            "accessTokens",
            "token_value",
            "key_value",
            "KEY_STRING",
            "credentials_json",
            "auth_header",
            "api_key_2",
            "key1",
            "apikey_prod",
            "client-secret-old",
            "jwt",
            "pat",
            "ssh_passphrase",
            "keys",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    /// Each of these was in one of the five lists that this one replaces and not in all others, so that
    /// the form refused what a link let through. The union is the safe side.
    #[test]
    fn what_one_place_takes_for_a_secret_every_place_does() {
        for (name, who_knew_it) in [
            ("my_auth", "a base URL's query"),
            ("aws-credential", "a base URL's query and the words in front of a value"),
            ("url_sig", "a base URL's query"),
            ("proxy-authorization", "a link and config.json"),
            ("openai_api_key", "a link and config.json; a server's words masked it as `api_key` alone"),
        ] {
            assert!(is_secret_name(name), "{name}, known to {who_knew_it}");
        }
    }

    #[test]
    fn other_names_are_no_secrets() {
        for name in [
            "",
            "-",
            "model",
            "prompt",
            "profile",
            "gateway",
            "base_url",
            "key_help",
            "key_prefix",
            "key_minutes",
            "expected_headers",
            "expected_hosts",
            "docs_url",
            "max_tokens",
            "max_completion_tokens",
            "completionTokens",
            "prompt_tokens",
            "total_tokens",
            "design",
            "author",
            "authors",
            "passage",
            "bypassed",
            "kind",
            "schlüsse",
            "spark",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
        assert!(!is_secret_name(format!("key{}", "x".repeat(1_000_000))));
    }

    #[test]
    fn a_sentence_announces_a_secret_with_fewer_names() {
        for word in ["key", "api_key", "Token", "password", "auth"] {
            assert!(announces_secret(word), "{word}");
        }
        for word in ["pass", "keys", "tokens", "bearer", "k", "string"] {
            assert!(!announces_secret(word), "{word}");
        }
    }
}
