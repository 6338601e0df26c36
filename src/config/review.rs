//! Checks a `config.json` against its rules, and collects every mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use serde_json::Value;

use super::file::{self, Field, File, Kind, MAX_GATEWAYS, MAX_MODELS, Name};
use super::path::Path;
use super::relative::resolved;
use super::repeated::repeated;
use super::unknown::{self, Level, UnknownField};
use super::{Config, ConfigProblem, DrillPresets, Expectations, Fault, Gateway, Help, ticket_url};
use crate::redact::{holds_key, mask_lookalikes, url_holds_key};
use crate::target::BaseUrl;
use crate::text::secret_names::is_secret_name;

/// Findings in a file.
#[derive(Default)]
pub(super) struct Review {
    problems: Vec<ConfigProblem>,
    /// Number of further mistakes.
    more: usize,
    /// Fields that are not known, at most [`MAX_TOLD`].
    unknown: Vec<UnknownField>,
    /// The names of the gateways, where they have one.
    names: Vec<Option<String>>,
}

/// Number of mistakes, and of unknown fields, that are reported one by one.
const MAX_TOLD: usize = 20;

/// Headers that prove nothing, in lower case: servers, proxies and frameworks of any kind send them.
const COMMON_HEADERS: [&str; 19] = [
    "age",
    "alt-svc",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "pragma",
    "retry-after",
    "server",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
];

impl Review {
    /// Every mistake, the last of them how many more there are.
    pub(super) fn into_problems(mut self) -> Vec<ConfigProblem> {
        if self.more > 0 {
            let fault = Fault::More(self.more);
            self.problems.push(ConfigProblem { path: String::new(), gateway: None, fault });
        }
        for problem in &mut self.problems {
            let position = problem.path.strip_prefix("gateways[").and_then(|rest| rest.split_once(']'));
            let index = position.and_then(|(digits, _)| digits.parse::<usize>().ok());
            problem.gateway = index.and_then(|index| self.names.get(index)?.clone());
        }
        self.problems
    }

    /// Builds the configuration from the file; `page` is the page's address.
    pub(super) fn config(&mut self, file: Field<File>, page: &str) -> Config {
        let file = self.value("", file).unwrap_or_default();
        self.value("$schema", file.schema);
        let title = self.text("title", file.title);
        let gateways = self.gateways(file.gateways, page);
        let defaults = self.value("defaults", file.defaults).unwrap_or_default();
        let config = Config {
            title,
            intro: self.value("intro", file.intro).map(|it| it.0),
            prompt: self.text("defaults.prompt", defaults.prompt),
            profile: self.value("defaults.profile", defaults.profile).and_then(|it| it.0.parse().ok()),
            timeout_s: self.value("defaults.timeout_s", defaults.timeout_s).map(|it| it.0),
            stream: self.value("defaults.stream", defaults.stream),
            key_minutes: self.value("defaults.key_minutes", defaults.key_minutes).map(|it| it.0),
            only_these_gateways: self
                .value("only_these_gateways", file.only_these_gateways)
                .unwrap_or_default(),
            gateways,
            unknown: Vec::new(),
        };
        if config.only_these_gateways && config.gateways.is_empty() {
            self.add("only_these_gateways", Fault::NoGateway);
        }
        self.pass_over("", Level::Top, &file.unknown);
        self.pass_over("defaults", Level::Defaults, &defaults.unknown);
        self.unknown.sort_by(|a, b| a.path.cmp(&b.path));
        Config { unknown: std::mem::take(&mut self.unknown), ..config }
    }

    fn gateways(&mut self, list: Field<Vec<Field<file::Gateway>>>, page: &str) -> Vec<Gateway> {
        let mut names = BTreeSet::new();
        let mut gateways = Vec::new();
        for (index, field) in self.value("gateways", list).unwrap_or_default().into_iter().enumerate() {
            if index == MAX_GATEWAYS {
                self.add("gateways", Fault::Longer(MAX_GATEWAYS));
                break;
            }
            let path = format!("gateways[{index}]");
            let Some(written) = self.value(&path, field) else { continue };
            let gateway = self.gateway(&path, written, page);
            if !gateway.name.is_empty() && !names.insert(gateway.name.clone()) {
                self.add(member(&path, "name"), Fault::Twice);
            }
            gateways.push(gateway);
        }
        gateways
    }

    fn gateway(&mut self, path: &str, it: file::Gateway, page: &str) -> Gateway {
        let at = |name: &str| member(path, name);
        let gateway = Gateway {
            name: self.needed(&at("name"), it.name),
            base_url: resolved(&self.needed(&at("base_url"), it.base_url), page),
            models: self.models(&at("models"), it.models),
            expectations: Expectations {
                hosts: self.value(&at("expected_hosts"), it.expected_hosts).unwrap_or_default(),
                headers: self.value(&at("expected_headers"), it.expected_headers).unwrap_or_default(),
                key_prefix: self.value(&at("key_prefix"), it.key_prefix),
                is_preset: true,
                is_flashback: self.value(&at("product"), it.product) == Some(file::Product::Flashback),
            },
            help: Help {
                contact: self.text(&at("contact"), it.contact),
                docs_url: self.value(&at("docs_url"), it.docs_url).map(|it| it.0),
                ticket_url: self.value(&at("ticket_url"), it.ticket_url),
                key_help: self.value(&at("key_help"), it.key_help).filter(|text| !text.trim().is_empty()),
            },
            drills: self.drills(&at("drills"), it.drills),
        };
        self.headers(&at("expected_headers"), &gateway.expectations.headers);
        self.pass_over(path, Level::Gateway, &it.unknown);
        // A missing one has been reported.
        if gateway.base_url.is_empty() {
            return gateway;
        }
        match BaseUrl::parse(&gateway.base_url) {
            Ok(base_url) => {
                self.hosts(&at("expected_hosts"), &gateway.expectations.hosts, base_url.host());
                Gateway { base_url: base_url.to_string(), ..gateway }
            }
            Err(problem) => {
                self.add(at("base_url"), Fault::Url(problem));
                gateway
            }
        }
    }

    fn drills(&mut self, path: &str, field: Field<file::Drills>) -> DrillPresets {
        let it = self.value(path, field).unwrap_or_default();
        let at = |name: &str| member(path, name);
        let alternatives = self.value(&at("alternatives"), it.alternatives).unwrap_or_default();
        if alternatives.len() > DrillPresets::MAX_ALTERNATIVES {
            self.add(at("alternatives"), Fault::Longer(DrillPresets::MAX_ALTERNATIVES));
        }
        self.pass_over(path, Level::Drills, &it.unknown);
        DrillPresets {
            forbidden_prompt: self.text(&at("forbidden_prompt"), it.forbidden_prompt),
            forbidden_model: self.text(&at("forbidden_model"), it.forbidden_model),
            alternatives,
        }
    }

    /// Checks that the expected hosts are what a rule compares: only hosts, including the base URL's own.
    fn hosts(&mut self, path: &str, hosts: &[String], own: &str) {
        let before = self.problems.len() + self.more;
        for (index, host) in hosts.iter().enumerate() {
            let read = BaseUrl::parse(&format!("https://{host}"));
            if !read.is_ok_and(|read| read.host().eq_ignore_ascii_case(host)) {
                self.add(format!("{path}[{index}]"), Fault::NotHost(host.clone()));
            }
        }
        let is_good = before == self.problems.len() + self.more;
        // For a file that is checked away from its page, whose host is then unknown. Source: RFC 2606.
        let is_known = !own.ends_with(".invalid");
        let is_missing =
            is_known && !hosts.is_empty() && !hosts.iter().any(|host| host.eq_ignore_ascii_case(own));
        if is_good && is_missing {
            self.add(path, Fault::LacksHost(own.to_owned()));
        }
    }

    /// Checks that the expected headers can prove the route.
    fn headers(&mut self, path: &str, headers: &[String]) {
        for (index, name) in headers.iter().enumerate() {
            let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            let lower = name.to_ascii_lowercase();
            if name.is_empty() || !name.bytes().all(is_of_name) {
                self.add(format!("{path}[{index}]"), Fault::NotHeader(name.clone()));
            } else if COMMON_HEADERS.contains(&lower.as_str()) || lower.starts_with("access-control-") {
                self.add(format!("{path}[{index}]"), Fault::CommonHeader(name.clone()));
            }
        }
    }

    /// Notes the names of the gateways, to show them beside their index.
    pub(super) fn names(&mut self, json: &Value) {
        let gateways = json.get("gateways").and_then(Value::as_array);
        let name = |gateway: &Value| {
            gateway.get("name")?.as_str().filter(|name| !name.is_empty()).map(str::to_owned)
        };
        self.names = gateways.into_iter().flatten().take(MAX_GATEWAYS).map(name).collect();
    }

    fn models(&mut self, path: &str, field: Field<Vec<String>>) -> Vec<String> {
        let models = self.value(path, field).unwrap_or_default();
        if models.len() > MAX_MODELS {
            self.add(path, Fault::Longer(MAX_MODELS));
        }
        models
    }

    /// Notes a mistake.
    pub(super) fn add(&mut self, path: impl Display, fault: Fault) {
        if self.problems.len() == MAX_TOLD {
            self.more += 1;
            return;
        }
        let path = path.to_string();
        #[cfg(test)]
        crate::text::work::count(path.len());
        self.problems.push(ConfigProblem { path, gateway: None, fault });
    }

    fn value<T: Kind>(&mut self, path: &str, field: Field<T>) -> Option<T> {
        match field {
            Field::Missing => None,
            Field::Is(value) => Some(value),
            Field::IsNot => {
                self.add(path, Fault::Not(T::name()));
                None
            }
        }
    }

    fn text(&mut self, path: &str, field: Field<Name>) -> Option<String> {
        self.value(path, field).map(|it| it.0)
    }

    /// A text that must be there; empty if it is not.
    fn needed(&mut self, path: &str, field: Field<Name>) -> String {
        if matches!(field, Field::Missing) {
            self.add(path, Fault::Missing);
        }
        self.text(path, field).unwrap_or_default()
    }

    fn pass_over(&mut self, path: &str, level: Level, unknown: &BTreeMap<String, Value>) {
        let is_wanted = |value: &Value| *value != Value::Bool(false);
        for (name, _) in unknown.iter().filter(|(name, value)| unknown::is_lock(name) && is_wanted(value)) {
            self.add(member(path, name), Fault::Lock);
        }
        let room = MAX_TOLD.saturating_sub(self.unknown.len());
        self.unknown.extend(
            unknown
                .keys()
                .take(room)
                .map(|name| UnknownField { path: member(path, name), meant: unknown::meant(level, name) }),
        );
    }

    /// Notes the fields that an object in `text`, the text of the file, contains twice.
    pub(super) fn repeated(&mut self, text: &str) {
        for path in repeated(text, MAX_TOLD) {
            self.add(path, Fault::Repeated);
        }
    }

    /// Looks for fields, known or not, that seem to hold a key: by their name, or by their value.
    pub(super) fn keys(&mut self, json: &Value) {
        self.keys_at(json, "", &Path::File);
    }

    fn keys_at(&mut self, json: &Value, name: &str, path: &Path<'_>) {
        let is_key = match json {
            Value::Object(members) => {
                for (name, value) in members {
                    let path = Path::Member(path, name);
                    if is_secret_name(name) && holds_value(value) {
                        self.add(path, Fault::HoldsKey);
                    } else {
                        self.keys_at(value, name, &path);
                    }
                }
                false
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.keys_at(item, name, &Path::Item(path, index));
                }
                false
            }
            Value::String(text) => match name {
                "key_prefix" => is_whole_key(text),
                "base_url" | "docs_url" => url_holds_key(text),
                "ticket_url" => ticket_url::holds_key(text),
                _ => holds_key(text),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        };
        if is_key {
            self.add(path, Fault::HoldsKey);
        }
    }
}

/// Returns true if there is anything that could be a secret.
fn holds_value(json: &Value) -> bool {
    match json {
        Value::Null | Value::Bool(_) => false,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().any(holds_value),
        Value::Object(members) => members.values().any(holds_value),
    }
}

/// Returns true if `prefix` is more of a key than its beginning. A short prefix can look like a key by
/// itself.
fn is_whole_key(prefix: &str) -> bool {
    const MAX_BEGINNING_BYTES: usize = 16;
    prefix.len() > MAX_BEGINNING_BYTES
        || mask_lookalikes(prefix) != prefix
        || (prefix.len() >= 12 && prefix.contains(|it: char| it.is_ascii_digit()))
}

fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}
