//! A body.

use leptos::prelude::*;
use serde_json::Value;

use super::json_tree::JsonTree;
use crate::check::Part;
use crate::redact::Redacted;
use crate::report::BodyParts;
use crate::text::invisible::visible;
use crate::ui::copy_button::CopyButton;
use crate::ui_text::evidence as text;

/// JSON part by part, a stream event by event, anything else unchanged; with a button that copies it.
#[component]
pub fn Body(
    label: String,
    /// Its parts.
    parts: BodyParts,
    /// Text to copy, as it is when the button is pressed.
    copied: impl Fn() -> Option<Redacted> + 'static,
    /// When the events of a stream arrived; empty if it is not a stream.
    arrivals_ms: Vec<f64>,
    looks_at: &'static [Part],
) -> impl IntoView {
    let shown = match parts {
        BodyParts::Json(value) => view! { <JsonTree label="" value path=Vec::new() looks_at/> }.into_any(),
        BodyParts::Events(events) => {
            let event = move |(index, value): (usize, Value)| {
                let label = text::event(index + 1, arrivals_ms.get(index).copied()) + ": ";
                view! { <JsonTree label value path=Vec::new() looks_at is_event=true/> }
            };
            events.into_iter().enumerate().map(event).collect_view().into_any()
        }
        BodyParts::Text(text) => {
            // The keyboard must reach content that may be longer than its box, to scroll it.
            let text = visible(&text).into_owned();
            view! { <pre tabindex="0" role="group" aria-label=label.clone()>{text}</pre> }.into_any()
        }
    };
    view! {
        <details class="body" open="">
            <summary>{label}</summary>
            <CopyButton label=text::COPY action="copy-body" text=copied/>
            <div class="tree">{shown}</div>
        </details>
    }
}
