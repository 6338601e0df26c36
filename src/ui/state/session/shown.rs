//! The parts of a run or of a saved report that are on the screen.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Current, Filter, Session, Tab};
use crate::browser::clock::{now_ms, sleep, utc};
use crate::browser::page;
use crate::config::TicketUrl;
use crate::redact::{Mask, Redacted};
use crate::report::{self, Report, RunMetadata};
use crate::runner::Progress;
use crate::scenario::ScenarioId;
use crate::target::BaseUrl;
use crate::ui::streaming_text::StreamingText;
use crate::view::{Phase, Subject, View};

/// If masking the screen takes longer than this, in ms, the user would notice it with every key press.
const LONG_MS: f64 = 50.0;
/// It is then delayed until nothing was typed for this long, in ms. Exports are masked when they leave the
/// page.
const PAUSE_MS: f64 = 300.0;

/// State of masking the typed keys on the screen.
#[derive(Clone, Copy, Default)]
pub(super) struct Covering {
    /// Number of times it was requested; wraps around.
    requests: u32,
    /// Time it took the last time, in ms.
    took_ms: f64,
}

impl Session {
    /// Shows a saved report and discards the last run. A running scenario continues, unless the report is of
    /// a scenario.
    pub fn open(self, report: Report) {
        self.stop_check();
        let report = Rc::new(report);
        self.tab.set(match self.scenarios.open(&report) {
            None => Tab::Check,
            Some(ScenarioId::Compare) => Tab::Compare,
            Some(ScenarioId::Watch) => Tab::Watch,
            Some(_) => Tab::Drills,
        });
        self.clear_screen();
        let mask = self.form.mask();
        let covered = report.covered(&mask);
        if let Some(text) = covered.answer_text(&mask) {
            self.write(&text);
            self.answer.with_value(StreamingText::finish);
        }
        let (requests, elapsed_ms) = (report.run.requests, report.run.duration_ms.0);
        self.progress.set(Progress { requests, elapsed_ms, ..Progress::default() });
        let is_stopped = report.run.is_stopped;
        self.name_opened(&covered, &mask);
        self.timings.set(covered.timings());
        self.view.set(Some(covered.view(&mask)));
        self.opened.set(Some(report));
        self.has_ended.set(true);
        self.form.is_folded.set(true);
        self.phase.set(if is_stopped { Phase::Stopped } else { Phase::Done });
    }

    /// Shows the target of this run.
    pub(super) fn name_subject(self, current: &Current) {
        let mask = self.form.mask();
        let (host, model) = &current.target;
        self.subject.set(Some(Subject { host: mask.cover(host), model: mask.cover(model) }));
    }

    /// Shows the target of this saved report, whose keys `mask` has already covered.
    fn name_opened(self, covered: &Report, mask: &Mask) {
        let host = BaseUrl::parse(&covered.target.base_url).map(|url| url.authority()).unwrap_or_default();
        self.subject.set(Some(Subject { host: mask.cover(&host), model: covered.target.model.clone() }));
    }

    /// Adds to the text of the answer.
    pub(super) fn write(self, text: &Redacted) {
        self.answer.with_value(|answer| answer.push(text));
        // Setting a signal redraws even without a change, and text may arrive thousands of times.
        if !self.has_answer.get_untracked() {
            self.has_answer.set(true);
        }
    }

    /// Deletes every key from memory and keeps the visible results. Runs that hold a key are stopped; returns
    /// true if there was one.
    pub fn forget_keys(self) -> bool {
        let is_running = self.phase.get_untracked() == Phase::Running;
        if is_running {
            self.stop();
            self.answer.with_value(StreamingText::finish);
            self.has_ended.set(true);
            self.phase.set(Phase::Stopped);
        }
        // A key that was just typed may not be covered yet.
        self.cover();
        // Without the keys, nothing could mask them in a saved report later.
        let (report, mask) = (self.report(), self.form.mask());
        self.drift.update(|drift| *drift = drift.take().map(|drift| drift.covered(&mask)));
        self.current.set(None);
        self.opened.set(report);
        let is_scenario_running = self.scenarios.forget_keys();
        self.form.forget_keys();
        // The buttons that rerun something are gone.
        self.keep_focus();
        is_running || is_scenario_running
    }

    /// Masks the content of the screen again after a key was typed. If that takes long, it first waits for a
    /// pause in typing.
    pub fn cover_soon(self) {
        let request = self.covering.with_value(|covering| covering.requests.wrapping_add(1));
        self.covering.update_value(|covering| covering.requests = request);
        if self.covering.with_value(|covering| covering.took_ms < LONG_MS) {
            self.cover();
            return;
        }
        spawn_local(async move {
            sleep(PAUSE_MS).await;
            if self.covering.with_value(|covering| covering.requests == request) {
                self.cover();
            }
        });
    }

    /// Masks the content of the screen again. Unchanged parts are not touched.
    fn cover(self) {
        let began = now_ms();
        let mask = self.form.mask();
        if let Some(current) = self.current.get_untracked() {
            self.name_subject(&current);
        }
        let opened = self.opened.get_untracked().map(|opened| opened.covered(&mask));
        if let Some(opened) = &opened {
            self.name_opened(opened, &mask);
        }
        let opened = opened.map(|opened| opened.view(&mask));
        let current = || Some(self.current.get_untracked()?.job.view(&mask));
        let is_other = |view: &View| {
            self.view.with_untracked(|shown| shown.as_ref().is_some_and(|shown| !shown.says_the_same(view)))
        };
        if let Some(view) = opened.or_else(current).filter(is_other) {
            self.view.set(Some(view));
        }
        self.answer.with_value(|answer| match self.phase.get_untracked() {
            Phase::Running => answer.cover_growing(&mask),
            Phase::Idle | Phase::Stopped | Phase::Done => answer.cover(&mask),
        });
        self.covering.update_value(|covering| covering.took_ms = now_ms() - began);
    }

    /// Resets the screen to its state before any run: no results, every check listed and folded. The typed
    /// values stay.
    pub fn clear_screen(self) {
        self.current.set(None);
        self.reset_results();
        self.filter.set(Filter::All);
        self.folds.update(|folds| *folds = folds.wrapping_add(1));
        self.phase.set(Phase::Idle);
        self.keep_focus();
    }

    /// Removes the results of the last run and closes everything that belongs to them.
    pub(super) fn reset_results(self) {
        self.evidence.set(None);
        self.drift.set(None);
        self.opened.set(None);
        self.subject.set(None);
        self.help.set(None);
        self.view.set(None);
        self.timings.set(Vec::new());
        self.progress.set(Progress::default());
        self.answer.with_value(StreamingText::clear);
        self.has_answer.set(false);
        self.has_ended.set(false);
    }

    /// Returns true if there is a run of this page that can be rerun.
    pub fn can_rerun(self) -> bool {
        self.current.with(Option::is_some) && self.opened.with(Option::is_none)
    }

    /// The report of the run so far; `None` before there is anything to report.
    pub fn report(self) -> Option<Rc<Report>> {
        let mask = self.form.mask();
        if let Some(opened) = self.opened.get_untracked() {
            return Some(Rc::new(opened.covered(&mask)));
        }
        let current = self.current.get_untracked()?;
        let about = RunMetadata {
            generated_at: utc(),
            profile: current.profile,
            duration_ms: self.progress.with_untracked(|progress| progress.elapsed_ms),
            is_stopped: self.phase.get_untracked() == Phase::Stopped,
        };
        let is_shown = self.view.with_untracked(Option::is_some);
        is_shown.then(|| Rc::new(current.job.report(&about, &mask)))
    }

    /// The short text for a ticket about this page's own run, with `verdict` in one sentence; `None` for a
    /// saved report.
    pub fn ticket(self, verdict: &str) -> Option<Redacted> {
        let current = self.current.get_untracked().filter(|_| self.opened.with_untracked(Option::is_none))?;
        Some(current.job.ticket(verdict, &page::plain_address(), &self.form.mask()))
    }

    /// Where to open a ticket about this page's own run.
    pub fn ticket_url(self) -> Option<TicketUrl> {
        self.current.get()?.job.ticket_url()
    }

    /// The message about the diagnosis at this index of this page's own run; `None` for a saved report.
    pub fn message(self, index: usize) -> Option<Redacted> {
        self.current.get_untracked()?.job.message(index, &self.form.mask())
    }

    /// The documentation of the gateway that this page's own run tested.
    pub fn docs_url(self) -> Option<String> {
        self.current.get_untracked()?.job.docs_url()
    }

    /// Returns true if config.json names a contact for that gateway.
    pub fn has_contact(self) -> bool {
        self.current.with_untracked(|current| current.as_ref().is_some_and(|it| it.job.has_contact()))
    }

    /// The exchange at this index of the run, as a report shows it.
    pub fn exchange(self, index: usize) -> Option<report::Exchange> {
        let mask = self.form.live_mask();
        if let Some(opened) = self.opened.get() {
            return opened.covered(&mask).exchanges.get(index).cloned();
        }
        self.current.get()?.job.exchange(index, &mask)
    }
}
