//! One HTTP request as a value: the page sends it, the evidence shows it, and a snippet repeats it.
//!
//! It never holds the user's key: `browser::transport` adds that at the last moment.

use crate::target::ApiKey;

/// Credential for the `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// The target's own key; no header at all if the target has none.
    Key,
    /// No header.
    Nothing,
    /// Another key, made for this probe: a wrong one.
    Instead(ApiKey),
}

impl Authorization {
    /// The key that goes into the header, if `key` is the target's own.
    pub fn key<'a>(&'a self, key: Option<&'a ApiKey>) -> Option<&'a ApiKey> {
        match self {
            Self::Key => key,
            Self::Nothing => None,
            Self::Instead(other) => Some(other),
        }
    }
}

/// Behaviour of the browser if a server answers with a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirects {
    /// Follows it. Status 307 and 308 take the prompt along (Fetch standard, HTTP-redirect fetch).
    Follow,
    /// Does not follow it, as when the page's host has locked it to its gateways.
    Refuse,
}

/// One request. Its headers follow from its parts: `Authorization: Bearer …` as the field says, and
/// `Content-Type: application/json` if there is a body. Nothing else is ever sent, because each
/// further header can fail a preflight (Fetch standard, CORS-safelisted request headers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The absolute URL.
    pub url: String,
    /// The credential.
    pub authorization: Authorization,
    /// The JSON body.
    pub body: Option<String>,
    /// True if the body asks for server-sent events.
    pub is_streamed: bool,
    /// True if the body asks for the usage of a stream.
    pub wants_usage: bool,
    /// True if the request only tests whether something answers, and its reply cannot be read
    /// (Fetch standard, request mode `no-cors`). Such a request needs no permission, and has no key.
    pub is_opaque: bool,
    /// Handling of a redirect.
    pub redirects: Redirects,
}

impl Request {
    /// A `GET` with the target's key.
    pub fn get(url: String) -> Self {
        Self {
            method: "GET",
            url,
            authorization: Authorization::Key,
            body: None,
            is_streamed: false,
            wants_usage: false,
            is_opaque: false,
            redirects: Redirects::Follow,
        }
    }
}
