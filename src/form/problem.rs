//! Problems of single fields before anything is sent.

use crate::field::FieldName;
use crate::target::{KeyProblem, Mismatch, ModelProblem, Severity, UrlProblem};

/// Problem of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// With `base_url`.
    Url(UrlProblem),
    /// The page's host does not allow this `base_url`.
    Elsewhere,
    /// Nothing may be sent at all.
    Closed,
    /// A link named this gateway, which the page does not have: `base_url` is another's.
    UnknownGateway(String),
    /// With `api_key`.
    Key(KeyProblem),
    /// The page deleted the key in `api_key`: a request would have none, which nobody chose.
    KeyDeleted,
    /// The key in `api_key` is for something else than `base_url`.
    Mismatch(Mismatch),
    /// With `model`.
    Model(ModelProblem),
    /// `prompt` is empty.
    PromptMissing,
    /// With this field: its text seems to hold a key, which nothing covers there.
    HoldsKey(FieldName),
    /// `timeout_s` is not a whole number within [`MIN_TIMEOUT_S`](super::MIN_TIMEOUT_S) to
    /// [`MAX_TIMEOUT_S`](super::MAX_TIMEOUT_S).
    TimeLimit,
}

impl Problem {
    /// The field it belongs to.
    pub fn field(&self) -> FieldName {
        match self {
            Self::Closed | Self::UnknownGateway(_) => FieldName::Gateway,
            Self::Url(_) | Self::Elsewhere => FieldName::BaseUrl,
            Self::Key(_) | Self::KeyDeleted | Self::Mismatch(_) => FieldName::ApiKey,
            Self::Model(_) => FieldName::Model,
            Self::PromptMissing => FieldName::Prompt,
            Self::HoldsKey(field) => *field,
            Self::TimeLimit => FieldName::TimeoutS,
        }
    }

    /// Returns its meaning for sending.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Url(problem) => problem.severity(),
            Self::Key(problem) => problem.severity(),
            Self::Mismatch(mismatch) => mismatch.severity(),
            Self::Model(problem) => problem.severity(),
            Self::HoldsKey(_) => Severity::Warning,
            Self::UnknownGateway(_) | Self::KeyDeleted => Severity::NeedsConfirmation,
            Self::Elsewhere | Self::Closed | Self::PromptMissing | Self::TimeLimit => Severity::Error,
        }
    }
}
