//! Answers of the browser's Permissions API about reaching local addresses.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{PermissionState, PermissionStatus};

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
            return match state {
                PermissionState::Granted => Permission::Granted,
                PermissionState::Denied => Permission::Denied,
                PermissionState::Prompt => Permission::Prompt,
                _ => Permission::Unknown,
            };
        }
    }
    Permission::Unknown
}

async fn query(name: &str) -> Option<PermissionState> {
    let permissions = window().navigator().permissions().ok()?;
    // By hand: web-sys has no descriptor for names as new as these.
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &name.into()).ok()?;
    let status = JsFuture::from(permissions.query(&descriptor).ok()?).await.ok()?;
    Some(status.unchecked_into::<PermissionStatus>().state())
}
