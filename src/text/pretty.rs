//! JSON with its members below each other, within bounds.

use std::io::{self, Write};

use serde_json::Value;

/// The JSON, indented; `None` if it is no JSON, or if it is nested so deeply that the indentation alone would
/// make it many times as long.
pub fn json(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    of_value(&value, text.len())
}

/// The same of a value whose text has so many bytes.
pub fn of_value(value: &Value, bytes: usize) -> Option<String> {
    /// More than JSON is indented that people send each other.
    const TIMES: usize = 8;
    /// Enough for the brackets of the deepest JSON that is read.
    const BRACKETS: usize = 40_000;
    let mut bounded = Bounded { text: Vec::new(), most: TIMES * bytes + BRACKETS };
    serde_json::to_writer_pretty(&mut bounded, value).ok()?;
    String::from_utf8(bounded.text).ok()
}

/// A text that refuses to become longer than `most` bytes.
struct Bounded {
    text: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > self.most {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_below_each_other() {
        assert_eq!(json(r#"{"a":[1]}"#).as_deref(), Some("{\n  \"a\": [\n    1\n  ]\n}"));
        assert_eq!(json("{"), None);
    }

    #[test]
    fn what_would_be_indentation_above_all_is_left_as_it_is() {
        let deep = |items: usize| "[".repeat(100) + &vec!["0"; items].join(",") + &"]".repeat(100);
        assert!(json(&deep(1)).is_some_and(|shown| shown.len() < 30_000));
        assert_eq!(json(&deep(10_000)), None);
    }
}
