//! What the host of this page presets: `config.json` beside `index.html`.
//!
//! Read leniently: what is missing has a default, what is unknown is left alone. A file that seems
//! to hold a key is refused whole, because it would be served to everyone.

use serde_json::Value;

/// What the page's host knows about a gateway, for the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// Hosts a request may go to; empty for any.
    pub hosts: Vec<String>,
    /// Response headers that only the gateway adds.
    pub headers: Vec<String>,
    /// How this gateway's keys begin.
    pub key_prefix: Option<String>,
}

/// One preset gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gateway {
    /// What people call it.
    pub name: String,
    /// Its base URL, as it stands in the file.
    pub base_url: String,
    /// Models to suggest.
    pub models: Vec<String>,
    /// Where a key comes from, in the host's words.
    pub key_help: Option<String>,
    /// What the rules may expect.
    pub expectations: Expectations,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preset {
    /// The page's title.
    pub title: Option<String>,
    /// The gateways to offer, the first one chosen.
    pub gateways: Vec<Gateway>,
    /// The prompt to begin with.
    pub prompt: Option<String>,
    /// The time limit to begin with, in seconds.
    pub timeout_s: Option<u64>,
    /// Whether to stream to begin with.
    pub stream: Option<bool>,
    /// After how many minutes without use the key is forgotten, within [`Preset::KEY_MINUTES`].
    pub key_minutes: Option<f64>,
}

/// Why a file is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PresetProblem {
    /// It is not a JSON object.
    NotAnObject,
    /// This field seems to hold a key.
    HoldsKey {
        /// Its JSON path.
        path: String,
    },
}

impl Preset {
    /// The shortest and the longest time that a key may be kept without use, in minutes.
    pub const KEY_MINUTES: std::ops::RangeInclusive<f64> = 0.05..=240.0;
    /// That time where the file says nothing, in minutes.
    pub const USUAL_KEY_MINUTES: f64 = 15.0;

    /// Reads the file's text.
    ///
    /// # Errors
    /// [`PresetProblem`]; the page then works without it.
    pub fn read(text: &str) -> Result<Self, PresetProblem> {
        let json: Value = serde_json::from_str(text).map_err(|_| PresetProblem::NotAnObject)?;
        if !json.is_object() {
            return Err(PresetProblem::NotAnObject);
        }
        if let Some(path) = path_of_key(&json, "") {
            return Err(PresetProblem::HoldsKey { path });
        }
        let defaults = &json["defaults"];
        Ok(Self {
            title: text_at(&json, "title"),
            gateways: list_at(&json, "gateways").iter().map(read_gateway).collect(),
            prompt: text_at(defaults, "prompt"),
            timeout_s: defaults["timeout_s"].as_u64(),
            stream: defaults["stream"].as_bool(),
            key_minutes: defaults["key_minutes"].as_f64().filter(|it| Self::KEY_MINUTES.contains(it)),
        })
    }
}

fn read_gateway(json: &Value) -> Gateway {
    Gateway {
        name: text_at(json, "name").unwrap_or_default(),
        base_url: text_at(json, "base_url").unwrap_or_default(),
        models: texts_at(json, "models"),
        key_help: text_at(json, "key_help"),
        expectations: Expectations {
            hosts: texts_at(json, "expected_hosts"),
            headers: texts_at(json, "expected_headers"),
            key_prefix: text_at(json, "key_prefix"),
        },
    }
}

fn text_at(json: &Value, name: &str) -> Option<String> {
    json[name].as_str().map(str::to_owned)
}

fn list_at<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json[name].as_array().map_or(&[], Vec::as_slice)
}

fn texts_at(json: &Value, name: &str) -> Vec<String> {
    list_at(json, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The first field that, by its name or its value, seems to hold a key.
fn path_of_key(json: &Value, path: &str) -> Option<String> {
    const NAMES: [&str; 7] = ["api_key", "apikey", "key", "token", "secret", "password", "authorization"];
    match json {
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let is_named_so = NAMES.contains(&name.to_ascii_lowercase().as_str());
            if is_named_so && !value.is_null() { Some(path) } else { path_of_key(value, &path) }
        }),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(place, item)| path_of_key(item, &format!("{path}[{place}]")))
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_presets_gateways_and_defaults() {
        let text = r#"{"title":"T","gateways":[{"name":"G","base_url":"https://g.example/v1","models":["a","b"],
            "expected_hosts":["g.example"],"key_prefix":"gk-"}],"defaults":{"prompt":"Hi","timeout_s":20,"stream":true}}"#;
        let preset = Preset::read(text).unwrap();
        assert_eq!(preset.gateways[0].models, ["a", "b"]);
        assert_eq!(preset.gateways[0].expectations.hosts, ["g.example"]);
        assert_eq!(preset.gateways[0].expectations.key_prefix.as_deref(), Some("gk-"));
        assert_eq!(
            (preset.prompt.as_deref(), preset.timeout_s, preset.stream),
            (Some("Hi"), Some(20), Some(true))
        );
    }

    #[test]
    fn what_is_missing_or_odd_is_left_out() {
        assert_eq!(Preset::read("{}"), Ok(Preset::default()));
        assert_eq!(Preset::read(r#"{"gateways":7,"defaults":[],"more":{}}"#), Ok(Preset::default()));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in ["", "[]", "{", "<html>"] {
            assert_eq!(Preset::read(text), Err(PresetProblem::NotAnObject), "{text}");
        }
    }

    #[test]
    fn a_file_with_a_key_is_refused_and_the_field_named() {
        let check = |text: &str, path: &str| {
            assert_eq!(Preset::read(text), Err(PresetProblem::HoldsKey { path: path.to_owned() }));
        };
        check(r#"{"gateways":[{"name":"G","api_key":"gc-test-1"}]}"#, "gateways[0].api_key");
        check(r#"{"Token":"gc-test-1"}"#, "Token");
    }
}
