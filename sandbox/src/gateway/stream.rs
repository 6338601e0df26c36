//! A completion as a reply: whole, or as events.

use serde_json::Value;

use super::Gateway;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::pacing::paced;
use crate::reply::Reply;

/// One event with `data` as its only line.
pub fn event(data: impl std::fmt::Display) -> String {
    format!("data: {data}\n\n")
}

/// These chunks and the end of a correct stream, as events.
pub fn as_events(chunks: Vec<Value>) -> Vec<String> {
    let mut events: Vec<String> = chunks.into_iter().map(event).collect();
    events.push(event("[DONE]"));
    events
}

/// All events of a correct stream.
pub fn events(chat: &Chat, completion: &Completion) -> Vec<String> {
    as_events(completion.chunks(chat.include_usage))
}

/// Returns the events before and after the text in a correct stream of this many tokens, for streams whose
/// text is too long to be made at once.
pub fn frame(chat: &Chat, completion: &Completion, tokens: usize) -> (String, String) {
    let bare = Completion { tokens: Vec::new(), choices: 1, ..completion.clone() };
    let mut chunks = bare.chunks(chat.include_usage);
    if let Some(last) = chunks.last_mut().filter(|_| chat.include_usage) {
        last["usage"] = completion.usage_for(tokens);
    }
    let end: String = chunks.split_off(1).into_iter().map(event).collect();
    (chunks.into_iter().map(event).collect(), end + &event("[DONE]"))
}

/// A correct plain reply.
pub fn plain(completion: &Completion) -> Reply {
    Reply::json(200, &completion.json())
}

/// A correct streamed reply.
pub fn streamed(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    Reply::events(paced(events(chat, completion), gateway.pace))
}
