//! The schemas in `docs/`, made of the types that are written and read.

use std::fs;
use std::path::PathBuf;

use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of `T` with this id and title; `settings` say whether of what is read or of what is written.
pub fn made_of<T: JsonSchema>(settings: SchemaSettings, id: &str, title: &str) -> Value {
    let mut schema: Schema =
        settings.with_transform(RecursiveTransform(plain)).into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// Removes parts that only describe Rust types.
fn plain(schema: &mut Schema) {
    schema.remove("default");
    if schema.get("format").is_some_and(|format| format != "date-time") {
        schema.remove("format");
    }
}

/// Expects `docs/` to hold this schema. With `UPDATE_DOCS` in the environment, it is written there.
#[track_caller]
pub fn check_current(file: &str, schema: &Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    let text = format!("{schema:#}\n");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &text).expect("docs/ can be written");
    }
    let kept = fs::read_to_string(&path).expect("a schema");
    assert!(kept == text, "docs/{file} is stale: run the tests once with UPDATE_DOCS=1");
}

/// Validates JSON against a schema, dates included.
pub fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
}
