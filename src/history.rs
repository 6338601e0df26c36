//! Data that the page stores for the next visit, only if the user chose that: base URL, model,
//! prompt, and the results of the last runs. Never a key, never an answer.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::check::Verdict;
use crate::field::FieldName;
use crate::persistence::{Storable, storable};
use crate::redact::{Mask, holds_key};

/// Saved data. Empty texts count as none. Invalid parts of a stored one are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Marks a text as saved data of this page.
    pub schema: Schema,
    /// The field `base_url`.
    #[serde(default, deserialize_with = "or_default")]
    pub base_url: String,
    /// The field `model`.
    #[serde(default, deserialize_with = "or_default")]
    pub model: String,
    /// The field `prompt`.
    #[serde(default, deserialize_with = "or_default")]
    pub prompt: String,
    /// Results of the last runs, the newest first.
    #[serde(default, deserialize_with = "each_or_default")]
    pub runs: Vec<RunSummary>,
}

/// The schema of saved data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schema {
    /// The only one so far.
    #[default]
    #[serde(rename = "gateway-check/memory/1")]
    Memory1,
}

/// Result of a run, in the words of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    /// When it began, in UTC (RFC 3339).
    pub at: String,
    /// Where the API begins.
    #[serde(default, deserialize_with = "or_default")]
    pub base_url: String,
    /// The model asked for.
    #[serde(default, deserialize_with = "or_default")]
    pub model: String,
    /// The profile's name.
    #[serde(default, deserialize_with = "or_default")]
    pub profile: String,
    /// The verdicts of the four points, in display order; `None` for a word that this page does not know.
    #[serde(default, deserialize_with = "each_or_default")]
    pub verdicts: Vec<Option<Verdict>>,
    /// The kind of the main diagnosis; empty without one.
    #[serde(default, deserialize_with = "or_default")]
    pub diagnosis: String,
}

impl RunSummary {
    /// Returns true if the other one is about the same run, parts of which may have run again since. Times
    /// are to the second.
    fn is_same_run(&self, other: &Self) -> bool {
        let Self { at, base_url, model, profile, .. } = self;
        (at, base_url, model, profile) == (&other.at, &other.base_url, &other.model, &other.profile)
    }
}

/// Largest number of runs that are kept.
const MAX_RUNS: usize = 20;
/// Several times what the longest values of the form and of twenty runs come to.
const MAX_BYTES: usize = 500_000;

impl Memory {
    /// Adds a run, or what a rerun made of it. Beyond the twentieth, the oldest is deleted.
    pub fn record(&mut self, run: RunSummary) {
        self.runs.retain(|known| !known.is_same_run(&run));
        self.runs.insert(0, run);
        self.runs.truncate(MAX_RUNS);
    }

    /// The text to store. `mask` covers the key in the form: a value that contains it, or seems to
    /// contain any key, is left out. So every stored text went through the mask.
    pub fn to_json(&self, mask: &Mask) -> String {
        // Every part of it can be serialised.
        serde_json::to_string(&self.without_keys(mask)).unwrap_or_default()
    }

    /// Reads what was stored. Broken, foreign or too long text counts as no saved data; a
    /// broken run is left out.
    pub fn read(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self::default();
        }
        let stored: Self = serde_json::from_str(text).unwrap_or_default();
        stored.without_keys(&Mask::default())
    }

    /// Returns the parts of it that may be stored and shown again.
    fn without_keys(&self, mask: &Mask) -> Self {
        let typed = |name: FieldName, text: &str| match storable(name, text, mask) {
            Storable::Text(text) => text,
            Storable::Nothing | Storable::HeldKey => String::new(),
        };
        let run = |run: &RunSummary| RunSummary {
            at: word(&run.at, mask),
            base_url: typed(FieldName::BaseUrl, &run.base_url),
            model: typed(FieldName::Model, &run.model),
            profile: word(&run.profile, mask),
            verdicts: run.verdicts.iter().take(4).copied().collect(),
            diagnosis: word(&run.diagnosis, mask),
        };
        Self {
            schema: self.schema,
            base_url: typed(FieldName::BaseUrl, &self.base_url),
            model: typed(FieldName::Model, &self.model),
            prompt: typed(FieldName::Prompt, &self.prompt),
            runs: self.runs.iter().map(run).filter(|run| !run.at.is_empty()).take(MAX_RUNS).collect(),
        }
    }
}

/// A time, or one of the report's own words, which are all shorter; nothing if it is neither.
fn word(text: &str, mask: &Mask) -> String {
    let is_own = |byte: u8| byte.is_ascii_alphanumeric() || b"-:.+".contains(&byte);
    let is_word = text.len() <= 40 && text.bytes().all(is_own);
    let is_kept = is_word && mask.text(text) == text && !holds_key(text);
    if is_kept { text.to_owned() } else { String::new() }
}

/// A value of the right kind, or nothing.
fn or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Value::deserialize(from).map(|json| T::deserialize(json).unwrap_or_default())
}

/// A list, with nothing in the place of an item of another kind.
fn each_or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let items: Vec<Value> = or_default(from)?;
    Ok(items.into_iter().map(|json| T::deserialize(json).unwrap_or_default()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::work::check_growth;

    fn run(minute: usize) -> RunSummary {
        RunSummary {
            at: format!("2026-01-02T03:{minute:02}:05.678Z"),
            base_url: "https://gateway.example/v1".to_owned(),
            model: "m \"1\"".to_owned(),
            profile: "standard".to_owned(),
            verdicts: [Verdict::Pass, Verdict::Inconclusive, Verdict::Fail, Verdict::Skipped]
                .map(Some)
                .into(),
            diagnosis: "model-unknown".to_owned(),
        }
    }

    fn memory() -> Memory {
        Memory {
            base_url: "https://gateway.example/v1".to_owned(),
            model: "m-1".to_owned(),
            prompt: "Say\n\"hello\".".to_owned(),
            runs: vec![run(1)],
            ..Memory::default()
        }
    }

    #[test]
    fn what_is_stored_is_read_as_it_was() {
        for memory in [Memory::default(), memory()] {
            assert_eq!(Memory::read(&memory.to_json(&Mask::default())), memory);
        }
    }

    #[test]
    fn a_rerun_takes_the_place_of_its_run() {
        let mut memory = memory();
        memory.record(run(2));
        let rerun = RunSummary { diagnosis: String::new(), ..run(1) };
        memory.record(rerun.clone());
        assert_eq!(memory.runs, [rerun, run(2)]);
        let at_once = RunSummary { model: "m-2".to_owned(), ..run(2) };
        memory.record(at_once.clone());
        assert_eq!(memory.runs.len(), 3, "another run of the same second");
    }

    #[test]
    fn the_last_twenty_runs_are_kept_the_newest_first() {
        let mut memory = memory();
        (2..=25).for_each(|minute| memory.record(run(minute)));
        let minutes: Vec<_> = memory.runs.iter().map(|run| run.at[14..16].to_owned()).collect();
        assert_eq!((minutes.len(), minutes[0].as_str(), minutes[19].as_str()), (20, "25", "06"));
        assert_eq!(Memory::read(&memory.to_json(&Mask::default())), memory);
    }

    #[test]
    fn no_key_is_stored() {
        let key = "gc-test-of-the-run";
        let mask = Mask::of_secrets(&[key]);
        for text in [key, "gc%2Dtest-of-the-run", "sk-proj-gc-test-1", "https://gc-test-1@a.example/v1"] {
            let text = text.to_owned();
            let run = RunSummary { base_url: text.clone(), model: text.clone(), ..run(1) };
            let memory = Memory {
                base_url: text.clone(),
                model: format!("m {text}"),
                prompt: text,
                runs: vec![run],
                ..Memory::default()
            };
            let stored = memory.to_json(&mask);
            assert!(!stored.contains("gc") || !stored.contains("test"), "{stored}");
            assert!(stored.contains("standard"));
        }
        for field in ["at", "profile", "diagnosis"] {
            let mut run = run(1);
            match field {
                "at" => &mut run.at,
                "profile" => &mut run.profile,
                _ => &mut run.diagnosis,
            }
            .push_str(key);
            let stored = Memory { runs: vec![run], ..Memory::default() }.to_json(&mask);
            assert!(!stored.contains(key), "{stored}");
        }
    }

    #[test]
    fn a_key_that_somebody_put_there_is_not_read() {
        let stored = memory().to_json(&Mask::default()).replace("m-1", "sk-proj-gc-test-1");
        assert_eq!(Memory::read(&stored), Memory { model: String::new(), ..memory() });
    }

    #[test]
    fn broken_or_foreign_text_is_an_empty_memory() {
        let whole = memory().to_json(&Mask::default());
        for text in ["", "null", "7", "[]", "{}", "<html>", &whole[1..], &whole[..whole.len() - 1]] {
            assert_eq!(Memory::read(text), Memory::default(), "{text}");
        }
        assert_eq!(Memory::read(&whole.replace("memory/1", "memory/2")), Memory::default());
        let spaces = |count| " ".repeat(count) + &whole;
        assert_eq!(Memory::read(&spaces(MAX_BYTES - whole.len())), memory());
        assert_eq!(Memory::read(&spaces(MAX_BYTES)), Memory::default());
    }

    #[test]
    fn what_is_odd_in_it_is_left_out() {
        let text = r#"{"schema":"gateway-check/memory/1","base_url":7,"model":"m","prompt":null,"more":1,
            "runs":[null,[],{},{"at":"<script>"},{"at":"2026-01-02T03:04:05Z","verdicts":["pass","<b>",3],"answer":"x"}]}"#;
        let odd = RunSummary {
            at: "2026-01-02T03:04:05Z".to_owned(),
            verdicts: vec![Some(Verdict::Pass), None, None],
            ..RunSummary::default()
        };
        let expected = Memory { model: "m".to_owned(), runs: vec![odd], ..Memory::default() };
        assert_eq!(Memory::read(text), expected);
        let many = format!(
            r#"{{"schema":"gateway-check/memory/1","runs":[{}]}}"#,
            vec![r#"{"at":"2026"}"#; 100].join(",")
        );
        assert_eq!(Memory::read(&many).runs.len(), 20);
    }

    #[test]
    fn twice_the_hostile_memory_is_twice_the_work() {
        for (field, piece) in
            [("prompt", "?a="), ("base_url", "/token/"), ("base_url", "?a="), ("model", "&k")]
        {
            let make = |times| {
                format!(r#"{{"schema":"gateway-check/memory/1","{field}":"{}"}}"#, piece.repeat(times))
            };
            check_growth(field, 10_000, make, |text| drop(Memory::read(text)));
        }
    }
}
