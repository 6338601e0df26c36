//! The page's second program (`src/hand_over.rs`), loaded when it is first asked for.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// `boot.js` loads it and calls its function `name`.
    #[wasm_bindgen(catch, js_name = handOver)]
    async fn hand_over(name: &str, first: &str, second: &str) -> Result<JsValue, JsValue>;
}

/// What the second program's function `name` makes of two texts; `None` if it could not be loaded.
pub async fn ask(name: &str, first: &str, second: &str) -> Option<String> {
    hand_over(name, first, second).await.ok()?.as_string()
}
