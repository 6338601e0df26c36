//! The names of the scenarios.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};

/// Id of a scenario: the same word in page, report and docs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ScenarioId {
    /// Replaces a key by a new one.
    Rotation,
    /// Sends what must be refused beside what must be answered.
    Policy,
    /// Sends the prompt to the model and its alternatives, and too fast.
    Fallback,
    /// Looks for what a reply says of itself.
    Observability,
    /// Checks several targets side by side.
    Compare,
    /// Sends the prompt again and again.
    Watch,
}

impl ScenarioId {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Rotation, Self::Policy, Self::Fallback, Self::Observability, Self::Compare, Self::Watch];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
