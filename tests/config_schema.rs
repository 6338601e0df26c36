//! `docs/config.schema.json` is made of the types that are read, the reader of `config.json` is of one mind
//! with it, and the documented examples are good files.

#![cfg(not(target_arch = "wasm32"))]

mod schema;

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use gateway_check::config::{Config, File};
use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Builds the schema of what a page reads.
fn the_schema() -> Value {
    let settings = SchemaSettings::draft2020_12();
    schema::made_of::<File>(settings, "urn:gateway-check:config:1", "config.json of Gateway Check")
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first JSON block of a document.
fn example(path: &str) -> String {
    let document = read(path);
    let (_, rest) = document.split_once("```json\n").expect("an example");
    rest.split_once("```").expect("its end").0.to_owned()
}

/// Returns true if the schema takes the file, and true if the reader does.
fn verdicts(text: &str) -> (bool, bool) {
    static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| schema::validator(&the_schema()));
    let json: Value = serde_json::from_str(text).expect(text);
    (VALIDATOR.is_valid(&json), Config::parse(text, "https://page.example/").is_ok())
}

#[test]
fn the_schema_in_docs_is_that_of_the_types() {
    schema::check_current("config.schema.json", &the_schema());
}

#[test]
fn the_documented_examples_are_good_files() {
    for path in ["docs/config.md", "README.md"] {
        let text = example(path);
        assert_eq!(verdicts(&text), (true, true), "{path}");
        let config = Config::parse(&text, "https://page.example/").expect("a good file");
        assert!(config.unknown.is_empty(), "{path}");
    }
}

#[test]
fn the_long_example_shows_every_field() {
    let example: Value = serde_json::from_str(&example("docs/config.md")).expect("JSON");
    let schema = the_schema();
    for (object, properties) in [
        ("", "/properties"),
        ("/gateways/0", "/$defs/Gateway/properties"),
        ("/gateways/0/drills", "/$defs/Drills/properties"),
        ("/defaults", "/$defs/Defaults/properties"),
    ] {
        for name in schema.pointer(properties).and_then(Value::as_object).expect("an object").keys() {
            let is_shown = example.pointer(object).is_some_and(|object| object.get(name).is_some());
            assert!(is_shown || name == "$schema", "{object}/{name}");
            assert!(read("docs/config.md").contains(&format!("`{name}`")) || name == "$schema", "{name}");
        }
    }
}

#[test]
fn schema_and_reader_take_the_same_files() {
    let with = |field: &str| format!(r#"{{"gateways":[{{"name":"G","base_url":"/v1",{field}}}]}}"#);
    let defaults = |field: &str| format!(r#"{{"defaults":{{{field}}}}}"#);
    for text in [
        "{}".to_owned(),
        r#"{"more":1,"gateways":[],"defaults":{"more":[]}}"#.to_owned(),
        r#"{"$schema":"config.schema.json","title":"T","only_these_gateways":false}"#.to_owned(),
        with(
            r#""models":[],"key_prefix":"","key_help":"","expected_hosts":["page.example"],"expected_headers":[]"#,
        ),
        with(r#""contact":"c","docs_url":"http://a.example/x?y=1#z","more":{}"#),
        with(r#""product":"flashback","ticket_url":"https://a.example/new?title={title}&text={text}#x""#),
        with(r#""ticket_url":"mailto:a@b.example?body={text}""#),
        with(r#""ticket_url":"http://a.example""#),
        format!(r#"{{"intro":"{}"}}"#, "ü".repeat(1_000)),
        with(r#""drills":{"forbidden_prompt":"p","forbidden_model":"m","alternatives":["a","b","c","d"]}"#),
        with(r#""drills":{"more":1}"#),
        defaults(r#""prompt":"p","profile":"custom","timeout_s":600,"stream":true,"key_minutes":0.05"#),
    ] {
        assert_eq!(verdicts(&text), (true, true), "{text}");
    }
    for text in [
        "[]".to_owned(),
        "7".to_owned(),
        r#"{"title":""}"#.to_owned(),
        r#"{"gateways":{}}"#.to_owned(),
        r#"{"gateways":[1]}"#.to_owned(),
        r#"{"gateways":[{"name":"G"}]}"#.to_owned(),
        r#"{"gateways":[{"base_url":"/v1"}]}"#.to_owned(),
        r#"{"gateways":[{"name":"","base_url":"/v1"}]}"#.to_owned(),
        r#"{"gateways":[{"name":"G","base_url":""}]}"#.to_owned(),
        r#"{"defaults":[]}"#.to_owned(),
        r#"{"only_these_gateways":"yes"}"#.to_owned(),
        with(r#""models":"m""#),
        with(r#""models":[1]"#),
        with(r#""key_prefix":null"#),
        with(r#""key_help":1"#),
        with(r#""expected_hosts":"a""#),
        with(r#""expected_headers":[null]"#),
        with(r#""contact":"""#),
        with(r#""docs_url":"javascript:alert(1)""#),
        with(r#""docs_url":"https://""#),
        with(r#""ticket_url":"https://{title}.example""#),
        with(r#""ticket_url":"https://a.example/{titel}""#),
        with(r#""ticket_url":"mailto:?body={text}""#),
        with(r#""ticket_url":"ftp://a.example""#),
        with(r#""product":"other""#),
        with(r#""drills":1"#),
        with(r#""drills":{"forbidden_prompt":""}"#),
        with(r#""drills":{"forbidden_model":["m"]}"#),
        with(r#""drills":{"alternatives":["a","b","c","d","e"]}"#),
        r#"{"intro":""}"#.to_owned(),
        format!(r#"{{"intro":"{}"}}"#, "ü".repeat(1_001)),
        defaults(r#""prompt":"""#),
        defaults(r#""profile":"fast""#),
        defaults(r#""timeout_s":0"#),
        defaults(r#""timeout_s":1.5"#),
        defaults(r#""timeout_s":601"#),
        defaults(r#""stream":1"#),
        defaults(r#""key_minutes":0.04"#),
        defaults(r#""key_minutes":241"#),
    ] {
        assert_eq!(verdicts(&text), (false, false), "{text}");
    }
    // What no schema can say.
    for text in [
        with(r#""token":"gc-test-1""#),
        with(r#""expected_hosts":["other.example"]"#),
        with(r#""expected_hosts":["https://page.example"]"#),
        with(r#""expected_headers":["content-type"]"#),
        r#"{"only_this_gateways":true}"#.to_owned(),
        r#"{"only_these_gateways":true}"#.to_owned(),
        r#"{"gateways":[{"name":"G","base_url":"g.example"}]}"#.to_owned(),
        r#"{"gateways":[{"name":"G","base_url":"/v1"},{"name":"G","base_url":"/v2"}]}"#.to_owned(),
    ] {
        assert_eq!(verdicts(&text), (true, false), "{text}");
    }
}
