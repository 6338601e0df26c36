//! Which names of fields, parameters and headers hold a secret.

/// How such names end, in lower case and without anything but letters and digits.
const ENDINGS: [&str; 9] =
    ["key", "token", "secret", "password", "credential", "auth", "authorization", "sig", "signature"];

/// Whether a value of this name is a secret by the name alone: `api_key`, `X-Api-Key`, `openaiApiKey`,
/// `X-Amz-Signature`. Rather one name too many than one too few: what a name does not deserve costs a
/// word that could have been read, and a secret that is let through costs a key.
pub fn is_secret_name(name: impl AsRef<[u8]>) -> bool {
    let name = name.as_ref();
    ENDINGS.iter().any(|ending| {
        let mut letters = name.iter().rev().filter(|byte| byte.is_ascii_alphanumeric());
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
            "base_url",
            "key_help",
            "key_prefix",
            "max_tokens",
            "design",
            "keys",
            "author",
            "schlüsse",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
