//! Error answers that are not JSON: web pages, a storage service's XML, event streams, text.

use serde_json::Value;

use super::{EnvelopeShape, ErrorEnvelope, is_error_object, json};
use crate::text::truncate::first_bytes;

/// Length of the part of a page that is searched for its title.
const SEARCHED_BYTES: usize = 100_000;

/// Reads an error answer that its caller did not recognise as JSON.
pub(super) fn read(text: &str) -> ErrorEnvelope {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return ErrorEnvelope::default();
    }
    if text.starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str(text)
    {
        return json::read_whole(&value);
    }
    read_events(text).or_else(|| read_markup(text)).unwrap_or_else(|| plain(text))
}

fn plain(text: &str) -> ErrorEnvelope {
    let shape = EnvelopeShape::PlainText;
    ErrorEnvelope { shape, message: text.to_owned(), ..ErrorEnvelope::default() }
}

/// The first error in server-sent events, or else their first data.
fn read_events(text: &str) -> Option<ErrorEnvelope> {
    let field = |line: &str, name: &str| line.strip_prefix(name).map(|value| value.trim().to_owned());
    let is_event_stream = ["data:", "event:", "id:", "retry:", ":"].iter().any(|name| text.starts_with(name))
        && text.lines().any(|line| line.starts_with("data:"));
    if !is_event_stream {
        return None;
    }
    let (mut first, mut is_named_error) = (None, false);
    for line in text.lines() {
        if let Some(event) = field(line, "event:") {
            is_named_error = event == "error";
        }
        let Some(data) = field(line, "data:").filter(|data| !data.is_empty()) else {
            continue;
        };
        let value: Option<Value> = serde_json::from_str(&data).ok();
        let is_error = is_named_error || value.as_ref().is_some_and(is_error_object);
        if is_error || first.is_none() {
            first = Some(value.map_or_else(|| plain(&data), |value| json::read_whole(&value)));
        }
        if is_error {
            break;
        }
    }
    first.map(|error| ErrorEnvelope { shape: EnvelopeShape::EventStream, ..error })
}

fn read_markup(text: &str) -> Option<ErrorEnvelope> {
    if !text.starts_with('<') {
        return None;
    }
    let beginning = first_bytes(text, SEARCHED_BYTES);
    let page = Page { text: beginning, lower: beginning.to_ascii_lowercase() };
    let mut envelope = ErrorEnvelope { shape: EnvelopeShape::Html, ..ErrorEnvelope::default() };
    let is_html = ["<html", "<!doctype html", "<head", "<body"].iter().any(|tag| page.lower.contains(tag));
    if let Some(code) = page.content("code").filter(|_| !is_html) {
        envelope.shape = EnvelopeShape::StorageXml;
        envelope.message = page.content("message").unwrap_or_else(|| code.clone());
        envelope.code = Some(code);
        envelope.request_id = page.content("requestid");
    } else {
        let heading = page.content("title").or_else(|| page.content("h1"));
        envelope.message = heading.unwrap_or_else(|| {
            let words = words(page.text);
            if words.is_empty() { text.to_owned() } else { words }
        });
    }
    Some(envelope)
}

struct Page<'a> {
    text: &'a str,
    /// The same in lower case (ASCII only, so that places agree).
    lower: String,
}

impl Page<'_> {
    /// The text inside the first element of this name, if it has any.
    fn content(&self, name: &str) -> Option<String> {
        let opening = format!("<{name}");
        let mut from = 0;
        loop {
            let at = from + self.lower[from..].find(&opening)?;
            from = at + opening.len();
            if !self.lower[from..].starts_with(['>', ' ', '\n', '\t', '\r']) {
                continue;
            }
            let start = from + self.lower[from..].find('>')? + 1;
            let end = start + self.lower[start..].find(&format!("</{name}"))?;
            let words = words(&self.text[start..end]);
            return (!words.is_empty()).then_some(words);
        }
    }
}

/// Returns the text of markup without tags, with single spaces.
fn words(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in markup.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                text.push(' ');
            }
            _ if is_tag => {}
            other => text.push(other),
        }
    }
    html_escape::decode_html_entities(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}
