//! What to ask: every request the page can send, built here and nowhere else, so that the prompt,
//! the checks and the snippets send what a real client sends.
//!
//! To add a probe: write its row in the file of its family and name it in [`PROBES`].

mod base_url_variants;
mod chat;
mod connectivity;
mod conversation;
mod endpoints;
mod malformed;
mod models;
mod negative_controls;
mod output;
mod prompt;
mod sampling;
mod tools;

#[cfg(test)]
mod testing;

pub use base_url_variants::{leads_nowhere, repaired};
pub use chat::{chat, user_says};
pub use conversation::{COLOUR, ECHO, ONLY_WORD, TOLD_NAME};
pub use models::models;
pub use prompt::{BURST_PROBE, REPEAT_PROBE, prompt, prompt_body};
pub use sampling::{CHOICES, LIMIT, STOP_WORD};
pub use tools::{FACT, TOOL};

use crate::exchange::{Exchange, Transcript};
use crate::target::{ApiKey, Target};
use crate::wire::Request;

/// The probe that sends the user's prompt.
pub const PROMPT: &str = "prompt";
/// The probe that sends it several times, one after the other; on request alone.
pub const REPEAT: &str = "repeat";
/// The probe that sends it several times at once; on request alone.
pub const BURST: &str = "burst";
/// The probe that sends it streamed.
pub const STREAM: &str = "stream";
/// The probe that lists the models.
pub const MODELS: &str = "models";
/// The probe that sends the prompt with a wrong key.
pub const WRONG_KEY: &str = "wrong-key";
/// The probe that sends the prompt without a key.
pub const NO_KEY: &str = "no-key";
/// The probe that asks for a model that cannot exist.
pub const WRONG_MODEL: &str = "wrong-model";
/// The probe whose request must be refused.
pub const MALFORMED: &str = "malformed";
/// The probe of a path that cannot exist.
pub const WRONG_PATH: &str = "wrong-path";
/// The probe that demands a tool call.
pub const TOOL_CALL: &str = "tool-call";
/// The probe that sends the result of the tool call back.
pub const TOOL_RESULT: &str = "tool-result";
/// The probe that demands the tool call streamed.
pub const TOOL_STREAM: &str = "tool-stream";
/// The probe that asks for a JSON object.
pub const JSON_OBJECT: &str = "json-object";
/// The probe that asks for JSON of a strict schema.
pub const JSON_SCHEMA: &str = "json-schema";
/// The probe that asks for what was said in an earlier turn.
pub const MULTI_TURN: &str = "multi-turn";
/// The probe with a system message.
pub const SYSTEM_MESSAGE: &str = "system-message";
/// The probe with a stop sequence.
pub const STOP: &str = "stop";
/// The probe with a small token limit.
pub const LENGTH: &str = "length";
/// The probe that asks for an exact echo.
pub const UNICODE: &str = "unicode";
/// The probe with a picture.
pub const IMAGE: &str = "image";
/// The probe of the Responses API.
pub const RESPONSES: &str = "responses";
/// The probe of the embeddings API.
pub const EMBEDDINGS: &str = "embeddings";
/// The probe with many parameters at once.
pub const PARAMETERS: &str = "parameters";

/// The follow-up that asks whether anything answers.
pub const LADDER_ANSWERS: &str = "ladder-answers";
/// The follow-up that asks for the models without a key.
pub const LADDER_PLAIN: &str = "ladder-plain";
/// The follow-up that asks for the models with the key.
pub const LADDER_KEYED: &str = "ladder-keyed";
/// The follow-ups that try a corrected base URL each.
pub const REPAIRS: [&str; 3] = ["repair-1", "repair-2", "repair-3"];

/// Every probe, in the order they are sent.
pub const PROBES: &[Probe] = &[
    prompt::PROMPT_PROBE,
    models::PROBE,
    negative_controls::WRONG_KEY_PROBE,
    negative_controls::WRONG_MODEL_PROBE,
    prompt::STREAM_PROBE,
    malformed::MALFORMED_PROBE,
    negative_controls::NO_KEY_PROBE,
    malformed::WRONG_PATH_PROBE,
    tools::CALL_PROBE,
    tools::RESULT_PROBE,
    tools::STREAM_PROBE,
    output::OBJECT_PROBE,
    output::SCHEMA_PROBE,
    conversation::MULTI_TURN_PROBE,
    conversation::SYSTEM_PROBE,
    sampling::STOP_PROBE,
    sampling::LENGTH_PROBE,
    conversation::UNICODE_PROBE,
    conversation::IMAGE_PROBE,
    endpoints::RESPONSES_PROBE,
    endpoints::EMBEDDINGS_PROBE,
    sampling::PARAMETERS_PROBE,
];

/// What is asked after everything else, one by one, and only where the prompt's outcome raises the
/// question: why no reply could be read, and which base URL is the right one. At most 3 are sent,
/// since a prompt has either a reply or none.
pub const FOLLOW_UPS: &[Probe] = &[
    connectivity::ANSWERS_PROBE,
    connectivity::PLAIN_PROBE,
    connectivity::KEYED_PROBE,
    base_url_variants::FIRST_PROBE,
    base_url_variants::SECOND_PROBE,
    base_url_variants::THIRD_PROBE,
];

/// One question put to the server.
#[derive(Debug)]
pub struct Probe {
    /// Stable, kebab-case; the same in page, report and docs.
    pub id: &'static str,
    /// The question, in a few words.
    pub question: &'static str,
    /// The smallest profile that asks it.
    pub profile: Profile,
    /// Rough number of tokens it costs, prompt and answer together.
    pub tokens: u32,
    /// Probes that must be over before it is sent, because it builds on their replies.
    pub after: &'static [&'static str],
    /// The request, or why it is not sent.
    pub request: fn(&ProbeContext<'_>) -> Result<Request, &'static str>,
    /// The same question in other words, if the first reply shows that these were misunderstood.
    pub again: fn(&ProbeContext<'_>, &Exchange) -> Option<Request>,
}

/// How much is asked. Each profile asks what the smaller ones do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// The prompt alone.
    Quick,
    /// What a first day of production relies on: at most 8 requests.
    Standard,
    /// Everything: at most 30 requests.
    Full,
}

/// What a request is built from.
#[derive(Clone, Copy)]
pub struct ProbeContext<'a> {
    /// What is tested.
    pub target: &'a Target,
    /// The user's prompt.
    pub prompt: &'a str,
    /// Whether the user wants the prompt streamed.
    pub is_streamed: bool,
    /// A key of the same shape that the server cannot know; `None` if the target has none.
    pub wrong_key: Option<&'a ApiKey>,
    /// What happened so far.
    pub transcript: &'a Transcript,
}

/// For a probe that asks only once.
fn never(_: &ProbeContext<'_>, _: &Exchange) -> Option<Request> {
    None
}

/// The probe with this id.
pub fn find(id: &str) -> Option<&'static Probe> {
    PROBES.iter().chain(FOLLOW_UPS).find(|probe| probe.id == id)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        for (place, probe) in PROBES.iter().enumerate() {
            assert!(probe.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", probe.id);
            assert!(PROBES[..place].iter().all(|other| other.id != probe.id), "{}", probe.id);
        }
    }

    #[test]
    fn a_probe_builds_only_on_earlier_ones() {
        for (place, probe) in PROBES.iter().enumerate() {
            for before in probe.after {
                assert!(PROBES[..place].iter().any(|other| other.id == *before), "{}", probe.id);
            }
        }
    }

    #[test]
    fn profiles_keep_within_their_number_of_requests() {
        let most = [(Profile::Quick, 1), (Profile::Standard, 8), (Profile::Full, 30)];
        for (profile, most) in most {
            let count = PROBES.iter().filter(|probe| probe.profile <= profile).count();
            assert!(count > 0 && count <= most, "{profile:?}: {count}");
        }
    }

    #[test]
    fn every_chat_request_is_json_with_the_model_as_typed_and_well_formed_messages() {
        let call = r#"{"choices":[{"message":{"tool_calls":[{"id":"a","type":"function","function":{}}]}}]}"#;
        let transcript = testing::listed(call, TOOL_CALL);
        let mut count = 0;
        for probe in PROBES.iter().filter(|probe| !matches!(probe.id, MALFORMED | WRONG_MODEL | EMBEDDINGS)) {
            let Some(body) = testing::request(probe, &transcript).unwrap().body else { continue };
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(body["model"], testing::MODEL, "{}", probe.id);
            if probe.id == RESPONSES {
                continue;
            }
            let messages = body["messages"].as_array().unwrap();
            assert_eq!(
                messages.last().unwrap()["role"],
                if probe.id == TOOL_RESULT { "tool" } else { "user" }
            );
            for message in messages {
                let role = message["role"].as_str().unwrap();
                assert!(["system", "user", "assistant", "tool"].contains(&role), "{}: {role}", probe.id);
                assert!(message.get("content").is_some(), "{}", probe.id);
            }
            count += 1;
        }
        assert_eq!(count, 16);
    }
}
