//! Decisions that a browser makes by itself: a run in a real browser must confirm each of these.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// One thing that the model decided as a browser would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// All is allowed, and the reply is handed over.
    Allowed,
    /// The reply allows no page.
    OriginNotNamed,
    /// The reply allows another origin.
    OriginOfAnother,
    /// The preflight is refused.
    PreflightRefused,
    /// The preflight would be redirected.
    PreflightRedirected,
    /// The preflight does not allow a header.
    HeaderNotAllowed,
    /// A header of the reply is hidden.
    HeaderHidden,
    /// A redirect is followed.
    Redirected,
    /// The key is removed on the way to another origin.
    KeyDropped,
    /// A redirect turns a prompt into a GET.
    MethodChanged,
    /// A reply came that the page may not read.
    Opaque,
    /// Nobody listens on the port.
    Refused,
    /// The host's name does not resolve.
    NameUnknown,
    /// No TLS, or none that is trusted.
    TlsFailed,
    /// The connection breaks before the head of a reply is whole.
    HeadBroken,
    /// The head of the reply does not continue.
    HeadStopped,
    /// The connection breaks in the body, or the body breaks its rules.
    BodyBroken,
    /// The connection ends before as much came as was promised.
    BodyShort,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Allowed,
        Self::OriginNotNamed,
        Self::OriginOfAnother,
        Self::PreflightRefused,
        Self::PreflightRedirected,
        Self::HeaderNotAllowed,
        Self::HeaderHidden,
        Self::Redirected,
        Self::KeyDropped,
        Self::MethodChanged,
        Self::Opaque,
        Self::Refused,
        Self::NameUnknown,
        Self::TlsFailed,
        Self::HeadBroken,
        Self::HeadStopped,
        Self::BodyBroken,
        Self::BodyShort,
    ];
}

/// Decisions so far. Clones are the same notes.
#[derive(Clone, Debug, Default)]
pub struct Decisions(Arc<Mutex<BTreeSet<Decision>>>);

impl Decisions {
    /// Notes a decision.
    pub fn note(&self, decision: Decision) {
        self.0.lock().expect("nobody panics with it").insert(decision);
    }

    /// All that were noted.
    pub fn all(&self) -> BTreeSet<Decision> {
        self.0.lock().expect("nobody panics with it").clone()
    }
}
