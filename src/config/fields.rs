//! The fields of `config.json`, and how a file is held to them.

use serde_json::Value;

use super::relative::resolved;
use super::{Config, ConfigProblem, Fault};
use crate::persistence::PROFILES;
use crate::redact::{holds_key, url_holds_key};
use crate::target::BaseUrl;
use crate::text::secret_names::is_secret_name;

/// A field that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    name: &'static str,
    kind: Kind,
    is_needed: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text that is not empty.
    Name,
    /// A list of texts.
    Texts,
    /// True or false.
    Flag,
    /// A whole number within these bounds.
    Whole {
        /// The smallest.
        least: u16,
        /// The largest.
        most: u16,
    },
    /// A number within [`Config::KEY_MINUTES`].
    Minutes,
    /// A base URL that can be called; it may be relative to the page.
    BaseUrl,
    /// An address to link to.
    WebAddress,
    /// The value of a profile.
    Profile,
    /// An object with these fields.
    Object(&'static [Field]),
    /// A list of such objects.
    Objects(&'static [Field]),
}

const fn needed(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_needed: true }
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_needed: false }
}

/// The fields of the file.
pub(super) const FILE: &[Field] = &[
    field("$schema", Kind::Text),
    field("title", Kind::Name),
    field("gateways", Kind::Objects(GATEWAY)),
    field("defaults", Kind::Object(DEFAULTS)),
    field("only_these_gateways", Kind::Flag),
];

const GATEWAY: &[Field] = &[
    needed("name", Kind::Name),
    needed("base_url", Kind::BaseUrl),
    field("models", Kind::Texts),
    field("key_prefix", Kind::Text),
    field("key_help", Kind::Text),
    field("expected_hosts", Kind::Texts),
    field("expected_headers", Kind::Texts),
    field("contact", Kind::Name),
    field("docs_url", Kind::WebAddress),
];

const DEFAULTS: &[Field] = &[
    field("prompt", Kind::Name),
    field("profile", Kind::Profile),
    field("timeout_s", Kind::Whole { least: 1, most: 600 }),
    field("stream", Kind::Flag),
    field("key_minutes", Kind::Minutes),
];

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Review {
    pub(super) problems: Vec<ConfigProblem>,
    /// The paths of fields that are not known.
    pub(super) unknown: Vec<String>,
}

impl Review {
    /// Notes a mistake.
    pub(super) fn add(&mut self, path: &str, fault: Fault) {
        self.problems.push(ConfigProblem { path: path.to_owned(), fault });
    }

    /// Looks at an object that may have these fields; `page` is the page's address.
    pub(super) fn object(&mut self, json: &Value, fields: &'static [Field], path: &str, page: &str) {
        let Some(members) = json.as_object() else {
            return self.add(path, Fault::Not(Kind::Object(fields)));
        };
        for (name, value) in members {
            let path = member(path, name);
            match fields.iter().find(|field| field.name == name) {
                Some(field) => self.value(value, field.kind, &path, page),
                None => self.unknown.push(path),
            }
        }
        for field in fields {
            if field.is_needed && json.get(field.name).is_none() {
                self.add(&member(path, field.name), Fault::Missing);
            }
        }
    }

    fn value(&mut self, value: &Value, kind: Kind, path: &str, page: &str) {
        let is_text = |fits: &dyn Fn(&str) -> bool| value.as_str().is_some_and(fits);
        let fits = match kind {
            Kind::Text => value.is_string(),
            Kind::Name => is_text(&|text| !text.is_empty()),
            Kind::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            Kind::Flag => value.is_boolean(),
            Kind::Whole { least, most } => {
                value.as_u64().is_some_and(|number| (least.into()..=most.into()).contains(&number))
            }
            Kind::Minutes => value.as_f64().is_some_and(|number| Config::KEY_MINUTES.contains(&number)),
            Kind::BaseUrl => match value.as_str().map(|text| BaseUrl::parse(&resolved(text, page))) {
                Some(Err(problem)) => return self.add(path, Fault::Url(problem)),
                parsed => parsed.is_some(),
            },
            Kind::WebAddress => is_text(&|text| {
                let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
                rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(char::is_whitespace)
            }),
            Kind::Profile => is_text(&|text| PROFILES.contains(&text)),
            Kind::Object(fields) => return self.object(value, fields, path, page),
            Kind::Objects(fields) => match value.as_array() {
                Some(items) => {
                    for (place, inner) in items.iter().enumerate() {
                        self.object(inner, fields, &item(path, place), page);
                    }
                    return;
                }
                None => false,
            },
        };
        if !fits {
            self.add(path, Fault::Not(kind));
        }
    }

    /// Looks for fields, known or not, that seem to hold a key: by their name, or by their value.
    pub(super) fn keys(&mut self, json: &Value, name: &str, path: &str) {
        let is_key = match json {
            Value::Object(members) => {
                for (name, value) in members {
                    let path = member(path, name);
                    if is_secret_name(name) && !value.is_null() {
                        self.add(&path, Fault::HoldsKey);
                    } else {
                        self.keys(value, name, &path);
                    }
                }
                false
            }
            Value::Array(items) => {
                for (place, inner) in items.iter().enumerate() {
                    self.keys(inner, name, &item(path, place));
                }
                false
            }
            // How keys begin looks like a key.
            Value::String(text) => match name {
                "key_prefix" => false,
                "base_url" | "docs_url" => url_holds_key(text),
                _ => holds_key(text),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        };
        if is_key {
            self.add(path, Fault::HoldsKey);
        }
    }
}

fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}

/// The path of the item at this place of a list.
pub(super) fn item(path: &str, place: usize) -> String {
    [path, "[", &place.to_string(), "]"].concat()
}
