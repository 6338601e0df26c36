//! The main diagnosis of a page: kind and confidence. Who owns it follows from its kind.

use gateway_check::diagnosis::{Confidence, DiagnosisKind, Owner};
use serde_json::{Value, json};

/// The main diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The word of `data-diagnosis`.
    pub kind: DiagnosisKind,
    /// Confidence that the page must show.
    pub confidence: Confidence,
}

impl Diagnosis {
    /// A kind of which the page must be certain.
    pub const fn certain(kind: DiagnosisKind) -> Self {
        Self { kind, confidence: Confidence::Certain }
    }

    /// Who can fix it.
    pub fn owner(self) -> Owner {
        self.kind.row().owner
    }

    pub(super) fn json(self) -> Value {
        json!({ "kind": self.kind, "owner": self.owner(), "confidence": self.confidence })
    }
}
