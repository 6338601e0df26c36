//! One run: what was tested, what happened, and what follows from it.

use crate::assemble;
use crate::check::{self, Evidence, Finding};
use crate::diagnosis::{self, Circumstances, Diagnosis};
use crate::evidence::{Answer, Exchange, Transcript};
use crate::metrics::Metrics;
use crate::point::{self, Point};
use crate::preset::Expectations;
use crate::probe;
use crate::repeat::Repeated;
use crate::target::Target;

/// One run with its evidence.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is tested.
    pub target: Target,
    /// What the page's host said about the gateway.
    pub expectations: Expectations,
    /// The page's own circumstances.
    pub circumstances: Circumstances,
    /// When it began, in UTC (RFC 3339).
    pub started_at: String,
    /// What happened so far.
    pub transcript: Transcript,
}

/// What follows from a run.
#[derive(Clone)]
pub struct Outlook {
    /// Every rule with its verdict.
    pub findings: Vec<Finding>,
    /// The four points.
    pub points: [Point; 4],
    /// What is wrong, the main diagnosis first; empty if nothing is.
    pub diagnoses: Vec<Diagnosis>,
    /// What became of a repeated prompt.
    pub repeated: Option<Repeated>,
    /// The figures of the prompt's reply.
    pub metrics: Option<Metrics>,
    /// The model's answer.
    pub answer: Option<Answer>,
}

impl Run {
    /// A run in which nothing has been sent.
    pub fn new(target: Target, expectations: Expectations, circumstances: Circumstances) -> Self {
        Self {
            target,
            expectations,
            circumstances,
            started_at: String::new(),
            transcript: Transcript::default(),
        }
    }

    /// Takes in what came of a request.
    pub fn record(&mut self, exchange: Exchange) {
        self.transcript.exchanges.push(exchange);
    }

    /// Notes that a probe was left out, and why. Its earlier exchanges stay.
    pub fn skip(&mut self, probe: &'static str, why: &'static str) {
        self.transcript.skipped.retain(|(known, _)| *known != probe);
        self.transcript.skipped.push((probe, why));
    }

    /// Judges what happened.
    pub fn outlook(&self) -> Outlook {
        let evidence =
            Evidence { target: &self.target, expectations: &self.expectations, transcript: &self.transcript };
        let findings = check::judge_all(&evidence);
        let points = point::roll_up(&findings);
        let diagnoses = diagnosis::diagnose(&evidence, &self.circumstances);
        let prompt = self.transcript.of_probe(probe::PROMPT).map(|(_, exchange)| exchange);
        let reply = prompt.and_then(Exchange::reply);
        Outlook {
            findings,
            points,
            diagnoses,
            repeated: Repeated::of(&self.transcript),
            metrics: reply.map(Metrics::of),
            answer: reply.and_then(assemble::answer_of).map(std::borrow::Cow::into_owned),
        }
    }
}
