//! Tests of likely corrections, after a prompt that raises doubt about the base URL.
//!
//! Every address gets the same request: one for a completion that must be rejected. It costs no
//! tokens, and its rejection comes from the chat route itself, which a list of models would not prove. The
//! typed address comes first. Another address only counts if the typed one fails.

use super::chat::chat;
use super::malformed::malformed;
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Content, Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::refusal::{self, Category, CategoryGroup};
use crate::response;
use crate::target::{BaseUrl, Target, UrlProblem, corrections};
use crate::wire::{self, Request};

pub(super) const TYPED_PROBE: Probe = Probe {
    id: ProbeId::RepairTyped,
    question: "Does the chat endpoint at the typed base URL answer a malformed request?",
    profile: Profile::Quick,
    tokens: 0,
    after: &[],
    request: |context| {
        let is_known = context.transcript.of_probe(ProbeId::Malformed).is_some();
        if is_known || !is_in_doubt(context.target, context.transcript) {
            return Err(NOT_NEEDED);
        }
        Ok(chat(context.target, malformed()))
    },
    again: never,
};

pub(super) const FIRST_PROBE: Probe = Probe {
    id: ProbeId::Repair1,
    question: "Does a corrected base URL work?",
    request: |context| request(context, 0),
    ..TYPED_PROBE
};

pub(super) const SECOND_PROBE: Probe =
    Probe { id: ProbeId::Repair2, request: |context| request(context, 1), ..FIRST_PROBE };

pub(super) const THIRD_PROBE: Probe =
    Probe { id: ProbeId::Repair3, request: |context| request(context, 2), ..FIRST_PROBE };

pub(super) const FOURTH_PROBE: Probe =
    Probe { id: ProbeId::Repair4, request: |context| request(context, 3), ..FIRST_PROBE };

const NOT_NEEDED: &str = "No corrected base URL to try.";

fn request(context: &ProbeContext<'_>, index: usize) -> Result<Request, &'static str> {
    let ProbeContext { target, transcript, .. } = *context;
    // A reply that only asks for the key may come from another service.
    let is_found = repaired(target, transcript).is_some_and(|found| found.standing == Standing::ChatRoute);
    if is_found || !is_typed_wrong(target, transcript) {
        return Err(NOT_NEEDED);
    }
    let base_url = candidates(target, transcript).into_iter().nth(index).ok_or(NOT_NEEDED)?;
    Ok(chat(&Target { base_url, ..target.clone() }, malformed()))
}

/// Response of an address to a malformed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The chat route looked into the request: it refused its form or its model, or answered it.
    ChatRoute,
    /// An API refused it before it looked into it, for the key for example.
    Api,
    /// The server failed.
    Failed,
    /// Nothing of the API: no such path, a web page, or neither an answer nor an error.
    Elsewhere,
    /// The browser could read no reply.
    Hidden,
    /// None of these.
    Unclear,
}

impl Standing {
    fn of(exchange: &Exchange) -> Self {
        match &exchange.outcome {
            Outcome::Replied(reply) => Self::of_reply(reply),
            Outcome::Unanswered(Unanswered::Blocked { .. }) => Self::Hidden,
            Outcome::Unanswered(_) => Self::Unclear,
        }
    }

    fn of_reply(reply: &Reply) -> Self {
        if reply.ending != Ending::Complete {
            return Self::Unclear;
        }
        let Some(refusal) = refusal::of(reply) else {
            return match &reply.body.content {
                _ if response::answer_of(reply).is_some() => Self::ChatRoute,
                Content::Json(_) | Content::Text => Self::Elsewhere,
                Content::Empty | Content::Stream(_) => Self::Unclear,
            };
        };
        // Any message counts: the request deserves a rejection.
        let is_about_form = matches!(reply.status, 400 | 422);
        let is_refused_in_json = reply.body.json().is_some() && (400..500).contains(&reply.status);
        match refusal.category.group() {
            CategoryGroup::NotTheApi if is_wall(refusal.kind) => Self::Unclear,
            CategoryGroup::NotTheApi => Self::Elsewhere,
            CategoryGroup::Request | CategoryGroup::Model if is_refused_in_json => Self::ChatRoute,
            CategoryGroup::Unrecognised if is_refused_in_json && is_about_form => Self::ChatRoute,
            CategoryGroup::Credentials if is_refused_in_json => Self::Api,
            CategoryGroup::Capacity if is_refused_in_json && refusal.category == Category::Quota => Self::Api,
            _ if reply.status >= 500 => Self::Failed,
            _ => Self::Unclear,
        }
    }
}

/// Returns true if a sign-in or a bot protection answered, which says nothing about the address.
fn is_wall(kind: DiagnosisKind) -> bool {
    matches!(kind, DiagnosisKind::LoginWall | DiagnosisKind::BotWall)
}

/// Returns true if the outcome of the prompt is a reason to doubt the base URL.
fn is_in_doubt(target: &Target, transcript: &Transcript) -> bool {
    match transcript.of_probe(ProbeId::Prompt).map(|(_, prompt)| &prompt.outcome) {
        Some(Outcome::Replied(reply)) => leads_nowhere(target, reply),
        Some(Outcome::Unanswered(Unanswered::Blocked { .. })) => is_hidden(target, transcript),
        Some(Outcome::Unanswered(_)) | None => false,
    }
}

/// Returns true if something answers at this address, but no readable reply suggests the API.
/// A gateway that allows web pages route by route hides its reply to a path that it does not have.
fn is_hidden(target: &Target, transcript: &Transcript) -> bool {
    let outcome = |id| transcript.of_probe(id).map(|(_, exchange)| &exchange.outcome);
    let speaks_for_it = |id| match outcome(id) {
        Some(Outcome::Replied(reply)) => {
            let is_list = reply.is_success() && reply.body.json().and_then(wire::models::names).is_some();
            is_list || !leads_nowhere(target, reply)
        }
        Some(Outcome::Unanswered(Unanswered::TimedOut { .. } | Unanswered::Redirected)) => true,
        Some(Outcome::Unanswered(_)) | None => false,
    };
    let lists = [ProbeId::LadderPlain, ProbeId::LadderKeyed, ProbeId::Models];
    outcome(ProbeId::LadderAnswers) == Some(&Outcome::Unanswered(Unanswered::Opaque))
        && !lists.into_iter().any(speaks_for_it)
}

/// Returns true if `reply` suggests that the API is elsewhere on this origin: no such path, a web page, or a
/// whole body that is neither a completion nor an error. An empty, broken or cut-off body suggests nothing.
pub fn leads_nowhere(target: &Target, reply: &Reply) -> bool {
    let is_foreign = match refusal::of(reply) {
        // A server that names the API it has instead knows its own paths.
        Some(refusal) => {
            matches!(refusal.category, Category::Path | Category::WebPage)
                && !is_wall(refusal.kind)
                && refusal.kind != DiagnosisKind::WrongEndpointType
        }
        None => match &reply.body.content {
            Content::Json(_) => response::answer_of(reply).is_none(),
            Content::Text => reply.is_success() && !reply.body.text.trim_start().starts_with(['{', '[']),
            Content::Empty | Content::Stream(_) => false,
        },
    };
    is_foreign && reply.ending == Ending::Complete && reply.url.starts_with(&target.base_url.origin())
}

/// Returns the response of the typed address to the malformed request, if it was asked.
fn typed(transcript: &Transcript) -> Option<Standing> {
    let asked = [ProbeId::RepairTyped, ProbeId::Malformed];
    asked.into_iter().find_map(|id| transcript.of_probe(id)).map(|(_, exchange)| Standing::of(exchange))
}

/// Returns true if the chat route was seen at the typed address, whatever the outcome of the prompt.
pub fn is_typed_right(transcript: &Transcript) -> bool {
    typed(transcript) == Some(Standing::ChatRoute)
}

/// Returns true if the typed address is in doubt, and failed the request that every correction gets.
pub fn is_typed_wrong(target: &Target, transcript: &Transcript) -> bool {
    let is_readable =
        transcript.of_probe(ProbeId::Prompt).is_some_and(|(_, prompt)| prompt.reply().is_some());
    let fails = match typed(transcript) {
        Some(Standing::Elsewhere) => true,
        Some(Standing::Hidden) => !is_readable,
        _ => false,
    };
    fails && is_in_doubt(target, transcript)
}

/// The addresses to try in place of the typed one, the likeliest first: where a redirect led, then the
/// likely corrections.
fn candidates(target: &Target, transcript: &Transcript) -> Vec<BaseUrl> {
    let typed = &target.base_url;
    let prompt = transcript.of_probe(ProbeId::Prompt).and_then(|(_, prompt)| prompt.reply());
    let led_to = prompt.filter(|reply| reply.is_redirected).and_then(|reply| {
        let Err(UrlProblem::WholeEndpoint { base, .. }) = BaseUrl::parse(&reply.url) else { return None };
        BaseUrl::parse(&base).ok().filter(|it| it != typed && it.origin() == typed.origin())
    });
    let mut found: Vec<BaseUrl> = led_to.into_iter().collect();
    found.extend(corrections(typed).into_iter().filter(|it| !found.contains(it)).collect::<Vec<_>>());
    found.truncate(ProbeId::REPAIRS.len());
    found
}

/// A base URL that was tried in place of the typed one, with the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The address.
    pub base_url: BaseUrl,
    /// Response to the malformed request.
    pub standing: Standing,
}

/// The corrected base URL that was tried and answers as the API does, where the typed one does not. One
/// that fails also counts if it is the only address that exists.
pub fn repaired(target: &Target, transcript: &Transcript) -> Option<Repair> {
    if !is_typed_wrong(target, transcript) {
        return None;
    }
    let base_urls = candidates(target, transcript);
    let standing = |(index, base_url): (usize, &BaseUrl)| {
        let (_, exchange) = transcript.of_probe(ProbeId::REPAIRS[index])?;
        let is_same_url = exchange.request.url == base_url.endpoint("chat/completions");
        is_same_url.then(|| Standing::of(exchange))
    };
    let standings: Vec<Option<Standing>> = base_urls.iter().enumerate().map(standing).collect();
    let index_of = |sought: Standing| standings.iter().position(|it| *it == Some(sought));
    let is_missing = |it: &Option<Standing>| *it == Some(Standing::Elsewhere);
    let is_alone = standings.iter().filter(|it| !is_missing(it)).count() == 1;
    let index = index_of(Standing::ChatRoute)
        .or_else(|| index_of(Standing::Api))
        .or_else(|| index_of(Standing::Failed).filter(|_| is_alone))?;
    Some(Repair { base_url: base_urls[index].clone(), standing: standings[index]? })
}

#[cfg(test)]
mod tests;
