//! Time.

use gloo_timers::future::TimeoutFuture;

/// Milliseconds on the page's monotonic clock.
pub fn now_ms() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |clock| clock.now())
}

/// Milliseconds of the date. It also passes while the machine sleeps, when the page's clock may stop; and it
/// can be set.
pub fn date_ms() -> f64 {
    js_sys::Date::now()
}

/// The date and time in UTC (RFC 3339), to the second.
pub fn utc() -> String {
    let precise = String::from(js_sys::Date::new_0().to_iso_string());
    precise.split('.').next().unwrap_or_default().to_owned() + "Z"
}

/// Ends after this many ms; if it is dropped, the browser cancels it.
pub async fn sleep(ms: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "waits are at most minutes")]
    let ms = ms.max(0.0).ceil() as u32;
    TimeoutFuture::new(ms).await;
}

/// A random whole number from 0 to below `count`.
pub fn random(count: u32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `count`")]
    let number = (js_sys::Math::random() * f64::from(count)) as u32;
    number
}
