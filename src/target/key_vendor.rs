//! Which system a key was made for, as far as its form tells.

use super::{ApiKey, BaseUrl, Severity, gateway_of, provider_of};

/// What a key's form tells. A form that is not listed tells nothing: gateways choose their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Nothing can be told.
    Unknown,
    /// A storage access key, by the storage's name.
    Storage(&'static str),
    /// Another system's own API key, by that system's name as in `known_hosts`.
    System(&'static str),
    /// A form that such a secret has, as it is called, and that a gateway's own keys may have too.
    Possibly(&'static str),
}

/// How keys of a kind begin, and what follows.
#[derive(Clone, Copy, Debug)]
pub struct KeyPrefix {
    /// The beginning.
    pub text: &'static str,
    /// Whose it is.
    pub kind: KeyKind,
    /// What a text holds behind it, if it is a key and no other word.
    pub rest: KeyRest,
}

/// What stands behind a known prefix.
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
/// keys are 32 letters and digits and nothing else, as many gateways' own are: they cannot be told.
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

impl KeyKind {
    /// What the form of `key` tells.
    pub fn of(key: &ApiKey) -> Self {
        let text = key.expose();
        if let Some(storage) = storage_of(text) {
            return Self::Storage(storage);
        }
        if is_azure_openai(text) {
            return Self::System("Azure OpenAI");
        }
        let known = system_prefix(text).map(|prefix| prefix.kind);
        known.or_else(|| possibly(text).map(Self::Possibly)).unwrap_or(Self::Unknown)
    }
}

/// A key that its form says was made for something else than where it would go.
///
/// One that is sent there has to be replaced, so nobody should do it unawares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A storage key, by the storage's name: no AI endpoint takes one.
    Storage(&'static str),
    /// Another system's key, by that system's name.
    OtherSystem(&'static str),
    /// A key of the preset gateway, at this provider's own host.
    GatewayKeyAtProvider(&'static str),
    /// It has the form of such a secret, as it is called, which a gateway's own key may have too: whoever
    /// typed it knows, and nobody else.
    Possibly(&'static str),
}

impl Mismatch {
    /// Whether `key` is for something else than `base_url`; `key_prefix` is how the keys of the
    /// preset gateway begin, where that is known.
    pub fn of(key: &ApiKey, base_url: &BaseUrl, key_prefix: Option<&str>) -> Option<Self> {
        let (text, host) = (key.expose(), base_url.host());
        let begins = key_prefix.filter(|prefix| !prefix.is_empty() && text.starts_with(prefix));
        match KeyKind::of(key) {
            KeyKind::Storage(storage) => return Some(Self::Storage(storage)),
            // A gateway may hand out keys that begin like a provider's; the longer beginning tells more.
            KeyKind::System(system)
                if begins.is_none_or(|prefix| {
                    prefix.len() < system_prefix(text).map_or(0, |theirs| theirs.text.len())
                }) =>
            {
                let is_theirs = provider_of(host).or(gateway_of(host)) == Some(system);
                return (!is_theirs).then_some(Self::OtherSystem(system));
            }
            KeyKind::Possibly(secret) if begins.is_none() => return Some(Self::Possibly(secret)),
            KeyKind::System(_) | KeyKind::Possibly(_) | KeyKind::Unknown => {}
        }
        begins.and(provider_of(host)).map(Self::GatewayKeyAtProvider)
    }

    /// What it means for sending.
    pub fn weight(self) -> Severity {
        Severity::NeedsConfirmation
    }
}

/// The prefix of a system with which a key begins.
fn system_prefix(text: &str) -> Option<&'static KeyPrefix> {
    let is_systems = |prefix: &&KeyPrefix| matches!(prefix.kind, KeyKind::System(_));
    KEY_PREFIXES.iter().filter(is_systems).find(|prefix| text.starts_with(prefix.text))
}

/// What the text may be, where its form is known and not that secret's alone.
fn possibly(text: &str) -> Option<&'static str> {
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
fn is_azure_openai(text: &str) -> bool {
    text.len() == 84 && text.contains("JQQJ99") && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The storage whose access key this is. It is held to the whole form, unlike a key among other words.
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
        check("BlobEndpoint=https://gctest.example/;AccountName=gc", KeyKind::Storage("Azure Blob Storage"));
    }

    #[test]
    fn what_a_cloud_hands_out_is_known_in_each_of_its_forms() {
        for prefix in ["AROA", "AIDA", "ASIA", "akia", "asia"] {
            let rest =
                if prefix == "akia" || prefix == "asia" { "gctest0123456789" } else { "GCTEST0123456789" };
            check(&format!("{prefix}{rest}"), KeyKind::Storage("Amazon S3"));
        }
        for text in ["sv=2024-01-01&ss=b&sig=gc%2Btest", "?sp=r&se=2026-01-01&sig=gctest"] {
            check(text, KeyKind::Storage("Azure Blob Storage"));
        }
        let account = format!("{{\"type\":\"service_account\",\"{}\":\"gc-test\"}}", "private_key");
        check(&account, KeyKind::Storage("Google Cloud service account"));
        check(
            &format!("gcTest{}", "JQQJ99").chars().cycle().take(84).collect::<String>(),
            KeyKind::System("Azure OpenAI"),
        );
    }

    #[test]
    fn a_form_that_is_not_one_systems_alone_is_asked_about_and_not_blamed() {
        let (token, secret) = (["eyJgctest", "eyJgctest", "gctest"].join("."), "gcTest0/".repeat(5));
        check(&token, KeyKind::Possibly("a signed token (JWT)"));
        check(&secret, KeyKind::Possibly("an AWS secret access key"));
        check(&"gctest0123".repeat(4), KeyKind::Unknown);
        let asked = Some(Mismatch::Possibly("a signed token (JWT)"));
        check_mismatch(&token, "https://a.example/v1", None, asked);
        check_mismatch(&token, "https://a.example/v1", Some("eyJ"), None);
        assert_eq!(Mismatch::Possibly("").weight(), Severity::NeedsConfirmation);
    }

    #[test]
    fn other_systems_keys_are_known_by_their_prefix() {
        for (prefix, system) in [
            ("ghp_", "GitHub"),
            ("gho_", "GitHub"),
            ("github_pat_", "GitHub"),
            ("glpat-", "GitLab"),
            ("xoxb-", "Slack"),
            ("xoxp-", "Slack"),
            ("ya29.", "Google"),
        ] {
            check(&format!("{prefix}gctest0123456789"), KeyKind::System(system));
        }
        check("sk-ant-gc-test", KeyKind::System("Anthropic"));
        check("sk-proj-gc-test", KeyKind::System("OpenAI"));
        check("nvapi-gc-test", KeyKind::System("NVIDIA"));
    }

    #[track_caller]
    fn check_mismatch(typed: &str, base_url: &str, key_prefix: Option<&str>, expected: Option<Mismatch>) {
        let key = ApiKey::parse(typed).unwrap().unwrap();
        let base_url = BaseUrl::parse(base_url).unwrap();
        assert_eq!(
            Mismatch::of(&key, &base_url, key_prefix),
            expected,
            "{typed}, {base_url}, {key_prefix:?}"
        );
    }

    #[test]
    fn a_storage_key_fits_nowhere() {
        let key = format!("AKIA{}", "GCTEST0123456789");
        for base_url in
            ["https://a.example/v1", "https://api.openai.com/v1", "https://s3-a.flashback.tech/v1"]
        {
            check_mismatch(&key, base_url, None, Some(Mismatch::Storage("Amazon S3")));
        }
    }

    #[test]
    fn another_systems_key_fits_its_own_host_alone() {
        let anthropic = Some(Mismatch::OtherSystem("Anthropic"));
        check_mismatch("sk-ant-gc-test", "https://a.example/v1", None, anthropic);
        check_mismatch("sk-ant-gc-test", "http://127.0.0.1:8787/v1", None, anthropic);
        check_mismatch("sk-ant-gc-test", "https://api.openai.com/v1", None, anthropic);
        check_mismatch("sk-ant-gc-test", "https://api.anthropic.com/v1", None, None);
        check_mismatch("sk-or-gc-test", "https://openrouter.ai/api/v1", None, None);
    }

    #[test]
    fn the_gateways_own_key_does_not_go_past_it() {
        let past = Some(Mismatch::GatewayKeyAtProvider("OpenAI"));
        check_mismatch("gk-gc-test", "https://api.openai.com/v1", Some("gk-"), past);
        check_mismatch("gk-gc-test", "https://a.example/v1", Some("gk-"), None);
        check_mismatch("gc-test-1", "https://api.openai.com/v1", Some("gk-"), None);
        check_mismatch("gc-test-1", "https://api.openai.com/v1", Some(""), None);
        check_mismatch("gc-test-1", "https://api.openai.com/v1", None, None);
    }

    #[test]
    fn of_two_beginnings_the_longer_tells_more() {
        let anthropic = Some(Mismatch::OtherSystem("Anthropic"));
        check_mismatch("sk-ant-gc-test", "https://a.example/v1", Some("sk-"), anthropic);
        check_mismatch("sk-ant-gc-test", "https://a.example/v1", Some("sk-ant-"), None);
        check_mismatch("sk-proj-gc-test", "https://api.openai.com/v1", Some("sk-"), None);
    }

    #[test]
    fn no_prefix_hides_a_longer_one_behind_it() {
        for (place, earlier) in KEY_PREFIXES.iter().enumerate() {
            let hidden = KEY_PREFIXES[place + 1..].iter().find(|later| later.text.starts_with(earlier.text));
            assert!(hidden.is_none(), "{}: {hidden:?}", earlier.text);
        }
    }

    #[test]
    fn an_unlisted_form_tells_nothing() {
        check("sk-gc-test", KeyKind::Unknown);
        check("gc-test-1", KeyKind::Unknown);
        check("AKIA-is-my-cat", KeyKind::Unknown);
    }
}
