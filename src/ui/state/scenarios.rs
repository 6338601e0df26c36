//! Scenarios on the screen: starting and stopping them, and their outcomes.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{FormState, Notices, ScenarioFields, new_job};
use crate::browser::clock::utc;
use crate::browser::transport::BrowserTransport;
use crate::field::FieldName;
use crate::form::{Problem, ValidForm};
use crate::redact::Mask;
use crate::report::{Beat, Report, Watch};
use crate::runner::{self, Cancel, Event, Schedule};
use crate::scenario::compare::{self, FurtherTarget};
use crate::scenario::{Drill, Field, Inputs, Missing, ScenarioId, Trial};
use crate::target::{BaseUrl, Mismatch};
use crate::ui_text::scenario as text;
use crate::view::Phase;

/// The state of all scenarios. At most one is running.
#[derive(Clone, Copy)]
pub struct Scenarios {
    pub form: FormState,
    pub fields: ScenarioFields,
    /// The running scenario.
    pub running: RwSignal<Option<ScenarioId>>,
    /// Progress of the running one.
    pub progress: RwSignal<ScenarioProgress>,
    /// The prompts of the current or latest watch.
    pub watch: RwSignal<Watch>,
    /// Why a scenario did not start.
    pub missing: RwSignal<Option<(ScenarioId, Missing)>>,
    results: [RwSignal<Option<Rc<Report>>, LocalStorage>; ScenarioId::ALL.len()],
    cancel: StoredValue<Cancel, LocalStorage>,
    notices: Notices,
    phase: RwSignal<Phase>,
    transport: StoredValue<Rc<BrowserTransport>, LocalStorage>,
}

/// Progress of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioProgress {
    /// Number of the current trial, from 1, and number of all trials.
    pub trial: (usize, usize),
    /// Name of the current trial.
    pub label: String,
    /// Number of requests sent in the current trial.
    pub requests: u32,
}

impl Scenarios {
    /// Creates the state before any scenario. `phase` is that of the check: no scenario starts while it runs.
    pub fn new(
        form: FormState,
        notices: Notices,
        phase: RwSignal<Phase>,
        transport: Rc<BrowserTransport>,
    ) -> Self {
        form.scenario_fields.follow(form.gateways);
        Self {
            form,
            fields: form.scenario_fields,
            running: RwSignal::new(None),
            progress: RwSignal::new(ScenarioProgress::default()),
            watch: RwSignal::new(Watch::default()),
            missing: RwSignal::new(None),
            results: ScenarioId::ALL.map(|_| RwSignal::new_local(None)),
            cancel: StoredValue::new_local(Cancel::default()),
            notices,
            phase,
            transport: StoredValue::new_local(transport),
        }
    }

    /// The report of the latest run of this scenario, or the saved report that was opened.
    pub fn result(self, id: ScenarioId) -> RwSignal<Option<Rc<Report>>, LocalStorage> {
        self.results[id as usize]
    }

    /// Returns the same report, masked with all current keys of the tab.
    pub fn report(self, id: ScenarioId) -> Option<Rc<Report>> {
        Some(Rc::new(self.result(id).get_untracked()?.covered(&self.form.mask())))
    }

    /// Returns the state of this scenario for automation; reactive.
    pub fn verdict(self, id: ScenarioId) -> &'static str {
        if self.running.get() == Some(id) {
            return "running";
        }
        self.result(id).with(|report| {
            let scenario = report.as_ref().and_then(|report| report.scenario.as_ref());
            scenario.map_or("pending", |scenario| scenario.verdict.id())
        })
    }

    /// Returns the trials that this drill would run now; reactive.
    pub fn drill_trials(self, drill: &Drill, form: &ValidForm) -> Result<Vec<Trial>, Missing> {
        let is_streamed = self.form.is_streamed.get();
        let text = |name: FieldName| self.fields.text(name).with(|text| text.trim().to_owned());
        (drill.trials)(&Inputs { form, is_streamed, text: &text })
    }

    /// Returns the mismatch between the base URL and the key in this field; reactive.
    pub fn mismatch(self, field: &Field) -> Option<Mismatch> {
        let form = self.form.typed();
        let base_url = BaseUrl::parse(&form.base_url).ok()?;
        let typed = self.fields.text(field.name).with(|text| text.trim().to_owned());
        field.mismatch(&typed, &base_url, form.key_prefix.as_deref())
    }

    /// Runs a drill; `is_consented` returns true if the warning about the key in a field may be ignored.
    pub fn run_drill(self, drill: &'static Drill, is_consented: impl Fn(FieldName) -> bool) {
        let Some(form) = self.ready_form() else { return };
        let trials = match untrack(|| self.drill_trials(drill, &form)) {
            Ok(trials) => trials,
            Err(missing) => return self.ask_for(drill.id, missing),
        };
        let is_blocked =
            |field: &&Field| untrack(|| self.mismatch(field)).is_some() && !is_consented(field.name);
        match drill.fields.iter().find(is_blocked) {
            Some(field) => self.ask_for(drill.id, text::consent_missing(field.name)),
            None => self.start(drill.id, trials, form.timeout_s),
        }
    }

    /// Returns the further targets of the comparison that are not empty, each with its index in the form.
    pub fn further_targets(self) -> Vec<(usize, FurtherTarget)> {
        let typed = |name| self.fields.text(name).get();
        let target = |[base_url, api_key, model]: [FieldName; 3]| FurtherTarget {
            base_url: typed(base_url),
            api_key: typed(api_key),
            model: typed(model),
            is_key_deleted: self.fields.is_key_deleted(api_key),
        };
        let all = compare::FIELDS.into_iter().map(target).enumerate();
        all.filter(|(_, target)| !target.is_empty()).collect()
    }

    /// Returns the problems of a further target; reactive.
    pub fn target_problems(self, target: &FurtherTarget) -> Vec<Problem> {
        target.input(&self.form.typed(), &|url| self.refuses(url)).problems()
    }

    fn refuses(self, base_url: &str) -> bool {
        self.form.gateways.with(|gateways| gateways.refuses(base_url))
    }

    /// Runs the comparison if every target is valid; `is_consented` returns true if the warning about a
    /// target may be ignored.
    pub fn compare(self, is_consented: impl Fn(usize) -> bool) {
        let Some(form) = self.ready_form() else { return };
        let timeout_s = form.timeout_s;
        let mut targets = vec![form];
        for (index, target) in untrack(|| self.further_targets()) {
            let input = untrack(|| target.input(&self.form.typed(), &|url| self.refuses(url)));
            let fields = [FieldName::BaseUrl, FieldName::ApiKey, FieldName::Model];
            // Any other target has the form's base URL and key, with its consent.
            let is_consented = !target.has_own_gateway() || is_consented(index);
            let is_blocked = input.first_blocking_problem(&fields, is_consented).is_some();
            match input.validate().filter(|_| !is_blocked) {
                Some(ready) => targets.push(ready),
                None => return self.ask_for(ScenarioId::Compare, text::target_missing(index)),
            }
        }
        if targets.len() < 2 {
            return self.ask_for(ScenarioId::Compare, text::NO_TARGET);
        }
        self.start(ScenarioId::Compare, compare::trials(targets), timeout_s);
    }

    /// Starts watching the target of the connection form.
    pub fn start_watch(self) {
        let Some(form) = self.ready_form() else { return };
        let (every_s, minutes) = match text::schedule(|name| self.fields.typed(name)) {
            Ok(schedule) => schedule,
            Err(missing) => return self.ask_for(ScenarioId::Watch, missing),
        };
        let cancel = self.begin(ScenarioId::Watch);
        self.watch.set(Watch { every_s, minutes, beats: Vec::new() });
        let ValidForm { target, prompt, timeout_s } = form;
        let job = new_job(self.form, target, prompt, self.form.is_streamed.get_untracked(), timeout_s);
        let schedule =
            Schedule { every_ms: f64::from(every_s) * 1_000.0, for_ms: f64::from(minutes) * 60_000.0 };
        let transport = self.transport.get_value();
        spawn_local(async move {
            let on_beat = |beat: Beat| self.watch.update(|watch| watch.beats.push(beat));
            let end = runner::watch(&job, schedule, &*transport, &cancel, &on_beat).await;
            let watch = self.watch.get_untracked();
            self.finish(&cancel, ScenarioId::Watch, |mask| {
                runner::watch_report(&job, watch, end, &utc(), mask)
            });
        });
    }

    fn start(self, id: ScenarioId, trials: Vec<Trial>, timeout_s: u32) {
        let cancel = self.begin(id);
        let transport = self.transport.get_value();
        let count = trials.len();
        spawn_local(async move {
            let job_of = |trial: &Trial| {
                let Trial { target, prompt, is_streamed, .. } = trial.clone();
                new_job(self.form, target, prompt, is_streamed, timeout_s)
            };
            let on_event = |index: usize, event: Event<'_>| {
                if let Event::Progress(progress) | Event::Recorded(progress) = event {
                    let mask = self.form.mask();
                    let label = trials.get(index).map(|trial| mask.cover(&trial.label).visible());
                    let label = label.unwrap_or_default();
                    let requests = progress.requests;
                    self.progress.set(ScenarioProgress { trial: (index + 1, count), label, requests });
                }
            };
            let played = runner::play(&trials, &job_of, &*transport, &cancel, &on_event).await;
            // The jobs and the keys in them are dropped here: only the report stays.
            self.finish(&cancel, id, |mask| runner::scenario_report(id, &played, &utc(), mask));
        });
    }

    fn begin(self, id: ScenarioId) -> Cancel {
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        self.missing.set(None);
        self.result(id).set(None);
        self.progress.set(ScenarioProgress::default());
        self.running.set(Some(id));
        self.form.is_folded.set(true);
        self.transport.get_value().begin_run();
        cancel
    }

    /// Shows the outcome of a scenario, unless the page was cleared, the keys were deleted, a saved report
    /// was opened, or another scenario was started meanwhile. So the mask still knows the keys when the
    /// report is built.
    fn finish(self, cancel: &Cancel, id: ScenarioId, report: impl FnOnce(&Mask) -> Option<Report>) {
        if self.cancel.with_value(|current| current.is_same(cancel)) {
            self.result(id).set(report(&self.form.mask()).map(Rc::new));
            self.running.set(None);
        }
    }

    /// Returns the values of the connection form, if nothing is running and they can be sent.
    fn ready_form(self) -> Option<ValidForm> {
        if self.phase.get_untracked() == Phase::Running {
            self.notices.say(text::STOP_FIRST);
            return None;
        }
        let is_free = self.running.get_untracked().is_none() && self.form.is_ready.get_untracked();
        is_free.then(|| self.form.validate())?
    }

    fn ask_for(self, id: ScenarioId, missing: Missing) {
        self.missing.set(Some((id, missing)));
        // The other fields are in the scenario, which shows the sentence beside them.
        if matches!(
            missing.field,
            FieldName::BaseUrl | FieldName::ApiKey | FieldName::Model | FieldName::Prompt
        ) {
            self.notices.say(missing.sentence);
            self.form.focus(missing.field);
        }
    }

    /// Stops the running scenario.
    pub fn stop(self) {
        self.cancel.with_value(Cancel::cancel);
    }

    /// Deletes all keys in the fields of scenarios and stops a running scenario; returns true if one ran.
    pub fn forget_keys(self) -> bool {
        let is_running = self.running.get_untracked().is_some();
        // The mask is about to lose the keys, so all outcomes must be masked now.
        self.discard();
        for id in ScenarioId::ALL {
            self.result(id).set(self.report(id));
        }
        let watch_of = |report: &Option<Rc<Report>>| report.as_ref()?.scenario.as_ref()?.watch.clone();
        if let Some(watch) = self.result(ScenarioId::Watch).with_untracked(watch_of) {
            self.watch.set(watch);
        }
        self.fields.forget_keys(&self.form.mask_of_long());
        is_running
    }

    /// Stops the running scenario and drops its outcome.
    fn discard(self) {
        self.stop();
        self.cancel.set_value(Cancel::default());
        self.running.set(None);
    }

    /// Clears the outcomes of all scenarios.
    pub fn clear(self) {
        self.discard();
        self.missing.set(None);
        self.watch.set(Watch::default());
        for result in self.results {
            result.set(None);
        }
    }

    /// Shows the scenario of a saved report and stops the running one. Returns its id, if this page knows it.
    pub fn open(self, report: &Rc<Report>) -> Option<ScenarioId> {
        let scenario = report.scenario.as_ref()?;
        let id = scenario.known()?;
        self.discard();
        self.watch.set(scenario.watch.clone().unwrap_or_default());
        self.result(id).set(Some(Rc::clone(report)));
        Some(id)
    }
}
