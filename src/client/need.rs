//! Needs of a program, in terms of the checks.

use super::Feature;
use crate::check::{CheckId, NamedViolation, Verdict};
use crate::wire::Wrong;

/// A check on which a kind of request relies.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// The check.
    pub check: CheckId,
    /// The verdicts with which the request fails.
    pub fails: &'static [Verdict],
    /// The verdicts that leave open whether it works.
    pub opens: &'static [Verdict],
    /// True if a warning counts where it names something that the program [`Reads`].
    pub is_read: bool,
}

/// A part of a reply that a program reads so strictly that it fails where that part is wrong.
#[derive(Clone, Copy, Debug)]
pub struct Reads {
    /// The check that names the part.
    pub check: CheckId,
    /// The part as the check names it, without numbers: `choices[].message.role`.
    pub part: &'static str,
    /// Problems with it that make it unreadable for the program.
    pub wrong: &'static [Wrong],
    /// The requests that fail then.
    pub scope: Scope,
}

/// The requests in which a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All to this endpoint.
    All,
    /// Those whose answer is a text.
    Text,
    /// Those whose answer is a text with this very part in it, so that other answers may be read.
    Prompt,
    /// Those for JSON.
    Json,
}

impl Reads {
    /// Returns true if a request for `feature` fails if `violation` is in its reply.
    pub fn fails(&self, feature: Feature, violation: &NamedViolation) -> bool {
        let is_in_scope = match self.scope {
            Scope::All => true,
            Scope::Text => matches!(feature, Feature::Plain | Feature::Streamed | Feature::Json),
            Scope::Prompt => matches!(feature, Feature::Plain | Feature::Streamed),
            Scope::Json => feature == Feature::Json,
        };
        is_in_scope && violation.part == self.part && self.wrong.contains(&violation.wrong)
    }
}
