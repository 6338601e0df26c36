//! The main diagnosis of a page: kind, owner and confidence, in the words of its public contract.

use serde_json::{Value, json};

/// How sure a page must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The evidence leaves no other explanation.
    Certain,
    /// Others are conceivable.
    Likely,
    /// One of several that fit equally.
    Possible,
}

/// Who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The person at the page.
    You,
    /// Whoever runs the gateway.
    GatewayAdmin,
    /// The model provider behind it.
    Provider,
    /// Whoever runs the network in between.
    Network,
}

/// The main diagnosis. Who owns it follows from its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The word of `data-diagnosis`.
    pub kind: &'static str,
    /// How sure the page must be.
    pub confidence: Confidence,
}

impl Confidence {
    /// The word of `data-confidence`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

impl Owner {
    /// The word of `data-owner`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::GatewayAdmin => "gateway-admin",
            Self::Provider => "provider",
            Self::Network => "network",
        }
    }

    /// Who owns a kind; `None` if no page has it.
    pub fn of(kind: &str) -> Option<Self> {
        OWNERS.iter().find(|(_, kinds)| kinds.contains(&kind)).map(|(owner, _)| *owner)
    }
}

impl Diagnosis {
    /// A kind of which the page must be certain.
    pub const fn certain(kind: &'static str) -> Self {
        Self { kind, confidence: Confidence::Certain }
    }

    /// Who can mend it; `None` if no page has the kind.
    pub fn owner(self) -> Option<Owner> {
        Owner::of(self.kind)
    }

    pub(super) fn json(self) -> Value {
        let owner = self.owner().map(Owner::word);
        json!({ "kind": self.kind, "owner": owner, "confidence": self.confidence.word() })
    }
}

/// Every kind that a server or the network can bring about, by who owns it. Kinds of what is typed
/// stand in the page's form, not here.
const OWNERS: &[(Owner, &[&str])] = &[
    (
        Owner::You,
        &[
            "url-version-missing",
            "url-version-doubled",
            "url-is-storage-endpoint",
            "url-is-console",
            "key-missing",
            "key-is-storage-key",
            "key-is-provider-key",
            "key-rejected",
            "key-expired-or-disabled",
            "key-kind-wrong",
            "path-not-found",
            "html-instead-of-api",
            "model-not-found",
            "wrong-model-kind",
            "context-too-long",
            "rate-limited",
        ],
    ),
    (
        Owner::GatewayAdmin,
        &[
            "cors-missing",
            "cors-preflight-refused",
            "cors-error-unreadable",
            "timed-out",
            "stalled",
            "redirected",
            "key-not-permitted",
            "key-not-checked",
            "upstream-key-rejected",
            "account-blocked",
            "origin-or-address-refused",
            "policy-denied",
            "wrong-endpoint-type",
            "login-wall",
            "bot-wall",
            "model-not-permitted",
            "model-not-deployed",
            "request-too-large",
            "content-blocked",
            "quota-exhausted",
            "gateway-failed",
            "upstream-failed",
            "upstream-timed-out",
            "reply-empty",
            "reply-not-json",
            "reply-truncated",
            "reply-too-large",
            "reply-not-a-completion",
            "error-under-200",
            "stream-not-sse",
            "stream-unasked",
            "stream-unterminated",
            "stream-malformed",
            "stream-buffered",
            "stream-foreign",
            "unrecognised",
        ],
    ),
    (
        Owner::Provider,
        &[
            "model-loading",
            "parameter-unsupported",
            "request-invalid",
            "overloaded",
            "content-empty",
            "reasoning-used-the-limit",
        ],
    ),
    (Owner::Network, &["unreachable", "connection-dropped"]),
];

/// Every kind with an owner.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    OWNERS.iter().flat_map(|(_, kinds)| kinds.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_kind_has_two_owners() {
        assert_eq!(kinds().collect::<BTreeSet<_>>().len(), kinds().count());
    }

    #[test]
    fn a_kind_that_no_page_has_belongs_to_nobody() {
        assert_eq!(Owner::of("rate-limited"), Some(Owner::You));
        assert_eq!(Owner::of("rate-limit"), None);
    }
}
