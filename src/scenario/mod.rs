//! Scenarios: questions that no single check can answer. A scenario is a value: trials, each a target and
//! its requests, one after the other; a rule judges the evidence of all of them.
//!
//! To add a drill: write its file, list it in [`DRILLS`], and its fields in
//! [`FieldName`](crate::field::FieldName).

mod burst;
pub mod compare;
mod drill;
mod evidence;
mod fallback;
mod id;
mod marks;
mod observability;
mod outcome;
mod policy;
mod refused;
mod rotation;
mod trial;

#[cfg(test)]
mod testing;

pub use drill::{Drill, Field, FieldKind, Inputs, Missing};
pub use id::ScenarioId;
pub use outcome::{Finding, ScenarioOutcome};
pub use trial::{Played, Sends, Trial, requests, tokens};

/// The drills, in display order.
pub const DRILLS: &[Drill] = &[rotation::DRILL, policy::DRILL, fallback::DRILL, observability::DRILL];

impl ScenarioId {
    /// Its name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Compare => "Compare targets",
            Self::Watch => "Watch the gateway",
            Self::Rotation | Self::Policy | Self::Fallback | Self::Observability => {
                drill(self).map_or("", |drill| drill.title)
            }
        }
    }
}

/// The drill with this id; `None` if the scenario is not a drill.
pub fn drill(id: ScenarioId) -> Option<&'static Drill> {
    DRILLS.iter().find(|drill| drill.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scenario_has_its_name_on_the_page() {
        let titles =
            ["Key rotation", "Policy", "Fallback", "Observability", "Compare targets", "Watch the gateway"];
        assert_eq!(ScenarioId::ALL.map(ScenarioId::title), titles);
    }
}
