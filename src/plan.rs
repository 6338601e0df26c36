//! The order of a run's requests as a value: what may start now, what depends on what, when to slow down,
//! and what is skipped and why. A plan has no clock and sends nothing.
//!
//! The prompt is sent first, alone. If it is not answered, the other probes would only repeat its problem, so
//! they are skipped. Otherwise a few of them run in parallel. After a 429 they run one at a time, and the
//! rejected one is sent again after the requested wait. The follow-ups (`probe::FOLLOW_UPS`), which depend on
//! the outcome of the prompt, come last, one at a time.

use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Exchange, Outcome, Reply};
use crate::probe::{
    BURST_PROBE, FOLLOW_UPS, MAX_FOLLOW_UPS, PROBES, Probe, ProbeContext, ProbeId, Profile, REPEAT_PROBE,
};
use crate::refusal::{self, Category, CategoryGroup};
use crate::wire::{Request, retry_after};

/// Default number of parallel requests.
pub const CONCURRENCY: usize = 3;
/// Largest number of parallel requests, except in a burst.
pub const MAX_CONCURRENCY: usize = 6;

/// The requests of a run, and how far they have got.
#[derive(Clone, Debug)]
pub struct Plan {
    steps: Vec<Step>,
    /// Number of `FOLLOW_UPS` that are finished or not needed.
    follow_ups_done: usize,
    /// True if a follow-up is under way.
    is_following_up: bool,
    /// Largest number of parallel requests.
    max_running: usize,
    /// Nothing is sent before this time, in ms on the page's clock.
    resume_ms: f64,
    is_stopped: bool,
    /// True if the server kept rate limiting.
    is_rate_limited: bool,
}

#[derive(Clone, Debug)]
struct Step {
    probe: &'static Probe,
    state: State,
    /// The request to send next, if it is not the first one of the probe.
    next: Option<Request>,
    /// Number of times the probe was sent.
    sent: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Over,
}

/// The next step of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Send this request for this probe, then call [`Plan::next`] again.
    Send(ProbeId, Request),
    /// Skip this probe for this reason, then call [`Plan::next`] again.
    Skip(ProbeId, &'static str),
    /// Wait for a reply, or until this time, in ms on the page's clock.
    Wait(Option<f64>),
    /// Nothing is left to do.
    Finished,
}

/// Largest number of times that a probe is sent: after a 429, or in another form.
const MAX_ATTEMPTS: u32 = 3;
/// Wait after a 429 that does not say how long to wait, in ms.
const DEFAULT_WAIT_MS: u64 = 1_000;
/// Longest wait that the user is asked to sit through, in ms.
const MAX_WAIT_MS: u64 = 20_000;

impl Plan {
    /// Creates the plan for a profile.
    pub fn of_profile(profile: Profile, concurrency: usize) -> Self {
        Self::of_probes(profile.probes(), concurrency.min(MAX_CONCURRENCY))
    }

    /// Creates the plan for the probes with these ids, in the order of [`PROBES`], with at most `concurrency`
    /// parallel requests.
    pub fn of_ids(ids: &[ProbeId], concurrency: usize) -> Self {
        Self::of_probes(PROBES.iter().filter(|probe| ids.contains(&probe.id)), concurrency)
    }

    /// Creates the plan that sends the prompt `times` times, one after the other.
    pub fn repeated(times: u32) -> Self {
        Self::of_probes(first_prompt().chain((1..times).map(|_| &REPEAT_PROBE)), 1)
    }

    /// Creates the plan that sends the prompt once and, if it is answered, `times` more times in parallel.
    pub fn burst(times: u32) -> Self {
        Self::of_probes(first_prompt().chain((0..times).map(|_| &BURST_PROBE)), times as usize)
    }

    /// Creates the plan for these probes, with at most `concurrency` parallel requests.
    pub fn of_probes(probes: impl Iterator<Item = &'static Probe>, concurrency: usize) -> Self {
        let steps = probes.map(|probe| Step { probe, state: State::Waiting, next: None, sent: 0 });
        let steps: Vec<Step> = steps.collect();
        let has_prompt = steps.iter().any(|step| step.probe.id == ProbeId::Prompt);
        Self {
            steps,
            follow_ups_done: if has_prompt { 0 } else { FOLLOW_UPS.len() },
            is_following_up: false,
            max_running: concurrency.max(1),
            resume_ms: 0.0,
            is_stopped: false,
            is_rate_limited: false,
        }
    }

    /// Removes the follow-ups from the plan.
    #[must_use]
    pub fn without_follow_ups(self) -> Self {
        Self { follow_ups_done: FOLLOW_UPS.len(), ..self }
    }

    /// Returns the number of planned requests, without retries and follow-ups.
    pub fn requests(&self) -> usize {
        self.steps.len()
    }

    /// Returns the largest number of requests that the plan may send, with retries and follow-ups.
    pub fn max_requests(&self) -> usize {
        self.steps.len() * MAX_ATTEMPTS as usize + MAX_FOLLOW_UPS
    }

    /// Returns the approximate number of tokens that the planned requests cost.
    pub fn tokens(&self) -> u32 {
        self.steps.iter().map(|step| step.probe.tokens).sum()
    }

    /// Returns the number of finished probes.
    pub fn finished(&self) -> usize {
        self.steps.iter().filter(|step| step.state == State::Over).count()
    }

    /// The probes that are not finished.
    pub fn open(&self) -> Vec<ProbeId> {
        let open = self.steps.iter().filter(|step| step.state != State::Over);
        open.map(|step| step.probe.id).collect()
    }

    /// Skips everything that was not sent yet.
    pub fn stop(&mut self) {
        self.is_stopped = true;
    }

    /// Returns true if the plan was stopped.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Returns what to do next at `now_ms`. A returned request counts as running.
    pub fn next(&mut self, context: &ProbeContext<'_>, now_ms: f64) -> Next {
        if let Some(why) = self.stop_reason(context)
            && let Some(step) = self.steps.iter_mut().find(|step| step.state == State::Waiting)
        {
            step.state = State::Over;
            return Next::Skip(step.probe.id, why);
        }
        let running = self.steps.iter().filter(|step| step.state == State::Running).count();
        let Some(index) = self.next_startable() else {
            return if running == 0 { self.follow_up(context) } else { Next::Wait(None) };
        };
        if running >= self.max_running {
            return Next::Wait(None);
        }
        if now_ms < self.resume_ms {
            return Next::Wait(Some(self.resume_ms));
        }
        let step = &mut self.steps[index];
        match step.next.take().map_or_else(|| (step.probe.request)(context), Ok) {
            Ok(request) => {
                step.state = State::Running;
                step.sent += 1;
                Next::Send(step.probe.id, request)
            }
            Err(why) => {
                step.state = State::Over;
                Next::Skip(step.probe.id, why)
            }
        }
    }

    /// Returns the next follow-up that is needed.
    fn follow_up(&mut self, context: &ProbeContext<'_>) -> Next {
        if self.is_following_up {
            return Next::Wait(None);
        }
        while let Some(probe) = FOLLOW_UPS.get(self.follow_ups_done).filter(|_| !self.is_stopped) {
            if let Ok(request) = (probe.request)(context) {
                self.is_following_up = true;
                return Next::Send(probe.id, request);
            }
            self.follow_ups_done += 1;
        }
        Next::Finished
    }

    /// Records the outcome of a request at `now_ms`. `context` already contains the exchange.
    pub fn record(&mut self, context: &ProbeContext<'_>, exchange: &Exchange, now_ms: f64) {
        if self.is_following_up {
            self.is_following_up = false;
            self.follow_ups_done += 1;
            return;
        }
        let is_running = |step: &&mut Step| step.probe.id == exchange.probe && step.state == State::Running;
        let Some(step) = self.steps.iter_mut().find(is_running) else { return };
        step.state = State::Over;
        let is_patient = step.probe.id != ProbeId::Burst;
        if let Some(wait_ms) = requested_wait_ms(exchange).filter(|_| is_patient) {
            self.max_running = 1;
            if wait_ms <= MAX_WAIT_MS && step.sent < MAX_ATTEMPTS {
                #[expect(clippy::cast_precision_loss, reason = "at most 20,000")]
                let resume_ms = now_ms + wait_ms as f64;
                self.resume_ms = self.resume_ms.max(resume_ms);
                step.next = Some(exchange.request.clone());
                step.state = State::Waiting;
            } else {
                self.is_rate_limited = true;
            }
        } else if step.sent < 2
            && !self.is_stopped
            && let Some(request) = (step.probe.again)(context, exchange)
        {
            step.next = Some(request);
            step.state = State::Waiting;
        }
    }

    /// Returns the index of the first waiting step whose dependencies are finished.
    fn next_startable(&self) -> Option<usize> {
        let is_open =
            |id: ProbeId| self.steps.iter().any(|step| step.probe.id == id && step.state != State::Over);
        let may_start = |step: &Step| {
            step.state == State::Waiting
                && step.probe.after.iter().all(|before| !is_open(*before))
                && (step.probe.id == ProbeId::Prompt || !is_open(ProbeId::Prompt))
        };
        self.steps.iter().position(may_start)
    }

    /// Returns why the remaining steps are skipped, if they are: the plan was stopped, the server keeps rate
    /// limiting, or the prompt of this plan failed.
    fn stop_reason(&self, context: &ProbeContext<'_>) -> Option<&'static str> {
        if self.is_stopped {
            return Some("You stopped the run.");
        }
        if self.is_rate_limited {
            return Some("Stopped: the server kept rate limiting.");
        }
        let is_prompt_over = |step: &Step| step.probe.id == ProbeId::Prompt && step.state == State::Over;
        self.steps.iter().find(|step| is_prompt_over(step))?;
        let (_, exchange) = context.transcript.of_probe(ProbeId::Prompt)?;
        let reply = match &exchange.outcome {
            Outcome::Unanswered(_) => return Some("Stopped: the prompt got no reply."),
            Outcome::Replied(reply) => reply,
        };
        // If a single prompt gets no answer, a burst of them says nothing.
        let is_burst = self.steps.iter().any(|step| step.probe.id == ProbeId::Burst);
        let is_unanswered = is_burst && !refusal::has_answered(reply);
        reason_of_refusal(context, reply).or(is_unanswered.then_some("Stopped: the prompt was not answered."))
    }
}

/// Returns why every other request would be rejected like this one; `None` if it would not.
fn reason_of_refusal(context: &ProbeContext<'_>, reply: &Reply) -> Option<&'static str> {
    let refusal = refusal::of(reply)?;
    let is_about_key = refusal.category == Category::Key
        && refusal.kind != DiagnosisKind::KeyMissing
        && context.target.key.is_some();
    match refusal.category.group() {
        CategoryGroup::Credentials if is_about_key => Some("Stopped: the key was rejected."),
        // A rule, a permission or an account; or no key was entered, or the server found none.
        CategoryGroup::Credentials => Some("Stopped: the server denied access."),
        CategoryGroup::NotTheApi if refusal.category == Category::WebPage => {
            Some("Stopped: the reply did not come from the API.")
        }
        CategoryGroup::NotTheApi => Some("Stopped: the API is not at this address."),
        CategoryGroup::Model
        | CategoryGroup::Request
        | CategoryGroup::Capacity
        | CategoryGroup::Upstream
        | CategoryGroup::Unrecognised => None,
    }
}

fn first_prompt() -> impl Iterator<Item = &'static Probe> {
    PROBES.iter().filter(|probe| probe.id == ProbeId::Prompt)
}

/// Returns the wait after a rate-limit error, in ms, as requested in a header or the body, or the default.
fn requested_wait_ms(exchange: &Exchange) -> Option<u64> {
    let reply = exchange.reply()?;
    let refusal = refusal::of(reply).filter(|refusal| refusal.category == Category::RateLimit)?;
    let named = reply.header("retry-after").and_then(retry_after::duration_ms);
    Some(named.or(refusal.envelope.wait_ms).unwrap_or(DEFAULT_WAIT_MS))
}

#[cfg(test)]
mod tests;
