//! Fields of a `config.json` that the page does not know, and what they may have been meant to be.

use strsim::osa_distance;

use crate::redact::mask_lookalikes;
use crate::text::invisible::single_line;

/// A field that is not known, and is ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// Its JSON path, such as `gateways[0].contat`.
    pub path: String,
    /// The known field that was likely meant: its name, or its place if it belongs elsewhere.
    pub meant: Option<&'static str>,
}

/// The place of a field in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// The file itself.
    Top,
    /// One of the gateways.
    Gateway,
    /// The initial values of a gateway's drills.
    Drills,
    /// The initial values of the form.
    Defaults,
}

/// Every known field: its level, its name, and how it is called from another level.
pub(super) const FIELDS: &[(Level, &str, &str)] = &[
    (Level::Top, "$schema", "$schema at the top"),
    (Level::Top, "title", "title at the top"),
    (Level::Top, "intro", "intro at the top"),
    (Level::Top, "gateways", "gateways at the top"),
    (Level::Top, "defaults", "defaults at the top"),
    (Level::Top, LOCK, "only_these_gateways at the top"),
    (Level::Gateway, "name", "name of a gateway"),
    (Level::Gateway, "base_url", "base_url of a gateway"),
    (Level::Gateway, "models", "models of a gateway"),
    (Level::Gateway, "key_prefix", "key_prefix of a gateway"),
    (Level::Gateway, "key_help", "key_help of a gateway"),
    (Level::Gateway, "expected_hosts", "expected_hosts of a gateway"),
    (Level::Gateway, "expected_headers", "expected_headers of a gateway"),
    (Level::Gateway, "contact", "contact of a gateway"),
    (Level::Gateway, "docs_url", "docs_url of a gateway"),
    (Level::Gateway, "ticket_url", "ticket_url of a gateway"),
    (Level::Gateway, "product", "product of a gateway"),
    (Level::Gateway, "drills", "drills of a gateway"),
    (Level::Drills, "forbidden_prompt", "forbidden_prompt of drills"),
    (Level::Drills, "forbidden_model", "forbidden_model of drills"),
    (Level::Drills, "alternatives", "alternatives of drills"),
    (Level::Defaults, "prompt", "prompt of defaults"),
    (Level::Defaults, "profile", "profile of defaults"),
    (Level::Defaults, "timeout_s", "timeout_s of defaults"),
    (Level::Defaults, "stream", "stream of defaults"),
    (Level::Defaults, "key_minutes", "key_minutes of defaults"),
];

/// The field that locks the page to its gateways.
pub(super) const LOCK: &str = "only_these_gateways";

/// Longest name that is compared.
const MAX_BYTES: usize = 40;

impl UnknownField {
    /// Returns the sentence about it.
    pub fn sentence(&self) -> String {
        let meant = self.meant.map(|meant| format!(" Did you mean {meant}?")).unwrap_or_default();
        let path = single_line(&mask_lookalikes(&self.path));
        format!("config.json: {path} is unknown and was ignored.{meant}")
    }
}

/// The known field that is likely meant by `name`, which is unknown at this level.
pub(super) fn meant(level: Level, name: &str) -> Option<&'static str> {
    let near = |(_, known, _): &&(Level, &'static str, _)| is_near(name, known);
    let here = FIELDS.iter().filter(|(at, ..)| *at == level).find(near).map(|(_, known, _)| *known);
    here.or_else(|| FIELDS.iter().find(near).map(|(.., place)| *place))
}

/// Returns true if the name is that of the lock, or one that somebody may have written for it.
pub(super) fn is_lock(name: &str) -> bool {
    let begun = plain(name);
    let is_alike = begun.starts_with("only") && begun.trim_end_matches('s').ends_with("gateway");
    name.len() <= MAX_BYTES && (is_alike || is_near(name, LOCK))
}

/// Returns true if a file that cannot be used asks for the lock, even if other parts are wrong too.
///
/// Read from its text, because such a file may not be JSON: the lock's name, a colon, and no `false`.
pub(super) fn wants_lock(text: &str) -> bool {
    let is_of_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    let is_between = |it: char| it.is_whitespace() || "\"'`“”„‘’".contains(it);
    text.split_inclusive(':').zip(text.split(':').skip(1)).any(|(before, after)| {
        let before = before.trim_end_matches(':').trim_end_matches(is_between);
        let name = before.rsplit(|it| !is_of_name(it)).next().unwrap_or_default();
        let value = after.trim_start_matches(is_between);
        is_lock(name) && !value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"))
    })
}

/// Returns true if the names differ by no more than a typo, or by how their words are joined.
fn is_near(name: &str, known: &str) -> bool {
    let most = if known.len() < 8 { 1 } else { 2 };
    name.len() <= MAX_BYTES && osa_distance(&plain(name), &plain(known)) <= most
}

/// The letters and digits in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_name_stays_in_its_line() {
        let field = UnknownField { path: "ti\n\u{202e}tle".to_owned(), meant: Some("title") };
        assert_eq!(
            field.sentence(),
            "config.json: ti \\u{202e}tle is unknown and was ignored. Did you mean title?"
        );
    }

    #[test]
    fn a_slip_of_the_pen_is_known() {
        for (level, name, known) in [
            (Level::Gateway, "contat", Some("contact")),
            (Level::Gateway, "Models", Some("models")),
            (Level::Gateway, "baseUrl", Some("base_url")),
            (Level::Gateway, "expected-host", Some("expected_hosts")),
            (Level::Top, "titel", Some("title")),
            (Level::Top, "getaways", Some("gateways")),
            (Level::Gateway, "alternatives", Some("alternatives of drills")),
            (Level::Drills, "alternative", Some("alternatives")),
            (Level::Top, "contact", Some("contact of a gateway")),
            (Level::Defaults, "key-minute", Some("key_minutes")),
            (Level::Gateway, "note", None),
            (Level::Top, "_comment", None),
            (Level::Top, "more", None),
            (Level::Top, "", None),
        ] {
            assert_eq!(meant(level, name), known, "{name}");
        }
    }

    #[test]
    fn a_lock_is_known_however_it_is_spelt() {
        for name in ["only_these_gateways", "only_this_gateways", "onlyTheseGateways", "only_gateway"] {
            assert!(is_lock(name), "{name}");
        }
        for name in ["only", "gateways", "these_gateways_only", ""] {
            assert!(!is_lock(name), "{name}");
        }
    }

    #[test]
    fn a_broken_file_tells_whether_it_requested_the_lock() {
        for text in [
            r#"{"only_these_gateways": true,}"#,
            "{“only_these_gateways” : true}",
            "{only_this_gateways:true",
            r#"{"only_these_gateways":"yes"}"#,
            r#"{"only_these_gateways":"#,
        ] {
            assert!(wants_lock(text), "{text}");
        }
        for text in [
            r#"{"only_these_gateways": false,}"#,
            r#"{"only_these_gateways":"False"}"#,
            r#"{"title":"only_these_gateways"}"#,
            "only_these_gateways",
            "",
        ] {
            assert!(!wants_lock(text), "{text}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    #[cfg(not(target_arch = "wasm32"))]
    fn every_field_that_is_read_is_known() {
        let schema = schemars::schema_for!(super::super::File);
        let names = |path: &str| -> Vec<String> {
            let fields = schema.pointer(path).and_then(serde_json::Value::as_object).expect(path);
            fields.keys().cloned().collect()
        };
        for (level, path) in [
            (Level::Top, "/properties"),
            (Level::Gateway, "/$defs/Gateway/properties"),
            (Level::Drills, "/$defs/Drills/properties"),
            (Level::Defaults, "/$defs/Defaults/properties"),
        ] {
            let mut known: Vec<_> =
                FIELDS.iter().filter(|(at, ..)| *at == level).map(|(_, name, _)| *name).collect();
            known.sort_unstable();
            let mut read = names(path);
            read.sort_unstable();
            assert_eq!(known, read, "{path}");
        }
    }
}
