//! Reasons why no reply could be read: the conclusion from the answers to the follow-ups.
//!
//! Browsers report all network failures alike and their messages differ by engine, so nothing here looks
//! at those: the page's own circumstances and the contrast between requests decide.

use super::connectivity::{is_mixed, is_page_local, keyed};
use super::visibility::Visibility;
use super::{BrowserContext, Candidate, Confidence, DiagnosisKind, Permission, path};
use crate::check::{self, Evidence};
use crate::exchange::{Exchange, Outcome, Unanswered};
use crate::probe::ProbeId;
use crate::refusal::{self, CategoryGroup};
use crate::target::Reach;
use crate::wire;

/// Draws the conclusions of the connectivity check.
pub(super) fn conclude(evidence: &Evidence<'_>, page: &BrowserContext) -> Vec<Candidate> {
    use Confidence::{Certain, Likely, Possible};
    let base_url = &evidence.target.base_url;
    let reach = Reach::of_host(base_url.host());
    if is_mixed(base_url, page) {
        return vec![(DiagnosisKind::MixedContent, Certain)];
    }
    if page.blocked_origins.contains(&base_url.origin()) {
        // A policy blocks all requests to an address alike. Where one got through, it was a redirect that
        // led to where the policy forbids, which browsers report under the address that was called.
        let is_reached = evidence.transcript.exchanges.iter().any(has_reached);
        return vec![if is_reached {
            (DiagnosisKind::Redirected, Likely)
        } else {
            (DiagnosisKind::PagePolicyBlocks, Certain)
        }];
    }
    if !page.is_online && reach != Reach::Loopback {
        return vec![(DiagnosisKind::Offline, if reach == Reach::Public { Certain } else { Likely })];
    }
    if reach != Reach::Public && !is_page_local(page) {
        if page.local_network == Permission::Denied {
            return vec![(DiagnosisKind::LocalNetworkBlocked, Certain)];
        }
        if !page.is_secure {
            return vec![(DiagnosisKind::LocalNetworkBlocked, Likely)];
        }
    }
    let transcript = evidence.transcript;
    let answers = Visibility::of(transcript, ProbeId::LadderAnswers);
    let plain = Visibility::of(transcript, ProbeId::LadderPlain);
    let keyed = Visibility::of(transcript, keyed(transcript));
    if let Some((_, exchange)) = transcript.of_probe(ProbeId::LadderPlain)
        && exchange.reply().is_some_and(|reply| !reply.url.starts_with(&base_url.origin()))
    {
        return vec![(DiagnosisKind::Redirected, Likely)];
    }
    if let Some(found) = path::repaired(evidence, None) {
        return vec![found];
    }
    let mut found = match (plain, answers) {
        // Only part of the connectivity check ran.
        (Visibility::NotAsked, _) | (Visibility::Hidden, Visibility::NotAsked) => {
            vec![(DiagnosisKind::Unreachable, Possible), (DiagnosisKind::CorsMissing, Possible)]
        }
        (Visibility::Slow, _) | (Visibility::Hidden, Visibility::Slow) => {
            vec![(DiagnosisKind::TimedOut, Likely)]
        }
        (Visibility::Answered, _) => vec![(DiagnosisKind::RedirectNotFollowed, Likely)],
        (Visibility::Hidden, Visibility::Hidden) => vec![(DiagnosisKind::Unreachable, Likely)],
        (Visibility::Hidden, Visibility::Answered | Visibility::Readable { .. }) => {
            of_hidden_replies(evidence, keyed)
        }
        (Visibility::Readable { .. }, answers) => of_readable_replies(answers, keyed),
    };
    if found[0].0 == DiagnosisKind::CorsErrorUnreadable {
        if let Some(kind) = refused_key(evidence) {
            found.insert(0, (kind, Likely));
        } else if is_model_unlisted(evidence) {
            found.push((DiagnosisKind::ModelNotFound, Possible));
        }
    }
    found
}

/// Concludes from the request with the key, if a server answers the simple request, but hides the reply.
fn of_hidden_replies(evidence: &Evidence<'_>, keyed: Visibility) -> Vec<Candidate> {
    use Confidence::{Certain, Likely};
    match keyed {
        Visibility::Readable { is_success: true } => vec![(DiagnosisKind::CorsErrorUnreadable, Likely)],
        Visibility::Readable { is_success: false } => hidden_or_dropped(),
        Visibility::NotAsked | Visibility::Hidden | Visibility::Slow | Visibility::Answered => {
            let typed = Visibility::of(evidence.transcript, ProbeId::RepairTyped);
            // Another request to the prompt's own address could be read.
            if matches!(typed, Visibility::Readable { .. }) {
                return hidden_or_dropped();
            }
            // The same request was answered when the page did not try to read the reply.
            let is_proved = keyed == Visibility::Hidden || evidence.target.key.is_none();
            vec![(DiagnosisKind::CorsMissing, if is_proved { Certain } else { Likely })]
        }
    }
}

/// Concludes from the request to the prompt's own address and the one with the key, if the reply to the
/// simple request could be read.
fn of_readable_replies(answers: Visibility, keyed: Visibility) -> Vec<Candidate> {
    use Confidence::Likely;
    use Visibility::{Answered, Hidden, NotAsked, Readable, Slow};
    match (answers, keyed) {
        (Hidden | Slow, NotAsked | Slow | Answered | Readable { .. }) => {
            vec![(DiagnosisKind::ConnectionDropped, Likely)]
        }
        (NotAsked | Answered | Readable { .. }, Readable { .. }) => hidden_or_dropped(),
        (Hidden | Slow, Hidden)
        | (NotAsked | Answered | Readable { .. }, NotAsked | Hidden | Slow | Answered) => {
            vec![(DiagnosisKind::CorsPreflightRefused, Likely)]
        }
    }
}

/// The two possible causes if only the reply to the prompt could not be read.
fn hidden_or_dropped() -> Vec<Candidate> {
    use Confidence::Possible;
    vec![(DiagnosisKind::CorsErrorUnreadable, Possible), (DiagnosisKind::ConnectionDropped, Possible)]
}

/// Returns the problem with the key, if the list of models shows one: the hidden reply likely shows it too.
fn refused_key(evidence: &Evidence<'_>) -> Option<DiagnosisKind> {
    let (_, list) = evidence.transcript.of_probe(keyed(evidence.transcript))?;
    let refusal = refusal::of(list.reply()?)?;
    (refusal.category.group() == CategoryGroup::Credentials).then_some(refusal.kind)
}

/// Returns true if the request got through to a server.
fn has_reached(exchange: &Exchange) -> bool {
    matches!(
        exchange.outcome,
        Outcome::Replied(_) | Outcome::Unanswered(Unanswered::Opaque | Unanswered::Redirected)
    )
}

/// Returns true if a list of models could be read and lacks the one asked for.
pub(super) fn is_model_unlisted(evidence: &Evidence<'_>) -> bool {
    let list = evidence.transcript.of_probe(keyed(evidence.transcript));
    let reply = list.and_then(|(_, exchange)| exchange.reply());
    let names = reply.and_then(|reply| wire::models::names(reply.body.json()?));
    names.is_some_and(|names| !names.is_empty() && !check::is_listed(&names, evidence.target.model.as_str()))
}

#[cfg(test)]
mod tests;
