//! Sends one request and records what comes back.
//!
//! This is the one place where the key leaves the page: in the `Authorization` header of a request
//! to the target. Nothing else is sent along: no cookies, no referrer, no further header.

use std::borrow::Cow;

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestMode,
};

use super::clock::{next_task, now_ms};
use super::stop::Stop;
use super::watchdog::Watchdog;
use crate::exchange::{Ending, Outcome, Reply, Unanswered};
use crate::redact::{LiveMask, Mask};
use crate::response::{Recorder, change_texts};
use crate::target::ApiKey;
use crate::wire::{Authorization, Request};

/// How long to wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the response headers, and then for the first byte of the body, in ms.
    pub first_byte_ms: u32,
    /// Between two pieces of the body, in ms.
    pub between_ms: u32,
}

/// Bytes handled before the browser is looked after again.
const SLICE_BYTES: usize = 64 * 1024;
/// The longest this page works on a body without a pause, in ms.
const BUSY_MS: f64 = 12.0;

/// Sends `request` and waits for the end of the reply. `show` gets the answer's text as it arrives,
/// masked.
pub async fn send(
    request: &Request,
    key: Option<&ApiKey>,
    limits: Limits,
    stop: &Stop,
    show: &mut dyn FnMut(&str),
) -> Outcome {
    let started_ms = now_ms();
    let Ok(controller) = AbortController::new() else {
        return Outcome::Unanswered(Unanswered::Blocked {
            message: "This browser cannot abort requests.".to_owned(),
        });
    };
    stop.watch(&controller);
    let watchdog = Watchdog::new(&controller, limits.first_byte_ms);
    let outcome = match call(request, key, &controller).await {
        Ok(_) if request.is_opaque => Outcome::Unanswered(Unanswered::Opaque),
        Ok(response) => {
            let reading = Reading { request, key, limits, stop, watchdog: &watchdog, started_ms };
            Outcome::Replied(reading.record(&response, show).await)
        }
        Err(error) => Outcome::Unanswered(if stop.is_pressed() {
            Unanswered::Cancelled
        } else if let Some(after_ms) = watchdog.fired_after_ms() {
            Unanswered::TimedOut { after_ms }
        } else {
            Unanswered::Blocked { message: mask(key).text(&words_of(&error)).into_owned() }
        }),
    };
    stop.forget(&controller);
    outcome
}

async fn call(
    request: &Request,
    key: Option<&ApiKey>,
    controller: &AbortController,
) -> Result<Response, gloo_net::Error> {
    let method = if request.method == "POST" { Method::POST } else { Method::GET };
    let key = match &request.authorization {
        Authorization::Key => key,
        Authorization::Nothing => None,
        Authorization::Instead(other) => Some(other),
    };
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .mode(if request.is_opaque { RequestMode::NoCors } else { RequestMode::Cors })
        .abort_signal(Some(&controller.signal()));
    if let Some(key) = key {
        builder = builder.header("Authorization", &format!("Bearer {}", key.expose()));
    }
    let ready = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str())?,
        None => builder.build()?,
    };
    ready.send().await
}

/// The next piece of a body; `None` at its end. By hand, because the library for it would add two
/// kinds of writable streams to the page.
async fn next_piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(Uint8Array::new(&Reflect::get(&result, &"value".into())?).to_vec()))
}

/// The browser's own words.
fn words_of(error: &gloo_net::Error) -> String {
    match error {
        gloo_net::Error::JsError(error) => error.message.clone(),
        gloo_net::Error::SerdeError(_) | gloo_net::Error::GlooError(_) => String::new(),
    }
}

/// Hides the key in whatever the server sends, be it its own or one it expected instead.
fn mask(key: Option<&ApiKey>) -> Mask {
    Mask::new(&key.into_iter().collect::<Vec<_>>())
}

/// The answer's text on its way to the screen.
struct Live<'a> {
    mask: LiveMask,
    show: &'a mut dyn FnMut(&str),
}

impl Live<'_> {
    fn show(&mut self, text: &str) {
        let text = if text.is_empty() { String::new() } else { self.mask.feed(text) };
        if !text.is_empty() {
            (self.show)(&text);
        }
    }

    fn finish(&mut self) {
        let rest = self.mask.finish();
        if !rest.is_empty() {
            (self.show)(&rest);
        }
    }
}

/// What it takes to read a body.
struct Reading<'a> {
    request: &'a Request,
    key: Option<&'a ApiKey>,
    limits: Limits,
    stop: &'a Stop,
    watchdog: &'a Watchdog,
    started_ms: f64,
}

impl Reading<'_> {
    fn elapsed_ms(&self) -> f64 {
        now_ms() - self.started_ms
    }

    async fn record(&self, response: &Response, show: &mut dyn FnMut(&str)) -> Reply {
        let headers_ms = self.elapsed_ms();
        self.watchdog.hear(self.limits.first_byte_ms);
        let mask = mask(self.key);
        let masked = |text: String| mask.text(&text).into_owned();
        let headers: Vec<_> =
            response.headers().entries().map(|(name, value)| (masked(name), masked(value))).collect();
        let content_type =
            headers.iter().find(|(name, _)| name == "content-type").map(|(_, value)| value.as_str());
        let mut recorder = Recorder::new(self.request.is_streamed, content_type);
        let mut live = Live { mask: LiveMask::new(mask.clone()), show };
        let mut first_byte_ms = None;
        let ending = match response.body() {
            None => Ending::Complete,
            Some(body) => self.read(body, &mut recorder, &mut first_byte_ms, &mut live).await,
        };
        let total_ms = self.elapsed_ms();
        let mut finished = recorder.finish(total_ms);
        live.finish();
        change_texts(&mut finished, &mut |text| {
            if let Cow::Owned(masked) = mask.text(text) {
                *text = masked;
            }
        });
        Reply {
            status: response.status(),
            url: mask.text(&response.url()).into_owned(),
            is_redirected: response.redirected(),
            headers,
            body: finished,
            ending,
            headers_ms,
            first_byte_ms,
            total_ms,
        }
    }

    async fn read(
        &self,
        body: web_sys::ReadableStream,
        recorder: &mut Recorder,
        first_byte_ms: &mut Option<f64>,
        live: &mut Live<'_>,
    ) -> Ending {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut paused_ms = now_ms();
        loop {
            let bytes = match next_piece(&reader).await {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return Ending::Complete,
                Err(error) => return self.broken(&error),
            };
            let at_ms = self.elapsed_ms();
            first_byte_ms.get_or_insert(at_ms);
            self.watchdog.hear(self.limits.between_ms);
            for slice in bytes.chunks(SLICE_BYTES) {
                let fed = recorder.feed(slice, at_ms);
                live.show(fed.text);
                if fed.is_full {
                    // Hangs up. Nobody waits for the answer to that.
                    let _ = reader.cancel();
                    return Ending::Capped;
                }
                if now_ms() - paused_ms > BUSY_MS {
                    next_task().await;
                    paused_ms = now_ms();
                    if self.stop.is_pressed() {
                        return Ending::Cancelled;
                    }
                }
            }
        }
    }

    fn broken(&self, error: &JsValue) -> Ending {
        if self.stop.is_pressed() {
            Ending::Cancelled
        } else if let Some(after_ms) = self.watchdog.fired_after_ms() {
            Ending::Stalled { after_ms }
        } else {
            let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            Ending::Dropped { message: mask(self.key).text(&message.unwrap_or_default()).into_owned() }
        }
    }
}
