//! Loads the list of models, outside of any run.

use super::{Cancel, Limits, Transport, send};
use crate::exchange::{Outcome, Unanswered};
use crate::probe;
use crate::redact::{Mask, Redacted};
use crate::target::{ApiKey, BaseUrl};
use crate::wire::{self, Redirects, Request};

/// The list only helps with typing, so the limits are short.
const LIMITS: Limits = Limits { first_byte_ms: 20_000, between_ms: 10_000 };

/// Why there is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoModels {
    /// The reply has this HTTP status and contains no list.
    Status(u16),
    /// There was no reply in time.
    TimedOut,
    /// The page cannot read the reply, or the request was cancelled.
    Unreadable,
}

/// Returns the models that the server lists, in its order; `mask` covers the keys of the tab. A name that
/// contains a key is omitted, because its masked form cannot be requested. A redirect that must not be
/// followed counts as unreadable.
///
/// # Errors
/// Why there is no list.
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
