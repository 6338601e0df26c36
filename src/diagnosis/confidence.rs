//! How sure a diagnosis is.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Confidence {
    /// The evidence leaves no other explanation.
    Certain,
    /// Others are conceivable, for example if the status alone speaks.
    Likely,
    /// One of several that fit equally.
    Possible,
}

impl Confidence {
    /// All degrees, the surest first.
    pub const ALL: [Self; 3] = [Self::Certain, Self::Likely, Self::Possible];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// As a person says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Certain => "Certain",
            Self::Likely => "Likely",
            Self::Possible => "One possibility",
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
