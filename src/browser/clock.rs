//! Time, and giving the browser time.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds on the page's monotonic clock.
pub fn now_ms() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |clock| clock.now())
}

/// The date and time in UTC (RFC 3339), to the second.
pub fn utc() -> String {
    let precise = String::from(js_sys::Date::new_0().to_iso_string());
    precise.split('.').next().unwrap_or_default().to_owned() + "Z"
}

/// Ends after this many ms.
pub async fn sleep(ms: f64) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        #[expect(clippy::cast_possible_truncation, reason = "waits are at most minutes")]
        let ms = ms.max(0.0).ceil() as i32;
        // Refused only when the window is closing; the promise then stays open, and nobody waits.
        let _ = leptos::prelude::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// A whole number from 0 to below `count`, by chance.
pub fn random(count: u32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `count`")]
    let number = (js_sys::Math::random() * f64::from(count)) as u32;
    number
}

/// Ends after the browser had a chance to paint and to handle what the user did.
pub async fn next_task() {
    sleep(0.0).await;
}
