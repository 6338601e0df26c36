//! The run on the screen: start, stop, and display of the results.

mod focus;
mod shown;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{FormState, Notices, Scenarios, Tab, new_job};
use crate::browser::transport::BrowserTransport;
use crate::check::{CheckId, Verdict};
use crate::config::Help;
use crate::form::ValidForm;
use crate::plan::{CONCURRENCY, Plan};
use crate::probe::{ProbeId, Profile};
use crate::profile::RunProfile;
use crate::report::{self, Drift, Report};
use crate::runner::{self, Cancel, End, Event, Job, Progress};
use crate::ui::streaming_text::StreamingText;
use crate::ui_text::scenario;
use crate::view::{Phase, Subject, View};

/// The run on the screen.
#[derive(Clone, Copy)]
pub struct Session {
    pub form: FormState,
    pub notices: Notices,
    pub scenarios: Scenarios,
    /// The tab shown beside the form.
    pub tab: RwSignal<Tab>,
    pub phase: RwSignal<Phase>,
    pub progress: RwSignal<Progress>,
    /// The tested target.
    pub subject: RwSignal<Option<Subject>>,
    /// Who helps with the gateway of this page's own run, as configured.
    pub help: RwSignal<Option<Help>>,
    /// The results of the run so far.
    pub view: RwSignal<Option<View>>,
    /// The requests of the run so far, without bodies and headers.
    pub timings: RwSignal<Vec<report::Exchange>>,
    /// The text of the answer. It is not a signal, because it changes too often.
    pub answer: StoredValue<StreamingText, LocalStorage>,
    /// True if the answer has text.
    pub has_answer: RwSignal<bool>,
    /// True if the run has ended at least once: a rerun keeps the results on the screen.
    pub has_ended: RwSignal<bool>,
    /// The saved report that is shown instead of a run of this page.
    pub opened: RwSignal<Option<Rc<Report>>, LocalStorage>,
    /// Differences between the run and a saved report; `None` until a report was chosen.
    pub drift: RwSignal<Option<Drift>, LocalStorage>,
    /// Content of the evidence drawer; `None` while it is closed.
    pub evidence: RwSignal<Option<ShownEvidence>>,
    /// Which checks are listed.
    pub filter: RwSignal<Filter>,
    /// Changes when all checks must fold up again: another report was opened, or the screen was cleared.
    pub folds: RwSignal<u32>,
    /// The hidden file input for opening a saved report.
    pub report_file: NodeRef<html::Input>,
    /// The hidden file input for the saved report to compare the run with.
    pub compared_file: NodeRef<html::Input>,
    /// True if the list of shortcuts is shown.
    pub shows_shortcuts: RwSignal<bool>,
    /// True if a locked page shows the evidence of the verdict.
    pub shows_details: RwSignal<bool>,
    /// The element with the results, which can take the focus.
    pub region: NodeRef<html::Section>,
    current: RwSignal<Option<Rc<Current>>, LocalStorage>,
    transport: StoredValue<Rc<BrowserTransport>, LocalStorage>,
    covering: StoredValue<shown::Covering>,
}

/// Content of the evidence drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEvidence {
    /// The exchanges, by index in the run.
    pub indices: Vec<usize>,
    /// The check whose evidence it is.
    pub check: Option<CheckId>,
}

/// Which checks are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Those that were judged.
    #[default]
    All,
    /// Those that failed, warn or cannot tell.
    Problems,
    /// Those that did not run.
    NotRun,
}

impl Filter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::All, Self::Problems, Self::NotRun];

    /// The value for automation.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Problems => "problems",
            Self::NotRun => "not-asked",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "Results",
            Self::Problems => "Problems",
            Self::NotRun => "Not run",
        }
    }

    /// Returns true if a check with this verdict is listed.
    pub fn shows(self, verdict: Verdict) -> bool {
        match self {
            Self::All => verdict != Verdict::Skipped,
            Self::Problems => matches!(verdict, Verdict::Fail | Verdict::Warn | Verdict::Inconclusive),
            Self::NotRun => verdict == Verdict::Skipped,
        }
    }
}

/// A running or finished run.
struct Current {
    job: Job,
    profile: RunProfile,
    /// Host and model, as typed.
    target: (String, String),
    /// Cancels the plan that was started last.
    cancel: RefCell<Cancel>,
}

impl Session {
    /// A session in which nothing was sent.
    pub fn new(form: FormState, notices: Notices, transport: Rc<BrowserTransport>) -> Self {
        let phase = RwSignal::new(Phase::Idle);
        Self {
            form,
            notices,
            scenarios: Scenarios::new(form, notices, phase, Rc::clone(&transport)),
            tab: RwSignal::new(Tab::Check),
            phase,
            progress: RwSignal::new(Progress::default()),
            subject: RwSignal::new(None),
            help: RwSignal::new(None),
            view: RwSignal::new(None),
            timings: RwSignal::new(Vec::new()),
            answer: StoredValue::new_local(StreamingText::default()),
            has_answer: RwSignal::new(false),
            has_ended: RwSignal::new(false),
            opened: RwSignal::new_local(None),
            drift: RwSignal::new_local(None),
            evidence: RwSignal::new(None),
            filter: RwSignal::new(Filter::All),
            folds: RwSignal::new(0),
            report_file: NodeRef::new(),
            compared_file: NodeRef::new(),
            shows_shortcuts: RwSignal::new(false),
            shows_details: RwSignal::new(false),
            region: NodeRef::new(),
            current: RwSignal::new_local(None),
            transport: StoredValue::new_local(transport),
            covering: StoredValue::new(shown::Covering::default()),
        }
    }

    /// The transport to servers.
    pub fn transport(self) -> Rc<BrowserTransport> {
        self.transport.get_value()
    }

    /// Sends the prompt, unless a run is under way or the form needs attention.
    pub fn send(self) {
        let plan = Plan::of_profile(Profile::Quick, CONCURRENCY);
        self.start(Profile::Quick, plan, self.form.is_streamed.get_untracked());
    }

    /// Sends the prompt as many times as the form says, one after the other.
    pub fn repeat(self) {
        let plan = Plan::repeated(self.form.repeat_times());
        self.start(RunProfile::Repeat, plan, self.form.is_streamed.get_untracked());
    }

    /// Sends the prompt once and, if it is answered, as many times in parallel as the form says.
    pub fn burst(self) {
        let plan = Plan::burst(self.form.repeat_times());
        self.start(RunProfile::Burst, plan, self.form.is_streamed.get_untracked());
    }

    /// Runs the chosen profile. Its prompt is not streamed, because a separate probe asks for a stream.
    pub fn validate(self) {
        let probes = untrack(|| self.form.chosen_probes());
        let is_streamed = probes == [ProbeId::Prompt] && self.form.is_streamed.get_untracked();
        let plan = Plan::of_ids(&probes, self.form.max_running());
        self.start(self.form.profile.get_untracked(), plan, is_streamed);
    }

    /// Chooses a profile and runs it.
    pub fn validate_with(self, profile: Profile) {
        self.form.profile.set(profile.into());
        self.validate();
    }

    fn start(self, profile: impl Into<RunProfile>, plan: Plan, is_streamed: bool) {
        let is_running = self.phase.get_untracked() == Phase::Running;
        if is_running || self.is_busy_elsewhere() || !self.form.is_ready.get_untracked() {
            return;
        }
        let Some(ValidForm { target, prompt, timeout_s }) = self.form.validate() else { return };
        let names = (target.base_url.authority(), target.model.as_str().to_owned());
        let job = new_job(self.form, target, prompt, is_streamed, timeout_s);
        self.reset_results();
        self.tab.set(Tab::Check);
        self.form.is_folded.set(true);
        let profile = profile.into();
        self.drive(Rc::new(Current { job, profile, target: names, cancel: RefCell::default() }), plan);
    }

    /// Sends these probes again with the values of the last run, and keeps the rest of its evidence. A key
    /// that is no longer in the form is not sent again: the form asks for it.
    pub fn retry(self, probes: &[ProbeId]) {
        let Some(current) = self.current.get_untracked() else { return };
        let is_busy = self.phase.get_untracked() == Phase::Running || self.is_busy_elsewhere();
        if !is_busy && self.form.holds_key_of(&current.job) {
            if probes.contains(&ProbeId::Prompt) {
                self.answer.with_value(StreamingText::clear);
            }
            // It may have been deleted and entered again, and others may have been typed since.
            self.form.keep_key(current.job.key().as_ref());
            current.job.update_mask(self.form.mask());
            // The comparison is about the results so far.
            self.drift.set(None);
            self.drive(current, Plan::of_ids(probes, self.form.max_running()));
        }
    }

    /// Executes the plan and shows its results, as long as it belongs to the current run.
    fn drive(self, current: Rc<Current>, plan: Plan) {
        let cancel = Cancel::default();
        current.cancel.replace(cancel.clone());
        self.current.set(Some(Rc::clone(&current)));
        self.name_subject(&current);
        self.help.set(Some(current.job.help()));
        self.phase.set(Phase::Running);
        let transport = self.transport();
        transport.begin_run();
        self.keep_focus();
        spawn_local(async move {
            let on_event = |event: Event<'_>| {
                // A cleared page no longer listens to this run.
                if self.is_current(&current) {
                    self.on_event(&current, event);
                }
            };
            let end = runner::run(&current.job, plan, &*transport, &cancel, &on_event).await;
            if self.is_current(&current) {
                self.show(&current);
                self.answer.with_value(StreamingText::finish);
                self.has_ended.set(true);
                self.phase.set(if end == End::Cancelled { Phase::Stopped } else { Phase::Done });
                self.keep_focus();
            }
        });
    }

    /// Returns true if nothing can be started now: a run is under way, or the form is closed; follows both.
    pub fn is_busy(self) -> bool {
        self.phase.get() == Phase::Running || self.form.closed.with(Option::is_some)
    }

    /// Returns true if a scenario is running, and tells the user: a run would distort its times.
    fn is_busy_elsewhere(self) -> bool {
        let is_busy = self.scenarios.running.get_untracked().is_some();
        if is_busy {
            self.notices.say(scenario::STOP_FIRST);
        }
        is_busy
    }

    /// Stops the run and any scenario.
    pub fn stop(self) {
        self.scenarios.stop();
        self.stop_check();
    }

    /// Stops the run on the first tab.
    fn stop_check(self) {
        if let Some(current) = self.current.get_untracked() {
            current.cancel.borrow().cancel();
        }
    }

    /// Deletes every key and the last run.
    pub fn clear(self) {
        self.stop();
        self.clear_screen();
        self.scenarios.clear();
        self.scenarios.forget_keys();
        self.form.forget_keys();
        self.form.clear();
        self.notices.clear();
    }

    fn is_current(self, current: &Rc<Current>) -> bool {
        self.current.with_untracked(|known| known.as_ref().is_some_and(|known| Rc::ptr_eq(known, current)))
    }

    fn on_event(self, current: &Current, event: Event<'_>) {
        match event {
            Event::Text(text) => self.write(text),
            Event::Headers(now) => self.progress.update(|progress| progress.in_flight = now),
            Event::Progress(progress) => self.progress.set(progress),
            Event::Recorded(progress) => {
                self.progress.set(progress);
                self.show(current);
                // The button that was pressed may be gone, for example because its check now passes.
                self.keep_focus();
            }
        }
    }

    fn show(self, current: &Current) {
        let mask = self.form.mask();
        if self.answer.with_value(StreamingText::is_empty) {
            match current.job.answer_text(&mask) {
                Some(text) => {
                    // Text that is still held back must not be shown a second time.
                    self.answer.with_value(StreamingText::clear);
                    self.write(&text);
                    self.answer.with_value(StreamingText::finish);
                }
                // A rerun may end without an answer although the first run had one.
                None if self.has_answer.get_untracked() => self.has_answer.set(false),
                None => {}
            }
        }
        self.answer.with_value(StreamingText::flush);
        self.timings.set(current.job.timings());
        self.view.set(Some(current.job.view(&mask)));
    }
}
