//! `config.json` as it is written. A field of the wrong type does not stop the reader: it is noted, and
//! the other fields are read, so that every mistake can be reported at once.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::ticket_url::TicketUrl;
use crate::form::{MAX_TIMEOUT_S, MIN_TIMEOUT_S};
use crate::profile::ChosenProfile;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// Presets of the page's host. Unknown fields are ignored. Beyond this schema, the page requires valid base
/// URLs, unique names, a gateway if `only_these_gateways` is true, and no key
/// anywhere.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct File {
    /// Schema, for editors.
    #[serde(rename = "$schema")]
    pub(super) schema: Field<String>,
    /// Title of the page.
    pub(super) title: Field<Name>,
    /// Text for people who open the page, in place of the list of what they need.
    pub(super) intro: Field<Intro>,
    /// Gateways to choose from; the first one is chosen.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(max = MAX_GATEWAYS)))]
    pub(super) gateways: Field<Vec<Field<Gateway>>>,
    /// Initial values of the form.
    pub(super) defaults: Field<Defaults>,
    /// True if the page must not send to any other gateway.
    pub(super) only_these_gateways: Field<bool>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// A gateway to choose from.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema), schemars(extend("required" = ["name", "base_url"])))]
#[serde(default)]
pub(super) struct Gateway {
    /// Name of the gateway.
    pub(super) name: Field<Name>,
    /// Base URL of the API. If it starts with /, ./ or ../, it is relative to the page.
    pub(super) base_url: Field<Name>,
    /// Suggested models; the first one fills the field.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(max = MAX_MODELS)))]
    pub(super) models: Field<Vec<String>>,
    /// Prefix of this gateway's keys.
    pub(super) key_prefix: Field<String>,
    /// Hint about where to get a key.
    pub(super) key_help: Field<String>,
    /// Hosts that a request is expected to go to.
    pub(super) expected_hosts: Field<Vec<String>>,
    /// Response headers that only the gateway sets.
    pub(super) expected_headers: Field<Vec<String>>,
    /// Contact for help.
    pub(super) contact: Field<Name>,
    /// URL of the gateway's documentation.
    pub(super) docs_url: Field<WebAddress>,
    /// Address that opens a ticket. {title} and {text} in it are filled in.
    pub(super) ticket_url: Field<TicketUrl>,
    /// Product that the gateway is: steps then use the words of that product's console.
    pub(super) product: Field<Product>,
    /// Initial values of the drills.
    pub(super) drills: Field<Drills>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// Initial values of the form.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub(super) struct Defaults {
    /// The prompt.
    pub(super) prompt: Field<Name>,
    /// Depth of a run.
    pub(super) profile: Field<Profile>,
    /// Time limit in seconds.
    pub(super) timeout_s: Field<Seconds>,
    /// True if the page asks for streamed answers.
    pub(super) stream: Field<bool>,
    /// Minutes of inactivity after which the page deletes the key.
    pub(super) key_minutes: Field<KeyMinutes>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// Initial values of the drills.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub(super) struct Drills {
    /// Prompt that the gateway must refuse.
    pub(super) forbidden_prompt: Field<Name>,
    /// Model that the gateway must refuse.
    pub(super) forbidden_model: Field<Name>,
    /// Models that step in for the others.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(max = MAX_ALTERNATIVES)))]
    pub(super) alternatives: Field<Vec<String>>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// A text that is not empty.
#[derive(Default, Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minLength" = 1))
)]
#[serde(try_from = "String")]
pub(super) struct Name(pub(super) String);

/// A text of some lines.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minLength" = 1, "maxLength" = MAX_INTRO_CHARS))
)]
#[serde(try_from = "String")]
pub(super) struct Intro(pub(super) String);

/// A product whose console is known.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema), schemars(inline, description = ""))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Product {
    Flashback,
}

/// An address to link to.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("pattern" = r"^https?://\S+$"))
)]
#[serde(try_from = "String")]
pub(super) struct WebAddress(pub(super) String);

/// The value of a profile in the form.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("enum" = ChosenProfile::ALL.map(ChosenProfile::id)))
)]
#[serde(try_from = "String")]
pub(super) struct Profile(pub(super) String);

/// A time limit.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minimum" = MIN_TIMEOUT_S, "maximum" = MAX_TIMEOUT_S))
)]
#[serde(try_from = "u64")]
pub(super) struct Seconds(pub(super) u64);

/// Time of inactivity after which a key is deleted, in minutes.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minimum" = MIN_KEY_MINUTES, "maximum" = MAX_KEY_MINUTES))
)]
#[serde(try_from = "f64")]
pub(super) struct KeyMinutes(pub(super) f64);

/// The shortest time of inactivity after which a key is deleted, in minutes.
pub(super) const MIN_KEY_MINUTES: f64 = 0.05;
/// The longest.
pub(super) const MAX_KEY_MINUTES: f64 = 240.0;

/// Largest number of gateways to choose from.
pub(super) const MAX_GATEWAYS: usize = 1_000;
/// The longest text for people who open the page, in characters.
pub(super) const MAX_INTRO_CHARS: usize = 1_000;
/// More models than this are not suggested.
pub(super) const MAX_MODELS: usize = 2_000;
/// The most models that a drill tries beside the first.
pub(super) const MAX_ALTERNATIVES: usize = 4;

/// A field, or the place of one.
#[derive(Default)]
pub(super) enum Field<T> {
    /// It is not there.
    #[default]
    Missing,
    /// Its value.
    Is(T),
    /// Its value is none of [`Kind::name`].
    IsNot,
}

/// Kind of value that a field can hold.
pub(super) trait Kind: DeserializeOwned {
    /// Returns the name of a value of this kind.
    fn name() -> String;
}

impl<'de, T: Kind> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(|json| T::deserialize(json).map_or(Self::IsNot, Self::Is))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// Names kinds of values.
macro_rules! kinds {
    ($($kind:ty: $($name:expr),+;)+) => {
        $(impl Kind for $kind {
            fn name() -> String {
                format!($($name),+)
            }
        })+
    };
}

kinds! {
    String: "a string";
    Name: "a non-empty string";
    Intro: "a text of 1 to {MAX_INTRO_CHARS} characters";
    Product: "flashback";
    Vec<String>: "a list of strings";
    bool: "true or false";
    Seconds: "a whole number from {MIN_TIMEOUT_S} to {MAX_TIMEOUT_S}";
    KeyMinutes: "a number from {MIN_KEY_MINUTES} to {MAX_KEY_MINUTES}";
    WebAddress: "a web address that starts with https:// or http://";
    Profile: "quick, standard, full or custom";
    File: "an object";
    Gateway: "an object";
    Defaults: "an object";
    Drills: "an object";
    Vec<Field<Gateway>>: "a list of objects";
}

/// Takes a value of the right type if it is one of the kind.
macro_rules! only_if {
    ($($kind:ident($type:ty): $is_one:expr;)+) => {
        $(impl TryFrom<$type> for $kind {
            type Error = String;

            fn try_from(value: $type) -> Result<Self, String> {
                let is_one: fn(&$type) -> bool = $is_one;
                if is_one(&value) { Ok(Self(value)) } else { Err(Self::name()) }
            }
        })+
    };
}

only_if! {
    Name(String): |text| !text.is_empty();
    Intro(String): |text| (1..=MAX_INTRO_CHARS).contains(&text.chars().count());
    WebAddress(String): |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(char::is_whitespace)
    };
    Profile(String): |text| text.parse::<ChosenProfile>().is_ok();
    Seconds(u64): |seconds| (MIN_TIMEOUT_S.into()..=MAX_TIMEOUT_S.into()).contains(seconds);
    KeyMinutes(f64): |minutes| (MIN_KEY_MINUTES..=MAX_KEY_MINUTES).contains(minutes);
}
