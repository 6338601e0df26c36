//! A run that is under way or over, with what it takes to go on with it.

use std::cell::{Cell, RefCell};

use crate::browser::clock::now_ms;
use crate::browser::fetch::Limits;
use crate::browser::stop::Stop;
use crate::plan::Plan;
use crate::probe::{ProbeContext, ProbeId};
use crate::run::Run;
use crate::target::ApiKey;

/// How far the plan is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Progress {
    /// Requests that were sent.
    pub(in crate::ui) requests: u32,
    /// Since the run was started, in ms, at the latest reply.
    pub(in crate::ui) elapsed_ms: f64,
    /// Probes that are over.
    pub(in crate::ui) over: usize,
    /// Probes in all.
    pub(in crate::ui) all: usize,
    /// The ids of those that are not over.
    pub(in crate::ui) open: Vec<ProbeId>,
}

/// A run with what it takes to go on with it.
pub(super) struct Current {
    pub(super) run: RefCell<Run>,
    pub(super) plan: RefCell<Plan>,
    pub(super) prompt: String,
    /// The profile's name.
    pub(super) profile: String,
    pub(super) is_streamed: bool,
    pub(super) wrong_key: Option<ApiKey>,
    pub(super) limits: Limits,
    pub(super) stop: RefCell<Stop>,
    /// How many requests were sent.
    pub(super) requests: Cell<u32>,
    pub(super) started_ms: Cell<f64>,
}

impl Current {
    /// Lets the plan decide on what happened so far.
    pub(super) fn ask<T>(&self, decide: impl FnOnce(&mut Plan, &ProbeContext<'_>) -> T) -> T {
        let run = self.run.borrow();
        let ask = ProbeContext {
            target: &run.target,
            prompt: &self.prompt,
            is_streamed: self.is_streamed,
            wrong_key: self.wrong_key.as_ref(),
            transcript: &run.transcript,
        };
        decide(&mut self.plan.borrow_mut(), &ask)
    }

    pub(super) fn progress(&self) -> Progress {
        let plan = self.plan.borrow();
        Progress {
            requests: self.requests.get(),
            elapsed_ms: now_ms() - self.started_ms.get(),
            over: plan.over(),
            all: plan.requests(),
            open: plan.open(),
        }
    }
}
