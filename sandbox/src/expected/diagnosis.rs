//! The main diagnosis of a page: kind and confidence. Who owns it follows from its kind.

use gateway_check::diagnosis::{self, Confidence, Owner};
use serde_json::{Value, json};

/// The main diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The word of `data-diagnosis`.
    pub kind: &'static str,
    /// How sure the page must be.
    pub confidence: Confidence,
}

impl Diagnosis {
    /// A kind of which the page must be certain.
    pub const fn certain(kind: &'static str) -> Self {
        Self { kind, confidence: Confidence::Certain }
    }

    /// Who can mend it; `None` if no page has the kind.
    pub fn owner(self) -> Option<Owner> {
        diagnosis::kinds().find(|kind| kind.id.as_str() == self.kind).map(|kind| kind.owner)
    }

    pub(super) fn json(self) -> Value {
        let owner = self.owner().map(Owner::id);
        json!({ "kind": self.kind, "owner": owner, "confidence": self.confidence.id() })
    }
}
