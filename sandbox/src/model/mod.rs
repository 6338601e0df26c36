//! The model behind the gateway: a few small rules that do what a request asks for, and answer
//! the same request with the same words, always.

use crate::call::Call;
use crate::chat::{Chat, Format};
use crate::completion::{Completion, ToolCall, tokens};

mod echo;
mod json;
mod picture;
mod quote;
mod rule;
mod schema;
mod talk;

pub(crate) use quote::words;

/// The answer to a good request: a tool call if one can be made, and words otherwise.
pub fn answer(call: &Call, chat: &Chat) -> Completion {
    if result(chat).is_none()
        && let Some(tool) = chat.tools.first()
    {
        let arguments = schema::value(&tool.parameters, quote::subject(chat.prompt())).to_string();
        let id = format!("call_sandbox_{}", call.number);
        return Completion::calls(call, chat, ToolCall { id, name: tool.name.clone(), arguments });
    }
    Completion::of(call, chat, tokens(&text(chat)))
}

/// Returns the model's words when it calls no tool.
pub fn text(chat: &Chat) -> String {
    match &chat.format {
        Format::JsonObject => return json::object(chat.prompt()).to_string(),
        Format::JsonSchema(schema) => {
            return schema::value(schema, quote::subject(chat.prompt())).to_string();
        }
        Format::Text => {}
    }
    if let Some(result) = result(chat) {
        return format!("The tool answered: {result}");
    }
    picture::named(chat)
        .or_else(|| talk::remembered(chat))
        .or_else(|| rule::kept(chat))
        .or_else(|| echo::repeated(chat.prompt()))
        .or_else(|| talk::counted(chat.prompt()))
        .or_else(|| talk::told_at_length(chat.prompt()))
        .unwrap_or_else(|| talk::greeting(chat.prompt()))
}

/// The result of a tool, if that is what is to be answered.
fn result(chat: &Chat) -> Option<&str> {
    chat.messages.last().filter(|message| message.role == "tool").map(|message| message.text.as_str())
}
