//! What the page remembers for the next visit, and only if the user chose that: base URL, model, prompt,
//! and how the last runs came out. Never a key, never an answer.

use serde_json::{Map, Value};

use crate::persistence::{Kept, kept};
use crate::redact::{Mask, holds_key};
use crate::wire::json_text;

/// What is remembered. Empty texts are nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The field `base_url`.
    pub base_url: String,
    /// The field `model`.
    pub model: String,
    /// The field `prompt`.
    pub prompt: String,
    /// How the last runs came out, the newest first.
    pub runs: Vec<RunSummary>,
}

/// How a run came out, in the words of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSummary {
    /// When it began, in UTC (RFC 3339).
    pub at: String,
    /// Where the API begins.
    pub base_url: String,
    /// The model asked for.
    pub model: String,
    /// The profile's name.
    pub profile: String,
    /// The verdicts of the four points, in display order.
    pub verdicts: [String; 4],
    /// The kind of the main diagnosis; empty without one.
    pub diagnosis: String,
}

/// Which text is a memory of ours.
const SCHEMA: &str = "gateway-check/memory/1";
/// More runs than this are forgotten.
const RUNS: usize = 20;

impl Memory {
    /// Adds a run. The oldest is forgotten beyond the twentieth.
    pub fn record(&mut self, run: RunSummary) {
        self.runs.insert(0, run);
        self.runs.truncate(RUNS);
    }

    /// The text to store. `mask` covers the key that stands in the form: a value that holds it, or seems to
    /// hold any key, is left out. So a text that is stored went through the mask, whoever set it.
    pub fn to_json(&self, mask: &Mask) -> String {
        let typed = |name: &str, text: &str| (name.to_owned(), Value::from(typed(name, text, mask)));
        let run = |run: &RunSummary| {
            let own = |name: &str, text: &str| (name.to_owned(), Value::from(word(text, mask)));
            Value::Object(Map::from_iter([
                own("at", &run.at),
                typed("base_url", &run.base_url),
                typed("model", &run.model),
                own("profile", &run.profile),
                ("verdicts".to_owned(), run.verdicts.iter().map(|verdict| word(verdict, mask)).collect()),
                own("diagnosis", &run.diagnosis),
            ]))
        };
        json_text::of(&Value::Object(Map::from_iter([
            ("schema".to_owned(), SCHEMA.into()),
            typed("base_url", &self.base_url),
            typed("model", &self.model),
            typed("prompt", &self.prompt),
            ("runs".to_owned(), self.runs.iter().take(RUNS).map(run).collect()),
        ])))
    }

    /// Reads what was stored. Broken or foreign text is an empty memory, a broken run is left out.
    pub fn read(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        if json["schema"] != SCHEMA {
            return Self::default();
        }
        let runs = json["runs"].as_array().map_or(&[][..], Vec::as_slice);
        Self {
            base_url: typed_at(&json, "base_url"),
            model: typed_at(&json, "model"),
            prompt: typed_at(&json, "prompt"),
            runs: runs.iter().filter_map(read_run).take(RUNS).collect(),
        }
    }
}

fn read_run(json: &Value) -> Option<RunSummary> {
    let word = |json: &Value| word(json.as_str().unwrap_or_default(), &Mask::default()).to_owned();
    let at = |name: &str| word(&json[name]);
    let run = RunSummary {
        at: at("at"),
        base_url: typed_at(json, "base_url"),
        model: typed_at(json, "model"),
        profile: at("profile"),
        verdicts: [0, 1, 2, 3].map(|place| word(&json["verdicts"][place])),
        diagnosis: at("diagnosis"),
    };
    (!run.at.is_empty()).then_some(run)
}

fn typed_at(json: &Value, name: &str) -> String {
    typed(name, json[name].as_str().unwrap_or_default(), &Mask::default())
}

fn typed(name: &str, text: &str, mask: &Mask) -> String {
    match kept(name, text, mask) {
        Kept::Text(text) => text,
        Kept::Nothing | Kept::HeldKey => String::new(),
    }
}

/// A time, or one of the report's own words, which are all shorter; nothing if it is neither.
fn word<'a>(text: &'a str, mask: &Mask) -> &'a str {
    let is_own = |byte: u8| byte.is_ascii_alphanumeric() || b"-:.+".contains(&byte);
    let is_word = text.len() <= 40 && text.bytes().all(is_own);
    if is_word && mask.text(text) == text && !holds_key(text) { text } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(minute: usize) -> RunSummary {
        RunSummary {
            at: format!("2026-01-02T03:{minute:02}:05.678Z"),
            base_url: "https://gateway.example/v1".to_owned(),
            model: "m \"1\"".to_owned(),
            profile: "standard".to_owned(),
            verdicts: ["pass", "inconclusive", "fail", "skipped"].map(str::to_owned),
            diagnosis: "model-unknown".to_owned(),
        }
    }

    fn memory() -> Memory {
        Memory {
            base_url: "https://gateway.example/v1".to_owned(),
            model: "m-1".to_owned(),
            prompt: "Say\n\"hello\".".to_owned(),
            runs: vec![run(1)],
        }
    }

    #[test]
    fn what_is_stored_is_read_as_it_was() {
        for memory in [Memory::default(), memory()] {
            assert_eq!(Memory::read(&memory.to_json(&Mask::default())), memory);
        }
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
            let memory =
                Memory { base_url: text.clone(), model: format!("m {text}"), prompt: text, runs: vec![run] };
            let stored = memory.to_json(&mask);
            assert!(!stored.contains("gc") || !stored.contains("test"), "{stored}");
            assert!(stored.contains("standard"));
        }
        for verdicts in [[""; 4], [key; 4]] {
            let run = RunSummary { verdicts: verdicts.map(str::to_owned), ..run(1) };
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
    }

    #[test]
    fn what_is_odd_in_it_is_left_out() {
        let text = r#"{"schema":"gateway-check/memory/1","base_url":7,"model":"m","prompt":null,"more":1,
            "runs":[null,[],{},{"at":"<script>"},{"at":"2026-01-02T03:04:05Z","verdicts":["pass","<b>",3],"answer":"x"}]}"#;
        let odd = RunSummary {
            at: "2026-01-02T03:04:05Z".to_owned(),
            verdicts: ["pass", "", "", ""].map(str::to_owned),
            ..RunSummary::default()
        };
        let expected = Memory { model: "m".to_owned(), runs: vec![odd], ..Memory::default() };
        assert_eq!(Memory::read(text), expected);
        let many = format!(r#"{{"schema":"{SCHEMA}","runs":[{}]}}"#, vec![r#"{"at":"2026"}"#; 100].join(","));
        assert_eq!(Memory::read(&many).runs.len(), 20);
    }
}
