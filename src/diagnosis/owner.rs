//! The person or team that can fix a problem.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

/// The person or team that can fix a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Owner {
    /// The person who uses the page.
    You,
    /// The team that runs the gateway.
    GatewayAdmin,
    /// The model provider behind the gateway.
    Provider,
    /// The team that runs the network in between.
    Network,
}

impl Owner {
    /// Everyone who can be asked.
    pub const ALL: [Self; 4] = [Self::You, Self::GatewayAdmin, Self::Provider, Self::Network];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Heading for the person who uses the page: who is asked to act.
    pub fn label(self) -> &'static str {
        match self {
            Self::You => "You can fix this",
            Self::GatewayAdmin => "For the gateway's admin",
            Self::Provider => "For the model provider",
            Self::Network => "For the network team",
        }
    }

    /// Name for readers of a report, who may be anyone.
    pub fn name(self) -> &'static str {
        match self {
            Self::You => "The person who ran this check",
            Self::GatewayAdmin => "The gateway's admin",
            Self::Provider => "The model provider",
            Self::Network => "The network team",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(&Owner::ALL, Owner::id);
    }

    #[test]
    fn a_report_names_each_owner_for_a_reader_who_may_be_anyone() {
        let expected = [
            "The person who ran this check",
            "The gateway's admin",
            "The model provider",
            "The network team",
        ];
        assert_eq!(Owner::ALL.map(Owner::name), expected);
    }
}
