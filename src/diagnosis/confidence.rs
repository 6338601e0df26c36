//! Confidence in a diagnosis.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

/// Degree of certainty of a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Confidence {
    /// The evidence leaves no other explanation.
    Certain,
    /// Other explanations exist, for example if only the status points to this one.
    Likely,
    /// One of several explanations that fit equally well.
    Possible,
}

impl Confidence {
    /// All degrees, the surest first.
    pub const ALL: [Self; 3] = [Self::Certain, Self::Likely, Self::Possible];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Label on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Certain => "Certain",
            Self::Likely => "Likely",
            Self::Possible => "Possible",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(&Confidence::ALL, Confidence::id);
    }
}
