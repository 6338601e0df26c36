//! A drill: one question about a gateway in operation, with what it asks of the user.

use super::{Played, ScenarioId, ScenarioOutcome, Trial};
use crate::field::FieldName;
use crate::form::ValidForm;
use crate::target::{ApiKey, BaseUrl, Mismatch};

/// One drill.
#[derive(Debug)]
pub struct Drill {
    /// Its scenario.
    pub id: ScenarioId,
    /// Its name.
    pub title: &'static str,
    /// Question that it answers, in one or two sentences.
    pub question: &'static str,
    /// Fields that it needs beside the connection.
    pub fields: &'static [Field],
    /// Builds the trials that it sends.
    pub trials: fn(&Inputs<'_>) -> Result<Vec<Trial>, Missing>,
    /// Judges the evidence of all its trials. A run that was stopped has fewer.
    pub judge: fn(&[Played<'_>]) -> ScenarioOutcome,
}

/// One value that a drill needs.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the page; fields of the same name in two drills are the same one.
    pub name: FieldName,
    /// Its label.
    pub label: &'static str,
    /// Meaning of the field, in one sentence.
    pub hint: &'static str,
    /// Kind of value that it accepts.
    pub kind: FieldKind,
}

impl Field {
    /// Finds the mismatch if `typed` is a key for something else than `base_url`, as for the key of the
    /// connection form.
    pub fn mismatch(&self, typed: &str, base_url: &BaseUrl, key_prefix: Option<&str>) -> Option<Mismatch> {
        let key = (self.kind == FieldKind::Key).then(|| ApiKey::parse(typed))?.ok()??;
        Mismatch::of(&key, base_url, key_prefix)
    }
}

/// Kind of value that a field accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A key: hidden, and treated like every key.
    Key,
    /// One line.
    Line,
    /// A text.
    Text,
    /// A whole number from 1 to this one.
    Count(u32),
}

/// The values that a drill uses.
pub struct Inputs<'a> {
    /// The connection form: target, prompt and time limit.
    pub form: &'a ValidForm,
    /// True if its answers are to be streamed.
    pub is_streamed: bool,
    /// Returns the text in this field, without white space around it.
    pub text: &'a dyn Fn(FieldName) -> String,
}

/// Reason why a drill cannot start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The field that needs attention.
    pub field: FieldName,
    /// Problem with it, in one sentence.
    pub sentence: &'static str,
}
