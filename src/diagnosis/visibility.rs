//! Part of a reply that the browser shows to the page.

use crate::exchange::{Outcome, Transcript, Unanswered};
use crate::probe::ProbeId;

/// Visible result of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// It was not sent, or stopped.
    NotAsked,
    /// No reply could be read.
    Hidden,
    /// No reply came in time, which is not a refused connection.
    Slow,
    /// Something answered, but the reply could not be read by design.
    Answered,
    /// The reply could be read.
    Readable { is_success: bool },
}

impl Visibility {
    /// Returns what was visible of the first request of this probe.
    pub(super) fn of(transcript: &Transcript, id: ProbeId) -> Self {
        match transcript.of_probe(id).map(|(_, exchange)| &exchange.outcome) {
            None | Some(Outcome::Unanswered(Unanswered::Cancelled)) => Self::NotAsked,
            Some(Outcome::Unanswered(Unanswered::Blocked { .. })) => Self::Hidden,
            Some(Outcome::Unanswered(Unanswered::TimedOut { .. })) => Self::Slow,
            Some(Outcome::Unanswered(Unanswered::Opaque | Unanswered::Redirected)) => Self::Answered,
            Some(Outcome::Replied(reply)) => Self::Readable { is_success: reply.is_success() },
        }
    }
}
