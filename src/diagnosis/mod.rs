//! Diagnoses: what is wrong, who can fix it, and what to do first.
//!
//! There is one file per family of kinds. A kind is a [`DiagnosisKind`] with a row in the `KINDS` of its
//! family. A kind that follows from an error reply needs no code here: a row of `refusal::patterns` names it.
//! The file of a family recognises the other kinds.

mod browser_context;
mod capacity;
mod catalogue;
mod confidence;
mod connectivity;
pub mod cors_setup;
mod flashback;
mod host_steps;
mod input;
mod key;
mod key_variants;
mod kind;
pub mod message;
mod model;
mod negative_controls;
mod network;
mod owner;
mod path;
mod reply;
mod reply_variants;
mod request;
mod template;
mod unreadable;
mod upstream;
mod variant;
mod visibility;

#[cfg(test)]
mod testing;

pub use browser_context::{BrowserContext, Permission};
pub use catalogue::{FAMILIES, Family, Kind, kinds};
pub use confidence::Confidence;
pub use connectivity::ConnectivityStep;
pub use host_steps::HostStep;
pub use input::kind_of_problem;
pub use kind::DiagnosisKind;
pub use owner::Owner;
pub use variant::{Variant, all as all_variants, of_saved, variants};

use std::borrow::Cow;

use crate::check::Evidence;
use crate::exchange::{Outcome, Reply};
use crate::probe::ProbeId;
use crate::refusal::{self, Category};
use crate::target::BaseUrl;
use template::TemplateValues;

/// A problem found in a run. `Text` is raw while judging and redacted on the screen and in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis<Text = Cow<'static, str>> {
    /// The kind.
    pub kind: &'static Kind,
    /// Its certainty.
    pub confidence: Confidence,
    /// The title of the kind, filled with the values of the run.
    pub title: Text,
    /// The cause, filled with the values of the run.
    pub cause: Text,
    /// The steps to take, filled with the values of the run; the likeliest step first.
    pub remedies: Vec<Text>,
    /// A corrected base URL that was tried and works.
    pub repair: Option<BaseUrl>,
    /// The steps of the connectivity check, which follows a request without a readable reply.
    pub connectivity: Vec<ConnectivityStep>,
    /// The technical evidence: status, server message, request id.
    pub evidence: Vec<Text>,
    /// The exchanges it is based on, by index in the transcript.
    pub exchanges: Vec<usize>,
}

impl<Text> Diagnosis<Text> {
    /// Returns true if the gateway's CORS headers are missing, so that a server configuration helps.
    pub fn is_about_cors(&self) -> bool {
        matches!(
            self.kind.id,
            DiagnosisKind::CorsMissing
                | DiagnosisKind::CorsPreflightRefused
                | DiagnosisKind::CorsErrorUnreadable
        )
    }
}

/// A kind and its confidence, before the texts are filled with the values of the run.
type Candidate = (DiagnosisKind, Confidence);

/// Returns the problems of this run, the main one first; empty if there are none or nothing was sent.
pub fn diagnose(evidence: &Evidence<'_>, browser_context: &BrowserContext) -> Vec<Diagnosis> {
    let Some((index, exchange)) = evidence.transcript.of_probe(ProbeId::Prompt) else { return Vec::new() };
    let candidates = match &exchange.outcome {
        Outcome::Unanswered(unanswered) => network::candidates(unanswered, evidence, browser_context),
        Outcome::Replied(reply) => reply_candidates(evidence, reply, exchange.request.is_streamed),
    };
    let mut found: Vec<_> = candidates.into_iter().map(|candidate| (index, candidate)).collect();
    if let (true, Some(reply)) = (found.is_empty(), exchange.reply()) {
        found = negative_controls::candidates(evidence, reply);
        found.extend(input::candidates(evidence).map(|candidate| (index, candidate)));
    }
    let diagnosis = |(rank, (index, candidate)): (usize, (usize, Candidate))| {
        let exchange = &evidence.transcript.exchanges[index];
        TemplateValues { evidence, browser_context, exchange }.diagnosis(candidate, index, rank == 0)
    };
    found.into_iter().enumerate().map(diagnosis).collect()
}

/// Returns the problems that a single reply shows.
fn reply_candidates(evidence: &Evidence<'_>, reply: &Reply, is_streamed: bool) -> Vec<Candidate> {
    if let Some(found) = path::recognise(evidence, reply) {
        return found;
    }
    let Some(refusal) = refusal::of(reply) else { return reply::candidates(reply, is_streamed) };
    let confidence = match refusal.category {
        Category::Unrecognised => Confidence::Possible,
        _ if refusal.is_from_message => Confidence::Certain,
        _ => Confidence::Likely,
    };
    let mut candidates = vec![
        path::refine(evidence, reply, &refusal)
            .or_else(|| key::refine(evidence, &refusal))
            .unwrap_or((refusal.kind, confidence)),
    ];
    // The page of a proxy has the status of the proxy, and an unknown body may not be an error.
    let is_known = !matches!(refusal.category, Category::Unrecognised) && !refusal.category.is_not_the_api();
    if reply.is_success() && is_known {
        candidates.push((DiagnosisKind::ErrorUnder200, Confidence::Certain));
    }
    // Several gateways answer an unknown model with status 500.
    if refusal.kind == DiagnosisKind::GatewayFailed && unreadable::is_model_unlisted(evidence) {
        candidates.push((DiagnosisKind::ModelNotFound, Confidence::Possible));
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::testing::case;
    use super::*;

    #[test]
    fn every_kind_about_cors_is_one() {
        for kind in kinds() {
            let diagnosis = Diagnosis {
                kind,
                confidence: Confidence::Certain,
                title: "",
                cause: "",
                remedies: Vec::new(),
                repair: None,
                connectivity: Vec::new(),
                evidence: Vec::new(),
                exchanges: Vec::new(),
            };
            assert_eq!(diagnosis.is_about_cors(), kind.id.as_str().starts_with("cors-"), "{}", kind.id);
        }
    }

    #[test]
    fn a_stream_of_unknown_events_hides_no_error_for_sure() {
        let stream = "data: \"please stand by\"\n\ndata: [DONE]\n\n";
        let run = case("https://gateway.example/v1").reply(ProbeId::Prompt, (200, stream));
        run.expect(&[(DiagnosisKind::Unrecognised, Confidence::Possible)]);
    }
}
