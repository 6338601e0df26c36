//! Reader of the most frequent events of a stream: text, and beside it only fields of the reference.
//!
//! Read as a type, such a chunk allocates nothing. As a `Value` that every rule looks through it takes 26
//! allocations, and a stream can have a million chunks. No rule has a finding about one; the tests check
//! that.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::sse::Event;

/// A chunk that continues the text and matches the reference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "named because they may be there")]
pub(super) struct TextChunk<'a> {
    #[serde(default, deserialize_with = "no_item")]
    list: (),
    pub id: &'a str,
    object: &'a str,
    #[serde(default)]
    created: Option<u64>,
    #[serde(default)]
    pub model: Option<&'a str>,
    #[serde(borrow)]
    choices: [Choice<'a>; 1],
    #[serde(default)]
    usage: Null,
    #[serde(default)]
    system_fingerprint: Option<&'a str>,
    #[serde(default)]
    service_tier: Option<&'a str>,
    #[serde(default)]
    obfuscation: Option<&'a str>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "named because they may be there")]
struct Choice<'a> {
    #[serde(default, deserialize_with = "no_item")]
    list: (),
    index: u64,
    #[serde(borrow)]
    delta: Delta<'a>,
    #[serde(default)]
    finish_reason: Null,
    #[serde(default)]
    logprobs: Null,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "named because they may be there")]
struct Delta<'a> {
    #[serde(default, deserialize_with = "no_item")]
    list: (),
    #[serde(default)]
    role: Option<&'a str>,
    #[serde(borrow)]
    content: Cow<'a, str>,
    #[serde(default)]
    refusal: Null,
    #[serde(default)]
    tool_calls: Null,
}

/// A member that is null, or missing.
type Null = Option<()>;

/// Refuses every value. The types above begin with such a member, since serde also reads a list as an object:
/// its items as the members, in their order.
fn no_item<'de, D: Deserializer<'de>>(_: D) -> Result<(), D::Error> {
    Err(D::Error::custom("a list is no object"))
}

impl<'a> TextChunk<'a> {
    /// The event as such a chunk; `None` if it is anything else.
    pub fn read(event: Event<'a>) -> Option<Self> {
        #[cfg(test)]
        crate::text::work::count(event.data.len());
        let chunk: Self = serde_json::from_str(event.data).ok().filter(|_| event.name.is_empty())?;
        let is_kept = !chunk.id.is_empty() && chunk.object == "chat.completion.chunk";
        let is_of_assistant = chunk.choices[0].delta.role.is_none_or(|role| role == "assistant");
        (is_kept && is_of_assistant).then_some(chunk)
    }

    /// Index of the choice it belongs to.
    pub fn index(&self) -> u64 {
        self.choices[0].index
    }

    /// Its text.
    pub fn content(&self) -> &Cow<'a, str> {
        &self.choices[0].delta.content
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Assembler;
    use super::*;
    use crate::exchange::Stream;
    use crate::sse::Framing;

    fn is_read(data: &str) -> bool {
        TextChunk::read(Event { name: "", data }).is_some()
    }

    #[test]
    fn text_as_gateways_send_it_is_read_at_once() {
        for data in [
            r#"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"a \"b\"\n"},"finish_reason":null}]}"#,
            r#"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","service_tier":"default","system_fingerprint":null,"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x"}"#,
            r#"{"choices":[{"delta":{"content":"x","role":"assistant","tool_calls":null},"index":1}],"id":"c","object":"chat.completion.chunk"}"#,
        ] {
            assert!(is_read(data), "{data}");
        }
    }

    /// Reads these events; `name` decides how: events with a name are never read at once.
    fn assemble(name: &str, events: &[&str]) -> Stream {
        let mut assembler = Assembler::default();
        for data in events {
            assembler.take(Event { name, data }, 1.0);
        }
        assembler.finish(Framing::default())
    }

    /// Expects the same of these events whether they are read at once or not.
    #[track_caller]
    fn check(events: &[&str]) {
        assert_eq!(assemble("", events), assemble("message", events), "{events:?}");
    }

    const PLAIN: &str = r#"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a"},"finish_reason":null}],"usage":null}"#;

    /// Every place of a chunk, and some that the reference does not have.
    const PLACES: &str = "/id /object /created /model /choices /usage /system_fingerprint /service_tier /obfuscation \
        /error /type /choices/0 /choices/0/index /choices/0/delta /choices/0/finish_reason /choices/0/logprobs \
        /choices/0/error /choices/0/text /choices/0/delta/role /choices/0/delta/content /choices/0/delta/refusal \
        /choices/0/delta/tool_calls /choices/0/delta/reasoning";

    fn values() -> Vec<Value> {
        let mut all: Vec<Value> =
            ["", "c", "d", "assistant", "error", "chat.completion.chunk", "chat.completion", "stop"]
                .map(Value::from)
                .into();
        all.extend([json!(null), json!(true), json!(0), json!(1), json!(-1), json!(1.5), json!(u64::MAX)]);
        all.extend([
            json!([]),
            json!([{}]),
            json!({}),
            json!({ "assistant": null }),
            json!({ "chat.completion.chunk": null }),
        ]);
        all.extend([
            json!({ "message": "no" }),
            json!([{ "index": 0, "delta": { "content": "x" } }, { "index": 1, "delta": { "content": "y" } }]),
        ]);
        all
    }

    /// `chunk` with `value` at `pointer`, or without anything there.
    fn with(chunk: &Value, pointer: &str, value: Option<&Value>) -> Option<Value> {
        let mut chunk = chunk.clone();
        let (holder, name) = pointer.rsplit_once('/')?;
        match (chunk.pointer_mut(holder)?, value) {
            (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value.clone())),
            (Value::Object(members), None) => drop(members.remove(name)),
            (Value::Array(items), Some(value)) => value.clone_into(items.first_mut()?),
            (Value::Array(items), None) => items.clear(),
            _ => return None,
        }
        Some(chunk)
    }

    /// The chunk with each of the values at each pointer.
    fn variants(chunk: &Value) -> Vec<Value> {
        let values: Vec<_> = values().into_iter().map(Some).chain([None]).collect();
        let pointers = PLACES.split_whitespace();
        pointers
            .flat_map(|pointer| values.iter().filter_map(move |value| with(chunk, pointer, value.as_ref())))
            .collect()
    }

    #[test]
    fn what_is_read_at_once_is_what_the_rules_make_of_it() {
        let plain: Value = serde_json::from_str(PLAIN).unwrap();
        let finished = with(&plain, "/choices/0/finish_reason", Some(&json!("stop"))).unwrap().to_string();
        let once = variants(&plain);
        let mut read = 0;
        for first in &once {
            let text = first.to_string();
            check(&[&text, PLAIN]);
            check(&[PLAIN, &text, &finished, &text]);
            if is_read(&text) {
                read += 1;
                for second in variants(first) {
                    check(&[&second.to_string()]);
                }
            }
        }
        assert!(read > 20, "{read}");
    }

    #[test]
    fn a_list_of_the_members_is_left_to_the_rules() {
        let choice = r#"{"index":0,"delta":{"role":"assistant","content":"a"},"finish_reason":null}"#;
        for (object, list) in [
            (r#"{"role":"assistant","content":"a"}"#, r#"["assistant","a"]"#),
            (choice, r#"[0,{"content":"a"}]"#),
            (PLAIN, r#"["c","chat.completion.chunk",1,"m",[{"index":0,"delta":{"content":"a"}}]]"#),
        ] {
            let text = PLAIN.replace(object, list);
            assert_ne!(text, PLAIN);
            assert!(!is_read(&text), "{text}");
            check(&[&text, PLAIN]);
        }
    }

    #[test]
    fn what_is_no_json_or_names_a_member_twice_is_left_to_the_rules() {
        for (part, other) in [
            (r#""id":"c""#, r#""id":"c","id":"d""#),
            (r#""content":"a""#, r#""content":"a","content":"b""#),
            (r#""content":"a""#, r#""content":"\ud800""#),
            (r#""content":"a""#, r#""content":"\u0061""#),
            (r#""usage":null"#, r#""usage":null,"system_fingerprint":1e999"#),
            (r#""usage":null"#, r#""usage":null,"service_tier":"\ud800""#),
            (r#""created":1"#, r#""created":1e0"#),
            (r#""created":1"#, r#""created":18446744073709551616"#),
            ("{\"id\"", " {\"id\""),
            ("]", "],"),
        ] {
            let text = PLAIN.replace(part, other);
            assert_ne!(text, PLAIN);
            check(&[&text, PLAIN]);
        }
        check(&["[DONE]", PLAIN]);
    }
}
