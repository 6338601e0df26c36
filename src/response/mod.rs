//! Bytes to events to an answer: the content of a reply's body.

mod answer;
mod body_reader;
mod last_chunk;
mod plain;
mod sniff;
mod text_chunk;
mod tool_calls;

use std::borrow::Cow;

use serde_json::Value;

use crate::exchange::{Answer, Arrival, Content, Reply, Stream};
use crate::sse::{Event, Framing};
use crate::wire::{chunk_violations, foreign_protocol};
use answer::Building;
use last_chunk::LastChunk;
use text_chunk::TextChunk;

pub use body_reader::{Fed, Recorder};
pub use plain::answer_of_json;

/// The model's answer in a reply, from one JSON document or from a stream; `None` if the reply holds
/// neither choices nor a stream of the chat completion protocol.
pub fn answer_of(reply: &Reply) -> Option<Cow<'_, Answer>> {
    match &reply.body.content {
        Content::Json(json) => {
            let has_choices =
                json.get("choices").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
            has_choices.then(|| Cow::Owned(answer_of_json(json)))
        }
        Content::Stream(stream) => (stream.foreign_protocol.is_none() && stream.answer != Answer::default())
            .then_some(Cow::Borrowed(&stream.answer)),
        Content::Empty | Content::Text => None,
    }
}

/// Returns true if an event's data is the mark that ends a stream.
fn is_end(data: &str) -> bool {
    data.trim() == "[DONE]"
}

/// Returns true if an event's data is whole: JSON, or the mark that ends a stream.
fn is_readable(data: &str) -> bool {
    is_end(data) || serde_json::from_str::<Value>(data).is_ok()
}

/// Adds up the events of a stream. What it keeps is bounded.
#[derive(Debug, Default)]
pub struct Assembler {
    stream: Stream,
    building: Building,
    last_chunk: LastChunk,
    /// True if an event had choices, even empty ones.
    has_choices: bool,
}

impl Assembler {
    /// Number of events that are read; later ones are ignored.
    pub const EVENTS: u32 = 1_000_000;

    /// Takes one event that arrived at `at_ms` after the request.
    pub fn take(&mut self, event: Event<'_>, at_ms: f64) {
        let stream = &mut self.stream;
        if stream.events >= Self::EVENTS {
            return;
        }
        stream.events += 1;
        stream.last_event_ms = at_ms;
        if stream.arrivals.len() < Stream::ARRIVALS_KEPT {
            let bytes = u32::try_from(event.data.len()).unwrap_or(u32::MAX);
            stream.arrivals.push(Arrival { at_ms, bytes });
        }
        if is_end(event.data) {
            stream.is_done = true;
            return;
        }
        let has_output = self.take_data(event);
        if has_output {
            self.stream.first_token_ms.get_or_insert(at_ms);
            self.stream.last_token_ms = Some(at_ms);
        }
    }

    /// The text of the answer so far.
    pub fn content(&self) -> &str {
        &self.building.so_far().content
    }

    /// Returns the number of events so far.
    pub fn events(&self) -> u32 {
        self.stream.events
    }

    /// The whole stream; `framing` is the decoder's account.
    pub fn finish(self, framing: Framing) -> Stream {
        let is_known = self.has_choices || self.stream.foreign_protocol.is_some();
        let unknown_event = self.stream.unknown_event.filter(|_| !is_known);
        Stream { framing, unknown_event, answer: self.building.finish(), ..self.stream }
    }

    /// Reads an event that is not the end; returns whether text of the model came with it.
    fn take_data(&mut self, event: Event<'_>) -> bool {
        if let Some(text) = self.last_chunk.text_of(event) {
            return self.building.take_more_text(self.last_chunk.index(), text);
        }
        let Some(chunk) = TextChunk::read(event) else { return self.take_any(event) };
        self.has_choices = true;
        self.last_chunk.keep(&chunk, event.data);
        self.building.take_text(&chunk)
    }

    fn take_any(&mut self, event: Event<'_>) -> bool {
        let chunk: Option<Value> = serde_json::from_str(event.data).ok();
        let has_output = chunk.as_ref().is_some_and(|chunk| self.take_chunk(chunk));
        self.stream.unreadable_events += u32::from(chunk.is_none());
        if event.name == "error" {
            self.building.take_error(chunk.unwrap_or_else(|| event.data.into()));
        }
        has_output
    }

    fn take_chunk(&mut self, chunk: &Value) -> bool {
        self.note_form(chunk);
        let had_error = self.building.so_far().error.is_some();
        let has_output = self.building.take(chunk);
        let is_error = !had_error && self.building.so_far().error.is_some();
        let stream = &mut self.stream;
        stream.foreign_protocol = stream.foreign_protocol.or_else(|| foreign_protocol(chunk));
        // An error or another protocol says more than a list of missing fields.
        if !is_error && stream.foreign_protocol.is_none() && stream.violations.len() < Stream::VIOLATIONS_KEPT
        {
            self.note_violations(chunk);
        }
        has_output
    }

    /// Keeps the first event as long as none has the API's format. A keep-alive event says nothing.
    fn note_form(&mut self, chunk: &Value) {
        self.has_choices |= chunk.get("choices").is_some_and(Value::is_array);
        if !self.has_choices && self.stream.unknown_event.is_none() && chunk["type"] != "ping" {
            self.stream.unknown_event = Some(chunk.clone());
        }
    }

    fn note_violations(&mut self, chunk: &Value) {
        let kept = &mut self.stream.violations;
        for violation in chunk_violations(chunk) {
            let is_known = kept.iter().any(|known| known.path == violation.path);
            if !is_known && kept.len() < Stream::VIOLATIONS_KEPT {
                kept.push(violation);
            }
        }
    }
}

#[cfg(test)]
mod tests;
