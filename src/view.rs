//! View of a run or of a saved report: its assessment in redacted text, which may be shown.
//!
//! A run's evidence is judged unmasked, so an [`Assessment`] quotes a server raw and stays where it was
//! made. Everything that is shown, copied or stored is made from a [`View`] or from a report.

use crate::check::{CheckId, Finding, Limitation, Role, Verdict};
use crate::config::Help;
use crate::diagnosis::{Diagnosis, DiagnosisKind, HostStep};
use crate::exchange::Answer;
use crate::metrics::Metrics;
use crate::point::Point;
use crate::probe::{PROBES, ProbeId, Profile};
use crate::redact::{Mask, Redacted};
use crate::run::Assessment;
use crate::stats::RepeatStats;

/// Phase of the run on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was sent yet.
    #[default]
    Idle,
    /// A request is under way.
    Running,
    /// It ended by itself.
    Done,
    /// The user stopped it.
    Stopped,
}

impl Phase {
    /// The value of `data-run`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// Returns true if there is a result that stays.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

/// Target of a run, in text that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Host and port of the base URL.
    pub host: Redacted,
    /// The model asked for.
    pub model: Redacted,
}

/// The checks that did not run, and the profiles that would run them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotRun {
    /// Number of these checks.
    pub checks: usize,
    /// The profiles that run more, the smallest first, each with how many more checks.
    pub profiles: Vec<(Profile, usize)>,
}

/// Results of a run, in text that may be shown.
#[derive(Clone)]
pub struct View {
    /// Every rule with its verdict.
    pub findings: Vec<Finding<Redacted>>,
    /// The four points.
    pub points: [Point<Redacted>; 4],
    /// Diagnoses, the main one first; empty if nothing is wrong.
    pub diagnoses: Vec<Diagnosis<Redacted>>,
    /// Figures of a repeated prompt.
    pub repeated: Option<RepeatStats>,
    /// The figures of the prompt's reply.
    pub metrics: Option<Metrics>,
    /// Facts that the model's answer states about itself. Its text may be long, and is kept apart.
    pub answer: Option<AnswerView>,
}

/// Facts that an answer states about itself, beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// The model as the server names it.
    pub model: Option<Redacted>,
    /// Reason why it ended, as the server says it.
    pub finish_reason: Option<Redacted>,
}

impl View {
    /// Takes an assessment, with its texts covered by `mask`.
    pub fn new(assessment: &Assessment, mask: &Mask) -> Self {
        Self {
            findings: assessment.findings.iter().map(|it| finding(it, mask)).collect(),
            points: assessment.points.each_ref().map(|it| point(it, mask)),
            diagnoses: assessment.diagnoses.iter().map(|it| diagnosis(it, &assessment.help, mask)).collect(),
            repeated: assessment.repeated.clone(),
            metrics: assessment.metrics,
            answer: assessment.answer.as_ref().map(|it| AnswerView::new(it, mask)),
        }
    }

    /// Returns true if the other one has the same content, so that nothing on the screen has to change.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.answer == other.answer && self.texts().eq(other.texts())
    }

    /// Lists the findings beside an answer that did not pass and have no separate diagnosis, the most serious
    /// first, each with what it costs.
    pub fn limitations(&self) -> Vec<(&Finding<Redacted>, &'static Limitation)> {
        let kinds: Vec<DiagnosisKind> = self.diagnoses.iter().map(|it| it.kind.id).collect();
        let has_answer = self.answer.is_some();
        let all = self.findings.iter();
        let mut found: Vec<_> = all
            .filter_map(|it| Some((it, it.check.limitation_of(it.verdict, &kinds, has_answer)?)))
            .collect();
        found.sort_by_key(|(it, _)| {
            let is_required = it.check.role.is_some_and(|(_, role)| role == Role::Required);
            (it.verdict != Verdict::Fail || !is_required, !is_required)
        });
        found
    }

    /// The negative controls that passed, in a sentence; empty without any.
    pub fn refused_on_purpose(&self) -> &'static str {
        let has_passed = |id| self.findings.iter().any(|it| it.check.id == id && it.verdict == Verdict::Pass);
        match (has_passed(CheckId::AuthEnforced), has_passed(CheckId::ModelRefusedUnknown)) {
            (true, true) => "A wrong key and a made-up model were rejected.",
            (true, false) => "A wrong key was rejected.",
            (false, true) => "A made-up model was rejected.",
            (false, false) => "",
        }
    }

    /// The checks that did not run. Checks that a run without an answer left out would be left out again by
    /// another run.
    pub fn not_run(&self) -> NotRun {
        let skipped: Vec<Profile> = self
            .findings
            .iter()
            .filter(|it| it.verdict == Verdict::Skipped)
            .map(|it| smallest_profile(it.check.probes))
            .collect();
        let more = |profile: Profile| skipped.iter().filter(|needed| **needed <= profile).count();
        let (standard, full) = (more(Profile::Standard), more(Profile::Full));
        let mut profiles = Vec::new();
        if self.answer.is_some() {
            if standard > 0 {
                profiles.push((Profile::Standard, standard));
            }
            if full > standard {
                profiles.push((Profile::Full, full));
            }
        }
        NotRun { checks: skipped.len(), profiles }
    }

    fn texts(&self) -> impl Iterator<Item = &Redacted> {
        let findings = self.findings.iter().flat_map(|it| [Some(&it.observed), it.would_resolve.as_ref()]);
        let points = self.points.iter().flat_map(|it| [Some(&it.summary), it.open.as_ref()]);
        let diagnoses = self.diagnoses.iter().flat_map(|it| {
            [&it.title, &it.cause].into_iter().chain(&it.remedies).chain(&it.evidence).map(Some)
        });
        findings.chain(points).chain(diagnoses).flatten()
    }
}

/// The smallest profile that sends all of these probes.
pub(crate) fn smallest_profile(probes: &[ProbeId]) -> Profile {
    let needed = PROBES.iter().filter(|probe| probes.contains(&probe.id)).map(|probe| probe.profile);
    needed.max().unwrap_or(Profile::Quick)
}

impl AnswerView {
    /// Takes the facts of an answer, covered by `mask`.
    pub fn new(answer: &Answer, mask: &Mask) -> Self {
        const MAX_CHARS: usize = 200;
        let word = |text: &String| mask.redact(text).shortened(MAX_CHARS);
        Self {
            model: answer.model.as_ref().map(word),
            finish_reason: answer.finish_reasons.first().map(word),
        }
    }
}

fn finding(it: &Finding, mask: &Mask) -> Finding<Redacted> {
    Finding {
        check: it.check,
        verdict: it.verdict,
        observed: mask.sentence(&it.observed),
        named: it.named.clone(),
        would_resolve: it.would_resolve.as_ref().map(|text| mask.sentence(text)),
        grade: it.grade,
        exchanges: it.exchanges.clone(),
    }
}

fn point(it: &Point, mask: &Mask) -> Point<Redacted> {
    Point {
        id: it.id,
        verdict: it.verdict,
        grade: it.grade,
        summary: mask.sentence(&it.summary),
        open: it.open.as_ref().map(|text| mask.sentence(text)),
    }
}

fn diagnosis(it: &Diagnosis, help: &Help, mask: &Mask) -> Diagnosis<Redacted> {
    let sentences = |texts: &[_]| texts.iter().map(|text| mask.sentence(text)).collect();
    let mut remedies: Vec<Redacted> = sentences(&it.remedies);
    // The host's words are public: only keys of this tab are masked in them.
    for HostStep { after, text } in it.kind.host_steps(help) {
        remedies.insert(after.min(remedies.len()), mask.cover(&text));
    }
    let refused_mask = mask.for_refused_key();
    let server_evidence = it.evidence.iter().map(|text| refused_mask.sentence(text)).collect();
    Diagnosis {
        kind: it.kind,
        confidence: it.confidence,
        title: mask.sentence(&it.title),
        cause: mask.sentence(&it.cause),
        remedies,
        repair: it.repair.clone(),
        connectivity: it.connectivity.clone(),
        evidence: if it.kind.is_about_key() { server_evidence } else { sentences(&it.evidence) },
        exchanges: it.exchanges.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::case;

    /// A view of a run with an answer, in which every rule passed but these.
    fn answered(verdicts: &[(CheckId, Verdict)]) -> View {
        let mut view = View::new(&case().run().assessment(), &Mask::default());
        for finding in &mut view.findings {
            let known = verdicts.iter().find(|(id, _)| *id == finding.check.id);
            finding.verdict = known.map_or(Verdict::Pass, |(_, verdict)| *verdict);
        }
        view.answer = Some(AnswerView { model: None, finish_reason: None });
        view
    }

    #[test]
    fn a_run_has_a_result_once_it_is_over() {
        let phases = [Phase::Idle, Phase::Running, Phase::Done, Phase::Stopped];
        assert_eq!(phases.map(Phase::id), ["idle", "running", "done", "stopped"]);
        assert_eq!(phases.map(Phase::is_over), [false, false, true, true]);
    }

    #[test]
    fn other_words_or_another_answer_change_the_screen() {
        let view = answered(&[]);
        assert!(view.says_the_same(&view.clone()));
        let mut other_words = view.clone();
        other_words.points[0].summary = Redacted::own("In other words.");
        assert!(!view.says_the_same(&other_words));
        let other_answer = View { answer: None, ..view.clone() };
        assert!(!view.says_the_same(&other_answer));
    }

    #[test]
    fn what_must_pass_and_failed_is_the_first_limitation() {
        let view = answered(&[
            (CheckId::EndpointUrl, Verdict::Warn),
            (CheckId::KeyKind, Verdict::Inconclusive),
            (CheckId::AuthEnforced, Verdict::Warn),
            (CheckId::ModelListed, Verdict::Fail),
            (CheckId::CompletionShape, Verdict::Fail),
            (CheckId::Latency, Verdict::Fail),
        ]);
        let order: Vec<CheckId> = view.limitations().iter().map(|(it, _)| it.check.id).collect();
        let expected =
            [CheckId::CompletionShape, CheckId::AuthEnforced, CheckId::EndpointUrl, CheckId::ModelListed];
        assert_eq!(order, expected);
    }

    #[test]
    fn what_was_rejected_on_purpose_is_named() {
        use Verdict::{Fail, Pass};
        for (wrong_key, wrong_model, expected) in [
            (Pass, Pass, "A wrong key and a made-up model were rejected."),
            (Pass, Fail, "A wrong key was rejected."),
            (Fail, Pass, "A made-up model was rejected."),
            (Fail, Fail, ""),
        ] {
            let verdicts = [(CheckId::AuthEnforced, wrong_key), (CheckId::ModelRefusedUnknown, wrong_model)];
            assert_eq!(answered(&verdicts).refused_on_purpose(), expected);
        }
    }

    /// Expects these profiles to be offered after an answer, and none without one.
    #[track_caller]
    fn check_not_run(skipped: &[CheckId], profiles: &[(Profile, usize)]) {
        let verdicts: Vec<_> = skipped.iter().map(|id| (*id, Verdict::Skipped)).collect();
        let (view, checks) = (answered(&verdicts), skipped.len());
        assert_eq!(view.not_run(), NotRun { checks, profiles: profiles.to_vec() });
        let unanswered = View { answer: None, ..view };
        assert_eq!(unanswered.not_run(), NotRun { checks, profiles: Vec::new() });
    }

    #[test]
    fn only_a_profile_that_runs_more_is_offered_and_only_after_an_answer() {
        let (standard, full) = (CheckId::AuthEnforced, CheckId::ToolCall);
        check_not_run(&[], &[]);
        check_not_run(&[standard], &[(Profile::Standard, 1)]);
        check_not_run(&[full], &[(Profile::Full, 1)]);
        check_not_run(&[standard, full], &[(Profile::Standard, 1), (Profile::Full, 2)]);
    }
}
