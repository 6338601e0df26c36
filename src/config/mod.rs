//! What the host of this page presets: `config.json` beside `index.html`.
//!
//! Read strictly, so that a mistake is told and not passed over: a file with one is not used at all.
//! Unknown fields are left alone. A file that seems to hold a key is refused, because it would be served
//! to everyone.

mod fields;
mod gateways;
mod problem;
mod relative;

pub use self::fields::Kind;
pub use self::gateways::GatewayList;
pub use self::problem::{ConfigProblem, Fault};

use self::fields::{FILE, Review, item};
use crate::target::BaseUrl;
use serde_json::Value;

/// What the page's host knows about a gateway, for the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// Hosts a request may go to; empty for any.
    pub hosts: Vec<String>,
    /// Response headers that only the gateway adds.
    pub headers: Vec<String>,
    /// How this gateway's keys begin.
    pub key_prefix: Option<String>,
}

/// Whom to ask about a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// In the host's words, such as `#ai-platform on chat`.
    pub contact: Option<String>,
    /// The gateway's documentation, on http or https.
    pub docs_url: Option<String>,
}

/// One preset gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gateway {
    /// What people call it; each name stands once.
    pub name: String,
    /// Its base URL, absolute and as it will be called.
    pub base_url: String,
    /// Models to suggest.
    pub models: Vec<String>,
    /// Where a key comes from, in the host's words.
    pub key_help: Option<String>,
    /// What the rules may expect.
    pub expectations: Expectations,
    /// Whom to ask.
    pub help: Help,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The page's title.
    pub title: Option<String>,
    /// The gateways to offer, the first one chosen.
    pub gateways: Vec<Gateway>,
    /// Whether nothing may be sent to any other.
    pub only_these_gateways: bool,
    /// The prompt to begin with.
    pub prompt: Option<String>,
    /// The profile to begin with, by its value in the form.
    pub profile: Option<String>,
    /// The time limit to begin with, in seconds.
    pub timeout_s: Option<u64>,
    /// Whether to stream to begin with.
    pub stream: Option<bool>,
    /// After how many minutes without use the key is forgotten, within [`Config::KEY_MINUTES`].
    pub key_minutes: Option<f64>,
    /// The paths of fields that are not known, and are ignored.
    pub unknown: Vec<String>,
}

impl Config {
    /// The shortest and the longest time that a key may be kept without use, in minutes.
    pub const KEY_MINUTES: std::ops::RangeInclusive<f64> = 0.05..=240.0;
    /// That time where the file says nothing, in minutes.
    pub const DEFAULT_KEY_MINUTES: f64 = 15.0;

    /// Reads the file's text; `page` is the page's address, to which a base URL may be relative.
    ///
    /// # Errors
    /// Every mistake, see [`Fault`]; the page then works without the file.
    pub fn parse(text: &str, page: &str) -> Result<Self, Vec<ConfigProblem>> {
        let mut review = Review::default();
        let json: Value = match serde_json::from_str(text) {
            Ok(json) => json,
            Err(error) => {
                review.add("", Fault::NotJson { line: error.line(), column: error.column() });
                return Err(review.problems);
            }
        };
        review.keys(&json, "", "");
        review.object(&json, FILE, "", page);
        let gateways = list_at(&json, "gateways");
        for (place, gateway) in gateways.iter().enumerate() {
            let name = gateway["name"].as_str();
            let has_name = |other: &Value| name.is_some() && other["name"].as_str() == name;
            if gateways[..place].iter().any(has_name) {
                review.add(&(item("gateways", place) + ".name"), Fault::Twice);
            }
        }
        let only_these_gateways = json["only_these_gateways"].as_bool() == Some(true);
        if only_these_gateways && gateways.is_empty() {
            review.add("only_these_gateways", Fault::NoGateway);
        }
        if !review.problems.is_empty() {
            return Err(review.problems);
        }
        let defaults = &json["defaults"];
        Ok(Self {
            title: text_at(&json, "title"),
            gateways: gateways.iter().map(|json| read_gateway(json, page)).collect(),
            only_these_gateways,
            prompt: text_at(defaults, "prompt"),
            profile: text_at(defaults, "profile"),
            timeout_s: defaults["timeout_s"].as_u64(),
            stream: defaults["stream"].as_bool(),
            key_minutes: defaults["key_minutes"].as_f64(),
            unknown: review.unknown,
        })
    }

    /// Whether a text is a web page and not a mistaken `config.json`: what some servers give, with status
    /// 200, in place of a file that they do not have.
    pub fn is_web_page(text: &str) -> bool {
        text.trim_start().starts_with('<')
    }
}

fn read_gateway(json: &Value, page: &str) -> Gateway {
    let typed = relative::resolved(json["base_url"].as_str().unwrap_or_default(), page);
    Gateway {
        name: text_at(json, "name").unwrap_or_default(),
        base_url: BaseUrl::parse(&typed).map_or(typed, |base_url| base_url.to_string()),
        models: texts_at(json, "models"),
        key_help: text_at(json, "key_help"),
        expectations: Expectations {
            hosts: texts_at(json, "expected_hosts"),
            headers: texts_at(json, "expected_headers"),
            key_prefix: text_at(json, "key_prefix"),
        },
        help: Help { contact: text_at(json, "contact"), docs_url: text_at(json, "docs_url") },
    }
}

fn text_at(json: &Value, name: &str) -> Option<String> {
    json[name].as_str().map(str::to_owned)
}

fn list_at<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json[name].as_array().map_or(&[], Vec::as_slice)
}

fn texts_at(json: &Value, name: &str) -> Vec<String> {
    list_at(json, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
