//! What the browser's Permissions API says about reaching local addresses.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

use crate::diagnosis::Permission;

/// The permission for these reaches; names differ by browser and version, and an unknown name throws.
pub async fn local_network(is_loopback: bool) -> Permission {
    let names = if is_loopback {
        ["loopback-network", "local-network-access"]
    } else {
        ["local-network", "local-network-access"]
    };
    for name in names {
        if let Some(state) = query(name).await {
            return match state.as_str() {
                "granted" => Permission::Granted,
                "denied" => Permission::Denied,
                "prompt" => Permission::Prompt,
                _ => Permission::Unknown,
            };
        }
    }
    Permission::Unknown
}

async fn query(name: &str) -> Option<String> {
    let permissions = window().navigator().permissions().ok()?;
    let expected = Object::new();
    Reflect::set(&expected, &"name".into(), &name.into()).ok()?;
    let status = JsFuture::from(permissions.query(&expected).ok()?).await.ok()?;
    Reflect::get(&status, &"state".into()).ok()?.as_string()
}
