//! Executes a plan: sends its requests, waits when it says so, and records the replies.
//!
//! The runner has no clock and no browser of its own: the [`Transport`] provides both. So the page and the
//! tests run the same code, and under a simulated clock the order of requests is exact.

mod cancel;
mod job;
mod lag;
mod limits;
mod models;
mod progress;
mod scenario;
mod send;
mod transport;
mod watch;
mod watched;

pub use cancel::Cancel;
pub use job::Job;
pub use limits::Limits;
pub use models::{NoModels, models};
pub use progress::{End, Event, InFlight, Progress};
// Returns unmasked evidence, so browser builds do not export it.
pub use scenario::{PlayedTrial, play, scenario_report, watch_report};
#[cfg(any(test, not(target_arch = "wasm32")))]
pub use send::send;
#[cfg(all(not(test), target_arch = "wasm32"))]
use send::send;
pub use transport::{Response, Transport};
pub use watch::{Schedule, watch};

use std::cell::RefCell;
use std::future::{Future, pending};
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;

use crate::diagnosis::BrowserContext;
use crate::exchange::{Exchange, Outcome};
use crate::plan::{Next, Plan};
use crate::probe::ProbeId;
use crate::redact::{LiveMask, Redacted};
use crate::wire::{Redirects, Request};
use watched::Watched;

/// Executes `plan` for `job` until it is finished or cancelled, and calls `on_event` with every event.
pub async fn run<T: Transport>(
    job: &Job,
    mut plan: Plan,
    transport: &T,
    cancel: &Cancel,
    on_event: &dyn Fn(Event<'_>),
) -> End {
    let started_ms = transport.now_ms();
    let runner = Runner { job, transport, cancel, on_event, started_ms, in_flight: RefCell::default() };
    runner.drive(&mut plan).await;
    if plan.is_stopped() { End::Cancelled } else { End::Done }
}

struct Runner<'a, T> {
    job: &'a Job,
    transport: &'a T,
    cancel: &'a Cancel,
    on_event: &'a dyn Fn(Event<'_>),
    started_ms: f64,
    in_flight: RefCell<Vec<InFlight>>,
}

/// A finished request: its exchange and, if there was no reply, the state of the browser.
type Completed = (Exchange, Option<BrowserContext>);

impl<T: Transport> Runner<'_, T> {
    async fn drive(&self, plan: &mut Plan) {
        let mut in_flight = FuturesUnordered::new();
        loop {
            if self.cancel.is_cancelled() {
                plan.stop();
            }
            match self.job.decide(|context| plan.next(context, self.transport.now_ms())) {
                Next::Send(probe, request) => {
                    self.job.requests.set(self.job.requests.get() + 1);
                    self.note_sent(probe);
                    in_flight.push(self.send_probe(probe, request));
                }
                Next::Skip(probe, why) => self.job.run.borrow_mut().skip(probe, why),
                Next::Wait(until_ms) => {
                    self.emit_progress(plan);
                    if let Some(completed) = self.wait(plan, &mut in_flight, until_ms).await {
                        self.record(plan, completed);
                    }
                }
                Next::Finished => return self.emit_progress(plan),
            }
        }
    }

    /// Waits for the next finished request; returns `None` at `until_ms` or when the run is cancelled.
    async fn wait(
        &self,
        plan: &Plan,
        in_flight: &mut FuturesUnordered<impl Future<Output = Completed>>,
        until_ms: Option<f64>,
    ) -> Option<Completed> {
        let reply = async {
            match in_flight.next().await {
                Some(completed) => completed,
                None => pending().await,
            }
        };
        let time = async {
            match until_ms {
                Some(until_ms) => self.transport.sleep(until_ms - self.transport.now_ms()).await,
                None => pending().await,
            }
        };
        let cancelled = async {
            if plan.is_stopped() {
                // The requests under way have been cancelled too and finish by themselves.
                pending::<()>().await;
            } else {
                self.cancel.cancelled().await;
            }
        };
        match select(pin!(reply), select(pin!(time), pin!(cancelled))).await {
            Either::Left((completed, _)) => Some(completed),
            Either::Right(_) => None,
        }
    }

    async fn send_probe(&self, probe: ProbeId, request: Request) -> Completed {
        // The Fetch standard requires this for a request with an opaque reply. It carries no data.
        let redirects = if request.is_opaque { Redirects::Follow } else { self.job.redirects };
        let request = Request { redirects, ..request };
        let (key, host) = {
            let run = self.job.run.borrow();
            (run.target.key.clone(), run.target.base_url.host().to_owned())
        };
        let limits = self.job.limits;
        let mut live = LiveMask::new(self.job.mask.borrow().clone());
        let emit = |text: &Redacted| {
            if probe == ProbeId::Prompt && !text.is_empty() {
                (self.on_event)(Event::Text(text));
            }
        };
        let mut on_text = |text: &str| emit(&live.redact(text));
        let started_ms = self.transport.now_ms();
        let on_headers = || self.note_headers(probe, started_ms);
        let transport = Watched { transport: self.transport, on_headers: &on_headers };
        let outcome = send(&transport, &request, key.as_ref(), limits, self.cancel, &mut on_text).await;
        emit(&live.redact_rest());
        let browser_context = match outcome {
            // Only a missing reply needs an explanation.
            Outcome::Unanswered(_) => Some(self.transport.browser_context(&host).await),
            Outcome::Replied(_) => None,
        };
        (Exchange { probe, request, started_ms, outcome }, browser_context)
    }

    fn note_sent(&self, probe: ProbeId) {
        let now_ms = self.transport.now_ms();
        let first_ms = self.job.first_ms.get().unwrap_or(now_ms);
        self.job.first_ms.set(Some(first_ms));
        self.in_flight.borrow_mut().push(InFlight { probe, started_ms: now_ms - first_ms, headers_ms: None });
    }

    /// Records the arrival of headers. Requests of the same probe are interchangeable.
    fn note_headers(&self, probe: ProbeId, started_ms: f64) {
        let headers_ms = Some(self.transport.now_ms() - started_ms);
        let mut in_flight = self.in_flight.borrow_mut();
        let is_waiting = |request: &&mut InFlight| request.probe == probe && request.headers_ms.is_none();
        if let Some(request) = in_flight.iter_mut().find(is_waiting) {
            request.headers_ms = headers_ms;
        }
        let now = in_flight.clone();
        drop(in_flight);
        (self.on_event)(Event::Headers(now));
    }

    fn note_end(&self, exchange: &Exchange) {
        let has_headers = exchange.reply().is_some();
        let is_same_probe = |request: &InFlight| request.probe == exchange.probe;
        let is_match =
            |request: &InFlight| is_same_probe(request) && request.headers_ms.is_some() == has_headers;
        let mut in_flight = self.in_flight.borrow_mut();
        let found = in_flight.iter().position(is_match);
        if let Some(index) = found.or_else(|| in_flight.iter().position(is_same_probe)) {
            in_flight.remove(index);
        }
    }

    fn record(&self, plan: &mut Plan, (exchange, browser_context): Completed) {
        self.note_end(&exchange);
        {
            let mut run = self.job.run.borrow_mut();
            if let Some(browser_context) = browser_context {
                run.browser_context = browser_context;
            }
            run.record(exchange.clone());
        }
        self.job.decide(|context| plan.record(context, &exchange, self.transport.now_ms()));
        (self.on_event)(Event::Recorded(self.progress(plan)));
    }

    fn emit_progress(&self, plan: &Plan) {
        (self.on_event)(Event::Progress(self.progress(plan)));
    }

    fn progress(&self, plan: &Plan) -> Progress {
        Progress {
            requests: self.job.requests.get(),
            elapsed_ms: self.transport.now_ms() - self.started_ms,
            finished: plan.finished(),
            total: plan.requests(),
            open: plan.open(),
            in_flight: self.in_flight.borrow().clone(),
        }
    }
}
