//! Listening to elements that `index.html` holds.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Calls `handle` for every event of this kind. The elements live as long as the page, so the
/// listener is never taken off.
pub(super) fn on(target: &EventTarget, kind: &str, handle: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(handle).into_js_value();
    // Fails only if the listener is no function.
    let _ = target.add_event_listener_with_callback(kind, listener.unchecked_ref());
}
