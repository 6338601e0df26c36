//! The evidence that a rule can read, and the reasons why it sometimes cannot judge.

use std::borrow::Cow;

use super::Undecided;
use crate::config::Expectations;
use crate::exchange::{Answer, Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::probe::ProbeId;
use crate::refusal::{self, Category, Refusal};
use crate::response;
use crate::target::Target;
use crate::text::number;

/// Everything that a rule can read.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The target under test.
    pub target: &'a Target,
    /// Expectations of this gateway in config.json.
    pub expectations: &'a Expectations,
    /// The exchanges of the run.
    pub transcript: &'a Transcript,
}

impl<'a> Evidence<'a> {
    /// Returns the latest exchange of the probe `id`.
    ///
    /// # Errors
    /// Skipped, if the probe was not sent.
    pub fn exchange(&self, id: ProbeId) -> Result<&'a Exchange, Undecided> {
        if let Some((_, exchange)) = self.transcript.of_probe(id) {
            return Ok(exchange);
        }
        let known = self.transcript.skipped.iter().find(|(probe, _)| *probe == id);
        Err(Undecided::skipped(known.map_or("This run does not include this check.", |(_, why)| why)))
    }

    /// Returns the reply to the probe `id`, whatever its status.
    ///
    /// # Errors
    /// Skipped, if the probe was not sent; inconclusive, if it got no reply.
    pub fn reply_to(&self, id: ProbeId) -> Result<&'a Reply, Undecided> {
        match &self.exchange(id)?.outcome {
            Outcome::Replied(reply) => Ok(reply),
            Outcome::Unanswered(Unanswered::Blocked { .. }) => Err(Undecided::inconclusive(
                "The browser could not read a reply.",
                "Ask the gateway's admin to let this page read replies (CORS).",
            )),
            Outcome::Unanswered(Unanswered::TimedOut { after_ms }) => Err(Undecided::inconclusive(
                format!("No reply came within {}.", number::duration(f64::from(*after_ms))),
                "Send again, or raise the time limit.",
            )),
            // The reply to a request that cannot be read by design; no rule uses one.
            Outcome::Unanswered(Unanswered::Opaque) => Err(Undecided::inconclusive(
                "The content of the reply was not requested.",
                "Ask the gateway's admin to let this page read replies (CORS).",
            )),
            Outcome::Unanswered(Unanswered::Redirected) => Err(Undecided::inconclusive(
                "The server redirects, and this page only sends to its gateways.",
                "Use a base URL that answers without a redirect.",
            )),
            Outcome::Unanswered(Unanswered::Cancelled) => Err(Undecided::inconclusive(
                "You stopped the run before a reply came.",
                "Run again without stopping.",
            )),
        }
    }

    /// Returns the exchange of the prompt.
    ///
    /// # Errors
    /// Skipped, if the prompt was not sent.
    pub fn prompt(&self) -> Result<&'a Exchange, Undecided> {
        self.exchange(ProbeId::Prompt)
    }

    /// Returns the reply to the prompt, whatever its status.
    ///
    /// # Errors
    /// Inconclusive, if there was none.
    pub fn prompt_reply(&self) -> Result<&'a Reply, Undecided> {
        self.reply_to(ProbeId::Prompt)
    }

    /// Returns the reply to the prompt, if its status is 2xx and its body contains no error.
    ///
    /// # Errors
    /// Inconclusive, if there is no such reply: an error says nothing about the format of answers.
    pub fn accepted(&self) -> Result<&'a Reply, Undecided> {
        self.accepted_reply_to(ProbeId::Prompt)
    }

    /// Returns the reply to the probe `id`, if its status is 2xx and its body contains no error.
    ///
    /// # Errors
    /// Skipped, if the probe was not sent; inconclusive, if there is no such reply.
    pub fn accepted_reply_to(&self, id: ProbeId) -> Result<&'a Reply, Undecided> {
        let reply = self.reply_to(id)?;
        if !reply.is_success() {
            let observed = format!(
                "The server rejected the request with status {}, so there is no answer to check.",
                reply.status
            );
            return Err(Undecided::inconclusive(observed, "Fix the problem, then send the prompt again."));
        }
        let is_error = |refusal: Refusal| refusal.category != Category::Unrecognised;
        if refusal::hidden_error(reply).is_some_and(is_error) {
            let observed = format!("The reply contains an error, although its status is {}.", reply.status);
            return Err(Undecided::inconclusive(observed, "Fix the problem, then send the prompt again."));
        }
        Ok(reply)
    }

    /// Returns the reply to the prompt and the answer in it, which may be incomplete.
    ///
    /// # Errors
    /// Inconclusive, if there is no answer: an empty or broken reply would violate every rule.
    pub fn answered(&self) -> Result<(&'a Reply, Cow<'a, Answer>), Undecided> {
        let reply = self.accepted()?;
        let answer = response::answer_of(reply).ok_or_else(|| {
            Undecided::inconclusive(
                "The reply to the prompt contains no answer that can be read.",
                "Fix the problem, then send the prompt again.",
            )
        })?;
        Ok((reply, answer))
    }

    /// Returns the accepted reply to the request for a stream, which is the prompt or the stream probe.
    ///
    /// # Errors
    /// Skipped, if no stream was requested; inconclusive, if there is no accepted reply.
    pub fn accepted_stream(&self) -> Result<&'a Reply, Undecided> {
        self.accepted_stream_with_id().map(|(_, reply)| reply)
    }

    /// Like [`Evidence::accepted_stream`], together with the id of the probe that requested the stream.
    ///
    /// # Errors
    /// The same as for [`Evidence::accepted_stream`].
    pub fn accepted_stream_with_id(&self) -> Result<(ProbeId, &'a Reply), Undecided> {
        let id = if self.prompt()?.request.is_streamed { ProbeId::Prompt } else { ProbeId::Stream };
        let reply = self.reply_to(id)?;
        let is_the_api = refusal::hidden_error(reply).is_none_or(|error| !error.category.is_not_the_api());
        let reply = if reply.is_success() && is_the_api { reply } else { self.accepted_reply_to(id)? };
        Ok((id, reply))
    }
}

/// Returns true if the reply comes from the origin of the target, and not from the target of a redirect.
pub(crate) fn is_from_target(evidence: &Evidence<'_>, reply: &Reply) -> bool {
    let rest = reply.url.strip_prefix(&evidence.target.base_url.origin());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Returns why a rule cannot judge the end of a reply that the page or the user cut short; `None` if the
/// server or the connection ended it.
pub(crate) fn cut_by_us(reply: &Reply) -> Option<Undecided> {
    match reply.ending {
        Ending::Cancelled => Some(Undecided::inconclusive(
            "You stopped the run before the reply was complete.",
            "Run again without stopping.",
        )),
        Ending::Capped => Some(Undecided::inconclusive(
            "The reply is too large for this page, so its end was not read.",
            "Ask the model for a shorter answer.",
        )),
        Ending::Complete | Ending::Stalled { .. } | Ending::Dropped { .. } => None,
    }
}

/// Returns why a rule cannot judge the format of an incomplete plain reply; `None` if the reply is complete.
pub(crate) fn cut_short(reply: &Reply) -> Option<Undecided> {
    let why = match reply.ending {
        Ending::Complete => return None,
        Ending::Cancelled | Ending::Capped => return cut_by_us(reply),
        Ending::Stalled { .. } => "The reply stopped before it was complete.",
        Ending::Dropped { .. } => "The connection broke before the reply was complete.",
    };
    Some(Undecided::inconclusive(why, "Rerun this check to get a complete reply."))
}
