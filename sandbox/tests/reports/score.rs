//! Score of what the page shows: right or not.

use gateway_check::view::View;
use serde_json::Value;

use crate::page_text;

/// Right results for a report.
pub struct Expected {
    /// Any of these may be the main diagnosis; "none" means no diagnosis.
    kinds: Vec<String>,
    /// Kinds that would mislead.
    never: Vec<String>,
    /// The verdicts that are right, for each point that counts.
    points: Vec<(String, Vec<String>)>,
    /// One of these must be shown.
    words_must: Vec<String>,
    /// None of these may be shown.
    words_not: Vec<String>,
}

impl Expected {
    /// Reads what a row expects.
    pub fn read(expect: &Value) -> Self {
        let words = |list: &Value| -> Vec<String> {
            let word = |word: &Value| word.as_str().expect("a word").to_owned();
            list.as_array().expect("a list").iter().map(word).collect()
        };
        let points = expect["points"].as_object().expect("points").iter();
        Self {
            kinds: words(&expect["kinds"]),
            never: words(&expect["never"]),
            points: points.map(|(point, verdicts)| (point.clone(), words(verdicts))).collect(),
            words_must: words(&expect["words_must"]),
            words_not: words(&expect["words_not"]),
        }
    }
}

/// Fails with all that is wrong, and with what would mislead.
pub fn check(expected: &Expected, view: &View) -> Result<(), String> {
    let main = view.diagnoses.first().map_or("none", |main| main.kind.id.as_str());
    let mut faults = Vec::new();
    if !expected.kinds.iter().any(|kind| kind == main) {
        faults.push(format!("WRONG: the kind is {main}, expected {}", expected.kinds.join(" or ")));
    } else if expected.never.iter().any(|kind| kind == main) {
        faults.push(format!("WRONG: the kind {main} misleads"));
    }
    for (point, right) in &expected.points {
        let judged = view.points.iter().find(|it| it.id.id() == point).expect("a point");
        let verdict = judged.verdict.id();
        if !right.iter().any(|it| it == verdict) {
            faults.push(format!("WRONG: {point} is {verdict}, expected {}", right.join(" or ")));
        }
    }
    let shown = page_text::shown(view);
    let text = without_urls(&shown).to_lowercase();
    let is_shown = |words: &&String| text.contains(&words.to_lowercase());
    if !expected.words_must.is_empty() && !expected.words_must.iter().any(|it| is_shown(&it)) {
        faults.push(format!("words: does not say {}", expected.words_must.join(" or ")));
    }
    faults.extend(expected.words_not.iter().filter(is_shown).map(|it| format!("words: says {it:?}")));
    if faults.is_empty() { Ok(()) } else { Err(format!("{}\nshown: {shown}", faults.join("\n"))) }
}

fn without_urls(text: &str) -> String {
    let is_url = |word: &&str| word.contains("http://") || word.contains("https://");
    text.split_whitespace().filter(|word| !is_url(word)).collect::<Vec<_>>().join(" ")
}
