//! What is said of an input before anything is sent.

use super::{ELSEWHERE, use_it};
use crate::form::{LONGEST_S, Problem, SHORTEST_S};
use crate::target::{KeyProblem, Mismatch, ModelProblem};

/// What is wrong with an input.
pub(in crate::ui) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Url(problem) => problem.sentence(),
        Problem::Elsewhere => ELSEWHERE.to_owned(),
        Problem::Key(problem) => key_problem(*problem),
        Problem::Mismatch(mismatch) => self::mismatch(*mismatch),
        Problem::Model(problem) => model_problem(*problem).to_owned(),
        Problem::PromptMissing => "Enter a prompt to send.".to_owned(),
        Problem::TimeLimit => format!("Enter a whole number of seconds from {SHORTEST_S} to {LONGEST_S}."),
    }
}

fn key_problem(problem: KeyProblem) -> String {
    match problem {
        KeyProblem::HasBearer => "“Bearer” was pasted along; it is added by itself.".to_owned(),
        KeyProblem::HasOuterSpace => "There is a space before or after the key.".to_owned(),
        KeyProblem::HasSpace { at } => format!("There is a space inside the key, at character {}.", at + 1),
        KeyProblem::HasQuotes => "There are quotes around the key.".to_owned(),
        KeyProblem::HasCharacter { at, .. } => {
            format!(
                "Character {} cannot stand in a key. It may have been changed by a word processor or chat.",
                at + 1
            )
        }
        KeyProblem::IsSentence => "These are several words, not a key.".to_owned(),
        KeyProblem::IsUrl => "This is a web address, not a key.".to_owned(),
        KeyProblem::IsPlaceholder => "This is a stand-in for a key, not a key.".to_owned(),
        KeyProblem::TooLong => "This is longer than any key.".to_owned(),
    }
}

/// Why a key should not go where it would go.
fn mismatch(mismatch: Mismatch) -> String {
    match mismatch {
        Mismatch::Storage(storage) => format!(
            "This looks like a storage key ({storage}), which no AI endpoint takes; once sent, it should be replaced."
        ),
        Mismatch::OtherSystem(system) => format!(
            "This looks like a key for {system}, and this address is not {system}'s; once sent, it should be replaced."
        ),
        Mismatch::Possibly(secret) => format!(
            "This looks like {secret}. Some gateways take such keys: send it only if this gateway's admin gave it to you for this address."
        ),
        Mismatch::GatewayKeyAtProvider(provider) => format!(
            "This looks like the gateway's key, and this address is {provider}'s own; once sent, it should be replaced."
        ),
    }
}

fn model_problem(problem: ModelProblem) -> &'static str {
    match problem {
        ModelProblem::Missing => "Enter the model's name as the gateway writes it.",
        ModelProblem::HasOuterSpace => "There is a space before or after the name.",
        ModelProblem::HasQuotes => "There are quotes around the name.",
        ModelProblem::TooLong => "This is longer than any model's name.",
    }
}

/// The label of the button that mends a problem; never the key itself.
pub(in crate::ui) fn fix(problem: &Problem, fix: &str) -> String {
    match problem {
        Problem::Key(_) => "Take it off".to_owned(),
        Problem::Url(_)
        | Problem::Elsewhere
        | Problem::Mismatch(_)
        | Problem::Model(_)
        | Problem::PromptMissing
        | Problem::TimeLimit => use_it(fix),
    }
}
