//! Values of the form, and their problems before anything is sent.

mod problem;
mod suggestions;

pub use problem::Problem;
pub use suggestions::Suggestions;

use crate::field::FieldName;
use crate::redact::holds_key;
use crate::target::{ApiKey, BaseUrl, Mismatch, ModelName, ModelProblem, Severity, Target, UrlProblem};
use crate::text::invisible::is_invisible;
use crate::text::truncate::first_bytes;

/// The form's values, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormInput {
    /// The field `base_url`.
    pub base_url: String,
    /// The field `api_key`.
    pub api_key: String,
    /// The field `model`.
    pub model: String,
    /// The field `prompt`.
    pub prompt: String,
    /// The field `timeout_s`.
    pub timeout_s: String,
    /// Prefix of the chosen preset gateway's keys, where that is known; not typed.
    pub key_prefix: Option<String>,
    /// True if the page's host forbids sending to this base URL; not typed.
    pub is_forbidden_gateway: bool,
    /// True if nothing may be sent at all, because the page does not know what its host allows; not typed.
    pub is_closed: bool,
    /// The gateway that a link named and this page does not have; not typed.
    pub unknown_gateway: Option<String>,
    /// True if the page deleted the key, and nobody has typed one or sent without since; not typed.
    pub is_key_deleted: bool,
}

/// The time limit if nobody types another, in seconds, as its field holds it.
pub const DEFAULT_TIMEOUT_S: &str = "60";
/// The shortest time limit, in seconds.
pub const MIN_TIMEOUT_S: u32 = 1;
/// The longest time limit, in seconds.
pub const MAX_TIMEOUT_S: u32 = 600;

/// Length of a text in which a key is looked for at each letter that is typed, in bytes.
const LOOKED_AT_BYTES: usize = 16 * 1024;

/// A form that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidForm {
    /// Target of the test.
    pub target: Target,
    /// The prompt.
    pub prompt: String,
    /// Time limit for the first byte, in seconds.
    pub timeout_s: u32,
}

impl FormInput {
    /// Every problem, field by field in the order of the form.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let (base_url, key) = (BaseUrl::parse(&self.base_url), ApiKey::parse(&self.api_key));
        if self.is_closed {
            problems.push(Problem::Closed);
        }
        if self.is_forbidden_gateway {
            problems.push(Problem::Elsewhere);
        }
        problems.extend(self.unknown_gateway.clone().map(Problem::UnknownGateway));
        match &base_url {
            Ok(base_url) => problems.extend(base_url.remarks().into_iter().map(Problem::Url)),
            Err(problem) => problems.push(Problem::Url(problem.clone())),
        }
        match (&base_url, &key) {
            (Ok(base_url), Ok(Some(key))) => {
                let mismatch = Mismatch::of(key, base_url, self.key_prefix.as_deref());
                problems.extend(mismatch.map(Problem::Mismatch));
            }
            (_, Err(problem)) => problems.push(Problem::Key(*problem)),
            (_, Ok(None)) if self.is_key_deleted => problems.push(Problem::KeyDeleted),
            (_, Ok(_)) => {}
        }
        problems.extend(ModelName::parse(&self.model).err().map(Problem::Model));
        if holds_key(first_bytes(&self.model, LOOKED_AT_BYTES)) {
            problems.push(Problem::HoldsKey(FieldName::Model));
        }
        if self.prompt.trim().is_empty() {
            problems.push(Problem::PromptMissing);
        } else if holds_key(first_bytes(&self.prompt, LOOKED_AT_BYTES)) {
            problems.push(Problem::HoldsKey(FieldName::Prompt));
        }
        if self.timeout_s().is_none() {
            problems.push(Problem::TimeLimit);
        }
        problems
    }

    /// The first problem of these fields, or of the gateway, that keeps the key from being sent: what blocks,
    /// and what needs a consent that was not given.
    pub fn first_blocking_problem(&self, fields: &[FieldName], has_consent: bool) -> Option<Problem> {
        let is_blocking = |problem: &Problem| match problem.severity() {
            Severity::Error => true,
            Severity::NeedsConfirmation => !has_consent,
            Severity::Warning => false,
        };
        let mut problems = self.problems().into_iter();
        let is_asked = |field: FieldName| field == FieldName::Gateway || fields.contains(&field);
        problems.find(|problem| is_asked(problem.field()) && is_blocking(problem))
    }

    /// The problems to show now: before the first attempt to send, none that may only mean that the user is
    /// not done typing.
    pub fn visible_problems(&self, is_tried: bool) -> Vec<Problem> {
        let problems = self.problems().into_iter();
        problems.filter(|problem| is_tried || !self.is_unfinished(problem)).collect()
    }

    /// The form as values; `None` as long as a problem blocks it.
    pub fn validate(&self) -> Option<ValidForm> {
        let target = Target {
            base_url: BaseUrl::parse(&self.base_url).ok()?,
            key: ApiKey::parse(&self.api_key).ok()?,
            model: ModelName::parse(&self.model).ok()?,
        };
        let is_blocked = self.is_closed || self.is_forbidden_gateway || self.prompt.trim().is_empty();
        let timeout_s = self.timeout_s()?;
        (!is_blocked).then(|| ValidForm { target, prompt: self.prompt.clone(), timeout_s })
    }

    fn timeout_s(&self) -> Option<u32> {
        let seconds = self.timeout_s.trim().parse().ok()?;
        (MIN_TIMEOUT_S..=MAX_TIMEOUT_S).contains(&seconds).then_some(seconds)
    }

    /// True if `problem` may only mean that the user is not done typing, so that showing it now
    /// would be rude.
    fn is_unfinished(&self, problem: &Problem) -> bool {
        match problem {
            // The reason is shown above the form, or in the page's note.
            Problem::Closed
            | Problem::KeyDeleted
            | Problem::Url(UrlProblem::Missing)
            | Problem::Model(ModelProblem::Missing)
            | Problem::PromptMissing => true,
            Problem::Url(UrlProblem::NoScheme { .. }) => "https://".starts_with(&self.base_url),
            Problem::Url(UrlProblem::BadHost { .. }) => self.base_url.ends_with(['/', '.']),
            Problem::Url(UrlProblem::BadPort { found }) => found.is_empty(),
            Problem::Url(_)
            | Problem::Elsewhere
            | Problem::UnknownGateway(_)
            | Problem::Key(_)
            | Problem::Mismatch(_)
            | Problem::Model(_)
            | Problem::HoldsKey(_)
            | Problem::TimeLimit => false,
        }
    }

    /// The base URL without what was pasted around it, if that is all that is wrong with it.
    fn bare_base_url(&self) -> Option<String> {
        let is_around = |it: char| it.is_whitespace() || is_invisible(it) || "\"'`<>“”‘’«»,;".contains(it);
        let bare = self.base_url.trim_matches(is_around);
        let is_url = matches!(BaseUrl::parse(bare), Ok(_) | Err(UrlProblem::WholeEndpoint { .. }));
        is_url.then(|| bare.to_owned())
    }

    /// The value that would fix `problem`, where that is known.
    pub fn fix(&self, problem: &Problem) -> Option<String> {
        match problem {
            Problem::Url(UrlProblem::HasWhiteSpace { .. } | UrlProblem::HasCharacter { .. }) => {
                self.bare_base_url()
            }
            Problem::Url(problem) => problem.fix().map(str::to_owned),
            Problem::Key(problem) => problem.fix(&self.api_key),
            Problem::Model(problem) => problem.fix(&self.model),
            Problem::Elsewhere
            | Problem::Closed
            | Problem::UnknownGateway(_)
            | Problem::KeyDeleted
            | Problem::Mismatch(_)
            | Problem::PromptMissing
            | Problem::HoldsKey(_)
            | Problem::TimeLimit => None,
        }
    }
}

/// Decides whether a key that was typed for one base URL may stay when another takes its place without being
/// typed, as a link, a preset or a correction does. It may if both name the same origin, or if the previous
/// text was not a URL yet and begins with the new one's host.
pub fn may_keep_key(before: &str, after: &str) -> bool {
    let before = before.trim();
    match (BaseUrl::parse(before), BaseUrl::parse(after)) {
        (Ok(before), Ok(after)) => before.origin() == after.origin(),
        (Err(_), Ok(after)) => {
            let rest = before.split_once("://").map_or(before, |(_, rest)| rest);
            rest.split(['/', '?', '#', '\\', '@']).next() == Some(&after.authority())
        }
        (_, Err(_)) => before == after.trim(),
    }
}

#[cfg(test)]
mod tests;
