//! What a rule may look at, and why it sometimes cannot judge.

use super::Undecided;
use crate::config::Expectations;
use crate::exchange::{Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::probe::ProbeId;
use crate::refusal;
use crate::target::Target;
use crate::text::number;

/// All that a rule may look at.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What is tested.
    pub target: &'a Target,
    /// What the host of this page said about the gateway.
    pub expectations: &'a Expectations,
    /// What happened.
    pub transcript: &'a Transcript,
}

impl<'a> Evidence<'a> {
    /// The latest exchange of the probe `id`.
    ///
    /// # Errors
    /// Skipped, if it was not sent.
    pub fn exchange(&self, id: ProbeId) -> Result<&'a Exchange, Undecided> {
        if let Some((_, exchange)) = self.transcript.of_probe(id) {
            return Ok(exchange);
        }
        let known = self.transcript.skipped.iter().find(|(probe, _)| *probe == id);
        Err(Undecided::skipped(known.map_or("This run does not ask for it.", |(_, why)| why)))
    }

    /// The reply to the probe `id`, whatever its status.
    ///
    /// # Errors
    /// Skipped, if it was not sent; inconclusive, if it got no reply.
    pub fn reply_to(&self, id: ProbeId) -> Result<&'a Reply, Undecided> {
        match &self.exchange(id)?.outcome {
            Outcome::Replied(reply) => Ok(reply),
            Outcome::Unanswered(Unanswered::Blocked { .. }) => Err(Undecided::inconclusive(
                "The browser could not read any reply.",
                "A reply the browser may read.",
            )),
            Outcome::Unanswered(Unanswered::TimedOut { after_ms }) => Err(Undecided::inconclusive(
                format!("No reply came within {}.", number::duration(f64::from(*after_ms))),
                "A reply, or a longer time limit.",
            )),
            // Of a question whose reply nobody may read; no rule asks one.
            Outcome::Unanswered(Unanswered::Opaque) => {
                Err(Undecided::inconclusive("The reply was not asked for.", "A reply the browser may read."))
            }
            Outcome::Unanswered(Unanswered::Redirected) => Err(Undecided::inconclusive(
                "The server redirects, and this page sends to its gateways alone.",
                "A base URL that answers without a redirect.",
            )),
            Outcome::Unanswered(Unanswered::Cancelled) => {
                Err(Undecided::inconclusive("You stopped before a reply came.", "A run that is not stopped."))
            }
        }
    }

    /// The prompt's exchange.
    ///
    /// # Errors
    /// Skipped, if none was sent.
    pub fn prompt(&self) -> Result<&'a Exchange, Undecided> {
        self.exchange(ProbeId::Prompt)
    }

    /// The reply to the prompt, whatever its status.
    ///
    /// # Errors
    /// Inconclusive, if there was none.
    pub fn prompt_reply(&self) -> Result<&'a Reply, Undecided> {
        self.reply_to(ProbeId::Prompt)
    }

    /// The reply to the prompt, if the server accepted it (2xx) and no error hides in it.
    ///
    /// # Errors
    /// Inconclusive, if there is no such reply: a refusal says nothing about answers.
    pub fn accepted(&self) -> Result<&'a Reply, Undecided> {
        self.accepted_reply_to(ProbeId::Prompt)
    }

    /// The reply to the probe `id`, if the server accepted it (2xx) and no error hides in it.
    ///
    /// # Errors
    /// Skipped, if it was not sent; inconclusive, if there is no such reply.
    pub fn accepted_reply_to(&self, id: ProbeId) -> Result<&'a Reply, Undecided> {
        let reply = self.reply_to(id)?;
        if !reply.is_success() {
            let observed = format!(
                "The server refused this with status {}, so there is no answer to look at.",
                reply.status
            );
            return Err(Undecided::inconclusive(observed, "A prompt that is answered."));
        }
        if refusal::hidden_error(reply).is_some() {
            let observed = format!("The reply holds an error in spite of its status {}.", reply.status);
            return Err(Undecided::inconclusive(observed, "A prompt that is answered."));
        }
        Ok(reply)
    }

    /// The accepted reply to whichever request asked for a stream: the prompt, or the probe for it.
    ///
    /// # Errors
    /// Skipped, if no stream was asked for; inconclusive, if there is no accepted reply.
    pub fn accepted_stream(&self) -> Result<&'a Reply, Undecided> {
        self.accepted_stream_with_id().map(|(_, reply)| reply)
    }

    /// The same with the id of the probe that asked.
    ///
    /// # Errors
    /// As [`Evidence::accepted_stream`].
    pub fn accepted_stream_with_id(&self) -> Result<(ProbeId, &'a Reply), Undecided> {
        let id = if self.prompt()?.request.is_streamed { ProbeId::Prompt } else { ProbeId::Stream };
        let reply = self.reply_to(id)?;
        let is_the_api = refusal::hidden_error(reply).is_none_or(|error| !error.category.is_not_the_api());
        let reply = if reply.is_success() && is_the_api { reply } else { self.accepted_reply_to(id)? };
        Ok((id, reply))
    }
}

/// Whether the reply comes from the origin that was asked, and not from where a redirect led.
pub(crate) fn is_from_target(evidence: &Evidence<'_>, reply: &Reply) -> bool {
    let rest = reply.url.strip_prefix(&evidence.target.base_url.origin());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Why a reply that was cut short says nothing about what would have followed; `None` if the server
/// itself ended it.
pub(crate) fn cut_by_us(reply: &Reply) -> Option<Undecided> {
    match reply.ending {
        Ending::Cancelled => Some(Undecided::inconclusive(
            "You stopped before the reply was complete.",
            "A run that is not stopped.",
        )),
        Ending::Capped => Some(Undecided::inconclusive(
            "The reply was larger than this page reads, so its end was not seen.",
            "A shorter reply.",
        )),
        Ending::Complete | Ending::Stalled { .. } | Ending::Dropped { .. } => None,
    }
}

/// Why a plain reply that did not come whole says nothing about its form; `None` if it did.
pub(crate) fn cut_short(reply: &Reply) -> Option<Undecided> {
    let why = match reply.ending {
        Ending::Complete => return None,
        Ending::Cancelled | Ending::Capped => return cut_by_us(reply),
        Ending::Stalled { .. } => "The reply stood still before it was complete.",
        Ending::Dropped { .. } => "The connection broke before the reply was complete.",
    };
    Some(Undecided::inconclusive(why, "A reply that comes whole."))
}
