//! Requests: every one that the page can send, only built here, so that the prompt, the checks
//! and the snippets send what a real client sends.
//!
//! To add a probe: write its row in the file of its family and list it in [`PROBES`].

mod base_url_variants;
mod chat;
mod connectivity;
mod conversation;
mod endpoints;
mod id;
mod malformed;
mod models;
mod negative_controls;
mod output;
mod prompt;
mod sampling;
mod tools;

#[cfg(test)]
mod bodies_tests;
#[cfg(test)]
mod testing;

pub use base_url_variants::{Repair, Standing, is_typed_right, is_typed_wrong, leads_nowhere, repaired};
pub use chat::chat;
pub use conversation::{COLOUR, ECHO, ONLY_WORD, TOLD_NAME};
pub use id::ProbeId;
pub use models::models;
pub use output::ORDER;
pub use prompt::{BURST_PROBE, REPEAT_PROBE, prompt, prompt_body, prompt_messages};
pub use sampling::{CHOICES, LIMIT, STOP_WORD};
pub use tools::{ARGUMENTS, FACT, TOOL};

pub use crate::profile::Profile;

use crate::exchange::{Exchange, Transcript};
use crate::target::{ApiKey, Target};
use crate::wire::Request;

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

/// Probes after everything else, sent one by one, and only if the prompt's outcome raises the question:
/// why no reply could be read, which base URL is the right one, and whether a server that failed lists the
/// model. At most [`MAX_FOLLOW_UPS`] are sent.
pub const FOLLOW_UPS: &[Probe] = &[
    connectivity::PLAIN_PROBE,
    connectivity::ANSWERS_PROBE,
    connectivity::KEYED_PROBE,
    base_url_variants::TYPED_PROBE,
    base_url_variants::FIRST_PROBE,
    base_url_variants::SECOND_PROBE,
    base_url_variants::THIRD_PROBE,
    base_url_variants::FOURTH_PROBE,
    models::AFTER_FAILURE_PROBE,
];

/// The most follow-ups of one run: all but the last, which requires a reply, while the first three require
/// that there was none.
pub const MAX_FOLLOW_UPS: usize = FOLLOW_UPS.len() - 1;

/// One question put to the server.
#[derive(Debug)]
pub struct Probe {
    /// Its name.
    pub id: ProbeId,
    /// The question, in a few words.
    pub question: &'static str,
    /// The smallest profile that asks it.
    pub profile: Profile,
    /// Rough number of tokens it costs, prompt and answer together.
    pub tokens: u32,
    /// Probes that must be over before it is sent, because it builds on their replies.
    pub after: &'static [ProbeId],
    /// The request, or why it is not sent.
    pub request: fn(&ProbeContext<'_>) -> Result<Request, &'static str>,
    /// The same question in another form, if the first reply shows that it was misunderstood.
    pub again: fn(&ProbeContext<'_>, &Exchange) -> Option<Request>,
}

impl Profile {
    /// Its probes, in the order they are sent.
    pub fn probes(self) -> impl Iterator<Item = &'static Probe> {
        PROBES.iter().filter(move |probe| probe.profile <= self)
    }
}

/// Facts from which a request is built.
#[derive(Clone, Copy)]
pub struct ProbeContext<'a> {
    /// Target of the run.
    pub target: &'a Target,
    /// The user's prompt.
    pub prompt: &'a str,
    /// True if the user chose streaming for the prompt.
    pub is_streamed: bool,
    /// A key of the same shape that the server cannot know; `None` if the target has none.
    pub wrong_key: Option<&'a ApiKey>,
    /// Transcript so far.
    pub transcript: &'a Transcript,
}

/// For a probe that asks only once.
fn never(_: &ProbeContext<'_>, _: &Exchange) -> Option<Request> {
    None
}

/// The probe `id`; `None` for those that only repeat the prompt, which are in no list.
pub fn find(id: ProbeId) -> Option<&'static Probe> {
    PROBES.iter().chain(FOLLOW_UPS).find(|probe| probe.id == id)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_id_is_that_of_one_probe() {
        let on_request = [&REPEAT_PROBE, &BURST_PROBE];
        let all = PROBES.iter().chain(FOLLOW_UPS).chain(on_request);
        for id in ProbeId::ALL {
            // A failed prompt can also raise the question for the list of models.
            let rows = if *id == ProbeId::Models { 2 } else { 1 };
            assert_eq!(all.clone().filter(|probe| probe.id == *id).count(), rows, "{id}");
        }
    }

    #[test]
    fn a_probe_builds_only_on_earlier_ones() {
        for (index, probe) in PROBES.iter().enumerate() {
            for before in probe.after {
                assert!(PROBES[..index].iter().any(|other| other.id == *before), "{}", probe.id);
            }
        }
    }

    #[test]
    fn profiles_keep_within_their_number_of_requests() {
        let most = [(Profile::Quick, 1), (Profile::Standard, 8), (Profile::Full, 30)];
        for (profile, most) in most {
            let count = profile.probes().count();
            assert!(count > 0 && count <= most, "{profile:?}: {count}");
        }
    }

    #[test]
    fn every_chat_request_is_json_with_the_model_as_typed_and_well_formed_messages() {
        let call = r#"{"choices":[{"message":{"tool_calls":[{"id":"a","type":"function","function":{}}]}}]}"#;
        let transcript = testing::listed(call, ProbeId::ToolCall);
        let mut count = 0;
        for probe in PROBES.iter().filter(|probe| {
            !matches!(probe.id, ProbeId::Malformed | ProbeId::WrongModel | ProbeId::Embeddings)
        }) {
            let Some(body) = testing::request(probe, &transcript).unwrap().body else { continue };
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(body["model"], testing::MODEL, "{}", probe.id);
            if probe.id == ProbeId::Responses {
                continue;
            }
            let messages = body["messages"].as_array().unwrap();
            assert_eq!(
                messages.last().unwrap()["role"],
                if probe.id == ProbeId::ToolResult { "tool" } else { "user" }
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
