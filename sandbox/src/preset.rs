//! The `config.json` that fills the page's form with the sandbox.

use serde_json::{Value, json};

use crate::gateway::MODELS;
use crate::index::TEACHING_KEY;

/// The configuration for a sandbox on a port of this machine; a real model, and LiteLLM in front of it, on
/// others.
pub fn config(sandbox_port: u16, model_port: Option<u16>, litellm_port: Option<u16>) -> Value {
    let sandbox = |name: &str, id: &str, key_help: String| {
        let base_url = format!("http://127.0.0.1:{sandbox_port}/{id}/v1");
        json!({ "name": name, "base_url": base_url, "models": [MODELS[0]], "key_help": key_help })
    };
    // A configuration holds no key, so the first one, which fills the form, requires none:
    // one click gives an answer.
    let mut gateways = vec![
        sandbox("Sandbox: no key needed", "keyless", "Leave empty: this gateway requires no key.".to_owned()),
        sandbox(
            "Sandbox: healthy gateway",
            "healthy",
            format!("Any behaviour accepts the key {TEACHING_KEY}."),
        ),
    ];
    let real =
        [("Real model on this machine", model_port), ("LiteLLM in front of the real model", litellm_port)];
    for (name, port) in real {
        let Some(port) = port else { continue };
        gateways.push(json!({
            "name": name,
            "base_url": format!("http://127.0.0.1:{port}/v1"),
            "models": ["smollm2-135m"],
        }));
    }
    json!({ "title": "Gateway Check (sandbox)", "gateways": gateways })
}
