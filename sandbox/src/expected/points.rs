//! The four integration points.

use gateway_check::check::{PointId, Verdict};
use serde_json::Value;

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
    /// No reply to the prompt could be read, and the model list shows that the key is accepted.
    pub const KEY_ONLY: Self = Self { authentication: Verdict::Pass, ..Self::UNANSWERED };
    /// The gateway refused the key; no completion was seen.
    pub const KEY_REFUSED: Self =
        Self { authentication: Verdict::Fail, routing: Verdict::Pass, ..Self::UNANSWERED };
    /// The gateway refused the model. Whether the key is good, the refusal of a wrong key would tell.
    pub const MODEL_REFUSED: Self = Self { routing: Verdict::Pass, model: Verdict::Fail, ..Self::UNANSWERED };
    /// Something other than the gateway's chat route answered.
    pub const ROUTE_MISSED: Self = Self { routing: Verdict::Fail, ..Self::UNANSWERED };
    /// The gateway answered, and nothing was learnt about key and model.
    pub const GATEWAY_ONLY: Self = Self { routing: Verdict::Pass, ..Self::UNANSWERED };
    /// A status 200 whose body is not a completion.
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
    pub fn named(self) -> [(&'static str, Verdict); 4] {
        [
            (PointId::Authentication.id(), self.authentication),
            (PointId::Routing.id(), self.routing),
            (PointId::Model.id(), self.model),
            (PointId::Contract.id(), self.contract),
        ]
    }

    pub(super) fn json(self) -> Value {
        self.named().into_iter().map(|(name, verdict)| (name, verdict.id())).collect()
    }
}
