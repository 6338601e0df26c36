//! Generators that several parsers share: hostile text, JSON, keys and their writings, streams.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::promises::redact::Key;

/// Texts that mean something to some reader.
const MARKS: [&str; 44] = [
    "\"",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "\u{7f}",
    "\t",
    " ",
    ":",
    "::",
    "data:",
    "data: ",
    "event: x",
    "[DONE]",
    "{",
    "}",
    "[",
    "]",
    ",",
    "%",
    "%25",
    "%41",
    "&",
    "&amp;",
    "&#65;",
    "\\u0041",
    "=",
    "=\r\n",
    "://",
    "@",
    "#",
    "?",
    "<",
    ">",
    "-->",
    "…",
    "[key]",
    "\u{e9}",
    "\u{1f44d}",
];

/// Any text, and text that some reader could stumble over.
pub fn text(most_parts: usize) -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => select(&MARKS[..]).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9 _.-]{0,8}",
        1 => ".{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(part, 0..most_parts).prop_map(|parts| parts.concat())
}

/// Bytes that are mostly such text.
pub fn bytes(most_parts: usize) -> impl Strategy<Value = Vec<u8>> {
    (text(most_parts), vec((any::<prop::sample::Index>(), any::<u8>()), 0..3)).prop_map(|(text, places)| {
        let mut bytes = text.into_bytes();
        for (place, byte) in places {
            bytes.insert(place.index(bytes.len() + 1), byte);
        }
        bytes
    })
}

/// Any JSON, with these names for members more often than others.
pub fn json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let name = prop_oneof![5 => select(names).prop_map(str::to_owned), 1 => text(3)];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text(4).prop_map(Value::from),
        select(names).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let member = (name.clone(), inner.clone());
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            vec(member, 0..5).prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A text with a few of its characters taken out, put in, doubled or swapped for others.
pub fn damaged(text: String) -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..4_u8, select(&MARKS[..]));
    vec(edit, 1..4).prop_map(move |edits| {
        let mut letters: Vec<String> = text.chars().map(String::from).collect();
        for (place, kind, mark) in edits {
            let at = place.index(letters.len() + 1);
            match kind {
                0 => letters.insert(at, mark.to_owned()),
                _ if at == letters.len() => {}
                1 => drop(letters.remove(at)),
                2 => mark.clone_into(&mut letters[at]),
                _ => letters.truncate(at),
            }
        }
        letters.concat()
    })
}

/// A key of the characters that a header can hold. What a placeholder or a quote would be is none.
pub fn key() -> impl Strategy<Value = Key> {
    let secret = prop_oneof!["[a-zA-Z0-9]{16,40}", "[a-zA-Z0-9_.~+/=-]{16,60}", "[!-~]{16,40}"];
    secret
        .prop_map(|secret| Key { prefix: "gc-test-", secret })
        .prop_filter("one that can be sent", |key| gateway_check::target::ApiKey::parse(&key.whole()).is_ok())
}

type Writing = fn(&str) -> String;

/// Writings that the page promises to find, of a whole key.
const WRITINGS: [Writing; 16] = [
    str::to_owned,
    str::to_uppercase,
    |key| between(key, 3, "\u{200b}"),
    |key| between(key, 1, "\u{ad}"),
    |key| between(key, 5, "\n"),
    |key| between(key, 9, "\\n"),
    |key| key.chars().filter_map(|it| char::from_u32(u32::from(it) + 0xfee0)).collect(),
    |key| each(key, "%", "", |it| format!("{it:02x}")),
    |key| each(key, "\\u", "", |it| format!("{it:04x}")),
    |key| each(key, "&#", ";", |it| it.to_string()),
    |key| each(key, "=", "", |it| format!("{it:02X}")),
    |key| each(key, "", "", |it| format!("{it:02x}")),
    |key| each(key, "", ":", |it| format!("{it:02X}")),
    |key| each(key, "", ", ", |it| it.to_string()),
    |key| STANDARD.encode(key),
    |key| URL_SAFE_NO_PAD.encode(format!("Bearer {key}")),
];

/// A text that holds a key in one of its writings, and none of it elsewhere.
pub fn told() -> impl Strategy<Value = (Key, String)> {
    let around = || "[ \\[(<\"':,;}\n]{0,4}|(The key is |token=|is wrong, said the server)";
    (key(), select(&WRITINGS[..]), around(), around()).prop_map(|(key, writing, before, behind)| {
        let written = writing(&key.whole());
        (key, format!("{before}{written}{behind}"))
    })
}

fn between(key: &str, every: usize, what: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(every).map(|piece| piece.iter().collect()).collect::<Vec<String>>().join(what)
}

pub fn each(key: &str, before: &str, behind: &str, written: fn(u8) -> String) -> String {
    key.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{before}{}{behind}", written(byte));
        text
    })
}

/// A stream: its bytes, and the data of its events.
pub fn stream() -> impl Strategy<Value = (Vec<u8>, Vec<String>)> {
    let end = || select(&["\n", "\r\n", "\r"][..]);
    let passed_over = select(&["", ":", ": PING", "id: 7", "retry: 1", "event: delta"][..]);
    // Two documents in one event are taken apart, so no line is one.
    let line = "[a-zA-Z0-9 \\[\\],:\u{e9}\u{1f44d}]{0,12}";
    let event = (vec(line, 1..4), end(), passed_over, any::<bool>());
    (vec(event, 0..6), any::<bool>()).prop_map(|(events, has_mark)| {
        let mut text = String::from(if has_mark { "\u{feff}" } else { "" });
        let mut data = Vec::new();
        for (lines, end, passed_over, has_space) in events {
            if !passed_over.is_empty() {
                text.extend([passed_over, end]);
            }
            for line in &lines {
                // One space after the colon is not part of the data.
                let space = if has_space || line.starts_with(' ') { " " } else { "" };
                text.extend(["data:", space, line, end]);
            }
            text.push_str(end);
            data.push(lines.join("\n"));
        }
        (text.into_bytes(), data)
    })
}
