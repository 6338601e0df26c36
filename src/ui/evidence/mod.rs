//! Evidence (stub).
use leptos::prelude::*;
#[component]
pub fn EvidenceDrawer() -> impl IntoView {}
