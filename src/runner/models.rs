//! The list of models, requested outside of any run.

use super::{Cancel, Limits, Transport, send};
use crate::exchange::{Outcome, Unanswered};
use crate::probe;
use crate::redact::{Mask, Redacted};
use crate::target::{ApiKey, BaseUrl};
use crate::wire::{self, Redirects, Request};

/// The list only helps with typing, so the page does not wait long for it.
const LIMITS: Limits = Limits { first_byte_ms: 20_000, between_ms: 10_000 };

/// Reason why there is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoModels {
    /// A reply of this HTTP status, without one.
    Status(u16),
    /// No reply in time.
    TimedOut,
    /// No reply that the page may read, or it was cancelled.
    Unreadable,
}

/// The models that the server lists, in its order; `mask` covers the tab's keys. A name that contains a key
/// is left out, because it cannot be requested. A redirect that must not be followed is no list.
///
/// # Errors
/// Reason why there is no list.
pub async fn models<T: Transport>(
    transport: &T,
    base_url: &BaseUrl,
    key: Option<&ApiKey>,
    redirects: Redirects,
    mask: &Mask,
    cancel: &Cancel,
) -> Result<Vec<Redacted>, NoModels> {
    let request = Request { redirects, ..probe::models(base_url) };
    match send(transport, &request, key, LIMITS, cancel, &mut |_| ()).await {
        Outcome::Replied(reply) => {
            let ids = wire::models::suggested(reply.body.json()).ok_or(NoModels::Status(reply.status))?;
            let seen = ids.iter().map(|id| (id, mask.redact(id)));
            Ok(seen.filter(|(id, shown)| shown == id.as_str()).map(|(_, shown)| shown).collect())
        }
        Outcome::Unanswered(Unanswered::TimedOut { .. }) => Err(NoModels::TimedOut),
        Outcome::Unanswered(
            Unanswered::Blocked { .. } | Unanswered::Redirected | Unanswered::Cancelled | Unanswered::Opaque,
        ) => Err(NoModels::Unreadable),
    }
}
