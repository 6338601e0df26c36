//! The connectivity check: why a request got no readable reply, step by step.

use super::{BrowserContext, Permission};
use crate::check::{Evidence, Verdict};
use crate::exchange::{Exchange, Outcome, Transcript, Unanswered};
use crate::probe::ProbeId;
use crate::target::{BaseUrl, Reach, Scheme};

/// A step of the connectivity check: a question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectivityStep {
    /// The question, as the page asks it.
    pub question: &'static str,
    /// The answer.
    pub observed: String,
    /// Pass if the answer suggests a working connection, fail if it suggests a broken one, inconclusive if it
    /// shows nothing.
    pub verdict: Verdict,
    /// The request that gave the answer, by index in the transcript; `None` if the browser knew it.
    pub exchange: Option<usize>,
}

/// The request that showed the key to the list of models: the run's own, or the connectivity check's.
pub(super) fn keyed(transcript: &Transcript) -> ProbeId {
    if transcript.of_probe(ProbeId::LadderKeyed).is_some() { ProbeId::LadderKeyed } else { ProbeId::Models }
}

/// Returns true if the page is secure and the address is not: browsers block that, except on this machine.
pub(super) fn is_mixed(base_url: &BaseUrl, page: &BrowserContext) -> bool {
    page.page_origin.starts_with("https:")
        && base_url.scheme() == Scheme::Http
        && Reach::of_host(base_url.host()) != Reach::Loopback
}

/// Returns true if this page itself comes from this machine or a private network: then no permission for
/// the local network is needed.
pub(super) fn is_page_local(page: &BrowserContext) -> bool {
    let host = page.page_origin.split("://").nth(1).unwrap_or_default();
    let host = host.split_at(host.rfind(':').filter(|at| !host[*at..].contains(']')).unwrap_or(host.len())).0;
    !host.is_empty() && Reach::of_host(host) != Reach::Public
}

/// Every question that was asked, in order, with its answer.
pub(super) fn steps(evidence: &Evidence<'_>, page: &BrowserContext) -> Vec<ConnectivityStep> {
    let base_url = &evidence.target.base_url;
    let known = |question, is_good, good: &str, bad: &str| ConnectivityStep {
        question,
        observed: if is_good { good } else { bad }.to_owned(),
        verdict: if is_good { Verdict::Pass } else { Verdict::Fail },
        exchange: None,
    };
    let mut steps = vec![
        known(
            "Is the browser allowed to call this address?",
            !is_mixed(base_url, page),
            "Yes.",
            "No: this page is secure (https), and the address is not (http).",
        ),
        known("Is the browser online?", page.is_online, "Yes.", "No."),
        known(
            "Does this page's security policy allow this address?",
            !page.blocked_origins.contains(&base_url.origin()),
            "Yes.",
            "No: the policy blocks this address.",
        ),
    ];
    if Reach::of_host(base_url.host()) != Reach::Public {
        let (observed, verdict) = match page.local_network {
            _ if is_page_local(page) => ("Not needed: this page is in the local network too.", Verdict::Pass),
            Permission::Granted => ("Yes.", Verdict::Pass),
            Permission::Denied => ("No: blocked by you or your organisation.", Verdict::Fail),
            Permission::Prompt => ("Not decided yet: the browser will ask you.", Verdict::Inconclusive),
            Permission::Unknown => ("Unknown: this browser does not say.", Verdict::Inconclusive),
        };
        let question = "Is this page allowed to reach your local network?";
        steps.push(ConnectivityStep { question, observed: observed.to_owned(), verdict, exchange: None });
    }
    let requests = [
        (ProbeId::LadderPlain, "Can the page read a reply to a simple request (no key, no CORS preflight)?"),
        (ProbeId::LadderAnswers, "Does a server respond at this address, readable or not?"),
        (keyed(evidence.transcript), "Can the page read a reply to a request with the key?"),
    ];
    let by_request = requests.into_iter().filter_map(|(id, question)| {
        let (index, exchange) = evidence.transcript.of_probe(id)?;
        let (observed, verdict) = answer_of(exchange);
        Some(ConnectivityStep { question, observed, verdict, exchange: Some(index) })
    });
    steps.extend(by_request);
    steps
}

fn answer_of(exchange: &Exchange) -> (String, Verdict) {
    let answer = |observed: &str, verdict| (observed.to_owned(), verdict);
    match &exchange.outcome {
        Outcome::Unanswered(Unanswered::Opaque) => answer("Yes.", Verdict::Pass),
        Outcome::Unanswered(Unanswered::Redirected) => {
            answer("Yes: with a redirect, which was not followed.", Verdict::Pass)
        }
        Outcome::Unanswered(Unanswered::Blocked { .. }) => answer("No: the request failed.", Verdict::Fail),
        Outcome::Unanswered(Unanswered::TimedOut { .. }) => {
            answer("No: no reply came in time.", Verdict::Fail)
        }
        Outcome::Unanswered(Unanswered::Cancelled) => {
            answer("Unknown: you stopped the run.", Verdict::Inconclusive)
        }
        Outcome::Replied(reply) => (format!("Yes: status {}.", reply.status), Verdict::Pass),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::case;
    use super::*;

    #[test]
    fn every_question_is_shown_with_its_answer_and_its_request() {
        let diagnoses = case("https://gateway.example/v1")
            .blocked(ProbeId::Prompt)
            .blocked(ProbeId::LadderPlain)
            .answered(ProbeId::LadderAnswers)
            .blocked(ProbeId::LadderKeyed)
            .diagnoses();
        let connectivity = &diagnoses[0].connectivity;
        let observed: Vec<_> = connectivity.iter().map(|step| (step.verdict, step.exchange)).collect();
        let good = (Verdict::Pass, None);
        let requests = [(Verdict::Fail, Some(1)), (Verdict::Pass, Some(2)), (Verdict::Fail, Some(3))];
        assert_eq!(observed, [[good; 3], requests].concat());
        assert_eq!(diagnoses[0].exchanges, [0, 1, 2, 3]);
    }

    #[test]
    fn a_page_in_the_local_network_needs_no_permission_for_it() {
        let check = |origin: &str, local_network, observed: &str, verdict: Verdict| {
            let change = |page: &mut BrowserContext| {
                page.page_origin = origin.to_owned();
                page.local_network = local_network;
            };
            let diagnoses = case("https://10.1.2.3/v1").blocked(ProbeId::Prompt).page(change).diagnoses();
            let step = &diagnoses[0].connectivity[3];
            assert_eq!((step.observed.as_str(), step.verdict), (observed, verdict), "{origin}");
        };
        let (near, far) = ("http://127.0.0.1:8788", "https://page.example");
        check(near, Permission::Denied, "Not needed: this page is in the local network too.", Verdict::Pass);
        check(far, Permission::Granted, "Yes.", Verdict::Pass);
        check(far, Permission::Denied, "No: blocked by you or your organisation.", Verdict::Fail);
        check(far, Permission::Prompt, "Not decided yet: the browser will ask you.", Verdict::Inconclusive);
        check(far, Permission::Unknown, "Unknown: this browser does not say.", Verdict::Inconclusive);
    }
}
