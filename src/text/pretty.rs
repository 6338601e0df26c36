//! JSON as text, within bounds.

use std::io::{self, Write};

use serde_json::Value;

/// The JSON, indented; `None` if it is not JSON, or if it is nested so deeply that its indentation would
/// make it many times as long.
pub fn json(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    of_value(&value, text.len())
}

/// The same of a value whose text has so many bytes.
pub fn of_value(value: &Value, bytes: usize) -> Option<String> {
    /// More than the indentation of JSON that people send each other.
    const TIMES: usize = 8;
    /// Enough for the brackets of the deepest JSON that is read.
    const BRACKETS: usize = 40_000;
    let mut bounded = Bounded { text: Vec::new(), most: TIMES * bytes + BRACKETS };
    serde_json::to_writer_pretty(&mut bounded, value).ok()?;
    String::from_utf8(bounded.text).ok()
}

/// The first `most` bytes of the value on one line; a value of megabytes is not written out for them.
pub fn beginning(value: &Value, most: usize) -> String {
    let mut bounded = Bounded { text: Vec::new(), most };
    // Only fails if there is no more room.
    let _ = serde_json::to_writer(&mut bounded, value);
    String::from_utf8_lossy(&bounded.text).into_owned()
}

/// Returns true if a value has no more than `most` parts, itself included.
pub fn has_at_most(value: &Value, most: u32) -> bool {
    fn count(value: &Value, left: &mut u32) -> bool {
        let Some(less) = left.checked_sub(1) else { return false };
        *left = less;
        match value {
            Value::Array(items) => items.iter().all(|item| count(item, left)),
            Value::Object(members) => members.values().all(|member| count(member, left)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        }
    }
    count(value, &mut { most })
}

/// A text that refuses to become longer than `most` bytes.
struct Bounded {
    text: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // `write_all` fails where nothing is taken.
        let kept = &bytes[..bytes.len().min(self.most - self.text.len())];
        #[cfg(test)]
        crate::text::work::count(kept.len());
        self.text.extend_from_slice(kept);
        Ok(kept.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::work;

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
        let long = format!("[{}]", vec!["0"; 20_000].join(","));
        assert_eq!(json(&long).as_deref().map(str::len), Some(100_002));
    }

    #[test]
    fn of_a_long_value_no_more_is_written_than_is_requested() {
        let value = |items| Value::from(vec!["é"; items]);
        assert_eq!(beginning(&value(2), 100), r#"["é","é"]"#);
        assert_eq!(beginning(&value(2), 3), "[\"\u{fffd}");
        let value = value(100_000);
        assert_eq!(work::of(|| drop(beginning(&value, 1_000))), 1_000);
    }

    #[test]
    fn the_parts_of_a_value_are_counted_as_far_as_needed() {
        let value: Value = r#"{"a":[1,2]}"#.parse().unwrap();
        assert_eq!([3, 4, 5].map(|most| has_at_most(&value, most)), [false, true, true]);
    }
}
