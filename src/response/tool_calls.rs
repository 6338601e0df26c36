//! Tool call deltas to tool calls.

use serde_json::Value;

use crate::exchange::ToolCall;
use crate::text::truncate::append;

/// Adds up tool calls from deltas, or takes them whole.
#[derive(Clone, Debug, Default)]
pub(super) struct ToolCalls {
    calls: Vec<ToolCall>,
    /// The `index` that the server uses for each call.
    indexes: Vec<u64>,
}

impl ToolCalls {
    const MAX: usize = 64;
    /// Longer than any shown name, so that a key in it is complete when it is searched for.
    const NAME_BYTES: usize = 16 << 10;
    const ARGUMENTS_BYTES: usize = 1 << 20;

    /// Takes one `tool_calls` list; returns whether it contained any part of a call.
    pub fn take(&mut self, deltas: &[Value]) -> bool {
        let mut has_output = false;
        for (position, delta) in deltas.iter().enumerate() {
            let function = &delta["function"];
            let id = delta["id"].as_str().unwrap_or_default();
            let name = function["name"].as_str().unwrap_or_default();
            let Some(call) = self.call(index(delta, position), id, name) else {
                continue;
            };
            if call.id.is_empty() {
                append(&mut call.id, id, Self::NAME_BYTES);
            }
            // Some servers repeat the name in every delta, others send it in parts.
            if call.name != name {
                append(&mut call.name, name, Self::NAME_BYTES);
            }
            let written;
            let arguments = match &function["arguments"] {
                Value::String(text) => text.as_str(),
                Value::Null => "",
                other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                    written = other.to_string();
                    &written
                }
            };
            append(&mut call.arguments, arguments, Self::ARGUMENTS_BYTES);
            has_output |= !name.is_empty() || !arguments.is_empty();
        }
        has_output
    }

    /// The calls, in the order in which they began.
    pub fn finish(self) -> Vec<ToolCall> {
        self.calls
    }

    /// The call that a delta belongs to, a new one if necessary; `None` if there are too many.
    fn call(&mut self, index: u64, id: &str, name: &str) -> Option<&mut ToolCall> {
        let known = self.indexes.iter().rposition(|known| *known == index);
        // Whole calls that all say `index: 0` are distinguished by their ids. A new id alone is not
        // enough: old vLLM versions make one up for every delta of the same call.
        let is_same = |at: usize| {
            let call = &self.calls[at];
            call.id == id || call.id.is_empty() || id.is_empty() || name.is_empty()
        };
        let at = match known {
            Some(at) if is_same(at) => at,
            Some(_) | None => {
                if self.calls.len() >= Self::MAX {
                    return None;
                }
                self.indexes.push(index);
                self.calls.push(ToolCall::default());
                self.calls.len() - 1
            }
        };
        self.calls.get_mut(at)
    }
}

/// The `index` of a delta; its position in the list, if the server forgot it.
fn index(delta: &Value, position: usize) -> u64 {
    delta["index"].as_u64().unwrap_or(position as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delta(head: &str, name: &str, arguments: &str) -> String {
        let arguments = Value::from(arguments);
        format!(r#"{{{head}"function":{{"name":{name},"arguments":{arguments}}}}}"#)
    }

    fn add_up(lists: &[String]) -> Vec<ToolCall> {
        let mut calls = ToolCalls::default();
        for list in lists {
            let list: Value = format!("[{list}]").parse().expect("JSON");
            calls.take(list.as_array().expect("a list"));
        }
        calls.finish()
    }

    /// Takes lists of deltas, and expects calls written as `id name arguments`.
    #[track_caller]
    fn check(lists: &[String], expected: &[&str]) {
        let calls = add_up(lists);
        let calls: Vec<_> =
            calls.iter().map(|call| format!("{} {} {}", call.id, call.name, call.arguments)).collect();
        assert_eq!(calls, expected);
    }

    #[test]
    fn deltas_add_up_by_index() {
        let begin = delta(r#""index":1,"id":"a","#, r#""f""#, "");
        let other = delta(r#""index":2,"id":"b","#, r#""g""#, "[");
        let end = delta(r#""index":1,"id":null,"#, "null", "{}");
        check(&[begin, other, end], &["a f {}", "b g ["]);
    }

    #[test]
    fn whole_calls_come_in_one_list_without_index() {
        let first = delta(r#""id":"a","#, r#""f""#, "1");
        let second = delta(r#""id":"b","#, r#""f""#, "2");
        check(&[format!("{first},{second}")], &["a f 1", "b f 2"]);
        check(&[first, second], &["a f 1", "b f 2"]);
    }

    #[test]
    fn whole_calls_that_share_an_index_are_told_apart() {
        let first = delta(r#""index":0,"id":"a","#, r#""f""#, "1");
        let second = delta(r#""index":0,"id":"b","#, r#""g""#, "2");
        let rest = delta(r#""index":0,"#, "null", "3");
        check(&[first, second, rest], &["a f 1", "b g 23"]);
    }

    #[test]
    fn a_new_id_for_every_delta_does_not_make_new_calls() {
        let first = delta(r#""index":0,"id":"a","#, r#""f""#, "1");
        let second = delta(r#""index":0,"id":"b","#, "null", "2");
        check(&[first, second], &["a f 12"]);
    }

    #[test]
    fn a_name_may_be_repeated_or_come_in_parts() {
        let whole = delta(r#""index":0,"#, r#""f""#, "1");
        check(&[whole.clone(), whole.clone()], &[" f 11"]);
        check(&[whole, delta(r#""index":0,"#, r#""g""#, "")], &[" fg 1"]);
    }

    #[test]
    fn arguments_that_are_no_string_are_kept_as_json() {
        check(&[r#"{"function":{"name":"f","arguments":{"a":1}}}"#.to_owned()], &[r#" f {"a":1}"#]);
    }

    #[test]
    fn nonsense_makes_an_empty_call() {
        check(&["1,null,{}".to_owned()], &["  ", "  ", "  "]);
    }

    #[test]
    fn calls_and_arguments_are_bounded() {
        let many: Vec<_> = (0..1_000).map(|n| delta(&format!(r#""index":{n},"#), r#""f""#, "")).collect();
        assert_eq!(add_up(&many).len(), ToolCalls::MAX);
        let long = delta("", r#""f""#, &"x".repeat(ToolCalls::ARGUMENTS_BYTES));
        assert_eq!(add_up(&[long.clone(), long])[0].arguments.len(), ToolCalls::ARGUMENTS_BYTES);
    }
}
