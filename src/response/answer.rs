//! Chunks, or one whole reply, to an answer.
//!
//! Reads leniently what real servers send; violations of the contract are reported elsewhere
//! (`wire::shape`). Everything kept is bounded.

use serde_json::Value;

use super::text_chunk::TextChunk;
use super::tool_calls::ToolCalls;
use crate::exchange::Answer;
use crate::text::pretty::has_at_most;
use crate::text::truncate::{append, with_ellipsis};
use crate::wire::MAX_CHOICES;
use crate::wire::error::is_error_object;

/// An answer that is being added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Building {
    answer: Answer,
    /// The `index` of the choice that is read: that of the first choice that came.
    choice: Option<u64>,
    tool_calls: ToolCalls,
}

impl Building {
    const CONTENT_BYTES: usize = 8 << 20;
    const REFUSAL_BYTES: usize = 64 << 10;
    /// Longer than any shown word, so that a key in it is complete when it is searched for.
    const WORD_CHARS: usize = 4_096;
    const FINISH_REASONS: usize = 8;
    const USAGE_PARTS: u32 = 1_000;

    /// Returns the answer so far, without the tool calls.
    pub fn so_far(&self) -> &Answer {
        &self.answer
    }

    /// The whole answer.
    pub fn finish(self) -> Answer {
        Answer { tool_calls: self.tool_calls.finish(), ..self.answer }
    }

    /// Takes one chunk, or a whole reply; says whether text of the model came with it: content,
    /// refusal, thinking or a tool call.
    pub fn take(&mut self, reply: &Value) -> bool {
        self.take_id(reply["id"].as_str().unwrap_or_default());
        self.take_model(reply["model"].as_str().unwrap_or_default());
        // One of megabytes counts no tokens, and would be copied by every rule that reads the answer.
        if reply["usage"].is_object() && has_at_most(&reply["usage"], Self::USAGE_PARTS) {
            self.answer.usage = Some(reply["usage"].clone());
        }
        if self.answer.error.is_none() && is_error_object(reply) {
            self.answer.error = Some(reply.clone());
        }
        let mut has_output = false;
        for choice in reply["choices"].as_array().into_iter().flatten().take(MAX_CHOICES) {
            #[cfg(test)]
            crate::text::work::count(1);
            if choice["index"].as_u64().is_none_or(|index| self.is_of_choice(index)) {
                has_output |= self.take_choice(choice);
            }
        }
        has_output
    }

    /// Takes a chunk of text; returns whether there was any.
    pub fn take_text(&mut self, chunk: &TextChunk<'_>) -> bool {
        self.take_id(chunk.id);
        self.take_model(chunk.model.unwrap_or_default());
        self.take_more_text(chunk.index(), chunk.content())
    }

    /// Takes the text of a chunk of the choice `index` that repeats an earlier one in everything else; returns
    /// whether there was any.
    pub fn take_more_text(&mut self, index: u64, text: &str) -> bool {
        let has_output = self.is_of_choice(index) && !text.is_empty();
        if has_output {
            self.append_content(text);
            self.answer.goes_on_after_finish |= !self.answer.finish_reasons.is_empty();
        }
        has_output
    }

    /// Notes an error without an envelope, unless one came before.
    pub fn take_error(&mut self, error: Value) {
        self.answer.error.get_or_insert(error);
    }

    fn take_id(&mut self, id: &str) {
        // Nearly always the same, however many come.
        if id.is_empty() || self.answer.id.as_deref() == Some(id) {
            return;
        }
        let id = with_ellipsis(id, Self::WORD_CHARS);
        match &self.answer.id {
            None => self.answer.id = Some(id.into_owned()),
            Some(first) => self.answer.id_changes |= *first != id,
        }
    }

    fn take_model(&mut self, model: &str) {
        if self.answer.model.is_none() && !model.is_empty() {
            self.answer.model = Some(with_ellipsis(model, Self::WORD_CHARS).into_owned());
        }
    }

    /// Returns true if the choice with this `index` is the one that is read.
    fn is_of_choice(&mut self, index: u64) -> bool {
        *self.choice.get_or_insert(index) == index
    }

    fn take_choice(&mut self, choice: &Value) -> bool {
        let is_finished = !self.answer.finish_reasons.is_empty();
        if let Some(reason) = filled(&choice["finish_reason"])
            && self.answer.finish_reasons.len() < Self::FINISH_REASONS
        {
            self.answer.finish_reasons.push(with_ellipsis(reason, Self::WORD_CHARS).into_owned());
        }
        let delta = &choice["delta"];
        let message = if delta.is_object() { delta } else { &choice["message"] };
        let mut has_output = self.take_content(&choice["text"]);
        has_output |= self.take_content(&message["content"]);
        self.answer.goes_on_after_finish |= is_finished && has_output;
        has_output |= self.take_reasoning(message);
        if let Some(refusal) = filled(&message["refusal"]) {
            self.append_refusal(refusal);
            has_output = true;
        }
        if let Some(calls) = message["tool_calls"].as_array() {
            has_output |= self.tool_calls.take(calls);
        }
        has_output
    }

    /// Takes a string, or a list of parts.
    fn take_content(&mut self, content: &Value) -> bool {
        let mut has_output = false;
        if let Some(text) = filled(content) {
            self.append_content(text);
            has_output = true;
        }
        for part in content.as_array().into_iter().flatten() {
            let thinking = reasoning_bytes(&part["thinking"]);
            self.answer.reasoning_bytes += thinking;
            has_output |= thinking > 0;
            if let Some(refusal) = filled(&part["refusal"]) {
                self.append_refusal(refusal);
                has_output = true;
            }
            if let Some(text) = filled(&part["text"]) {
                self.append_content(text);
                has_output = true;
            }
        }
        has_output
    }

    fn append_content(&mut self, text: &str) {
        let is_whole = append(&mut self.answer.content, text, Self::CONTENT_BYTES);
        self.answer.is_content_cut |= !is_whole;
    }

    fn append_refusal(&mut self, refusal: &str) {
        append(self.answer.refusal.get_or_insert_default(), refusal, Self::REFUSAL_BYTES);
    }

    /// Counts the thinking text of a message. Some servers send it under two names at once, so only
    /// the first one that has text counts.
    fn take_reasoning(&mut self, message: &Value) -> bool {
        let names = ["reasoning_content", "reasoning", "reasoning_details"];
        let bytes = names.iter().map(|name| reasoning_bytes(&message[*name]));
        let bytes = bytes.into_iter().find(|bytes| *bytes > 0).unwrap_or(0);
        self.answer.reasoning_bytes += bytes;
        bytes > 0
    }
}

/// Size of thinking text: a string, or a list of parts with `text` or `summary`.
fn reasoning_bytes(value: &Value) -> u64 {
    let own = value.as_str().map_or(0, str::len);
    let parts = value.as_array().into_iter().flatten();
    let texts = parts.flat_map(|part| [&part["text"], &part["summary"]]);
    (own + texts.filter_map(Value::as_str).map(str::len).sum::<usize>()) as u64
}

/// A string that is not empty.
fn filled(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}
