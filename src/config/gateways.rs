//! The gateways that the page's host offers, and the rules for the typed base URL.

use super::{Expectations, Gateway, Help};
use crate::target::{BaseUrl, Target, provider_of};
use crate::wire::Redirects;

/// The preset gateways, and the one that is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayList {
    /// All of them.
    pub gateways: Vec<Gateway>,
    /// The index of the one that was chosen last.
    pub chosen: usize,
    /// True if nothing may be sent to any other.
    pub is_only: bool,
}

impl GatewayList {
    /// The gateway that was chosen last; `None` if there is none to choose.
    pub fn chosen_gateway(&self) -> Option<&Gateway> {
        self.gateways.get(self.chosen)
    }

    /// The index of the gateway with this base URL; of several, the chosen one.
    pub fn index_of(&self, base_url: &str) -> Option<usize> {
        self.index_preferring(self.chosen, base_url)
    }

    /// The same, but of several it prefers the gateway at `chosen`.
    pub fn index_preferring(&self, chosen: usize, base_url: &str) -> Option<usize> {
        let base_url = BaseUrl::parse(base_url).ok()?.to_string();
        let is_match = |gateway: &Gateway| gateway.base_url == base_url;
        if self.gateways.get(chosen).is_some_and(is_match) {
            return Some(chosen);
        }
        self.gateways.iter().position(is_match)
    }

    /// The index of the gateway with this name.
    pub fn index_named(&self, name: &str) -> Option<usize> {
        self.gateways.iter().position(|gateway| gateway.name == name)
    }

    /// The gateway that has this base URL.
    pub fn gateway_at(&self, base_url: &str) -> Option<&Gateway> {
        self.gateways.get(self.index_of(base_url)?)
    }

    /// Returns true if the host forbids sending to this base URL.
    pub fn refuses(&self, base_url: &str) -> bool {
        self.is_only && self.index_of(base_url).is_none()
    }

    /// Returns the handling of redirects: on a locked page none is followed, because it may lead elsewhere.
    pub fn redirects(&self) -> Redirects {
        if self.is_only { Redirects::Refuse } else { Redirects::Follow }
    }

    /// Returns the prefix of the chosen gateway's keys. It applies to any base URL, so that such a key
    /// does not go to another server.
    pub fn key_prefix(&self) -> Option<&str> {
        self.chosen_gateway()?.expectations.key_prefix.as_deref()
    }

    /// Returns the expectations of the rules for this target. A target that is not a preset gateway has none,
    /// except that the chosen gateway's key does not belong to a provider.
    pub fn expectations(&self, target: &Target) -> Expectations {
        if let Some(gateway) = self.gateway_at(&target.base_url.to_string()) {
            return gateway.expectations.clone();
        }
        let key = target.key.as_ref().filter(|_| provider_of(target.base_url.host()).is_some());
        let begins = |prefix: &&str| key.is_some_and(|key| key.expose().starts_with(*prefix));
        Expectations {
            key_prefix: self.key_prefix().filter(begins).map(str::to_owned),
            ..Expectations::default()
        }
    }

    /// Returns the name that the page's host gives this target; empty if it is not a preset gateway.
    pub fn name(&self, target: &Target) -> String {
        self.gateway_at(&target.base_url.to_string()).map(|gateway| gateway.name.clone()).unwrap_or_default()
    }

    /// Whom to ask about this target.
    pub fn help(&self, target: &Target) -> Help {
        self.gateway_at(&target.base_url.to_string()).map(|gateway| gateway.help.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::{ApiKey, ModelName};

    fn gateway(name: &str, base_url: &str) -> Gateway {
        Gateway {
            name: name.to_owned(),
            base_url: base_url.to_owned(),
            expectations: Expectations {
                hosts: vec!["a.example".to_owned()],
                headers: vec!["x-a".to_owned()],
                key_prefix: Some("gc-".to_owned()),
                is_preset: true,
                ..Expectations::default()
            },
            help: Help { contact: Some(format!("#{name}")), ..Help::default() },
            ..Gateway::default()
        }
    }

    fn gateways(is_only: bool) -> GatewayList {
        let gateways = ["https://a.example/v1", "https://b.example/v1", "https://a.example/v1"];
        let gateways = gateways.iter().zip(["a", "b", "c"]).map(|(base_url, name)| gateway(name, base_url));
        GatewayList { gateways: gateways.collect(), chosen: 0, is_only }
    }

    fn target(base_url: &str, key: &str) -> Target {
        Target {
            base_url: BaseUrl::parse(base_url).unwrap(),
            key: ApiKey::parse(key).unwrap(),
            model: ModelName::parse("m").unwrap(),
        }
    }

    #[test]
    fn a_gateway_is_known_by_its_base_url_however_it_is_written() {
        let gateways = gateways(false);
        for (typed, index) in [
            ("https://a.example/v1", Some(0)),
            ("HTTPS://B.example:443/v1/", Some(1)),
            ("https://a.example", None),
            ("https://a.example/v1/x", None),
            ("a.example/v1", None),
            ("", None),
        ] {
            assert_eq!(gateways.index_of(typed), index, "{typed}");
        }
        assert_eq!(GatewayList { chosen: 2, ..gateways }.index_of("https://a.example/v1"), Some(2));
    }

    #[test]
    fn a_target_has_the_name_of_its_gateway() {
        assert_eq!(gateways(false).name(&target("https://b.example/v1", "")), "b");
        assert_eq!(gateways(false).name(&target("https://c.example/v1", "")), "");
    }

    #[test]
    fn only_a_locked_offer_refuses_and_only_what_it_does_not_hold() {
        for (typed, is_refused) in [
            ("https://a.example/v1/", false),
            ("https://c.example/v1", true),
            ("https://a.example", true),
            ("", true),
        ] {
            assert_eq!(gateways(true).refuses(typed), is_refused, "{typed}");
            assert!(!gateways(false).refuses(typed), "{typed}");
        }
    }

    #[test]
    fn a_locked_page_follows_no_redirect() {
        assert_eq!(gateways(true).redirects(), Redirects::Refuse);
        assert_eq!(gateways(false).redirects(), Redirects::Follow);
        assert_eq!(GatewayList::default().redirects(), Redirects::Follow);
    }

    #[test]
    fn what_is_known_of_a_gateway_holds_for_its_base_url_alone() {
        let gateways = gateways(false);
        let own = target("https://b.example/v1", "gc-test-1");
        assert_eq!(gateways.expectations(&own), gateways.gateways[1].expectations);
        assert_eq!(gateways.help(&own).contact.as_deref(), Some("#b"));
        for base_url in ["https://c.example/v1", "https://a.example/v2"] {
            let other = target(base_url, "gc-test-1");
            assert_eq!(gateways.expectations(&other), Expectations::default(), "{base_url}");
            assert_eq!(gateways.help(&other), Help::default(), "{base_url}");
        }
    }

    #[test]
    fn its_key_is_known_at_a_provider_and_another_key_is_not_blamed() {
        let prefix =
            |key: &str| gateways(false).expectations(&target("https://api.openai.com/v1", key)).key_prefix;
        assert_eq!(prefix("gc-test-1").as_deref(), Some("gc-"));
        assert_eq!(prefix("sk-proj-gc-test"), None);
    }
}
