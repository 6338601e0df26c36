//! Results that a correct page must show for a behaviour: the words of the page's public contract.

use gateway_check::probe::Profile;
use serde_json::{Value, json};

mod diagnosis;
mod points;

pub use diagnosis::Diagnosis;
pub use gateway_check::check::{CheckId, Verdict};
pub use gateway_check::diagnosis::{Confidence, DiagnosisKind, Owner};
pub use points::Points;

/// Result that the page shows after one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The four integration points.
    pub points: Points,
    /// The main diagnosis; `None` if nothing is wrong.
    pub diagnosis: Option<Diagnosis>,
}

impl Outcome {
    const PASSED: Self = Self { points: Points::PASSED, diagnosis: None };

    /// These points and, if a kind is given, a diagnosis of which the page must be certain.
    pub const fn of(points: Points, kind: Option<DiagnosisKind>) -> Self {
        let diagnosis = match kind {
            Some(kind) => Some(Diagnosis::certain(kind)),
            None => None,
        };
        Self { points, diagnosis }
    }

    fn json(self) -> Value {
        json!({ "points": self.points.json(), "diagnosis": self.diagnosis.map(Diagnosis::json) })
    }

    const fn with_confidence(self, confidence: Confidence) -> Self {
        match self.diagnosis {
            Some(Diagnosis { kind, .. }) => Self { diagnosis: Some(Diagnosis { kind, confidence }), ..self },
            None => self,
        }
    }
}

/// Results that a correct page must show for a behaviour.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// After one plain request.
    pub plain: Outcome,
    /// After one streamed request.
    pub streamed: Outcome,
    /// Checks whose verdict differs from the one the healthy gateway gets.
    pub checks: Checks,
    /// After a run of the profile Standard, if it differs from the healthy gateway's.
    pub standard: Option<Profiled>,
    /// After a run of the profile Full, if it differs from the healthy gateway's.
    pub full: Option<Profiled>,
}

/// Check ids with their verdicts.
pub type Checks = &'static [(CheckId, Verdict)];

/// Difference of a run of a profile from the healthy gateway's run of the same profile.
#[derive(Clone, Copy, Debug)]
pub struct Profiled {
    /// The four integration points.
    pub points: Points,
    /// Every check whose verdict differs, with its own.
    pub checks: Checks,
    /// Does `checks` name every one that differs? Otherwise it names those the row is about.
    pub is_whole: bool,
    /// The main diagnosis, where the row is about what only a profile can find.
    pub diagnosis: Option<Diagnosis>,
}

impl Profiled {
    /// No difference.
    pub const AS_HEALTHY: Self = Self::of(Points::PASSED, &[], true);

    fn json(self) -> Value {
        let mut json = json!({
            "points": self.points.json(),
            "checks": checks_json(self.checks),
            "is_whole": self.is_whole,
        });
        if let Some(diagnosis) = self.diagnosis {
            json["diagnosis"] = diagnosis.json();
        }
        json
    }

    const fn of(points: Points, checks: Checks, is_whole: bool) -> Self {
        Self { points, checks, is_whole, diagnosis: None }
    }

    const fn diagnosed(stated: Option<Self>, diagnosis: Diagnosis) -> Option<Self> {
        match stated {
            Some(profiled) => Some(Self { diagnosis: Some(diagnosis), ..profiled }),
            None => None,
        }
    }
}

fn checks_json(checks: Checks) -> Value {
    checks.iter().map(|(id, verdict)| json!({ "id": id, "verdict": verdict })).collect()
}

impl Expected {
    /// All is well, plain and streamed.
    pub const PASSED: Self =
        Self { plain: Outcome::PASSED, streamed: Outcome::PASSED, checks: &[], standard: None, full: None };

    /// The same trouble in plain and streamed replies.
    pub const fn always(points: Points, kind: DiagnosisKind) -> Self {
        Self::both(points, Some(kind))
    }

    /// The same in plain and streamed replies, with or without a diagnosis.
    pub const fn both(points: Points, kind: Option<DiagnosisKind>) -> Self {
        let outcome = Outcome::of(points, kind);
        Self { plain: outcome, streamed: outcome, ..Self::PASSED }
    }

    /// Problem only in plain replies.
    pub const fn when_plain(points: Points, kind: Option<DiagnosisKind>) -> Self {
        Self { plain: Outcome::of(points, kind), ..Self::PASSED }
    }

    /// Problem only in streamed replies.
    pub const fn when_streamed(points: Points, kind: Option<DiagnosisKind>) -> Self {
        Self { streamed: Outcome::of(points, kind), ..Self::PASSED }
    }

    /// The same, where other explanations are conceivable.
    #[must_use]
    pub const fn likely(self) -> Self {
        self.with_confidence(Confidence::Likely)
    }

    /// The same, where other explanations fit equally.
    #[must_use]
    pub const fn possible(self) -> Self {
        self.with_confidence(Confidence::Possible)
    }

    const fn with_confidence(self, confidence: Confidence) -> Self {
        let plain = self.plain.with_confidence(confidence);
        let streamed = self.streamed.with_confidence(confidence);
        Self { plain, streamed, ..self }
    }

    /// The same, with the verdicts of checks that differ from the healthy gateway's.
    #[must_use]
    pub const fn with_checks(self, checks: Checks) -> Self {
        Self { checks, ..self }
    }

    /// The same, where runs of Standard and of Full both differ in exactly these checks.
    #[must_use]
    pub const fn in_standard(self, points: Points, checks: Checks) -> Self {
        let profiled = Some(Profiled::of(points, checks, true));
        Self { standard: profiled, full: profiled, ..self }
    }

    /// The same, where a run of Full differs in exactly these checks.
    #[must_use]
    pub const fn in_full(self, points: Points, checks: Checks) -> Self {
        Self { full: Some(Profiled::of(points, checks, true)), ..self }
    }

    /// Returns the difference of a run of a profile; `None` if there is none, or the profile is one request.
    pub fn in_profile(&self, profile: Profile) -> Option<Profiled> {
        match profile {
            Profile::Quick => None,
            Profile::Standard => self.standard.or_else(|| self.known()),
            Profile::Full => self.full.or_else(|| self.known()),
        }
    }

    /// Trouble that one request already shows: what is known of it holds in every profile.
    fn known(&self) -> Option<Profiled> {
        let differs = self.plain != Outcome::PASSED || !self.checks.is_empty();
        let points = self.plain.points;
        differs.then_some(Profiled::of(points, self.checks, false))
    }

    /// The same, where a run of Full differs in these checks and in others that depend on timing.
    #[must_use]
    pub const fn in_part_of_full(self, points: Points, checks: Checks) -> Self {
        Self { full: Some(Profiled::of(points, checks, false)), ..self }
    }

    /// The same, where runs of Standard and of Full differ in these checks and in others that depend on
    /// timing.
    #[must_use]
    pub const fn in_part(self, points: Points, checks: Checks) -> Self {
        let profiled = Some(Profiled::of(points, checks, false));
        Self { standard: profiled, full: profiled, ..self }
    }

    /// The same, where the profiles that are stated bring this diagnosis.
    #[must_use]
    pub const fn diagnosed_in_profiles(self, kind: DiagnosisKind) -> Self {
        self.with_profiled(Diagnosis::certain(kind))
    }

    /// The same, where other explanations are conceivable.
    #[must_use]
    pub const fn likely_in_profiles(self, kind: DiagnosisKind) -> Self {
        self.with_profiled(Diagnosis { kind, confidence: Confidence::Likely })
    }

    const fn with_profiled(self, diagnosis: Diagnosis) -> Self {
        let standard = Profiled::diagnosed(self.standard, diagnosis);
        let full = Profiled::diagnosed(self.full, diagnosis);
        Self { standard, full, ..self }
    }

    /// Every diagnosis that is stated.
    pub fn diagnoses(&self) -> impl Iterator<Item = Diagnosis> {
        let profiles = [self.standard, self.full].map(|profiled| profiled.and_then(|it| it.diagnosis));
        [self.plain.diagnosis, self.streamed.diagnosis].into_iter().chain(profiles).flatten()
    }

    /// For the end-to-end tests. A profile that is not named comes out as the healthy gateway's.
    pub fn json(&self) -> Value {
        let mut json = json!({
            "plain": self.plain.json(),
            "streamed": self.streamed.json(),
            "checks": checks_json(self.checks),
        });
        for (name, profile) in [("standard", Profile::Standard), ("full", Profile::Full)] {
            if let Some(profiled) = self.in_profile(profile) {
                json[name] = profiled.json();
            }
        }
        json
    }
}
