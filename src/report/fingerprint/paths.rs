//! Field paths with their types, merged from any number of JSON documents.

use std::fmt;

use serde_json::Value;

/// The types that a field was seen with, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    pub(in crate::report) const NULL: Self = Self(1);
    const ARRAY: Self = Self(1 << 4);
    const OBJECT: Self = Self(1 << 5);
    /// For a document that is not JSON.
    pub(in crate::report) const NO_JSON: Self = Self(1 << 6);
    /// Name of each bit.
    const WORDS: [&str; 7] = ["null", "boolean", "number", "string", "array", "object", "no JSON"];

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self(1 << 1),
            Value::Number(_) => Self(1 << 2),
            Value::String(_) => Self(1 << 3),
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// The types that are not among `others`.
    pub(in crate::report) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    pub(in crate::report) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Returns true if it was seen as an array or an object.
    pub(in crate::report) fn is_container(self) -> bool {
        self.0 & (Self::ARRAY.0 | Self::OBJECT.0) != 0
    }
}

impl fmt::Display for Types {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = Self::WORDS.iter().enumerate().filter(|(index, _)| self.0 & (1 << index) != 0);
        for (index, (_, word)) in named.enumerate() {
            formatter.write_str(if index > 0 { " or " } else { "" })?;
            formatter.write_str(word)?;
        }
        Ok(())
    }
}

/// Field paths with their types, in the order of the paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Paths {
    pub(in crate::report) sorted: Vec<(String, Types)>,
    pub(in crate::report) is_full: bool,
}

/// The whole document.
pub(in crate::report) const ROOT: &str = "$";

impl Paths {
    /// Largest number of fields; more do not describe a contract.
    const MAX: usize = 500;
    /// Deepest level that is read; the rest is left out.
    const MAX_DEPTH: usize = 10;
    /// Largest number of members; an object with more counts as data.
    const MAX_MEMBERS: usize = 40;

    /// The types of `path`; empty for one that was not found.
    pub(in crate::report) fn types(&self, path: &str) -> Types {
        self.position(path).map(|index| self.sorted[index].1).unwrap_or_default()
    }

    fn position(&self, path: &str) -> Result<usize, usize> {
        self.sorted.binary_search_by(|(known, _)| known.as_str().cmp(path))
    }

    pub(in crate::report) fn note(&mut self, path: &str, types: Types) {
        match self.position(path) {
            Ok(index) => self.sorted[index].1.0 |= types.0,
            Err(_) if self.sorted.len() >= Self::MAX => self.is_full = true,
            Err(index) => self.sorted.insert(index, (path.to_owned(), types)),
        }
    }

    pub(in crate::report) fn add(&mut self, value: &Value, path: &str, depth: usize) {
        self.note(path, Types::of(value));
        if depth == Self::MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => {
                let path = path.to_owned() + "[]";
                for item in items {
                    self.add(item, &path, depth + 1);
                }
            }
            Value::Object(members) => {
                let is_data = members.len() > Self::MAX_MEMBERS;
                for (name, member) in members {
                    let path = match path {
                        _ if is_data || is_datum(name) => path.to_owned() + "{}",
                        ROOT => name.clone(),
                        _ => [path, ".", name].concat(),
                    };
                    self.add(member, &path, depth + 1);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Returns true if a member's name is itself data: an id, a model's name, a date.
fn is_datum(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_plain =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$'));
    !is_plain
        || name.is_empty()
        || name.len() > 40
        || name.starts_with(|first: char| first.is_ascii_digit())
        || digits > 3
        || (digits > 0 && name.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the paths of `json`.
    #[track_caller]
    fn check(json: &str, expected: &[&str]) {
        let lines: Vec<String> =
            paths(json).sorted.iter().map(|(path, types)| format!("{path}: {types}")).collect();
        assert_eq!(lines, expected, "{json}");
    }

    fn paths(json: &str) -> Paths {
        let mut paths = Paths::default();
        paths.add(&json.parse().unwrap(), ROOT, 0);
        paths
    }

    /// An object with as many members, each with this value and a name that could be a field's.
    fn object(count: u8, member: &str) -> String {
        let name = |n: u8| -> String { [b'a' + n / 26, b'a' + n % 26].map(char::from).iter().collect() };
        let members: Vec<String> = (0..count).map(|n| format!("\"{}\":{member}", name(n))).collect();
        format!("{{{}}}", members.join(","))
    }

    #[test]
    fn items_are_merged_and_so_are_their_types() {
        check(
            r#"{"choices":[{"index":0,"logprobs":null},{"index":"1","logprobs":{}}],"n":[]}"#,
            &[
                "$: object",
                "choices: array",
                "choices[]: object",
                "choices[].index: number or string",
                "choices[].logprobs: null or object",
                "n: array",
            ],
        );
        check("[[true]]", &["$: array", "$[]: array", "$[][]: boolean"]);
    }

    #[test]
    fn members_that_are_data_are_merged() {
        check(
            r#"{"use":{"2026-01-02":{"n":1},"m/small":{"n":null},"m-2":{},"user_1":true},"x_1":2}"#,
            &[
                "$: object",
                "use: object",
                "use.user_1: boolean",
                "use{}: object",
                "use{}.n: null or number",
                "x_1: number",
            ],
        );
        check(&format!("{{\"a\":{}}}", object(41, "1")), &["$: object", "a: object", "a{}: number"]);
        assert_eq!(paths(&object(40, "1")).sorted.len(), 41);
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = "[".repeat(100) + &"]".repeat(100);
        assert_eq!(paths(&deep).sorted.len(), Paths::MAX_DEPTH + 1);
        let deep = "{\"a\":".repeat(100) + "1" + &"}".repeat(100);
        assert_eq!(paths(&deep).sorted.len(), Paths::MAX_DEPTH + 1);
        assert!(!paths(&object(20, &object(20, "1"))).is_full);
        let wide = paths(&object(30, &object(30, "1")));
        assert_eq!((wide.sorted.len(), wide.is_full), (Paths::MAX, true));
    }

    #[test]
    fn a_long_name_or_one_like_an_id_is_data() {
        let (long, longer) = ("a".repeat(40), "a".repeat(41));
        for name in ["a123", "x-team", "_n", "$ref", long.as_str()] {
            check(&format!("{{\"{name}\":1}}"), &["$: object", &format!("{name}: number")]);
        }
        for name in ["", "1a", "a1234", "m-2", "a b", longer.as_str()] {
            check(&format!("{{\"{name}\":1}}"), &["$: object", "${}: number"]);
        }
    }
}
