//! `config.json` as it is written. A field of the wrong kind does not end the reading: it says so, and
//! what is beside it is read, so that every mistake can be told at once.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::form::{LONGEST_S, SHORTEST_S};
use crate::persistence::PROFILES;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// What the host of the page presets. Unknown fields are ignored. Beside this schema, the page wants base
/// URLs that can be called, names that stand once, a gateway where `only_these_gateways` is true, and no
/// key anywhere.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct File {
    /// For editors.
    #[serde(rename = "$schema")]
    pub(super) schema: Field<String>,
    /// The page's title.
    pub(super) title: Field<Name>,
    /// The gateways to offer, the first one chosen.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(max = MAX_GATEWAYS)))]
    pub(super) gateways: Field<Vec<Field<Gateway>>>,
    /// What the form begins with.
    pub(super) defaults: Field<Defaults>,
    /// Whether nothing may be sent to any other gateway.
    pub(super) only_these_gateways: Field<bool>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// A gateway to offer.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema), schemars(extend("required" = ["name", "base_url"])))]
#[serde(default)]
pub(super) struct Gateway {
    /// What people call it.
    pub(super) name: Field<Name>,
    /// Where the API begins; with /, ./ or ../ in front it is relative to the page.
    pub(super) base_url: Field<Name>,
    /// Models to suggest, the first one filled in.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(max = MAX_MODELS)))]
    pub(super) models: Field<Vec<String>>,
    /// How this gateway's keys begin.
    pub(super) key_prefix: Field<String>,
    /// Where a key comes from.
    pub(super) key_help: Field<String>,
    /// Hosts a request may go to.
    pub(super) expected_hosts: Field<Vec<String>>,
    /// Response headers that only the gateway sets.
    pub(super) expected_headers: Field<Vec<String>>,
    /// Whom to ask.
    pub(super) contact: Field<Name>,
    /// The gateway's documentation.
    pub(super) docs_url: Field<WebAddress>,
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub(super) unknown: BTreeMap<String, Value>,
}

/// What the form begins with.
#[derive(Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub(super) struct Defaults {
    /// The prompt.
    pub(super) prompt: Field<Name>,
    /// How much is asked.
    pub(super) profile: Field<Profile>,
    /// The time limit in seconds.
    pub(super) timeout_s: Field<Seconds>,
    /// Whether to stream.
    pub(super) stream: Field<bool>,
    /// After how many minutes without use the page forgets the key.
    pub(super) key_minutes: Field<KeyMinutes>,
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
    schemars(inline, description = "", extend("enum" = PROFILES))
)]
#[serde(try_from = "String")]
pub(super) struct Profile(pub(super) String);

/// A time limit.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minimum" = SHORTEST_S, "maximum" = LONGEST_S))
)]
#[serde(try_from = "u64")]
pub(super) struct Seconds(pub(super) u64);

/// How long a key is kept without use.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(JsonSchema),
    schemars(inline, description = "", extend("minimum" = MIN_KEY_MINUTES, "maximum" = MAX_KEY_MINUTES))
)]
#[serde(try_from = "f64")]
pub(super) struct KeyMinutes(pub(super) f64);

/// The shortest time that a key may be kept without use, in minutes.
pub(super) const MIN_KEY_MINUTES: f64 = 0.05;
/// The longest.
pub(super) const MAX_KEY_MINUTES: f64 = 240.0;

/// More gateways than this are nobody's to choose from.
pub(super) const MAX_GATEWAYS: usize = 1_000;
/// More models than this are not suggested.
pub(super) const MAX_MODELS: usize = 2_000;

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

/// What a field can hold.
pub(super) trait Kind: DeserializeOwned {
    /// What a value of this kind is called.
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
    String: "a text";
    Name: "a text that is not empty";
    Vec<String>: "a list of texts";
    bool: "true or false";
    Seconds: "a whole number from {SHORTEST_S} to {LONGEST_S}";
    KeyMinutes: "a number from {MIN_KEY_MINUTES} to {MAX_KEY_MINUTES}";
    WebAddress: "a web address that begins with https:// or http://";
    Profile: "quick, standard, full or custom";
    File: "an object";
    Gateway: "an object";
    Defaults: "an object";
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
    WebAddress(String): |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(char::is_whitespace)
    };
    Profile(String): |text| PROFILES.contains(&text.as_str());
    Seconds(u64): |seconds| (SHORTEST_S.into()..=LONGEST_S.into()).contains(seconds);
    KeyMinutes(f64): |minutes| (MIN_KEY_MINUTES..=MAX_KEY_MINUTES).contains(minutes);
}
