//! Texts about the problems of an input before anything is sent.

use super::form::use_label;
use crate::field::FieldName;
use crate::form::{MAX_TIMEOUT_S, MIN_TIMEOUT_S, Problem};
use crate::redact::mask_lookalikes;
use crate::target::{KeyProblem, Mismatch, ModelProblem};
use crate::text::invisible::single_line;
use crate::text::truncate::with_ellipsis;

/// Describes the problem of an input.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Url(problem) => problem.sentence(),
        Problem::Elsewhere => "This page only allows the gateways in the list. Choose one.".to_owned(),
        Problem::Closed => "Nothing can be sent now. The reason is above.".to_owned(),
        Problem::UnknownGateway(name) => unknown_gateway(name),
        Problem::Key(problem) => key_problem(*problem),
        Problem::KeyDeleted => {
            "The key was deleted. Enter it again, or tick “Send anyway” to send without a key.".to_owned()
        }
        Problem::Mismatch(mismatch) => self::mismatch(*mismatch),
        Problem::Model(problem) => model_problem(*problem).to_owned(),
        Problem::PromptMissing => "Enter a prompt.".to_owned(),
        Problem::HoldsKey(FieldName::Model) => {
            "This looks like a key, not a model. Reports and code may show it.".to_owned()
        }
        Problem::HoldsKey(_) => {
            "This seems to contain a key. The model gets it, and reports and code may show it.".to_owned()
        }
        Problem::TimeLimit => {
            format!("Enter a whole number of seconds from {MIN_TIMEOUT_S} to {MAX_TIMEOUT_S}.")
        }
    }
}

/// A link named a gateway that the page does not have.
fn unknown_gateway(name: &str) -> String {
    const MAX_CHARS: usize = 60;
    let name = with_ellipsis(&single_line(&mask_lookalikes(name)), MAX_CHARS).into_owned();
    format!(
        "The link is for the gateway “{name}”, which this page does not have. Choose a gateway, or ask for a new link."
    )
}

fn key_problem(problem: KeyProblem) -> String {
    match problem {
        KeyProblem::HasBearer => "Remove “Bearer”. It is added automatically.".to_owned(),
        KeyProblem::HasOuterSpace => "Remove the space before or after the key.".to_owned(),
        KeyProblem::HasSpace { at } => format!("Remove the space at character {}. A key has none.", at + 1),
        KeyProblem::HasQuotes => "Remove the quotes around the key.".to_owned(),
        KeyProblem::HasCharacter { at, .. } => {
            format!(
                "Character {} is not allowed in a key. A word processor or chat app may have changed it.",
                at + 1
            )
        }
        KeyProblem::IsSentence => "These are several words, not a key.".to_owned(),
        KeyProblem::IsUrl => "This is a web address, not a key.".to_owned(),
        KeyProblem::IsPlaceholder => "This is a placeholder, not a real key.".to_owned(),
        KeyProblem::TooLong => "This is too long for a key.".to_owned(),
    }
}

/// Reason why a key should not be sent to its target.
fn mismatch(mismatch: Mismatch) -> String {
    match mismatch {
        Mismatch::Storage(storage) => format!(
            "This looks like a storage key ({storage}). AI endpoints do not accept those. If you send it, replace it afterwards."
        ),
        Mismatch::OtherSystem(system) => format!(
            "This looks like a key for {system}, but this address is not {system}'s. If you send it, replace it afterwards."
        ),
        Mismatch::Possibly(secret) => format!(
            "This looks like {secret}. Some gateways accept such keys. Send it only if this gateway's admin gave it to you for this address."
        ),
        Mismatch::GatewayKeyAtProvider(provider) => format!(
            "This looks like the gateway's key, but this address belongs to {provider}. If you send it, replace it afterwards."
        ),
    }
}

fn model_problem(problem: ModelProblem) -> &'static str {
    match problem {
        ModelProblem::Missing => "Enter the model name exactly as the gateway writes it.",
        ModelProblem::HasOuterSpace => "Remove the space before or after the name.",
        ModelProblem::HasQuotes => "Remove the quotes around the name.",
        ModelProblem::TooLong => "This is too long for a model name.",
    }
}

/// The label of the button that fixes a problem; never the key itself.
pub fn fix(problem: &Problem, fix: &str) -> String {
    match problem {
        Problem::Key(_) => "Remove".to_owned(),
        Problem::Url(_)
        | Problem::Elsewhere
        | Problem::Closed
        | Problem::UnknownGateway(_)
        | Problem::KeyDeleted
        | Problem::Mismatch(_)
        | Problem::Model(_)
        | Problem::PromptMissing
        | Problem::HoldsKey(_)
        | Problem::TimeLimit => use_label(fix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_that_fixes_a_problem_names_the_value_unless_it_is_a_key() {
        assert_eq!(fix(&Problem::Model(ModelProblem::HasQuotes), "m-small"), "Use m-small");
        assert_eq!(fix(&Problem::Key(KeyProblem::HasQuotes), "gc-test-1"), "Remove");
    }
}
