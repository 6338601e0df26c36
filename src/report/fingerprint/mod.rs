//! The contract fingerprint of a report: which fields a server's replies have, and of which types.
//!
//! It only contains the structure, no values. Replies are grouped by the request and the
//! status, so that only comparable replies are compared.

mod paths;

use serde_json::Value;

use super::{Exchange, Report};
use crate::probe::ProbeId;
use crate::sse::Decoder;

pub use paths::Types;
pub(super) use paths::{Paths, ROOT};

/// Kind of reply that a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A plain answer.
    Completion,
    /// The chunks of a streamed one.
    Chunk,
    /// A refusal.
    Error,
    /// The list of models.
    Models,
}

impl Part {
    /// All parts, in display order.
    pub const ALL: [Self; 4] = [Self::Completion, Self::Chunk, Self::Error, Self::Models];

    /// The stable word for page and report.
    pub fn id(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Chunk => "chunk",
            Self::Error => "error",
            Self::Models => "models",
        }
    }
}

/// Fields of the replies with one status to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) part: Part,
    pub(super) probe: String,
    pub(super) status: u16,
    pub(super) paths: Paths,
    /// True if at least one reply came whole: only then is a missing field known to be missing.
    pub(super) is_whole: bool,
}

/// The structure of a server's replies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub(super) samples: Vec<Sample>,
}

impl Fingerprint {
    /// The fields of a part, one per line, as `choices[].message.content: string`.
    ///
    /// `[]` is any item, `{}` any member of an object whose members are data, and `$`
    /// the whole document.
    pub fn lines(&self, part: Part) -> Vec<String> {
        let mut all = Paths::default();
        for (path, types) in self.of(part).flat_map(|sample| &sample.paths.sorted) {
            all.note(path, *types);
        }
        all.sorted.iter().map(|(path, types)| format!("{path}: {types}")).collect()
    }

    pub(super) fn of(&self, part: Part) -> impl Iterator<Item = &Sample> {
        self.samples.iter().filter(move |sample| sample.part == part)
    }

    fn take(&mut self, exchange: &Exchange) {
        let Some(new) = sample(exchange) else { return };
        let is_alike =
            |it: &&mut Sample| (it.part, it.status, &it.probe) == (new.part, new.status, &new.probe);
        if let Some(known) = self.samples.iter_mut().find(is_alike) {
            for (path, types) in &new.paths.sorted {
                known.paths.note(path, *types);
            }
            known.is_whole |= new.is_whole;
        } else {
            self.samples.push(new);
        }
    }
}

impl Report {
    /// The structure of the replies in it.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        for exchange in &self.exchanges {
            fingerprint.take(exchange);
        }
        fingerprint
    }
}

fn sample(exchange: &Exchange) -> Option<Sample> {
    let status = exchange.status?;
    let url = exchange.url.split('?').next().unwrap_or_default();
    let body = exchange.response_body.as_str();
    let is_cut = exchange.is_truncated || exchange.unanswered.is_some();
    let mut part = match status {
        400.. => Part::Error,
        200..300 if exchange.probe == ProbeId::Models.as_str() => Part::Models,
        200..300 if url.ends_with("/chat/completions") => Part::Completion,
        _ => return None,
    };
    let mut paths = Paths::default();
    if let Ok(json) = serde_json::from_str::<Value>(body) {
        if part == Part::Completion && holds_error(&json) {
            return None;
        }
        paths.add(&json, ROOT, 0);
    } else {
        if part == Part::Completion {
            paths = chunks(body, is_cut);
        }
        if !paths.sorted.is_empty() {
            part = Part::Chunk;
        } else if !is_cut {
            paths.note(ROOT, Types::NO_JSON);
        }
    }
    let is_whole = !is_cut && !paths.is_full;
    Some(Sample { part, probe: exchange.probe.to_string(), status, paths, is_whole })
}

/// The fields of a stream's chunks; of one that `is_cut`, those of its whole events.
fn chunks(body: &str, is_cut: bool) -> Paths {
    let mut paths = Paths::default();
    let mut take = |event: crate::sse::Event<'_>| {
        let chunk = serde_json::from_str::<Value>(event.data).ok();
        if let Some(chunk) = chunk.filter(|chunk| chunk.is_object() && !holds_error(chunk)) {
            paths.add(&chunk, ROOT, 0);
        }
    };
    let mut decoder = Decoder::default();
    decoder.feed(body.as_bytes(), &mut take);
    if !is_cut {
        decoder.finish(&mut take);
    }
    paths
}

fn holds_error(json: &Value) -> bool {
    json.get("error").is_some_and(|error| !error.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Redacted;
    use crate::report::testing;

    /// Expects the fields of a reply with this status and body to the probe.
    #[track_caller]
    fn check(probe: &str, status: u16, body: &str, part: Part, expected: &[&str]) {
        let report = Report { exchanges: vec![exchange(probe, status, body)], ..Default::default() };
        let fingerprint = report.fingerprint();
        assert_eq!(fingerprint.lines(part), expected, "{body}");
        assert!(fingerprint.samples.iter().all(|sample| sample.part == part), "{body}");
    }

    fn exchange(probe: &str, status: u16, body: &str) -> Exchange {
        Exchange {
            probe: Redacted::untouched(probe),
            url: Redacted::own("https://gateway.example/v1/chat/completions"),
            status: Some(status),
            response_body: Redacted::untouched(body),
            ..Default::default()
        }
    }

    #[test]
    fn a_stream_shows_its_chunks_and_only_whole_events() {
        let body = "data: {\"id\":\"a\",\"u\":null}\n\ndata: {\"id\":\"a\",\"u\":{}}\n\ndata: [DONE]\n\n";
        check("stream", 200, body, Part::Chunk, &["$: object", "id: string", "u: null or object"]);
        let mut cut = exchange("stream", 200, "data: {\"id\":1}\n\ndata: {\"x\":1}");
        cut.is_truncated = true;
        let report = Report { exchanges: vec![cut], ..Default::default() };
        assert_eq!(report.fingerprint().lines(Part::Chunk), ["$: object", "id: number"]);
        assert!(!report.fingerprint().samples[0].is_whole);
    }

    #[test]
    fn an_event_that_is_an_error_or_no_object_is_no_chunk() {
        let body = "data: {\"a\":1}\n\ndata: {\"error\":{\"message\":\"no\"}}\n\ndata: 7\n\n";
        check("stream", 200, body, Part::Chunk, &["$: object", "a: number"]);
    }

    #[test]
    fn replies_to_the_same_question_are_merged_and_one_whole_one_is_enough() {
        let cut = Exchange { is_truncated: true, ..exchange("repeat", 200, r#"{"a":1}"#) };
        let whole = exchange("repeat", 200, r#"{"b":1}"#);
        let report = Report { exchanges: vec![cut, whole], ..Default::default() };
        let fingerprint = report.fingerprint();
        assert_eq!(fingerprint.lines(Part::Completion), ["$: object", "a: number", "b: number"]);
        let whole: Vec<bool> = fingerprint.samples.iter().map(|it| it.is_whole).collect();
        assert_eq!(whole, [true]);
    }

    #[test]
    fn a_success_elsewhere_is_no_completion() {
        let lines = |url| {
            let reply = Exchange { url: Redacted::own(url), ..exchange("no-path", 200, r#"{"a":1}"#) };
            let report = Report { exchanges: vec![reply], ..Default::default() };
            report.fingerprint().lines(Part::Completion)
        };
        assert!(lines("https://gateway.example/v1/health").is_empty());
        let versioned = "https://gateway.example/v1/chat/completions?api-version=1";
        assert_eq!(lines(versioned), ["$: object", "a: number"]);
    }

    #[test]
    fn refusals_and_lists_have_parts_of_their_own() {
        check("wrong-key", 401, r#"{"error":{}}"#, Part::Error, &["$: object", "error: object"]);
        check("wrong-key", 502, "<html>", Part::Error, &["$: no JSON"]);
        check("models", 200, "[]", Part::Models, &["$: array"]);
        check("prompt", 200, r#"{"error":{"message":"no"}}"#, Part::Completion, &[]);
        check("prompt", 302, "{}", Part::Completion, &[]);
    }

    #[test]
    fn the_replies_of_a_run_make_all_parts() {
        let fingerprint = testing::report("Hello.").fingerprint();
        let parts: Vec<_> = fingerprint.samples.iter().map(|it| (it.part.id(), it.probe.as_str())).collect();
        assert_eq!(parts, [("completion", "prompt"), ("chunk", "stream"), ("error", "wrong-key")]);
        let lines = fingerprint.lines(Part::Completion);
        assert!(lines.contains(&"choices[].message.content: string".to_owned()), "{lines:?}");
    }
}
