//! The rules and the list of them. Each rule is a plain function of the evidence, in its own file.
//!
//! To add a rule, add its id to [`CheckId`], write `check/<id>.rs` with its `CHECK` and tests, and add the
//! `CHECK` to a group in [`GROUPS`].

mod auth_accepted;
mod auth_enforced;
mod auth_required;
mod browser_access;
mod capability;
mod completion_content;
mod completion_shape;
mod embeddings_api;
mod endpoint_host;
mod endpoint_url;
mod error_in_stream;
mod error_shape;
mod error_status;
mod evidence;
mod finding;
mod id;
mod image_input;
mod json_object;
mod json_schema;
mod key_kind;
mod latency;
mod limitation;
mod model_authorised;
mod model_callable;
mod model_identity;
mod model_listed;
mod model_refused_unknown;
mod models_shape;
mod multi_turn;
mod named_violation;
mod parameters;
mod part;
mod prelude;
mod rate_limit_visible;
mod reachable;
mod request_id_visible;
mod responses_api;
mod route_evidence;
mod route_stays;
mod stop_sequence;
mod stream_live;
mod stream_parity;
mod stream_shape;
mod stream_terminated;
mod stream_usage;
mod system_message;
mod token_limit;
mod tool_arguments;
mod tool_call;
mod tool_round_trip;
mod tool_stream;
mod unicode_echo;
mod usage_reported;

#[cfg(test)]
pub(crate) mod testing;

pub(crate) use auth_accepted::{has_key_contrast, is_of_the_gateways_key};
pub use evidence::Evidence;
pub(crate) use evidence::{cut_by_us, cut_short, is_from_target};
pub use finding::{Decided, Decision, Finding, Judgement, Undecided, Verdict};
pub use id::{CheckId, Grade, PointId};
pub use limitation::Limitation;
pub(crate) use model_identity::is_same as is_same_model;
pub(crate) use model_listed::has as is_listed;
pub use named_violation::{CONTENT_TYPE, NamedViolation, NamedViolations, UTF_8};
pub use part::Part;
pub(crate) use rate_limit_visible::is_rate_limit_header;
pub(crate) use request_id_visible::NAMES as REQUEST_ID_HEADERS;
pub use stream_live::is_held_back;

use crate::probe::ProbeId;

/// All rules, in the groups and the order in which the page shows them.
pub const GROUPS: &[Group] = &[
    Group {
        title: "Address",
        checks: &[endpoint_url::CHECK, endpoint_host::CHECK, reachable::CHECK, browser_access::CHECK],
    },
    Group {
        title: "Key",
        checks: &[key_kind::CHECK, auth_accepted::CHECK, auth_enforced::CHECK, auth_required::CHECK],
    },
    Group { title: "Route", checks: &[route_stays::CHECK, route_evidence::CHECK] },
    Group {
        title: "Model",
        checks: &[
            model_listed::CHECK,
            model_callable::CHECK,
            model_authorised::CHECK,
            model_identity::CHECK,
            model_refused_unknown::CHECK,
        ],
    },
    Group {
        title: "Reply",
        checks: &[
            completion_shape::CHECK,
            completion_content::CHECK,
            usage_reported::CHECK,
            models_shape::CHECK,
        ],
    },
    Group { title: "Errors", checks: &[error_shape::CHECK, error_status::CHECK] },
    Group {
        title: "Stream",
        checks: &[
            stream_shape::CHECK,
            stream_terminated::CHECK,
            stream_usage::CHECK,
            stream_live::CHECK,
            stream_parity::CHECK,
            error_in_stream::CHECK,
        ],
    },
    Group {
        title: "Tools",
        checks: &[tool_call::CHECK, tool_arguments::CHECK, tool_round_trip::CHECK, tool_stream::CHECK],
    },
    Group { title: "Formats", checks: &[json_object::CHECK, json_schema::CHECK] },
    Group {
        title: "Conversation",
        checks: &[
            multi_turn::CHECK,
            system_message::CHECK,
            stop_sequence::CHECK,
            token_limit::CHECK,
            unicode_echo::CHECK,
            image_input::CHECK,
            parameters::CHECK,
        ],
    },
    Group { title: "Other endpoints", checks: &[responses_api::CHECK, embeddings_api::CHECK] },
    Group {
        title: "Observability",
        checks: &[request_id_visible::CHECK, latency::CHECK, rate_limit_visible::CHECK],
    },
];

/// The rules about one subject.
pub struct Group {
    /// The subject.
    pub title: &'static str,
    /// Its rules.
    pub checks: &'static [Check],
}

/// Returns all rules, in the order of [`GROUPS`].
pub fn checks() -> impl Iterator<Item = &'static Check> {
    GROUPS.iter().flat_map(|group| group.checks)
}

/// Returns the title of the group that contains the rule `id`.
pub fn group_of(id: CheckId) -> &'static str {
    let found = GROUPS.iter().find(|group| group.checks.iter().any(|check| check.id == id));
    found.map_or("", |group| group.title)
}

/// A rule.
pub struct Check {
    /// Its id.
    pub id: CheckId,
    /// A sentence about the server, in the present tense.
    pub title: &'static str,
    /// The integration point it belongs to, and its role there; `None` for mere information.
    pub role: Option<(PointId, Role)>,
    /// Consequences for the user if this rule warns or fails; `None` for mere information.
    pub limitation: Option<Limitation>,
    /// The parts of the exchanges that it reads; empty if it reads all or none of them.
    pub looks_at: &'static [Part],
    /// The probes whose exchanges it reads.
    pub probes: &'static [ProbeId],
    /// Behaviour or reply that passes.
    pub expected: &'static str,
    /// The document that the rule comes from.
    pub source: &'static str,
    /// Judges the evidence.
    pub judge: fn(&Evidence<'_>) -> Judgement,
}

/// The role of a rule in the verdict of its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The point passes only if this passes, and fails if this fails.
    Required,
    /// A violation is a warning and cannot fail the point.
    Advisory,
}

/// Applies every rule to the evidence, in the order of [`GROUPS`].
pub fn judge_all(evidence: &Evidence<'_>) -> Vec<Finding> {
    checks().map(|check| check.judge(evidence)).collect()
}

impl Check {
    fn judge(&'static self, evidence: &Evidence<'_>) -> Finding {
        let exchanges = self.probes.iter().filter_map(|id| evidence.transcript.of_probe(*id));
        Finding::new(self, (self.judge)(evidence), exchanges.map(|(index, _)| index).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_that_of_one_rule_and_in_its_place() {
        assert_eq!(checks().map(|check| check.id).collect::<Vec<_>>(), CheckId::ALL);
    }

    #[test]
    fn titles_are_sentences_and_every_rule_names_its_source() {
        for check in checks() {
            assert!(
                check.title.starts_with(char::is_uppercase) && !check.title.ends_with('.'),
                "{}",
                check.id
            );
            assert!(!check.source.is_empty() && !check.expected.is_empty(), "{}", check.id);
        }
    }
}
