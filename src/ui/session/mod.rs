//! The run on the screen: starting it, stopping it, showing what comes.

mod current;
mod shown;

pub(super) use current::Progress;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::task::spawn_local;

use super::form::Form;
use super::live_text::LiveText;
use super::state::State;
use crate::browser::clock::{now_ms, random, sleep, utc};
use crate::browser::fetch::{self, Limits};
use crate::browser::page;
use crate::browser::policy::PolicyWatch;
use crate::diagnosis::BrowserContext;
use crate::exchange::{Exchange, Outcome};
use crate::form::ValidForm;
use crate::plan::{CONCURRENCY, Next, Plan};
use crate::probe::{self, FOLLOW_UPS, PROBES};
use crate::report::Report;
use crate::run::{Assessment, Run};
use crate::wire::Request;
use current::Current;

/// How far the run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing was sent yet.
    Idle,
    /// A request is under way.
    Running,
    /// It ended by itself.
    Done,
    /// The user stopped it.
    Stopped,
}

/// The longest wait for a reply to a follow-up, which costs a server nothing.
const FOLLOW_UP_MS: u32 = 10_000;
/// The longest silence between two pieces of a reply.
const BETWEEN_MS: u32 = 30_000;

/// The run on the screen.
#[derive(Clone, Copy)]
pub(super) struct Session {
    pub(super) form: Form,
    pub(super) phase: State<Phase>,
    pub(super) progress: State<Progress>,
    /// What follows from the run so far.
    pub(super) assessment: State<Option<Assessment>>,
    /// The answer's text, outside of signals.
    pub(super) live: &'static LiveText,
    current: State<Option<Rc<Current>>>,
    policy: &'static PolicyWatch,
    /// A saved report that is shown in place of a run of this page.
    pub(super) opened: State<Option<Rc<Report>>>,
    /// How the run differs from a saved report, as the second program tells it; empty before that.
    pub(super) drift: State<String>,
    /// The configurations that let the page call a gateway, as the second program tells them; empty
    /// before somebody asks.
    pub(super) cors_setups: State<String>,
    /// The exchanges that the drawer shows, by their place in the run.
    pub(super) shown: State<Vec<usize>>,
}

impl Session {
    /// A session in which nothing was sent.
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            phase: State::new(Phase::Idle),
            progress: State::new(Progress::default()),
            assessment: State::new(None),
            live: Box::leak(Box::default()),
            current: State::new(None),
            policy: Box::leak(Box::new(PolicyWatch::start())),
            opened: State::new(None),
            drift: State::new(String::new()),
            cors_setups: State::new(String::new()),
            shown: State::new(Vec::new()),
        }
    }

    /// Sends the prompt, unless a run is under way or the form needs attention.
    pub(super) fn send(self) {
        let plan = planned(&[probe::PROMPT], CONCURRENCY);
        self.start("quick", plan, self.form.is_streamed.get_untracked());
    }

    /// Sends the prompt as often as the form says, one after the other or all at once.
    pub(super) fn repeat(self, is_at_once: bool) {
        let times = Form::repeat_times();
        let (name, plan) =
            if is_at_once { ("burst", Plan::burst(times)) } else { ("repeat", Plan::repeated(times)) };
        self.start(name, plan, self.form.is_streamed.get_untracked());
    }

    /// Runs the chosen profile. Its prompt is plain, since it asks for a stream separately.
    pub(super) fn validate(self) {
        let probes = self.form.chosen_probes();
        let is_streamed = probes == [probe::PROMPT] && self.form.is_streamed.get_untracked();
        let profile = self.form.profile.get_untracked();
        self.start(&profile, planned(&probes, Form::concurrency()), is_streamed);
    }

    fn start(self, profile: &str, plan: Plan, is_streamed: bool) {
        if self.phase.get_untracked() == Phase::Running {
            return;
        }
        let Some(ValidForm { target, prompt, timeout_s }) = self.form.take() else { return };
        let first_byte_ms = timeout_s * 1000;
        let browser_context = BrowserContext { page_origin: page::origin(), ..BrowserContext::default() };
        let (expectations, help) = self
            .form
            .gateways
            .with_untracked(|gateways| (gateways.expectations(&target), gateways.help(&target)));
        let run = Run { help, ..Run::new(target, expectations, browser_context) };
        let current = Current {
            wrong_key: run.target.key.as_ref().map(|key| key.wrong(random)),
            run: RefCell::new(Run { started_at: utc(), ..run }),
            plan: RefCell::new(plan),
            prompt,
            profile: profile.to_owned(),
            is_streamed,
            limits: Limits { first_byte_ms, between_ms: BETWEEN_MS.min(first_byte_ms) },
            stop: RefCell::default(),
            requests: Cell::default(),
            started_ms: Cell::default(),
        };
        self.put_away();
        self.go(&Rc::new(current));
    }

    /// Asks these probes again, with the values of the last run; the rest of its evidence stays.
    pub(super) fn ask_again(self, probes: &[&str]) {
        let Some(current) = self.current.get_untracked() else { return };
        if self.phase.get_untracked() != Phase::Running {
            current.plan.replace(planned(probes, Form::concurrency()));
            current.stop.take();
            if probes.contains(&probe::PROMPT) {
                self.live.clear();
            }
            self.go(&current);
        }
    }

    fn go(self, current: &Rc<Current>) {
        self.current.set(Some(Rc::clone(current)));
        current.started_ms.set(now_ms());
        self.phase.set(Phase::Running);
        self.advance(current);
    }

    /// Stops what is under way.
    pub(super) fn stop(self) {
        if let Some(current) = self.current.get_untracked() {
            current.plan.borrow_mut().stop();
            current.stop.borrow().press();
        }
    }

    /// Forgets the key and the last run.
    pub(super) fn clear(self) {
        self.stop();
        self.current.set(None);
        self.form.clear();
        self.put_away();
        self.phase.set(Phase::Idle);
    }

    /// Does what the plan allows now.
    fn advance(self, current: &Rc<Current>) {
        loop {
            let next = current.ask(|plan, ask| plan.next(ask, now_ms()));
            match next {
                Next::Send(id, request) => {
                    current.requests.set(current.requests.get() + 1);
                    spawn_local(self.carry_out(Rc::clone(current), id, request));
                }
                Next::Skip(id, why) => current.run.borrow_mut().skip(id, why),
                Next::Wait(until_ms) => {
                    self.progress.set(current.progress());
                    if let Some(until_ms) = until_ms {
                        let current = Rc::clone(current);
                        spawn_local(async move {
                            sleep(until_ms - now_ms()).await;
                            self.advance(&current);
                        });
                    }
                    return;
                }
                Next::Finished => return self.finish(current),
            }
        }
    }

    async fn carry_out(self, current: Rc<Current>, probe: &'static str, request: Request) {
        let live = (probe == probe::PROMPT).then_some(self.live);
        let mut show = |text: &str| {
            if let Some(live) = &live {
                live.push(text);
            }
        };
        let (key, stop) = (current.run.borrow().target.key.clone(), current.stop.borrow().clone());
        let started_ms = now_ms();
        let limits = if FOLLOW_UPS.iter().any(|it| it.id == probe) {
            Limits { first_byte_ms: FOLLOW_UP_MS.min(current.limits.first_byte_ms), ..current.limits }
        } else {
            current.limits
        };
        let outcome = fetch::send(&request, key.as_ref(), limits, &stop, &mut show).await;
        if let Outcome::Unanswered(_) = outcome {
            // Only now is there anything that they could explain.
            let host = current.run.borrow().target.base_url.host().to_owned();
            let browser_context = page::browser_context(self.policy, &host).await;
            current.run.borrow_mut().browser_context = browser_context;
        }
        let exchange = Exchange { probe, request, started_ms, outcome };
        current.run.borrow_mut().record(exchange.clone());
        current.ask(|plan, ask| plan.record(ask, &exchange, now_ms()));
        // A cleared page no longer waits for this run.
        if self.is_current(&current) {
            self.show(&current);
            self.advance(&current);
        }
    }

    fn is_current(self, current: &Rc<Current>) -> bool {
        let is_it =
            |known: &Option<Rc<Current>>| known.as_ref().is_some_and(|known| Rc::ptr_eq(known, current));
        self.current.with_untracked(is_it)
    }

    fn show(self, current: &Current) {
        let assessment = current.run.borrow().assessment();
        if let (true, Some(answer)) = (self.live.is_empty(), &assessment.answer) {
            self.live.push(&answer.content);
        }
        self.live.flush();
        self.progress.set(current.progress());
        self.assessment.set(Some(assessment));
    }

    fn finish(self, current: &Current) {
        self.show(current);
        let is_stopped = current.plan.borrow().is_stopped();
        self.phase.set(if is_stopped { Phase::Stopped } else { Phase::Done });
    }
}

fn planned(probes: &[&str], concurrency: usize) -> Plan {
    Plan::of_probes(PROBES.iter().filter(|probe| probes.contains(&probe.id)), concurrency)
}
