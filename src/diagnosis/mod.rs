//! What is wrong, who can mend it, and what to do first.
//!
//! One file a family of kinds; a kind is a [`DiagnosisKind`] with a row in its family's `KINDS`. A kind
//! that a server's refusal shows needs no code here: `refusal::patterns` names it. Others are recognised
//! in their family's file.

mod capacity;
mod connectivity;
pub mod cors_setup;
mod flashback;
mod input;
mod key;
mod kind;
pub mod message;
mod model;
mod negative_controls;
mod network;
mod path;
mod reply;
mod request;
mod upstream;

#[cfg(test)]
mod testing;

pub use connectivity::ConnectivityStep;
pub use input::kind_of_problem;
pub use kind::DiagnosisKind;

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

use crate::check::Evidence;
use crate::exchange::{Exchange, Outcome, Reply, Unanswered};
use crate::probe::{self, ProbeId};
use crate::redact;
use crate::refusal;

/// What is said of one kind of trouble, to someone who has never seen an HTTP status.
///
/// `{host}`, `{base_url}`, `{model}`, `{origin}` (this page's) and `{status}` stand for the run's values.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub id: DiagnosisKind,
    /// Who can mend it.
    pub owner: Owner,
    /// What happened, in one sentence.
    pub title: &'static str,
    /// Why, in one or two sentences.
    pub cause: &'static str,
    /// What the person at the page can do, the likeliest first.
    pub remedies: &'static [&'static str],
    /// What whoever is asked for help can do, the likeliest first; empty where it is the person's own
    /// to mend, so that nobody is written to.
    pub admin_remedies: &'static [&'static str],
}

/// Who can mend something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Owner {
    /// The person at the page.
    You,
    /// Whoever runs the gateway.
    GatewayAdmin,
    /// The model provider behind it.
    Provider,
    /// Whoever runs the network in between.
    Network,
}

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Confidence {
    /// The evidence leaves no other explanation.
    Certain,
    /// Others are conceivable, for example if the status alone speaks.
    Likely,
    /// One of several that fit equally.
    Possible,
}

/// What is wrong in this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The kind.
    pub kind: &'static Kind,
    /// How sure it is.
    pub confidence: Confidence,
    /// The kind's title with the run's values.
    pub title: String,
    /// The kind's cause with the run's values.
    pub cause: String,
    /// The kind's steps with the run's values.
    pub remedies: Vec<String>,
    /// The base URL that was tried instead and works.
    pub repair: Option<String>,
    /// How a request without a readable reply was looked into, question by question.
    pub connectivity: Vec<ConnectivityStep>,
    /// The technical evidence: status, the server's words, request id.
    pub evidence: Vec<String>,
    /// The exchanges it rests on, by their place in the transcript.
    pub exchanges: Vec<usize>,
}

impl Diagnosis {
    /// Whether the gateway's permission for web pages is what lacks, so that a configuration helps.
    pub fn is_about_cors(&self) -> bool {
        matches!(
            self.kind.id,
            DiagnosisKind::CorsMissing
                | DiagnosisKind::CorsPreflightRefused
                | DiagnosisKind::CorsErrorUnreadable
        )
    }
}

/// The page's own circumstances, as far as a diagnosis needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserContext {
    /// The page's origin, `null` if it was opened from a file.
    pub page_origin: String,
    /// Whether the browser believes to be connected to a network.
    pub is_online: bool,
    /// Whether the page is a secure context (https, or this machine).
    pub is_secure: bool,
    /// The origins that the page's own content security policy was seen to block.
    pub blocked_origins: Vec<String>,
    /// Whether the page may reach the target's kind of local address.
    pub local_network: Permission,
}

/// A browser's permission, as far as it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// This browser knows no such permission, or does not tell.
    #[default]
    Unknown,
    /// Given.
    Granted,
    /// The browser would ask.
    Prompt,
    /// Refused.
    Denied,
}

impl Owner {
    /// Everyone who can be asked.
    pub const ALL: [Self; 4] = [Self::You, Self::GatewayAdmin, Self::Provider, Self::Network];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// For whom a diagnosis is, said to the person at the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::You => "You can mend this",
            Self::GatewayAdmin => "For the gateway's admin",
            Self::Provider => "For the model provider",
            Self::Network => "For the network team",
        }
    }

    /// Who that is, said to anyone who reads of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::You => "Whoever sent the prompt",
            Self::GatewayAdmin => "The gateway's admin",
            Self::Provider => "The model provider",
            Self::Network => "The network team",
        }
    }
}

impl Confidence {
    /// All degrees, the surest first.
    pub const ALL: [Self; 3] = [Self::Certain, Self::Likely, Self::Possible];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// As a person says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Certain => "Certain",
            Self::Likely => "Likely",
            Self::Possible => "One possibility",
        }
    }
}

impl DiagnosisKind {
    /// What is said of it.
    ///
    /// # Panics
    /// Never: a test holds that every kind has a row.
    pub fn row(self) -> &'static Kind {
        kinds().find(|kind| kind.id == self).expect("a row for every kind, which a test holds")
    }
}

/// A kind with how sure it is, before the run's values are filled in.
type Candidate = (DiagnosisKind, Confidence);

/// The steps of a kind, in the words of the console of whoever runs this host, where they are known.
pub fn remedies_for(kind: &'static Kind, host: &str) -> &'static [&'static str] {
    flashback::remedies(host, kind.id).unwrap_or(kind.remedies)
}

/// Kinds of one subject.
pub struct Family {
    /// The subject.
    pub title: &'static str,
    /// Its kinds.
    pub kinds: &'static [Kind],
}

/// Every kind, in the families and the order of the docs.
pub const FAMILIES: &[Family] = &[
    Family { title: "Before anything is sent", kinds: input::KINDS },
    Family { title: "No answer", kinds: network::KINDS },
    Family { title: "The key", kinds: key::KINDS },
    Family { title: "The address", kinds: path::KINDS },
    Family { title: "The model", kinds: model::KINDS },
    Family { title: "The request", kinds: request::KINDS },
    Family { title: "Capacity", kinds: capacity::KINDS },
    Family { title: "The gateway and what is behind it", kinds: upstream::KINDS },
    Family { title: "The reply", kinds: reply::KINDS },
    Family { title: "By contrast", kinds: negative_controls::KINDS },
];

/// Every kind, in the order of [`FAMILIES`].
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    FAMILIES.iter().flat_map(|family| family.kinds)
}

/// What is wrong, the main diagnosis first; empty if nothing is, or nothing was sent.
pub fn diagnose(evidence: &Evidence<'_>, browser_context: &BrowserContext) -> Vec<Diagnosis> {
    let Some((place, exchange)) = evidence.transcript.of_probe(ProbeId::Prompt) else { return Vec::new() };
    let of_prompt = match &exchange.outcome {
        Outcome::Unanswered(unanswered) => network::candidates(unanswered, evidence, browser_context),
        Outcome::Replied(reply) => recognise_reply(evidence, reply, exchange.request.is_streamed),
    };
    let mut found: Vec<_> = of_prompt.into_iter().map(|recognised| (place, recognised)).collect();
    if let (true, Some(reply)) = (found.is_empty(), exchange.reply()) {
        found = negative_controls::candidates(evidence, reply);
        found.extend(input::candidates(evidence).map(|recognised| (place, recognised)));
    }
    let diagnosis = |(rank, (place, candidate)): (usize, (usize, Candidate))| {
        let exchange = &evidence.transcript.exchanges[place];
        TemplateValues { evidence, browser_context, exchange }.diagnosis(candidate, place, rank == 0)
    };
    found.into_iter().enumerate().map(diagnosis).collect()
}

/// What one reply shows to be wrong.
fn recognise_reply(evidence: &Evidence<'_>, reply: &Reply, is_streamed: bool) -> Vec<Candidate> {
    if let Some(kind) = path::repaired_kind(evidence, reply) {
        return vec![(kind, Confidence::Certain)];
    }
    let Some(refusal) = refusal::of(reply) else { return reply::candidates(reply, is_streamed) };
    let by_words = if refusal.is_from_message { Confidence::Certain } else { Confidence::Likely };
    let mut recognised = vec![
        path::refine(evidence, reply, &refusal)
            .or_else(|| key::refine(evidence, &refusal))
            .unwrap_or((refusal.kind, by_words)),
    ];
    if reply.is_success() && !refusal.category.is_not_the_api() {
        recognised.push((DiagnosisKind::ErrorUnder200, Confidence::Certain));
    }
    recognised
}

/// Fills a kind's words with the run's values.
struct TemplateValues<'a> {
    evidence: &'a Evidence<'a>,
    browser_context: &'a BrowserContext,
    exchange: &'a Exchange,
}

impl TemplateValues<'_> {
    /// The kind with the run's values; the first one also carries what was found out about it.
    fn diagnosis(&self, (kind, confidence): Candidate, place: usize, is_main: bool) -> Diagnosis {
        let kind = kind.row();
        let Evidence { target, transcript, .. } = self.evidence;
        let repair = probe::repaired(target, transcript).filter(|_| is_main).map(|it| it.to_string());
        let remedies = remedies_for(kind, target.base_url.host());
        let tried = repair.iter().map(|url| {
            format!("Use {url} as the base URL: this page has tried it, and the API answers there.")
        });
        let is_unread = matches!(self.exchange.outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
        let climbs = is_main && is_unread && self.exchange.probe == ProbeId::Prompt;
        let connectivity =
            if climbs { connectivity::connectivity(self.evidence, self.browser_context) } else { Vec::new() };
        let mut exchanges = vec![place];
        exchanges.extend(connectivity.iter().filter_map(|rung| rung.exchange));
        exchanges.extend(self.tries().map(|(place, _)| place));
        Diagnosis {
            kind,
            confidence,
            title: self.text(kind.title),
            cause: self.text(kind.cause),
            remedies: tried.chain(remedies.iter().map(|step| self.text(step))).collect(),
            repair,
            connectivity,
            evidence: self.technical(),
            exchanges,
        }
    }

    /// The corrections of the base URL that were tried, if this is about the prompt.
    fn tries(&self) -> impl Iterator<Item = (usize, &Exchange)> {
        let is_prompt = self.exchange.probe == ProbeId::Prompt;
        let ids = ProbeId::REPAIRS.into_iter().filter(move |_| is_prompt);
        ids.filter_map(|id| self.evidence.transcript.of_probe(id))
    }

    fn text(&self, template: &str) -> String {
        let target = self.evidence.target;
        let status = self.exchange.reply().map(|reply| reply.status.to_string()).unwrap_or_default();
        template
            .replace("{host}", target.base_url.host())
            .replace("{base_url}", &target.base_url.to_string())
            .replace("{origin}", &self.browser_context.page_origin)
            .replace("{status}", &status)
            // Last, so that nothing in a model's name is taken for a place to fill.
            .replace("{model}", target.model.as_str())
    }

    fn technical(&self) -> Vec<String> {
        let request = &self.exchange.request;
        let mut lines = vec![format!("{} {}", request.method, request.url)];
        let Some(reply) = self.exchange.reply() else {
            lines.push("No reply that the browser lets this page read.".to_owned());
            return lines;
        };
        lines.push(format!("Status {}, {} bytes", reply.status, reply.body.bytes));
        if let Some(content_type) = reply.header("content-type") {
            lines.push(format!("Content type: {content_type}"));
        }
        if let Some(refusal) = refusal::of(reply) {
            if !refusal.envelope.message.is_empty() {
                lines
                    .push(format!("The server said: {}", redact::mask_lookalikes(&refusal.envelope.message)));
            }
            lines.extend(
                refusal.envelope.code.as_ref().map(|code| format!("Code: {}", redact::mask_lookalikes(code))),
            );
            lines.extend(refusal.envelope.request_id.as_ref().map(|id| format!("Request id: {id}")));
        }
        for (_, tried) in self.tries() {
            let status =
                tried.reply().map_or("no reply".to_owned(), |reply| format!("status {}", reply.status));
            lines.push(format!("Tried {}: {status}", tried.request.url));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(&Owner::ALL, Owner::id);
        check_ids(&Confidence::ALL, Confidence::id);
    }

    #[test]
    fn every_kind_has_one_row_in_its_place() {
        assert_eq!(kinds().map(|kind| kind.id).collect::<Vec<_>>(), DiagnosisKind::ALL);
    }

    #[test]
    fn every_kind_says_what_to_do() {
        for kind in kinds() {
            let is_whole = |sentence: &&str| sentence.ends_with('.');
            assert!(is_whole(&kind.title) && is_whole(&kind.cause), "{}", kind.id);
            assert!(!kind.remedies.is_empty(), "{}", kind.id);
            assert!(kind.remedies.iter().chain(kind.admin_remedies).all(is_whole), "{}", kind.id);
            assert!(kind.owner == Owner::You || !kind.admin_remedies.is_empty(), "{}", kind.id);
        }
    }

    #[test]
    fn every_kind_about_cors_is_one() {
        let is_named = |kind: &DiagnosisKind| kind.as_str().starts_with("cors-");
        assert_eq!(DiagnosisKind::ALL.iter().filter(|kind| is_named(kind)).count(), 3);
    }
}
