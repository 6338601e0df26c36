//! Profiles: what a run sends, as the form, links, config.json and reports name it.

use std::str::FromStr;

use strum::{IntoStaticStr, ParseError};

/// Depth of a run. Each profile includes the smaller ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Profile {
    /// Only the prompt.
    Quick,
    /// The basics for a first day in production: at most 8 probes.
    #[default]
    Standard,
    /// Everything: at most 30 probes.
    Full,
}

impl Profile {
    /// The stable word for page, links and reports.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Its name on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quick => "Quick",
            Self::Standard => "Standard",
            Self::Full => "Full",
        }
    }
}

/// Profile that can be chosen in the form, in a link and in config.json.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenProfile {
    /// The probes of this profile.
    Preset(Profile),
    /// The probes that are ticked one by one.
    Custom,
}

impl ChosenProfile {
    /// All of them, in display order.
    pub const ALL: [Self; 4] = [
        Self::Preset(Profile::Quick),
        Self::Preset(Profile::Standard),
        Self::Preset(Profile::Full),
        Self::Custom,
    ];

    /// The stable word for page, links and reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Preset(profile) => profile.id(),
            Self::Custom => "custom",
        }
    }

    /// Its name on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Preset(profile) => profile.label(),
            Self::Custom => "Custom",
        }
    }
}

/// The one that is chosen if nobody chooses another.
impl Default for ChosenProfile {
    fn default() -> Self {
        Self::Preset(Profile::default())
    }
}

impl From<Profile> for ChosenProfile {
    fn from(profile: Profile) -> Self {
        Self::Preset(profile)
    }
}

impl FromStr for ChosenProfile {
    type Err = ParseError;

    fn from_str(word: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|it| it.id() == word).ok_or(ParseError::VariantNotFound)
    }
}

/// Profile of a run in its report. A report of another version may name one that is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunProfile {
    /// One that can be chosen.
    Chosen(ChosenProfile),
    /// The prompt several times, one after the other.
    Repeat,
    /// The prompt several times at once.
    Burst,
    /// The prompt again and again, over time.
    Watch,
}

impl RunProfile {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Chosen(ChosenProfile::Preset(Profile::Quick)),
        Self::Chosen(ChosenProfile::Preset(Profile::Standard)),
        Self::Chosen(ChosenProfile::Preset(Profile::Full)),
        Self::Chosen(ChosenProfile::Custom),
        Self::Repeat,
        Self::Burst,
        Self::Watch,
    ];

    /// The stable word for reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chosen(profile) => profile.id(),
            Self::Repeat => "repeat",
            Self::Burst => "burst",
            Self::Watch => "watch",
        }
    }
}

impl Default for RunProfile {
    fn default() -> Self {
        Self::Chosen(ChosenProfile::default())
    }
}

impl From<ChosenProfile> for RunProfile {
    fn from(profile: ChosenProfile) -> Self {
        Self::Chosen(profile)
    }
}

impl From<Profile> for RunProfile {
    fn from(profile: Profile) -> Self {
        Self::Chosen(profile.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_parsing;

    #[test]
    fn a_profile_has_one_word_for_page_links_and_reports() {
        let ids = RunProfile::ALL.map(RunProfile::id);
        assert_eq!(ids, ["quick", "standard", "full", "custom", "repeat", "burst", "watch"]);
        assert_eq!(ChosenProfile::ALL.map(ChosenProfile::id), ids[..4]);
    }

    #[test]
    fn a_profile_that_can_be_chosen_is_read_from_its_word() {
        check_parsing(&ChosenProfile::ALL, ChosenProfile::id);
        for word in ["", "Quick", "quick ", "everything", "burst"] {
            assert!(word.parse::<ChosenProfile>().is_err(), "{word}");
        }
    }
}
