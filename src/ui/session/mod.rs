//! The run on the screen: starting it, stopping it, showing what comes.

mod shown;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::task::spawn_local;

use super::form::Form;
use super::live_text::LiveText;
use super::state::State;
use crate::browser::clock::{random, utc};
use crate::browser::page;
use crate::browser::transport::BrowserTransport;
use crate::diagnosis::BrowserContext;
use crate::form::ValidForm;
use crate::plan::{CONCURRENCY, Plan};
use crate::probe::{PROBES, ProbeId};
use crate::report::{Drift, Report};
use crate::run::Run;
use crate::runner::{self, Cancel, End, Event, Job, Limits, Progress};
use crate::view::View;

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

/// The run on the screen.
#[derive(Clone, Copy)]
pub(super) struct Session {
    pub(super) form: Form,
    pub(super) phase: State<Phase>,
    pub(super) progress: State<Progress>,
    /// What follows from the run so far.
    pub(super) view: State<Option<View>>,
    /// The answer's text, outside of signals.
    pub(super) live: &'static LiveText,
    current: State<Option<Rc<Current>>>,
    transport: &'static BrowserTransport,
    /// A saved report that is shown in place of a run of this page.
    pub(super) opened: State<Option<Rc<Report>>>,
    /// How the run differs from a saved report; `None` before one was chosen.
    pub(super) drift: State<Option<Drift>>,
    /// Whether somebody asked for the configurations that let the page call a gateway.
    pub(super) shows_cors_setups: State<bool>,
    /// The exchanges that the drawer shows, by their place in the run.
    pub(super) shown: State<Vec<usize>>,
    covering: State<shown::Covering>,
}

/// A run that is under way or over.
struct Current {
    job: Job,
    /// The profile's name.
    profile: String,
    /// Of the plan that was started last.
    cancel: RefCell<Cancel>,
}

impl Session {
    /// A session in which nothing was sent.
    pub(super) fn new(form: Form, transport: &'static BrowserTransport) -> Self {
        Self {
            form,
            phase: State::new(Phase::Idle),
            progress: State::new(Progress::default()),
            view: State::new(None),
            live: Box::leak(Box::default()),
            current: State::new(None),
            transport,
            opened: State::new(None),
            drift: State::new(None),
            shows_cors_setups: State::new(false),
            shown: State::new(Vec::new()),
            covering: State::new(shown::Covering::default()),
        }
    }

    /// Sends the prompt, unless a run is under way or the form needs attention.
    pub(super) fn send(self) {
        let plan = planned(&[ProbeId::Prompt], CONCURRENCY);
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
        let is_streamed = probes == [ProbeId::Prompt] && self.form.is_streamed.get_untracked();
        let profile = self.form.profile.get_untracked();
        self.start(&profile, planned(&probes, Form::concurrency()), is_streamed);
    }

    fn start(self, profile: &str, plan: Plan, is_streamed: bool) {
        if self.phase.get_untracked() == Phase::Running {
            return;
        }
        let Some(ValidForm { target, prompt, timeout_s }) = self.form.take() else { return };
        let browser_context = BrowserContext { page_origin: page::origin(), ..BrowserContext::default() };
        let (expectations, help) = self
            .form
            .gateways
            .with_untracked(|gateways| (gateways.expectations(&target), gateways.help(&target)));
        let wrong_key = target.key.as_ref().map(|key| key.wrong(random));
        let run = Run { help, started_at: utc(), ..Run::new(target, expectations, browser_context) };
        let limits = Limits::of_timeout(timeout_s);
        let job = Job::new(run, prompt, is_streamed, wrong_key, limits).with_mask(self.form.mask());
        let is_locked = self.form.gateways.with_untracked(|gateways| gateways.is_only);
        let job = if is_locked { job.without_redirects() } else { job };
        self.put_away();
        let current = Current { job, profile: profile.to_owned(), cancel: RefCell::default() };
        self.drive(Rc::new(current), plan);
    }

    /// Asks these probes again, with the values of the last run; the rest of its evidence stays. A key
    /// that the form holds no longer is not sent again: the form asks for it.
    pub(super) fn retry(self, probes: &[ProbeId]) {
        let Some(current) = self.current.get_untracked() else { return };
        if self.phase.get_untracked() != Phase::Running && self.form.holds_key_of(&current.job) {
            if probes.contains(&ProbeId::Prompt) {
                self.live.clear();
            }
            self.drive(current, planned(probes, Form::concurrency()));
        }
    }

    /// Carries out the plan, and shows what comes for as long as it is the current run's.
    fn drive(self, current: Rc<Current>, plan: Plan) {
        let cancel = Cancel::default();
        current.cancel.replace(cancel.clone());
        self.current.set(Some(Rc::clone(&current)));
        self.phase.set(Phase::Running);
        self.transport.begin_run();
        spawn_local(async move {
            let on_event = |event: Event<'_>| {
                // A cleared page no longer listens to this run.
                if self.is_current(&current) {
                    self.on_event(&current, event);
                }
            };
            let end = runner::run(&current.job, plan, self.transport, &cancel, &on_event).await;
            if self.is_current(&current) {
                self.show(&current);
                self.phase.set(if end == End::Cancelled { Phase::Stopped } else { Phase::Done });
            }
        });
    }

    /// Stops what is under way.
    pub(super) fn stop(self) {
        if let Some(current) = self.current.get_untracked() {
            current.cancel.borrow().cancel();
        }
    }

    /// Forgets every key and the last run.
    pub(super) fn clear(self) {
        self.stop();
        self.current.set(None);
        self.form.clear();
        self.put_away();
        self.form.forget_keys();
        self.phase.set(Phase::Idle);
    }

    fn is_current(self, current: &Rc<Current>) -> bool {
        let is_it =
            |known: &Option<Rc<Current>>| known.as_ref().is_some_and(|known| Rc::ptr_eq(known, current));
        self.current.with_untracked(is_it)
    }

    fn on_event(self, current: &Current, event: Event<'_>) {
        match event {
            Event::Text(text) => self.live.push(text),
            Event::Progress(progress) => self.progress.set(progress),
            Event::Recorded(progress) => {
                self.progress.set(progress);
                self.show(current);
            }
        }
    }

    fn show(self, current: &Current) {
        let mask = self.form.mask();
        if self.live.is_empty()
            && let Some(text) = current.job.answer_text(&mask)
        {
            self.live.push(&text);
        }
        self.live.flush();
        self.view.set(Some(current.job.view(&mask)));
    }
}

fn planned(probes: &[ProbeId], concurrency: usize) -> Plan {
    Plan::of_probes(PROBES.iter().filter(|probe| probes.contains(&probe.id)), concurrency)
}
