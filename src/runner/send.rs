//! Sends one request, enforces the time limits, and records the reply as it arrives.

use std::future::Future;
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::{Either, select};

use super::lag::Lag;
use super::{Cancel, Limits, Response, Transport};
use crate::exchange::{Ending, Outcome, Reply, Unanswered};
use crate::response::Recorder;
use crate::target::ApiKey;
use crate::wire::{Redirects, Request};

/// Number of bytes that are processed before the rest of the page may run.
const SLICE_BYTES: usize = 64 * 1024;
/// Longest processing of a body without a pause, in ms. With a lot of data, the browser draws a frame in each
/// pause, which takes about as long again; both together stay below a long frame (50 ms).
const BUSY_MS: f64 = 24.0;

/// Sends `request` and waits for the end of the reply. `on_text` receives the text of a streamed answer as it
/// arrives. Nothing is masked here: evidence is judged unmasked and masked where it is shown.
pub async fn send<T: Transport>(
    transport: &T,
    request: &Request,
    key: Option<&ApiKey>,
    limits: Limits,
    cancel: &Cancel,
    on_text: &mut dyn FnMut(&str),
) -> Outcome {
    let sending = Sending { transport, request, limits, cancel, started_ms: transport.now_ms() };
    let lag = Lag::new(transport);
    let outcome = match select(pin!(sending.exchange(key, on_text)), pin!(lag.measure())).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right((never, _)) => match never {},
    };
    match outcome {
        Outcome::Replied(reply) => Outcome::Replied(Reply { lag_ms: lag.longest_ms(), ..reply }),
        Outcome::Unanswered(_) => outcome,
    }
}

/// The outcome of waiting.
enum Waited<V> {
    Done(V),
    TimedOut,
    Cancelled,
}

/// A request under way.
struct Sending<'a, T> {
    transport: &'a T,
    request: &'a Request,
    limits: Limits,
    cancel: &'a Cancel,
    started_ms: f64,
}

impl<T: Transport> Sending<'_, T> {
    fn elapsed_ms(&self) -> f64 {
        self.transport.now_ms() - self.started_ms
    }

    /// Sends the request and returns the outcome.
    async fn exchange(&self, key: Option<&ApiKey>, on_text: &mut dyn FnMut(&str)) -> Outcome {
        let response = self.transport.fetch(self.request, self.request.authorization.key(key));
        match self.with_limit(self.limits.first_byte_ms, response).await {
            Waited::Done(Ok(_)) if self.request.is_opaque => Outcome::Unanswered(Unanswered::Opaque),
            // An opaque-redirect filtered response has status 0 (Fetch standard).
            Waited::Done(Ok(response))
                if self.request.redirects == Redirects::Refuse && response.status == 0 =>
            {
                Outcome::Unanswered(Unanswered::Redirected)
            }
            Waited::Done(Ok(response)) => Outcome::Replied(self.record(response, on_text).await),
            Waited::Done(Err(message)) => Outcome::Unanswered(Unanswered::Blocked { message }),
            Waited::TimedOut => {
                Outcome::Unanswered(Unanswered::TimedOut { after_ms: self.limits.first_byte_ms })
            }
            Waited::Cancelled => Outcome::Unanswered(Unanswered::Cancelled),
        }
    }

    /// Waits for `future`, at most `limit_ms`, and stops when the run is cancelled.
    async fn with_limit<V>(&self, limit_ms: u32, future: impl Future<Output = V>) -> Waited<V> {
        let (future, limit) = (pin!(future), pin!(self.transport.sleep(f64::from(limit_ms))));
        let cancelled = pin!(self.cancel.cancelled());
        // Polled in this order, so that a constant flow of chunks cannot prevent the cancellation.
        match select(cancelled, select(future, limit)).await {
            Either::Left(((), _)) => Waited::Cancelled,
            Either::Right((Either::Left((value, _)), _)) => Waited::Done(value),
            Either::Right((Either::Right(((), _)), _)) => Waited::TimedOut,
        }
    }

    async fn record(&self, response: Response<T::Body>, on_text: &mut dyn FnMut(&str)) -> Reply {
        let headers_ms = self.elapsed_ms();
        let Response { status, url, is_redirected, headers, body } = response;
        let content_type = headers.iter().find(|(name, _)| name == "content-type");
        let recorder = Recorder::new(self.request.is_streamed, content_type.map(|(_, value)| value.as_str()));
        let mut recording = Recording { recorder, on_text, first_byte_ms: None };
        let ending = self.read(body, &mut recording).await;
        let total_ms = self.elapsed_ms();
        let Recording { recorder, first_byte_ms, .. } = recording;
        let body = recorder.finish(total_ms);
        let lag_ms = 0.0;
        Reply {
            status,
            url,
            is_redirected,
            headers,
            body,
            ending,
            headers_ms,
            first_byte_ms,
            total_ms,
            lag_ms,
        }
    }

    /// Reads the body to its end. If reading stops early, dropping the body closes the connection.
    async fn read(&self, mut body: T::Body, recording: &mut Recording<'_>) -> Ending {
        let mut paused_ms = self.transport.now_ms();
        let mut limit_ms = self.limits.first_byte_ms;
        loop {
            let bytes = match self.with_limit(limit_ms, body.next()).await {
                Waited::Done(Some(Ok(bytes))) => bytes,
                Waited::Done(Some(Err(message))) => {
                    return Ending::Dropped { message };
                }
                Waited::Done(None) => return Ending::Complete,
                Waited::TimedOut => return Ending::Stalled { after_ms: limit_ms },
                Waited::Cancelled => return Ending::Cancelled,
            };
            let at_ms = self.elapsed_ms();
            recording.first_byte_ms.get_or_insert(at_ms);
            limit_ms = self.limits.between_ms;
            for slice in bytes.chunks(SLICE_BYTES) {
                let fed = recording.recorder.feed(slice, at_ms);
                if !fed.text.is_empty() {
                    (recording.on_text)(fed.text);
                }
                if fed.is_full {
                    return Ending::Capped;
                }
                if self.transport.now_ms() - paused_ms > BUSY_MS {
                    self.transport.sleep(0.0).await;
                    paused_ms = self.transport.now_ms();
                    if self.cancel.is_cancelled() {
                        return Ending::Cancelled;
                    }
                }
            }
        }
    }
}

/// The recorded body so far.
struct Recording<'a> {
    recorder: Recorder,
    on_text: &'a mut dyn FnMut(&str),
    first_byte_ms: Option<f64>,
}
