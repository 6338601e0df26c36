//! What a correct page must show for a behaviour: the words of the page's public contract.

use serde_json::{Value, json};

/// How a point or a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule is kept.
    Pass,
    /// It works, but will hurt someone.
    Warn,
    /// The server broke the rule.
    Fail,
    /// The server says clearly that it does not offer this.
    Unsupported,
    /// The evidence does not tell.
    Inconclusive,
    /// Nobody asked.
    Skipped,
}

impl Verdict {
    /// The word the page writes into `data-verdict`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Unsupported => "unsupported",
            Self::Inconclusive => "inconclusive",
            Self::Skipped => "skipped",
        }
    }
}

/// The four integration points after one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The key is accepted.
    pub authentication: Verdict,
    /// The request went through the gateway.
    pub routing: Verdict,
    /// The model is authorised and available.
    pub model: Verdict,
    /// The reply keeps the OpenAI-compatible contract.
    pub contract: Verdict,
}

impl Points {
    /// Everything works.
    pub const PASSED: Self = Self::of(Verdict::Pass, Verdict::Pass, Verdict::Pass, Verdict::Pass);
    /// No reply could be read, so nothing is known.
    pub const UNANSWERED: Self = Self::all(Verdict::Inconclusive);
    /// The gateway refused the key; no completion was seen.
    pub const KEY_REFUSED: Self =
        Self { authentication: Verdict::Fail, routing: Verdict::Pass, ..Self::UNANSWERED };
    /// The gateway refused the model. Whether the key is good, the refusal of a wrong key would tell.
    pub const MODEL_REFUSED: Self = Self { routing: Verdict::Pass, model: Verdict::Fail, ..Self::UNANSWERED };
    /// What answered is not the gateway's chat route.
    pub const ROUTE_MISSED: Self = Self { routing: Verdict::Fail, ..Self::UNANSWERED };
    /// The gateway answered, and nothing was learnt about key and model.
    pub const GATEWAY_ONLY: Self = Self { routing: Verdict::Pass, ..Self::UNANSWERED };
    /// A status 200 whose body is no completion.
    pub const NO_COMPLETION: Self =
        Self { routing: Verdict::Pass, contract: Verdict::Fail, ..Self::UNANSWERED };
    /// A completion came, in a form that breaks clients.
    pub const CONTRACT_BROKEN: Self = Self { contract: Verdict::Fail, ..Self::PASSED };
    /// A completion came, in a form that will hurt someone.
    pub const CONTRACT_BENT: Self = Self { contract: Verdict::Warn, ..Self::PASSED };

    /// The four verdicts in the order the page shows them.
    pub const fn of(authentication: Verdict, routing: Verdict, model: Verdict, contract: Verdict) -> Self {
        Self { authentication, routing, model, contract }
    }

    const fn all(verdict: Verdict) -> Self {
        Self::of(verdict, verdict, verdict, verdict)
    }

    /// Each point's name with its verdict, in the order the page shows them.
    pub const fn named(self) -> [(&'static str, Verdict); 4] {
        [
            ("authentication", self.authentication),
            ("routing", self.routing),
            ("model", self.model),
            ("contract", self.contract),
        ]
    }

    fn json(self) -> Value {
        self.named().into_iter().map(|(name, verdict)| (name, verdict.word())).collect()
    }
}

/// What the page shows after one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The four integration points.
    pub points: Points,
    /// The main diagnosis; `None` if nothing is wrong.
    pub diagnosis: Option<&'static str>,
}

impl Outcome {
    const PASSED: Self = Self { points: Points::PASSED, diagnosis: None };

    fn json(self) -> Value {
        json!({ "points": self.points.json(), "diagnosis": self.diagnosis })
    }
}

/// What a correct page must show for a behaviour.
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
pub type Checks = &'static [(&'static str, Verdict)];

/// How a run of a profile differs from the healthy gateway's run of the same profile.
#[derive(Clone, Copy, Debug)]
pub struct Profiled {
    /// The four integration points.
    pub points: Points,
    /// Every check whose verdict differs, with its own.
    pub checks: Checks,
    /// Does `checks` name every one that differs? Otherwise it names those the row is about.
    pub is_whole: bool,
}

impl Profiled {
    fn json(self) -> Value {
        json!({ "points": self.points.json(), "checks": checks_json(self.checks), "is_whole": self.is_whole })
    }
}

fn checks_json(checks: Checks) -> Value {
    checks.iter().map(|(id, verdict)| json!({ "id": id, "verdict": verdict.word() })).collect()
}

impl Expected {
    /// All is well, plain and streamed.
    pub const PASSED: Self =
        Self { plain: Outcome::PASSED, streamed: Outcome::PASSED, checks: &[], standard: None, full: None };

    /// The same trouble in plain and streamed replies.
    pub const fn always(points: Points, diagnosis: &'static str) -> Self {
        Self::both(points, Some(diagnosis))
    }

    /// The same in plain and streamed replies, with or without a diagnosis.
    pub const fn both(points: Points, diagnosis: Option<&'static str>) -> Self {
        let outcome = Outcome { points, diagnosis };
        Self { plain: outcome, streamed: outcome, ..Self::PASSED }
    }

    /// Trouble in plain replies alone.
    pub const fn when_plain(points: Points, diagnosis: Option<&'static str>) -> Self {
        Self { plain: Outcome { points, diagnosis }, ..Self::PASSED }
    }

    /// Trouble in streamed replies alone.
    pub const fn when_streamed(points: Points, diagnosis: Option<&'static str>) -> Self {
        Self { streamed: Outcome { points, diagnosis }, ..Self::PASSED }
    }

    /// The same, with the verdicts of checks that differ from the healthy gateway's.
    #[must_use]
    pub const fn with_checks(self, checks: &'static [(&'static str, Verdict)]) -> Self {
        Self { checks, ..self }
    }

    /// The same, where runs of Standard and of Full both differ in exactly these checks.
    #[must_use]
    pub const fn in_standard(self, points: Points, checks: Checks) -> Self {
        let profiled = Some(Profiled { points, checks, is_whole: true });
        Self { standard: profiled, full: profiled, ..self }
    }

    /// The same, where a run of Full differs in exactly these checks.
    #[must_use]
    pub const fn in_full(self, points: Points, checks: Checks) -> Self {
        Self { full: Some(Profiled { points, checks, is_whole: true }), ..self }
    }

    /// Trouble that one request already shows: what is known of it holds in every profile.
    fn known(&self) -> Option<Profiled> {
        let differs = self.plain != Outcome::PASSED || !self.checks.is_empty();
        let points = self.plain.points;
        differs.then_some(Profiled { points, checks: self.checks, is_whole: false })
    }

    /// The same, where a run of Full differs in these checks and in others that depend on timing.
    #[must_use]
    pub const fn in_part_of_full(self, points: Points, checks: Checks) -> Self {
        Self { full: Some(Profiled { points, checks, is_whole: false }), ..self }
    }

    /// For the end-to-end tests. A profile that is not named comes out as the healthy gateway's.
    pub fn json(&self) -> Value {
        let mut json = json!({
            "plain": self.plain.json(),
            "streamed": self.streamed.json(),
            "checks": checks_json(self.checks),
        });
        for (profile, stated) in [("standard", self.standard), ("full", self.full)] {
            if let Some(profiled) = stated.or_else(|| self.known()) {
                json[profile] = profiled.json();
            }
        }
        json
    }
}
