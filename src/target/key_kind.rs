//! Which system a key was made for, as far as its form tells.

use super::ApiKey;

/// What a key's form tells. A form that is not listed tells nothing: gateways choose their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Nothing can be told.
    Unknown,
    /// A storage access key, by the storage's name.
    Storage(&'static str),
    /// Another system's own API key, by that system's name as in `known_hosts`.
    System(&'static str),
}

/// Prefixes of API keys. Source: the vendors' key formats. A plain `sk-` may belong to anyone.
const PREFIXES: &[(&str, &str)] = &[
    ("sk-ant-", "Anthropic"),
    ("sk-or-", "OpenRouter"),
    ("sk-proj-", "OpenAI"),
    ("sk-svcacct-", "OpenAI"),
    ("AIza", "Google"),
    ("gsk_", "Groq"),
    ("xai-", "xAI"),
    ("hf_", "Hugging Face"),
    ("pplx-", "Perplexity"),
    ("nvapi-", "NVIDIA"),
    ("r8_", "Replicate"),
];

impl KeyKind {
    /// What the form of `key` tells.
    pub fn of(key: &ApiKey) -> Self {
        let text = key.expose();
        if let Some(storage) = storage_of(text) {
            return Self::Storage(storage);
        }
        let known = PREFIXES.iter().find(|(prefix, _)| text.starts_with(prefix));
        known.map_or(Self::Unknown, |(_, system)| Self::System(system))
    }
}

fn storage_of(text: &str) -> Option<&'static str> {
    let is_code = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    let is_azure_key = text.len() == 88 && text.ends_with("==") && text.bytes().all(is_base64);
    if is_azure_key || text.starts_with("DefaultEndpointsProtocol=") || text.contains("AccountKey=") {
        Some("Azure Blob Storage")
    } else if text.starts_with("GOOG1") && text.bytes().all(is_code) {
        Some("Google Cloud Storage")
    } else if (text.starts_with("AKIA") || text.starts_with("ASIA"))
        && text.len() == 20
        && text.bytes().all(is_code)
    {
        Some("Amazon S3")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: KeyKind) {
        let key = ApiKey::parse(typed).unwrap().unwrap();
        assert_eq!(KeyKind::of(&key), expected, "{typed}");
    }

    #[test]
    fn storage_keys_are_known_by_their_form() {
        check(&format!("AKIA{}", "GCTEST0123456789"), KeyKind::Storage("Amazon S3"));
        check(&format!("GOOG1{}", "GCTEST0123456789"), KeyKind::Storage("Google Cloud Storage"));
        check(&format!("{}==", "gcTest".repeat(15).split_at(86).0), KeyKind::Storage("Azure Blob Storage"));
        check("DefaultEndpointsProtocol=https;AccountName=gc-test", KeyKind::Storage("Azure Blob Storage"));
    }

    #[test]
    fn other_systems_keys_are_known_by_their_prefix() {
        check("sk-ant-gc-test", KeyKind::System("Anthropic"));
        check("sk-proj-gc-test", KeyKind::System("OpenAI"));
        check("nvapi-gc-test", KeyKind::System("NVIDIA"));
    }

    #[test]
    fn an_unlisted_form_tells_nothing() {
        check("sk-gc-test", KeyKind::Unknown);
        check("gc-test-1", KeyKind::Unknown);
        check("AKIA-is-my-cat", KeyKind::Unknown);
    }
}
