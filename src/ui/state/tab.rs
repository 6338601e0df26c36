//! The tabs of the page.

/// A tab beside the connection form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The checks of one target.
    #[default]
    Check,
    /// Several targets side by side.
    Compare,
    /// Questions about a gateway in operation.
    Drills,
    /// One target over time.
    Watch,
}

impl Tab {
    /// All of them, in display order.
    pub const ALL: [Self; 4] = [Self::Check, Self::Compare, Self::Drills, Self::Watch];

    /// The value for automation.
    pub fn id(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Compare => "compare",
            Self::Drills => "drills",
            Self::Watch => "watch",
        }
    }
}
