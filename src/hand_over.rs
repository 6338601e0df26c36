//! The page's second program, loaded only when it is needed: it makes everything that is made of a
//! report, and texts to paste, and tells the mistakes of a `config.json`. It gets texts and gives texts,
//! and shows nothing.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use gateway_check::config::{Preset, PresetProblem};
    use gateway_check::diagnosis::cors_setup::{SETUPS, Setup};
    use gateway_check::diagnosis::message::message_of;
    use gateway_check::report::{self, SNIPPETS, Values};
    use gateway_check::wire::json_text;
    use serde_json::Value;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// What `report.json` becomes: `markdown` or `html`; empty for a text that is no report.
    #[wasm_bindgen]
    pub fn report_as(format: &str, report: &str) -> String {
        let Ok(report) = report::read(report) else { return String::new() };
        if format == "html" { report.to_html() } else { report.to_markdown() }
    }

    /// How two reports differ, as JSON: the verdict of `contract-drift`, its reason, then a line for each
    /// difference. Empty for a text that is no report.
    #[wasm_bindgen]
    pub fn drift(before: &str, now: &str) -> String {
        let (Ok(before), Ok(now)) = (report::read(before), report::read(now)) else { return String::new() };
        let drift = report::drift(&before, &now);
        let (verdict, why) = drift.contract();
        let lines = [verdict.id().to_owned(), why].into_iter().chain(drift.lines());
        json_text::of(&lines.collect())
    }

    /// The message that these facts make, to whoever can mend the trouble.
    #[wasm_bindgen]
    pub fn message(facts: &str) -> String {
        message_of(facts)
    }

    /// The snippet `id` for these values, as JSON: base URL, model, prompt, whether there is a key, and
    /// whether to stream.
    #[wasm_bindgen]
    pub fn snippet(id: &str, values: &str) -> String {
        let json: Value = serde_json::from_str(values).unwrap_or_default();
        let text = |place: usize| json[place].as_str().unwrap_or_default();
        let values = Values { base_url: text(0), model: text(1), prompt: text(2), has_key: json[3] == true };
        let known = SNIPPETS.iter().find(|snippet| snippet.id == id);
        known.map(|snippet| snippet.text(&values, json[4] == true)).unwrap_or_default()
    }

    /// What is wrong with the `config.json` of the page at this address, as JSON: a list of path and
    /// sentence.
    #[wasm_bindgen]
    pub fn preset_problems(text: &str, page: &str) -> String {
        let problems = Preset::read(text, page).err().unwrap_or_default();
        let one = |problem: &PresetProblem| {
            [problem.shown_path(), problem.sentence()].into_iter().collect::<Value>()
        };
        json_text::of(&problems.iter().map(one).collect())
    }

    /// Ready configurations that let a page of this origin call a gateway, as JSON: a list of server,
    /// place and text.
    #[wasm_bindgen]
    pub fn cors_setups(origin: &str) -> String {
        let one =
            |setup: &Setup| [setup.server, setup.place, &setup.text(origin)].into_iter().collect::<Value>();
        json_text::of(&SETUPS.iter().map(one).collect())
    }
}
