//! The page's second program, loaded only when somebody wants to take a run away: it makes everything
//! that is made of a report. It gets texts and gives texts, and shows nothing.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use gateway_check::diagnosis::cors_setup::{SETUPS, Setup};
    use gateway_check::report;
    use gateway_check::wire::json_text;
    use serde_json::Value;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// What `report.json` becomes: `markdown` or `html`; empty for a text that is no report.
    #[wasm_bindgen]
    pub fn export(format: &str, report: &str) -> String {
        let Ok(report) = report::read(report) else { return String::new() };
        match format {
            "json" => report.to_json(),
            _ => String::new(),
        }
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
