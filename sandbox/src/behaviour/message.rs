//! Gateways that lose or change something of the conversation on its way.

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The conversation", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "forgets",
        title: "The gateway only passes on the last message.",
        lesson: "The model cannot know earlier messages.",
        gateway: Gateway { transform_request: last_message, ..HEALTHY },
        expects: Expected::PASSED.in_full(
            Points::CONTRACT_WARN,
            &[(CheckId::MultiTurn, Verdict::Warn), (CheckId::SystemMessage, Verdict::Warn)],
        ),
        ..ROW
    },
    Behaviour {
        id: "system-ignored",
        title: "The gateway drops system messages.",
        lesson: "The rules of the program do not reach the model.",
        gateway: Gateway { transform_request: without_rules, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::SystemMessage, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "system-refused",
        title: "The gateway rejects the role system, but accepts developer.",
        lesson: "Newer models know the same role by another name.",
        gateway: Gateway { override_reply: |call, chat| refuse_role(call, chat, &["system"]), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "rules-refused",
        title: "The gateway rejects the roles system and developer.",
        lesson: "The error is clear: this model supports no system message.",
        gateway: Gateway {
            override_reply: |call, chat| refuse_role(call, chat, &["system", "developer"]),
            ..HEALTHY
        },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::SystemMessage, Verdict::Unsupported)]),
        ..ROW
    },
    Behaviour {
        id: "emoji-lost",
        title: "Emoji are missing in the answer.",
        lesson: "A system on the way does not support all of Unicode.",
        gateway: Gateway { respond: |call, chat| changed(call, chat, without_emoji), ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::UnicodeEcho, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "marks-composed",
        title: "A letter and its accent come back as one character.",
        lesson: "The text looks the same, but no longer compares as equal.",
        gateway: Gateway { respond: |call, chat| changed(call, chat, composed), ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::UnicodeEcho, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "image-ignored",
        title: "Images never reach the model.",
        lesson: "The model answers as if there were no image.",
        gateway: Gateway { transform_request: without_images, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::ImageInput, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "image-refused",
        title: "The gateway rejects images.",
        lesson: "The error is clear: this model only reads text.",
        gateway: Gateway { override_reply: refuse_images, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::ImageInput, Verdict::Unsupported)]),
        ..ROW
    },
];

/// A request has at least one message.
fn last_message(mut chat: Chat) -> Chat {
    chat.messages = chat.messages.split_off(chat.messages.len() - 1);
    chat
}

fn without_rules(mut chat: Chat) -> Chat {
    chat.messages.retain(|message| !message.is_rule());
    chat
}

fn without_images(mut chat: Chat) -> Chat {
    for message in &mut chat.messages {
        message.images.clear();
    }
    chat
}

fn refuse_role(call: &Call, chat: &Chat, roles: &[&str]) -> Option<Reply> {
    match chat.messages.iter().find(|message| roles.contains(&message.role.as_str())) {
        Some(message) => {
            let words = format!("This model does not support the role '{}'.", message.role);
            let (kind, param) = ("invalid_request_error", Some("messages[0].role"));
            Some(Reply::error_about(400, kind, Some("unsupported_value"), param, &words))
        }
        None => (HEALTHY.override_reply)(call, chat),
    }
}

fn refuse_images(call: &Call, chat: &Chat) -> Option<Reply> {
    if chat.messages.iter().all(|message| message.images.is_empty()) {
        return (HEALTHY.override_reply)(call, chat);
    }
    let message = "This model does not support image input.";
    let (kind, code) = ("invalid_request_error", Some("unsupported_content"));
    Some(Reply::error_about(400, kind, code, Some("messages"), message))
}

fn changed(call: &Call, chat: &Chat, change: fn(&str) -> String) -> Completion {
    let completion = (HEALTHY.respond)(call, chat);
    let tokens = completion.tokens.iter().map(|token| change(token)).collect();
    Completion { tokens, ..completion }
}

/// Emoji are beyond the first 65,536 characters, as good as all of them.
fn without_emoji(text: &str) -> String {
    text.chars().filter(|letter| *letter <= '\u{ffff}').collect()
}

/// The commonest letters of normalisation form C.
fn composed(text: &str) -> String {
    const PAIRS: [(&str, &str); 6] = [
        ("a\u{301}", "á"),
        ("e\u{301}", "é"),
        ("o\u{308}", "ö"),
        ("u\u{308}", "ü"),
        ("n\u{303}", "ñ"),
        ("e\u{300}", "è"),
    ];
    PAIRS.iter().fold(text.to_owned(), |text, (apart, whole)| text.replace(apart, whole))
}
