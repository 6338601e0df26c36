//! Who can mend what is wrong.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

/// Who can mend something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Owner {
    /// The person at the page.
    You,
    /// Whoever runs the gateway.
    GatewayAdmin,
    /// The model provider behind it.
    Provider,
    /// Whoever runs the network in between.
    Network,
}

impl Owner {
    /// Everyone who can be asked.
    pub const ALL: [Self; 4] = [Self::You, Self::GatewayAdmin, Self::Provider, Self::Network];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// For whom a diagnosis is, said to the person at the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::You => "You can mend this",
            Self::GatewayAdmin => "For the gateway's admin",
            Self::Provider => "For the model provider",
            Self::Network => "For the network team",
        }
    }

    /// Who that is, said to anyone who reads of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::You => "Whoever sent the prompt",
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
}
