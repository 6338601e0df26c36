//! What of a run, or of a saved report, is on the screen.

use std::rc::Rc;

use super::{Phase, Session};
use crate::browser::clock::utc;
use crate::diagnosis::Diagnosis;
use crate::report::{self, Report, RunMetadata};
use crate::runner::Progress;

impl Session {
    /// Shows a saved report in place of the last run, which is forgotten.
    pub(in crate::ui) fn open(self, report: Report) {
        self.stop();
        self.current.set(None);
        self.put_away();
        let assessment = report.assessment();
        if let Some(answer) = &assessment.answer {
            self.live.push(&answer.content);
            self.live.flush();
        }
        let (requests, elapsed_ms) = (report.run.requests, report.run.duration_ms.0);
        self.progress.set(Progress { requests, elapsed_ms, ..Progress::default() });
        let is_stopped = report.run.is_stopped;
        self.opened.set(Some(Rc::new(report)));
        self.assessment.set(Some(assessment));
        self.phase.set(if is_stopped { Phase::Stopped } else { Phase::Done });
    }

    /// Takes the key out of memory and keeps what there is to see.
    pub(in crate::ui) fn forget_key(self) {
        if self.phase.get_untracked() == Phase::Running {
            return;
        }
        self.form.api_key.set("");
        if self.current.with_untracked(Option::is_some) {
            let report = self.report();
            self.current.set(None);
            self.opened.set(report);
        }
    }

    /// Goes back to an empty screen; what is typed stays.
    pub(in crate::ui) fn clear_screen(self) {
        self.current.set(None);
        self.put_away();
        self.phase.set(Phase::Idle);
    }

    /// Takes what is shown off the screen.
    pub(in crate::ui) fn put_away(self) {
        self.drift.set(None);
        self.opened.set(None);
        self.assessment.set(None);
        self.progress.set(Progress::default());
        self.live.clear();
    }

    /// The report of the run so far; `None` before there is anything to report.
    pub(in crate::ui) fn report(self) -> Option<Rc<Report>> {
        if let Some(opened) = self.opened.get_untracked() {
            return Some(opened);
        }
        let current = self.current.get_untracked()?;
        let about = RunMetadata {
            generated_at: utc(),
            profile: current.profile.clone(),
            duration_ms: self.progress.get_untracked().elapsed_ms,
            is_stopped: self.phase.get_untracked() == Phase::Stopped,
        };
        let run = current.job.run();
        self.assessment
            .with_untracked(|assessment| Some(Rc::new(report::build(&run, assessment.as_ref()?, &about))))
    }

    /// The message about a diagnosis of this page's own run; nothing for a saved report's.
    pub(in crate::ui) fn message(self, diagnosis: &Diagnosis) -> Option<String> {
        let current = self.current.get_untracked()?;
        Some(current.job.run().message(diagnosis))
    }

    /// The documentation of the gateway that this page's own run tested.
    pub(in crate::ui) fn docs_url(self) -> Option<String> {
        self.current.get_untracked()?.job.run().help.docs_url.clone()
    }

    /// The exchange at this place of the run, as a report shows it.
    pub(in crate::ui) fn exchange(self, place: usize) -> Option<report::Exchange> {
        if let Some(opened) = self.opened.get_untracked() {
            return opened.exchanges.get(place).cloned();
        }
        let current = self.current.get_untracked()?;
        report::exchange(&current.job.run(), place)
    }
}
