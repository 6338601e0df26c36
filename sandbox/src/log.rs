//! The last requests the behaviours received, so that a test can prove what was sent.

use std::collections::VecDeque;

use serde_json::{Value, json};

/// Number of requests that are kept.
pub const KEPT: usize = 500;
/// Size of the beginning of each body that is kept, in bytes.
pub const KEPT_BODY_BYTES: usize = 64 * 1024;

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The behaviour's id.
    pub behaviour: String,
    /// In capitals, as sent.
    pub method: String,
    /// The whole path with its query.
    pub path: String,
    /// Names in lower case, with their values, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body as received.
    pub body: Vec<u8>,
}

/// The last [`KEPT`] requests, oldest first.
#[derive(Debug, Default)]
pub struct Log {
    received: u64,
    entries: VecDeque<Value>,
}

impl Log {
    /// Notes a request and gives it the next number; the first is 1.
    pub fn note(&mut self, entry: &Entry) -> u64 {
        self.received += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        let kept = &entry.body[..entry.body.len().min(KEPT_BODY_BYTES)];
        self.entries.push_back(json!({
            "n": self.received,
            "behaviour": entry.behaviour,
            "method": entry.method,
            "path": entry.path,
            "headers": entry.headers,
            "body": String::from_utf8_lossy(kept),
            "body_bytes": entry.body.len(),
        }));
        self.received
    }

    /// Deletes the requests; the numbers continue.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// All that is kept, oldest first.
    pub fn json(&self) -> Value {
        self.entries.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(log: &mut Log, body_bytes: usize) -> u64 {
        log.note(&Entry {
            behaviour: "healthy".into(),
            method: "POST".into(),
            path: "/healthy/v1/models".into(),
            headers: Vec::new(),
            body: vec![b'a'; body_bytes],
        })
    }

    #[test]
    fn only_the_last_requests_are_kept() {
        let mut log = Log::default();
        let last = (0..=KEPT).map(|_| note(&mut log, 0)).last();
        let json = log.json();
        assert_eq!(json.as_array().map(Vec::len), Some(KEPT));
        assert_eq!((&json[0]["n"], json[KEPT - 1]["n"].as_u64()), (&json!(2), last));
    }

    #[test]
    fn a_long_body_is_kept_in_part() {
        let mut log = Log::default();
        note(&mut log, KEPT_BODY_BYTES + 1);
        let entry = &log.json()[0];
        assert_eq!(entry["body"].as_str().map(str::len), Some(KEPT_BODY_BYTES));
        assert_eq!(entry["body_bytes"], KEPT_BODY_BYTES + 1);
    }
}
