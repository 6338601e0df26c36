//! One run of a scenario: a target, and the requests to it.

use crate::plan::{CONCURRENCY, Plan};
use crate::probe::{ProbeId, Profile};
use crate::profile::{ChosenProfile, RunProfile};
use crate::run::Run;
use crate::target::Target;

/// Requests to one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Name that distinguishes it from the others, such as `Old key`.
    pub label: String,
    /// The target.
    pub target: Target,
    /// The prompt.
    pub prompt: String,
    /// True if the answer to the prompt is to be streamed.
    pub is_streamed: bool,
    /// Requests to send.
    pub sends: Sends,
}

/// Requests that a trial sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sends {
    /// These probes.
    Probes(Vec<ProbeId>),
    /// All probes of a profile.
    Profile(Profile),
    /// The prompt, and if it is answered, so many times at once.
    Burst(u32),
}

impl Trial {
    /// The order of its requests. Only a profile is followed by further questions: a drill compares replies,
    /// and sends no more than it said.
    pub fn plan(&self) -> Plan {
        match &self.sends {
            Sends::Probes(ids) => Plan::of_ids(ids, CONCURRENCY).without_follow_ups(),
            Sends::Profile(profile) => Plan::of_profile(*profile, CONCURRENCY),
            Sends::Burst(times) => Plan::burst(*times).without_follow_ups(),
        }
    }

    /// Its profile in a report.
    pub fn profile(&self) -> RunProfile {
        match &self.sends {
            Sends::Probes(_) => ChosenProfile::Custom.into(),
            Sends::Profile(profile) => (*profile).into(),
            Sends::Burst(_) => RunProfile::Burst,
        }
    }
}

/// Counts the requests that these trials send, without repeated ones and the follow-ups of a profile.
pub fn requests(trials: &[Trial]) -> usize {
    trials.iter().map(|trial| trial.plan().requests()).sum()
}

/// Estimates the tokens that they cost.
pub fn tokens(trials: &[Trial]) -> u32 {
    trials.iter().map(|trial| trial.plan().tokens()).sum()
}

/// A trial with its evidence.
#[derive(Clone, Copy)]
pub struct Played<'a> {
    /// The trial's label.
    pub label: &'a str,
    /// Run that holds the evidence.
    pub run: &'a Run,
}
