//! The forms of keys: one list for the confirmation before sending, the masks, links and config.json.

use super::KeyKind;

/// Beginning of keys of a kind, and the text that follows.
#[derive(Clone, Copy, Debug)]
pub struct KeyPrefix {
    /// The beginning.
    pub text: &'static str,
    /// Whose it is.
    pub kind: KeyKind,
    /// Text after it, if it is a key and not another word.
    pub rest: KeyRest,
}

/// Text after a known prefix.
#[derive(Clone, Copy, Debug)]
pub enum KeyRest {
    /// At least this many letters, digits, `-` or `_`, with a digit or a capital among them.
    Word(usize),
    /// The same without `-`, since model names begin alike (`pplx-70b-online`).
    Unhyphenated(usize),
    /// At least this many capitals and digits.
    Capitals(usize),
    /// Exactly as many small letters and digits, some of them digits.
    Small(usize),
}

/// Source: the vendors' key formats. Longer prefixes first; a plain `sk-` may belong to anyone. Mistral's
/// keys are 32 letters and digits and nothing else, as many gateways' own are: they cannot be recognised.
#[rustfmt::skip]
pub static KEY_PREFIXES: [KeyPrefix; 39] = [
    prefix("sk-ant-", KeyKind::System("Anthropic"), KeyRest::Word(4)),
    prefix("sk-or-", KeyKind::System("OpenRouter"), KeyRest::Word(4)),
    prefix("sk-proj-", KeyKind::System("OpenAI"), KeyRest::Word(4)),
    prefix("sk-svcacct-", KeyKind::System("OpenAI"), KeyRest::Word(4)),
    prefix("sk-", KeyKind::Unknown, KeyRest::Word(4)),
    prefix("AIza", KeyKind::System("Google"), KeyRest::Word(16)),
    prefix("gsk_", KeyKind::System("Groq"), KeyRest::Unhyphenated(16)),
    prefix("xai-", KeyKind::System("xAI"), KeyRest::Unhyphenated(16)),
    prefix("hf_", KeyKind::System("Hugging Face"), KeyRest::Unhyphenated(16)),
    prefix("pplx-", KeyKind::System("Perplexity"), KeyRest::Unhyphenated(16)),
    prefix("nvapi-", KeyKind::System("NVIDIA"), KeyRest::Word(16)),
    prefix("r8_", KeyKind::System("Replicate"), KeyRest::Unhyphenated(16)),
    prefix("ghp_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("gho_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("ghu_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("ghs_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("ghr_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("github_pat_", KeyKind::System("GitHub"), KeyRest::Unhyphenated(16)),
    prefix("glpat-", KeyKind::System("GitLab"), KeyRest::Word(8)),
    prefix("xoxb-", KeyKind::System("Slack"), KeyRest::Word(8)),
    prefix("xoxp-", KeyKind::System("Slack"), KeyRest::Word(8)),
    prefix("xoxa-", KeyKind::System("Slack"), KeyRest::Word(8)),
    prefix("xoxs-", KeyKind::System("Slack"), KeyRest::Word(8)),
    prefix("xapp-", KeyKind::System("Slack"), KeyRest::Word(8)),
    prefix("ya29.", KeyKind::System("Google"), KeyRest::Word(8)),
    prefix("npm_", KeyKind::System("npm"), KeyRest::Unhyphenated(16)),
    prefix("dckr_pat_", KeyKind::System("Docker"), KeyRest::Word(8)),
    prefix("sk_live_", KeyKind::System("Stripe"), KeyRest::Unhyphenated(8)),
    prefix("sk_test_", KeyKind::System("Stripe"), KeyRest::Unhyphenated(8)),
    prefix("rk_live_", KeyKind::System("Stripe"), KeyRest::Unhyphenated(8)),
    prefix("dop_v1_", KeyKind::System("DigitalOcean"), KeyRest::Unhyphenated(16)),
    prefix("hvs.", KeyKind::System("HashiCorp Vault"), KeyRest::Word(16)),
    prefix("AKIA", KeyKind::Storage(S3), KeyRest::Capitals(12)),
    prefix("akia", KeyKind::Storage(S3), KeyRest::Small(16)),
    prefix("ASIA", KeyKind::Storage(S3), KeyRest::Capitals(12)),
    prefix("asia", KeyKind::Storage(S3), KeyRest::Small(16)),
    prefix("AROA", KeyKind::Storage(S3), KeyRest::Capitals(12)),
    prefix("AIDA", KeyKind::Storage(S3), KeyRest::Capitals(12)),
    prefix("GOOG1", KeyKind::Storage("Google Cloud Storage"), KeyRest::Capitals(12)),
];

const S3: &str = "Amazon S3";

const fn prefix(text: &'static str, kind: KeyKind, rest: KeyRest) -> KeyPrefix {
    KeyPrefix { text, kind, rest }
}

/// The prefix of a system with which a key begins.
pub(super) fn system_prefix(text: &str) -> Option<&'static KeyPrefix> {
    let is_systems = |prefix: &&KeyPrefix| matches!(prefix.kind, KeyKind::System(_));
    KEY_PREFIXES.iter().filter(is_systems).find(|prefix| text.starts_with(prefix.text))
}

/// Returns the secret that the text may be, where its form is known and not that secret's alone.
pub(super) fn possibly(text: &str) -> Option<&'static str> {
    let mut parts = text.split('.');
    let is_json = |part: Option<&str>| part.is_some_and(|part| part.starts_with("eyJ"));
    // `eyJ` is base64 for `{"`, with which head and claims begin (RFC 7519).
    if is_json(parts.next()) && is_json(parts.next()) {
        return Some("a signed token (JWT)");
    }
    let has = |is: fn(&u8) -> bool| text.as_bytes().iter().any(is);
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    let is_secret_key = text.len() == 40
        && text.bytes().all(is_base64)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit);
    is_secret_key.then_some("an AWS secret access key")
}

/// Keys of 84 characters are Azure's by a mark within. Source: Microsoft's common annotated security keys.
pub(super) fn is_azure_openai(text: &str) -> bool {
    text.len() == 84 && text.contains("JQQJ99") && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The storage whose access key this is. It must match the whole format, unlike a key among other words.
pub(super) fn storage_of(text: &str) -> Option<&'static str> {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    let is_azure_key = text.len() == 88 && text.ends_with("==") && text.bytes().all(is_base64);
    let is_connection_string =
        ["DefaultEndpointsProtocol=", "AccountKey=", "BlobEndpoint=", "SharedAccessSignature="]
            .iter()
            .any(|part| text.contains(part));
    // A shared access signature: a query with the signature and what it permits.
    let has_field = |name: &str| text.trim_start_matches('?').split('&').any(|field| field.starts_with(name));
    let is_signature = has_field("sig=") && ["sv=", "se=", "sp="].iter().any(|name| has_field(name));
    if is_azure_key || is_connection_string || is_signature {
        return Some("Azure Blob Storage");
    }
    let is_account =
        ["\"service_account\"", "\"private_key\"", "-----BEGIN"].iter().any(|part| text.contains(part));
    if is_account {
        return Some("Google Cloud service account");
    }
    let is_code = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    KEY_PREFIXES.iter().find_map(|prefix| match prefix.kind {
        KeyKind::Storage(storage) if is_code && text.starts_with(prefix.text) => {
            // Access keys have 20 characters, roles and users 21.
            (storage != S3 || matches!(text.len(), 20 | 21)).then_some(storage)
        }
        KeyKind::Storage(_) | KeyKind::System(_) | KeyKind::Possibly(_) | KeyKind::Unknown => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_prefix_hides_a_longer_one_behind_it() {
        for (index, earlier) in KEY_PREFIXES.iter().enumerate() {
            let hidden = KEY_PREFIXES[index + 1..].iter().find(|later| later.text.starts_with(earlier.text));
            assert!(hidden.is_none(), "{}: {hidden:?}", earlier.text);
        }
    }

    #[test]
    fn only_an_access_key_of_amazon_has_a_fixed_length() {
        let storage = |prefix: &str, rest: &str| storage_of(&format!("{prefix}{rest}"));
        assert_eq!(storage("AKIA", "GCTEST0123456789"), Some("Amazon S3"));
        assert_eq!(storage("AKIA", "GCTEST012345678"), None);
        assert_eq!(storage("GOOG1", "GCTEST0123456789"), Some("Google Cloud Storage"));
        assert_eq!(storage("GOOG1", "GCTEST0123456789GCTEST"), Some("Google Cloud Storage"));
    }
}
