//! Presets of this page's host: `config.json` beside `index.html`.
//!
//! It is read strictly, so that a mistake is reported and not ignored: a file with one is not used at all.
//! Unknown fields are ignored, but those that may have been meant to be a known one are reported, and a
//! misspelt lock is a mistake. A file that seems to hold a key is refused, because it would be served to
//! everyone.

mod file;
mod gateways;
mod json_mistake;
mod loading;
mod path;
mod problem;
mod relative;
mod repeated;
mod review;
mod ticket_url;
mod unknown;

pub use self::file::File;
pub use self::gateways::GatewayList;
pub use self::json_mistake::JsonMistake;
pub use self::loading::{Closed, ClosedReason, Fetched, HostWish, Loaded, Missing};
pub use self::problem::{ConfigProblem, Fault};
pub use self::ticket_url::TicketUrl;
pub use self::unknown::UnknownField;

use serde::Deserialize;
use serde_json::Value;

use self::file::{Field, MAX_ALTERNATIVES, MAX_KEY_MINUTES, MIN_KEY_MINUTES};
use self::review::Review;
use crate::field::FieldName;
use crate::profile::ChosenProfile;

/// Facts that the page's host knows about a gateway, for the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// Hosts a request may go to; empty for any.
    pub hosts: Vec<String>,
    /// Response headers that only the gateway adds.
    pub headers: Vec<String>,
    /// Beginning of this gateway's keys.
    pub key_prefix: Option<String>,
    /// True if its console is Flashback's, under any host name.
    pub is_flashback: bool,
    /// True if the base URL is the host's own, so that nobody mistyped it.
    pub is_preset: bool,
}

/// Whom to ask about a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// In the host's words, such as `#ai-platform on chat`.
    pub contact: Option<String>,
    /// The gateway's documentation, on http or https.
    pub docs_url: Option<String>,
    /// Where a ticket is opened.
    pub ticket_url: Option<TicketUrl>,
    /// Where a key comes from, in the host's words.
    pub key_help: Option<String>,
}

/// One preset gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gateway {
    /// Name that people use for it; no two gateways have the same.
    pub name: String,
    /// Its base URL, absolute and as it will be called.
    pub base_url: String,
    /// Models to suggest.
    pub models: Vec<String>,
    /// Expectations of the rules.
    pub expectations: Expectations,
    /// Whom to ask.
    pub help: Help,
    /// Initial values of the drills.
    pub drills: DrillPresets,
}

/// Initial values of the drills' fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrillPresets {
    /// A prompt that must be refused.
    pub forbidden_prompt: Option<String>,
    /// A model that must be refused.
    pub forbidden_model: Option<String>,
    /// Models that step in for the others, at most [`DrillPresets::MAX_ALTERNATIVES`].
    pub alternatives: Vec<String>,
}

impl DrillPresets {
    /// The most models that a drill tries beside the first.
    pub const MAX_ALTERNATIVES: usize = MAX_ALTERNATIVES;

    /// Returns the initial value of this field of a drill; `None` if nothing is preset for it.
    pub fn value(&self, field: FieldName) -> Option<String> {
        match field {
            FieldName::ForbiddenPrompt => self.forbidden_prompt.clone(),
            FieldName::ForbiddenModel => self.forbidden_model.clone(),
            FieldName::Alternatives => Some(self.alternatives.join("\n")).filter(|text| !text.is_empty()),
            _ => None,
        }
    }
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The page's title.
    pub title: Option<String>,
    /// The host's own text in place of the list of what people need; it may have several lines.
    pub intro: Option<String>,
    /// The gateways to offer, the first one chosen.
    pub gateways: Vec<Gateway>,
    /// True if nothing may be sent to any other.
    pub only_these_gateways: bool,
    /// The prompt to begin with.
    pub prompt: Option<String>,
    /// The profile to begin with.
    pub profile: Option<ChosenProfile>,
    /// The time limit to begin with, in seconds.
    pub timeout_s: Option<u64>,
    /// True if the page streams to begin with.
    pub stream: Option<bool>,
    /// Minutes of inactivity after which the key is deleted, within [`Config::KEY_MINUTES`].
    pub key_minutes: Option<f64>,
    /// Fields that are not known, and are ignored; the first 20 of them.
    pub unknown: Vec<UnknownField>,
}

impl Config {
    /// The shortest and the longest time of inactivity after which a key is deleted, in minutes.
    pub const KEY_MINUTES: std::ops::RangeInclusive<f64> = MIN_KEY_MINUTES..=MAX_KEY_MINUTES;
    /// That time if the file does not set it, in minutes.
    pub const DEFAULT_KEY_MINUTES: f64 = 15.0;
    /// The largest file that is read.
    pub const MAX_BYTES: usize = 1_000_000;

    /// Reads the file's text; `page` is the page's address, to which a base URL may be relative.
    ///
    /// # Errors
    /// The mistakes, see [`Fault`]; the page then works without the file.
    pub fn parse(text: &str, page: &str) -> Result<Self, Vec<ConfigProblem>> {
        let mut review = Review::default();
        if text.len() > Self::MAX_BYTES {
            review.add("", Fault::TooLarge);
            return Err(review.into_problems());
        }
        if text.trim().is_empty() {
            review.add("", Fault::Empty);
            return Err(review.into_problems());
        }
        let json: Value = match serde_json::from_str(text) {
            Ok(json) => json,
            Err(error) => {
                let mistake = JsonMistake::of(text, &error);
                review.add("", Fault::NotJson { line: error.line(), column: error.column(), mistake });
                return Err(review.into_problems());
            }
        };
        review.names(&json);
        review.keys(&json);
        review.repeated(text);
        // A field takes any value.
        let file = Field::deserialize(json).unwrap_or_default();
        let config = review.config(file, page);
        let problems = review.into_problems();
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// Returns true if a text is a web page and not a mistaken `config.json`: some servers send one, with
    /// status 200, in place of a file that they do not have.
    pub fn is_web_page(text: &str) -> bool {
        text.trim_start().starts_with('<')
    }
}

#[cfg(test)]
mod tests;
