//! Verdicts, of checks and of the four integration points.

use serde_json::Value;

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
    pub const CONTRACT_WARN: Self = Self { contract: Verdict::Warn, ..Self::PASSED };

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

    pub(super) fn json(self) -> Value {
        self.named().into_iter().map(|(name, verdict)| (name, verdict.word())).collect()
    }
}
