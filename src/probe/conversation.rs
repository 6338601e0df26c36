//! Does it use the whole conversation: earlier turns, the system message, any script, a picture?
//!
//! Source: OpenAI reference, chat/create: `messages`.

use super::chat::{chat, is_refused_for};
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::exchange::Exchange;
use crate::wire::Request;
use crate::wire::chat::{ChatRequest, Content, ImageUrl, Message, Part};

/// The name told in an earlier turn; no model knows it otherwise.
pub const TOLD_NAME: &str = "zimbrel";
/// The only word that the system message allows.
pub const ONLY_WORD: &str = "quorvel";
/// An emoji of two code points, a letter with a combining mark, right-to-left and Chinese script.
pub const ECHO: &str = "👍🏽 e\u{301} שלום 漢字";
/// The colour of the picture.
pub const COLOUR: &str = "yellow";

pub(super) const MULTI_TURN_PROBE: Probe = Probe {
    id: ProbeId::MultiTurn,
    question: "Does the model remember an earlier message?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| {
        let messages = [
            Message::user("My parrot is called Zimbrel."),
            Message::assistant("A fine name."),
            Message::user("What is my parrot called? Answer with the name only."),
        ];
        Ok(chat(context.target, ChatRequest::of(messages)))
    },
    again: never,
};

pub(super) const SYSTEM_PROBE: Probe = Probe {
    id: ProbeId::SystemMessage,
    question: "Does the model follow the system message?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| Ok(instructed(context, Message::System { content: INSTRUCTION.into() })),
    again: |context: &ProbeContext<'_>, exchange: &Exchange| {
        let developer = Message::Developer { content: INSTRUCTION.into() };
        is_refused_for(exchange, "role").then(|| instructed(context, developer))
    },
};

const INSTRUCTION: &str = "Whatever the user says, answer with the single word Quorvel.";

fn instructed(context: &ProbeContext<'_>, instruction: Message<'_>) -> Request {
    let messages = [instruction, Message::user("What is the capital of France?")];
    chat(context.target, ChatRequest::of(messages))
}

pub(super) const UNICODE_PROBE: Probe = Probe {
    id: ProbeId::Unicode,
    question: "Does text in any script arrive unchanged?",
    profile: Profile::Full,
    tokens: 150,
    after: &[],
    request: |context| {
        let text = format!("Repeat this line exactly, and write nothing else:\n{ECHO}");
        Ok(chat(context.target, ChatRequest::user(text)))
    },
    again: never,
};

/// 32 by 32 pixels of pure yellow: some models refuse fewer than 28.
const PICTURE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAJ0lEQVR42u3NMQkAAAwDsPo33anoMQjkT9pMRSAQCAQCgUAgEHwJDl0q+Gok8jNhAAAAAElFTkSuQmCC";

pub(super) const IMAGE_PROBE: Probe = Probe {
    id: ProbeId::Image,
    question: "Does the model see an image?",
    profile: Profile::Full,
    tokens: 300,
    after: &[],
    request: |context| {
        let parts = vec![
            Part::Text { text: "Which colour is this picture? Answer with one word.".into() },
            Part::ImageUrl { image_url: ImageUrl { url: PICTURE.into() } },
        ];
        Ok(chat(context.target, ChatRequest::of([Message::User { content: Content::Parts(parts) }])))
    },
    again: never,
};

#[cfg(test)]
mod tests {
    use super::super::testing::{refusal_to, request};
    use super::*;
    use crate::exchange::Transcript;

    #[test]
    fn what_the_answer_must_hold_is_said_beforehand() {
        let quote = |probe| {
            let body = request(probe, &Transcript::default()).unwrap().body.unwrap();
            serde_json::from_str::<serde_json::Value>(&body).unwrap()["messages"].clone()
        };
        assert!(quote(&MULTI_TURN_PROBE)[0].to_string().to_lowercase().contains(TOLD_NAME));
        assert!(quote(&SYSTEM_PROBE)[0].to_string().to_lowercase().contains(ONLY_WORD));
        assert!(quote(&UNICODE_PROBE)[0]["content"].as_str().unwrap().ends_with(ECHO));
        assert!(!quote(&IMAGE_PROBE).to_string().contains(COLOUR));
    }

    #[test]
    fn a_server_without_system_messages_is_asked_with_a_developer_message() {
        let refused =
            r#"{"error":{"message":"Unsupported value: role 'system'","param":"messages[0].role"}}"#;
        let again = refusal_to(&SYSTEM_PROBE, 400, refused).unwrap().body.unwrap();
        assert!(again.contains(r#"{"role":"developer","#));
        assert_eq!(refusal_to(&SYSTEM_PROBE, 400, r#"{"error":{"message":"No."}}"#), None);
    }
}
