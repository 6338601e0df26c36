//! What is said of an input before anything is sent.

use super::use_it;
use crate::target::{KeyProblem, Mismatch, ModelProblem, UrlProblem};
use crate::typed::{LONGEST_S, Problem, SHORTEST_S};

/// What is wrong with an input.
pub(in crate::ui) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Url(problem) => url_problem(problem),
        Problem::Key(problem) => key_problem(*problem),
        Problem::Mismatch(mismatch) => self::mismatch(*mismatch),
        Problem::Model(problem) => model_problem(*problem).to_owned(),
        Problem::PromptMissing => "Enter a prompt to send.".to_owned(),
        Problem::TimeLimit => format!("Enter a whole number of seconds from {SHORTEST_S} to {LONGEST_S}."),
    }
}

fn url_problem(problem: &UrlProblem) -> String {
    match problem {
        UrlProblem::Missing => "Enter the gateway's base URL, such as https://gateway.example/v1.".to_owned(),
        UrlProblem::HasWhiteSpace { at } => format!("There is a space at character {}; a base URL has none.", at + 1),
        UrlProblem::HasCharacter { found, at } => format!("The character “{found}” at place {} cannot stand in a base URL.", at + 1),
        UrlProblem::NoScheme { .. } => "The base URL must begin with https://.".to_owned(),
        UrlProblem::OtherScheme { found } => format!("The base URL must begin with https://, not {found}://."),
        UrlProblem::HasCredentials { .. } => "There is a user name or password in the base URL. Browsers refuse to send that; the key goes into its own field.".to_owned(),
        UrlProblem::HasQuery { .. } => "The base URL has a part after “?”, which cannot stand before a path and may hold a secret.".to_owned(),
        UrlProblem::HasSecret { .. } => "There is a key or password in the base URL after “?”. Addresses are kept in histories and logs; the key goes into its own field.".to_owned(),
        UrlProblem::HasFragment { .. } => "The base URL has a part after “#”, which is never sent.".to_owned(),
        UrlProblem::BadHost { found } if found.is_empty() => "The host is missing after https://.".to_owned(),
        UrlProblem::BadHost { found } => format!("“{found}” is not a host name or address as browsers write it."),
        UrlProblem::BadPort { found } => format!("“{found}” is no port; a port is a number from 1 to 65535."),
        UrlProblem::PathNotPlain => "The path holds “..”, “.” or “//”, which browsers and servers read differently.".to_owned(),
        UrlProblem::WholeEndpoint { ending, .. } => format!("This is a whole endpoint: the base URL ends before {ending}."),
        UrlProblem::Insecure => "This address is not encrypted (http): anyone on the way could read your key.".to_owned(),
        UrlProblem::InsecurePrivate => "This address is not encrypted (http). In a private network that may be meant so.".to_owned(),
        UrlProblem::StorageHost => "This looks like a storage endpoint. AI needs the endpoint of type OPENAI.".to_owned(),
        UrlProblem::ProviderHost { provider } => format!("This is {provider}'s own address, not a gateway's. The check will say that no gateway is in between."),
        UrlProblem::VersionDoubled { .. } => "The version path stands twice.".to_owned(),
        UrlProblem::VersionMissing { .. } => "Most base URLs end in a version such as /v1. Some gateways have none.".to_owned(),
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
        Mismatch::PastTheGateway(provider) => format!(
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
        | Problem::Mismatch(_)
        | Problem::Model(_)
        | Problem::PromptMissing
        | Problem::TimeLimit => use_it(fix),
    }
}
