//! Why no reply could be read: the ladder of questions, and what their answers add up to.
//!
//! Browsers report all network failures alike and their words differ by engine, so nothing here looks
//! at those: the page's own circumstances and the contrast between requests decide.

use super::{BrowserContext, Candidate, Confidence, DiagnosisKind, Permission};
use crate::check::Evidence;
use crate::exchange::{Exchange, Outcome, Transcript, Unanswered};
use crate::probe::ProbeId;
use crate::target::{BaseUrl, Reach, Scheme};
use crate::wire;

/// One question of the ladder with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectivityStep {
    /// What was looked at.
    pub question: &'static str,
    /// What was found.
    pub observed: String,
    /// Whether that speaks for a working connection; `None` where it tells nothing.
    pub is_good: Option<bool>,
    /// The request that asked, by its place in the transcript; `None` for what the browser knows.
    pub exchange: Option<usize>,
}

/// What a request showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    /// It was not sent, or stopped.
    NotAsked,
    /// No reply could be read.
    Hidden,
    /// Something answered; nothing of it was to be read.
    Answered,
    /// The reply could be read.
    Readable { is_success: bool },
}

impl Visibility {
    fn of(transcript: &Transcript, id: ProbeId) -> Self {
        match transcript.of_probe(id).map(|(_, exchange)| &exchange.outcome) {
            None | Some(Outcome::Unanswered(Unanswered::Cancelled)) => Self::NotAsked,
            Some(Outcome::Unanswered(Unanswered::Blocked { .. } | Unanswered::TimedOut { .. })) => {
                Self::Hidden
            }
            Some(Outcome::Unanswered(Unanswered::Opaque)) => Self::Answered,
            Some(Outcome::Replied(reply)) => Self::Readable { is_success: reply.is_success() },
        }
    }
}

/// The request that showed the key to the list of models: the run's own, or the ladder's.
fn keyed(transcript: &Transcript) -> ProbeId {
    if transcript.of_probe(ProbeId::LadderKeyed).is_some() { ProbeId::LadderKeyed } else { ProbeId::Models }
}

/// Whether the page is secure and the address is not: browsers block that, except on this machine.
fn is_mixed(base_url: &BaseUrl, page: &BrowserContext) -> bool {
    page.page_origin.starts_with("https:")
        && base_url.scheme() == Scheme::Http
        && Reach::of_host(base_url.host()) != Reach::Loopback
}

/// Whether this page itself comes from this machine or a private network: then no permission for the
/// local network is needed.
fn is_page_local(page: &BrowserContext) -> bool {
    let host = page.page_origin.split("://").nth(1).unwrap_or_default();
    let host = host.split_at(host.rfind(':').filter(|at| !host[*at..].contains(']')).unwrap_or(host.len())).0;
    !host.is_empty() && Reach::of_host(host) != Reach::Public
}

/// What the ladder's answers add up to.
pub(super) fn conclude(evidence: &Evidence<'_>, page: &BrowserContext) -> Vec<Candidate> {
    use Confidence::{Certain, Likely, Possible};
    let base_url = &evidence.target.base_url;
    let reach = Reach::of_host(base_url.host());
    if is_mixed(base_url, page) {
        return vec![(DiagnosisKind::MixedContent, Certain)];
    }
    if page.blocked_origins.contains(&base_url.origin()) {
        return vec![(DiagnosisKind::PagePolicyBlocks, Certain)];
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
    let mut found = match (answers, plain, keyed) {
        // Only part of the ladder was climbed.
        (Visibility::NotAsked, _, _) | (_, Visibility::NotAsked, _) => {
            vec![(DiagnosisKind::Unreachable, Possible), (DiagnosisKind::CorsMissing, Possible)]
        }
        (Visibility::Hidden, Visibility::Hidden | Visibility::Answered, _) => {
            vec![(DiagnosisKind::Unreachable, Likely)]
        }
        (
            Visibility::Hidden,
            Visibility::Readable { .. },
            Visibility::Readable { .. } | Visibility::NotAsked | Visibility::Answered,
        ) => {
            vec![(DiagnosisKind::ConnectionDropped, Likely)]
        }
        (_, Visibility::Hidden | Visibility::Answered, Visibility::Readable { is_success: true }) => {
            vec![(DiagnosisKind::CorsErrorUnreadable, Certain)]
        }
        (_, _, Visibility::Readable { .. }) => {
            vec![(DiagnosisKind::CorsErrorUnreadable, Possible), (DiagnosisKind::ConnectionDropped, Possible)]
        }
        (_, Visibility::Readable { .. }, Visibility::Hidden) => {
            vec![(DiagnosisKind::CorsPreflightRefused, Certain)]
        }
        (_, Visibility::Readable { .. }, Visibility::NotAsked | Visibility::Answered) => {
            vec![(DiagnosisKind::CorsPreflightRefused, Likely)]
        }
        (
            _,
            Visibility::Hidden | Visibility::Answered,
            Visibility::Hidden | Visibility::NotAsked | Visibility::Answered,
        ) => {
            vec![(DiagnosisKind::CorsMissing, Likely)]
        }
    };
    if found[0].0 == DiagnosisKind::CorsErrorUnreadable && is_model_unlisted(evidence) {
        found.push((DiagnosisKind::ModelNotFound, Possible));
    }
    found
}

/// Whether a list of models could be read and lacks the one asked for.
fn is_model_unlisted(evidence: &Evidence<'_>) -> bool {
    let list = evidence.transcript.of_probe(keyed(evidence.transcript));
    let reply = list.and_then(|(_, exchange)| exchange.reply());
    let ids = reply.and_then(|reply| wire::models::ids(reply.body.json()));
    ids.is_some_and(|ids| !ids.is_empty() && !ids.iter().any(|id| id == evidence.target.model.as_str()))
}

/// Every question that was asked, in order, with its answer.
pub(super) fn connectivity(evidence: &Evidence<'_>, page: &BrowserContext) -> Vec<ConnectivityStep> {
    let base_url = &evidence.target.base_url;
    let known = |question, is_good, good: &str, bad: &str| ConnectivityStep {
        question,
        observed: if is_good { good } else { bad }.to_owned(),
        is_good: Some(is_good),
        exchange: None,
    };
    let mut connectivity = vec![
        known(
            "May this page call the address?",
            !is_mixed(base_url, page),
            "Yes: nothing about the two addresses forbids it.",
            "No: the page is secure (https) and the address is not (http).",
        ),
        known(
            "Does the browser have a network?",
            page.is_online,
            "It says so.",
            "It says that it is offline.",
        ),
        known(
            "Does this page's own security policy allow the address?",
            !page.blocked_origins.contains(&base_url.origin()),
            "Yes: nothing was blocked.",
            "No: the browser reported that the policy blocks it.",
        ),
    ];
    if Reach::of_host(base_url.host()) != Reach::Public {
        let (observed, is_good) = match page.local_network {
            _ if is_page_local(page) => ("Not needed: the page comes from there too.", Some(true)),
            Permission::Granted => ("Yes.", Some(true)),
            Permission::Denied => ("No: you or your organisation said no.", Some(false)),
            Permission::Prompt => ("Not decided yet: the browser should ask you.", None),
            Permission::Unknown => ("This browser does not say.", None),
        };
        let question = "May this page reach your local network?";
        connectivity.push(ConnectivityStep {
            question,
            observed: observed.to_owned(),
            is_good,
            exchange: None,
        });
    }
    let requests = [
        (ProbeId::LadderAnswers, "Does anything answer there, readable or not?"),
        (
            ProbeId::LadderPlain,
            "May the page read a reply to a request without a key, which needs no permission beforehand?",
        ),
        (keyed(evidence.transcript), "May it read a reply to a request with the key?"),
    ];
    let question = requests.into_iter().filter_map(|(id, question)| {
        let (place, exchange) = evidence.transcript.of_probe(id)?;
        let (observed, is_good) = answer_of(exchange);
        Some(ConnectivityStep { question, observed, is_good, exchange: Some(place) })
    });
    connectivity.extend(question);
    connectivity
}

fn answer_of(exchange: &Exchange) -> (String, Option<bool>) {
    let quote = |observed: &str, is_good| (observed.to_owned(), is_good);
    match &exchange.outcome {
        Outcome::Unanswered(Unanswered::Opaque) => quote("Yes, something answers.", Some(true)),
        Outcome::Unanswered(Unanswered::Blocked { .. }) => quote("No: the request failed.", Some(false)),
        Outcome::Unanswered(Unanswered::TimedOut { .. }) => quote("No reply came in time.", Some(false)),
        Outcome::Unanswered(Unanswered::Cancelled) => quote("You stopped it.", None),
        Outcome::Replied(reply) => (format!("Yes: status {}.", reply.status), Some(true)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, case};
    use super::*;
    use crate::probe::ProbeId;

    const LISTED: (u16, &str) = (200, r#"{"object":"list","data":[{"id":"m-small"}]}"#);
    const REFUSED: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);

    fn blocked() -> Case {
        case("https://gateway.example/v1").blocked(ProbeId::Prompt)
    }

    fn answered() -> Case {
        blocked().answered(ProbeId::LadderAnswers)
    }

    #[test]
    fn an_address_where_nothing_answers_is_told_from_replies_nobody_may_read() {
        blocked()
            .blocked(ProbeId::LadderAnswers)
            .blocked(ProbeId::LadderPlain)
            .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
        answered()
            .blocked(ProbeId::LadderPlain)
            .blocked(ProbeId::LadderKeyed)
            .expect(&[(DiagnosisKind::CorsMissing, Confidence::Likely)]);
        blocked().expect(&[
            (DiagnosisKind::Unreachable, Confidence::Possible),
            (DiagnosisKind::CorsMissing, Confidence::Possible),
        ]);
    }

    #[test]
    fn what_the_user_stopped_is_nobodys_fault() {
        let stopped = Outcome::Unanswered(Unanswered::Cancelled);
        case("https://gateway.example/v1")
            .outcome(ProbeId::Prompt, stopped)
            .expect(&[(DiagnosisKind::Stopped, Confidence::Certain)]);
    }

    #[test]
    fn a_refused_preflight_is_told_by_what_needs_none() {
        let plain = || answered().reply(ProbeId::LadderPlain, REFUSED);
        plain()
            .blocked(ProbeId::LadderKeyed)
            .expect(&[(DiagnosisKind::CorsPreflightRefused, Confidence::Certain)]);
        plain().expect(&[(DiagnosisKind::CorsPreflightRefused, Confidence::Likely)]);
    }

    #[test]
    fn errors_that_lose_their_permission_are_told_by_successes_that_keep_it() {
        let plain = || answered().blocked(ProbeId::LadderPlain);
        plain()
            .reply(ProbeId::LadderKeyed, LISTED)
            .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Certain)]);
        let other = (200, r#"{"object":"list","data":[{"id":"m-large"}]}"#);
        plain().reply(ProbeId::LadderKeyed, other).expect(&[
            (DiagnosisKind::CorsErrorUnreadable, Confidence::Certain),
            (DiagnosisKind::ModelNotFound, Confidence::Possible),
        ]);
        // The run's own list serves as well.
        plain()
            .reply(ProbeId::Models, LISTED)
            .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Certain)]);
    }

    #[test]
    fn a_connection_that_breaks_on_the_prompt_alone_is_no_missing_address() {
        let list = |case: Case| case.reply(ProbeId::LadderPlain, REFUSED).reply(ProbeId::LadderKeyed, LISTED);
        list(blocked().blocked(ProbeId::LadderAnswers))
            .expect(&[(DiagnosisKind::ConnectionDropped, Confidence::Likely)]);
        list(answered()).expect(&[
            (DiagnosisKind::CorsErrorUnreadable, Confidence::Possible),
            (DiagnosisKind::ConnectionDropped, Confidence::Possible),
        ]);
    }

    #[test]
    fn the_page_itself_is_looked_at_first() {
        let origin = || vec!["https://gateway.example".to_owned()];
        blocked()
            .page(|page| page.blocked_origins = origin())
            .expect(&[(DiagnosisKind::PagePolicyBlocks, Confidence::Certain)]);
        blocked()
            .page(|page| page.is_online = false)
            .expect(&[(DiagnosisKind::Offline, Confidence::Certain)]);
        case("http://gateway.example/v1")
            .blocked(ProbeId::Prompt)
            .expect(&[(DiagnosisKind::MixedContent, Confidence::Certain)]);
        let far = |page: &mut BrowserContext| page.page_origin = "http://page.example".to_owned();
        let climbed = |case: Case| case.blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain);
        climbed(case("http://gateway.example/v1").blocked(ProbeId::Prompt).page(far))
            .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
    }

    #[test]
    fn a_local_address_may_be_reached_only_with_permission() {
        let local = || case("https://10.1.2.3/v1").blocked(ProbeId::Prompt);
        let denied = |page: &mut BrowserContext| page.local_network = Permission::Denied;
        local().page(denied).expect(&[(DiagnosisKind::LocalNetworkBlocked, Confidence::Certain)]);
        local()
            .page(|page| page.is_secure = false)
            .expect(&[(DiagnosisKind::LocalNetworkBlocked, Confidence::Likely)]);
        let climbed = |case: Case| case.blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain);
        climbed(local().page(|page| page.local_network = Permission::Granted))
            .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
        // A page from the same network needs none.
        for origin in ["http://127.0.0.1:8788", "http://[::1]:80", "https://intranet"] {
            let near = |page: &mut BrowserContext| {
                page.page_origin = origin.to_owned();
                page.local_network = Permission::Denied;
            };
            climbed(local().page(near)).expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
        }
        // This machine needs no network.
        climbed(case("http://127.0.0.1:9/v1").blocked(ProbeId::Prompt))
            .page(|page| page.is_online = false)
            .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
    }

    #[test]
    fn every_question_is_shown_with_its_answer_and_its_request() {
        let diagnoses = answered().blocked(ProbeId::LadderPlain).blocked(ProbeId::LadderKeyed).diagnoses();
        let connectivity = &diagnoses[0].connectivity;
        let observed: Vec<_> = connectivity.iter().map(|rung| (rung.is_good, rung.exchange)).collect();
        let good = (Some(true), None);
        let requests = [(Some(true), Some(1)), (Some(false), Some(2)), (Some(false), Some(3))];
        assert_eq!(observed, [[good; 3], requests].concat());
        assert_eq!(diagnoses[0].exchanges, [0, 1, 2, 3]);
    }
}
