//! The system that a key was made for, as far as its format shows it.

use super::key_forms::{is_azure_openai, possibly, storage_of, system_prefix};
use super::{ApiKey, BaseUrl, Severity, gateway_of, provider_of};

/// Kind of key that its format shows. A format that is not listed shows nothing: gateways choose their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Unknown.
    Unknown,
    /// A storage access key, by the storage's name.
    Storage(&'static str),
    /// Another system's own API key, by that system's name as in `known_hosts`.
    System(&'static str),
    /// A form that such a secret has, as it is called, and that a gateway's own keys may have too.
    Possibly(&'static str),
}

impl KeyKind {
    /// Returns the kind that the format of `key` shows.
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

/// A key whose format shows that it was made for another system than its target.
///
/// A key that is sent there has to be replaced, so nobody should do that by accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A storage key, by the storage's name: no AI endpoint takes one.
    Storage(&'static str),
    /// Another system's key, by that system's name.
    OtherSystem(&'static str),
    /// A key of the preset gateway, at this provider's own host.
    GatewayKeyAtProvider(&'static str),
    /// It has the form of such a secret, as it is called, which a gateway's own key may also have: only
    /// the user knows.
    Possibly(&'static str),
}

impl Mismatch {
    /// Finds the mismatch if `key` is for something else than `base_url`; `key_prefix` is the beginning of
    /// the preset gateway's keys, where that is known.
    pub fn of(key: &ApiKey, base_url: &BaseUrl, key_prefix: Option<&str>) -> Option<Self> {
        let (text, host) = (key.expose(), base_url.host());
        let begins = key_prefix.filter(|prefix| !prefix.is_empty() && text.starts_with(prefix));
        match KeyKind::of(key) {
            KeyKind::Storage(storage) => return Some(Self::Storage(storage)),
            // A gateway may hand out keys that begin like a provider's; the longer prefix is more specific.
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

    /// Returns its effect on sending.
    pub fn severity(self) -> Severity {
        Severity::NeedsConfirmation
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
        assert_eq!(Mismatch::Possibly("").severity(), Severity::NeedsConfirmation);
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
        let azure = format!("gcTest{}", "JQQJ99").repeat(7);
        for host in ["x.openai.azure.com", "x.cognitiveservices.azure.com", "x.services.ai.azure.com"] {
            check_mismatch(&azure, &format!("https://{host}/openai/v1"), None, None);
        }
        let secret = |prefix: &str| format!("{prefix}gctest0123456789");
        check_mismatch(&secret("github_pat_"), "https://models.github.ai/inference", None, None);
        let endpoint = "https://x.eu-west-1.aws.endpoints.huggingface.cloud/v1";
        check_mismatch(&secret("hf_"), endpoint, None, None);
        check_mismatch(&azure, "https://a.example/v1", None, Some(Mismatch::OtherSystem("Azure OpenAI")));
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
    fn an_unlisted_form_tells_nothing() {
        check("sk-gc-test", KeyKind::Unknown);
        check("gc-test-1", KeyKind::Unknown);
        check("AKIA-is-my-cat", KeyKind::Unknown);
    }
}
