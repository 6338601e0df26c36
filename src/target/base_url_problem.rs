//! Problems of a base URL.

use super::Severity;

/// One problem of a base URL, with the data to point at it or to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    /// Nothing was typed.
    Missing,
    /// White space at this character, counted from 0.
    HasWhiteSpace {
        /// The place.
        at: usize,
    },
    /// A character that no address holds unencoded.
    HasCharacter {
        /// The character.
        found: char,
        /// Its place, counted from 0.
        at: usize,
    },
    /// No `https://` at the beginning: a browser would call the page's own server instead.
    NoScheme {
        /// The same with the likeliest scheme.
        with_scheme: String,
    },
    /// Neither http nor https.
    OtherScheme {
        /// The scheme as typed.
        found: String,
    },
    /// `user:password@`: browsers refuse to call such an address.
    HasCredentials {
        /// The same without them.
        without: String,
    },
    /// A query (`?…`), which may contain a secret and cannot come before a path.
    HasQuery {
        /// The part before it.
        before: String,
    },
    /// A query with something secret in it, by its name or its form.
    HasSecret {
        /// The part before it.
        before: String,
    },
    /// A fragment (`#…`).
    HasFragment {
        /// The part before it.
        before: String,
    },
    /// The host is missing, malformed, or written in a way a browser would rewrite.
    BadHost {
        /// The host as typed.
        found: String,
    },
    /// The port is not a number from 1 to 65535.
    BadPort {
        /// The port as typed.
        found: String,
    },
    /// The path holds `.`, `..` or an empty part, which a browser would rewrite or a server mistake.
    PathNotPlain,
    /// A whole endpoint was pasted.
    WholeEndpoint {
        /// The part that is not the base.
        ending: &'static str,
        /// The base before it.
        base: String,
    },
    /// http to the open internet: the key could be read on the way.
    Insecure,
    /// http inside a private network.
    InsecurePrivate,
    /// A storage endpoint, by its first label.
    StorageHost,
    /// A model provider's own host: the request would not pass a gateway.
    ProviderHost {
        /// The provider's name.
        provider: &'static str,
    },
    /// The version appears twice.
    VersionDoubled {
        /// The same with one.
        single: String,
    },
    /// No part of the path names a version. Some gateways have none.
    VersionMissing {
        /// The same with `/v1`.
        with_version: String,
    },
}

impl UrlProblem {
    /// Returns its effect on sending.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Missing
            | Self::HasWhiteSpace { .. }
            | Self::HasCharacter { .. }
            | Self::NoScheme { .. }
            | Self::OtherScheme { .. }
            | Self::HasCredentials { .. }
            | Self::HasQuery { .. }
            | Self::HasSecret { .. }
            | Self::HasFragment { .. }
            | Self::BadHost { .. }
            | Self::BadPort { .. }
            | Self::PathNotPlain
            | Self::WholeEndpoint { .. } => Severity::Error,
            Self::Insecure | Self::StorageHost | Self::VersionDoubled { .. } => Severity::NeedsConfirmation,
            Self::InsecurePrivate | Self::ProviderHost { .. } | Self::VersionMissing { .. } => {
                Severity::Warning
            }
        }
    }

    /// Returns the message about it, for the author of the base URL.
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing => "Enter the gateway's base URL, such as https://gateway.example/v1.".to_owned(),
            Self::HasWhiteSpace { at } => format!("Remove the space at character {}.", at + 1),
            Self::HasCharacter { found, at } => format!("Remove the character “{found}” at position {}. It is not allowed in a base URL.", at + 1),
            Self::NoScheme { .. } => "The base URL must start with https://.".to_owned(),
            Self::OtherScheme { found } => format!("The base URL must start with https://, not {found}://."),
            Self::HasCredentials { .. } => "Remove the user name or password: browsers do not send them. Enter the key in the “API key” field.".to_owned(),
            Self::HasQuery { .. } => "Remove the part after “?”. It does not belong in a base URL and may contain a secret.".to_owned(),
            Self::HasSecret { .. } => "Remove the key or password after “?”: addresses end up in logs and browser histories. Enter the key in the “API key” field.".to_owned(),
            Self::HasFragment { .. } => "Remove the part after “#”. Browsers never send it.".to_owned(),
            Self::BadHost { found } if found.is_empty() => "The host is missing after https://.".to_owned(),
            Self::BadHost { found } => format!("“{found}” is not a valid host name or address."),
            Self::BadPort { found } => format!("“{found}” is not a valid port (1–65535)."),
            Self::PathNotPlain => "Remove “..”, “.” or “//” from the path. Browsers and servers read them differently.".to_owned(),
            Self::WholeEndpoint { ending, .. } => format!("Remove {ending}. The base URL ends before it."),
            Self::Insecure => "This address is not encrypted (http). Anyone on the network path can read your key.".to_owned(),
            Self::InsecurePrivate => "This address is not encrypted (http). That can be fine in a private network.".to_owned(),
            Self::StorageHost => "This looks like the address of a file storage service. Enter the AI gateway's address instead.".to_owned(),
            Self::ProviderHost { provider } => format!("This address belongs to {provider}, not to a gateway, so the point “Routing” will fail."),
            Self::VersionDoubled { .. } => "The version, such as /v1, appears twice.".to_owned(),
            Self::VersionMissing { .. } => "Most base URLs end with a version such as /v1. Some gateways have none.".to_owned(),
            }
    }

    /// Returns the text to put in the field instead, if it is known.
    pub fn fix(&self) -> Option<&str> {
        match self {
            Self::NoScheme { with_scheme: fix }
            | Self::HasCredentials { without: fix }
            | Self::HasQuery { before: fix }
            | Self::HasSecret { before: fix }
            | Self::HasFragment { before: fix }
            | Self::WholeEndpoint { base: fix, .. }
            | Self::VersionDoubled { single: fix }
            | Self::VersionMissing { with_version: fix } => Some(fix),
            Self::Missing
            | Self::HasWhiteSpace { .. }
            | Self::HasCharacter { .. }
            | Self::OtherScheme { .. }
            | Self::BadHost { .. }
            | Self::BadPort { .. }
            | Self::PathNotPlain
            | Self::Insecure
            | Self::InsecurePrivate
            | Self::StorageHost
            | Self::ProviderHost { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_put_right_has_its_fix() {
        let fix = || "https://a.b/v1".to_owned();
        for problem in [
            UrlProblem::NoScheme { with_scheme: fix() },
            UrlProblem::HasCredentials { without: fix() },
            UrlProblem::HasQuery { before: fix() },
            UrlProblem::HasSecret { before: fix() },
            UrlProblem::HasFragment { before: fix() },
            UrlProblem::WholeEndpoint { ending: "/models", base: fix() },
            UrlProblem::VersionDoubled { single: fix() },
            UrlProblem::VersionMissing { with_version: fix() },
        ] {
            assert_eq!(problem.fix(), Some("https://a.b/v1"), "{problem:?}");
        }
        for problem in [UrlProblem::Missing, UrlProblem::OtherScheme { found: fix() }, UrlProblem::Insecure] {
            assert_eq!(problem.fix(), None, "{problem:?}");
        }
    }
}
