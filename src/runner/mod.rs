//! Carries out a plan: sends what it allows, waits as it says, records what comes.
//!
//! It has no clock and no browser of its own: both are the [`Transport`]'s. So the page and the tests
//! run the same code, and under a test's own clock the order of requests is exact.

mod cancel;
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
pub use limits::Limits;
pub use models::{NoModels, models};
pub use progress::{End, Event, InFlight, Progress};
// Evidence as it came: no browser's build hands it out.
pub use scenario::{Played, play, scenario_report, watch_report};
#[cfg(any(test, not(target_arch = "wasm32")))]
pub use send::send;
#[cfg(all(not(test), target_arch = "wasm32"))]
use send::send;
pub use transport::{Response, Transport};
pub use watch::{Schedule, watch};

use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;

use crate::config::TicketUrl;
use crate::diagnosis::BrowserContext;
use crate::exchange::{Exchange, Outcome};
use crate::plan::{Next, Plan};
use crate::probe::{ProbeContext, ProbeId};
use crate::redact::{LiveMask, Mask, Redacted};
use crate::report::{self, Report, RunMetadata};
use crate::response;
use crate::run::Run;
use crate::target::ApiKey;
use crate::view::View;
use crate::wire::{Redirects, Request};
use watched::Watched;

/// A run with what it takes to carry out plans for it, one after the other.
#[derive(Debug)]
pub struct Job {
    run: RefCell<Run>,
    prompt: String,
    is_streamed: bool,
    /// A key of the same shape that the server cannot know.
    wrong_key: Option<ApiKey>,
    limits: Limits,
    /// Covers the keys that the tab had held when this began, in the text that is shown on the way.
    mask: Mask,
    /// Handling of redirects.
    redirects: Redirects,
    /// Number of requests that were sent.
    requests: Cell<u32>,
    /// When the first one was sent, in ms on the transport's clock.
    first_ms: Cell<Option<f64>>,
}

impl Job {
    /// A job for a run in which nothing was sent. `wrong_key` is made of the target's own, if it has
    /// one.
    pub fn new(
        run: Run,
        prompt: String,
        is_streamed: bool,
        wrong_key: Option<ApiKey>,
        limits: Limits,
    ) -> Self {
        let mask = Mask::new(&run.target.key.iter().collect::<Vec<_>>());
        Self {
            run: RefCell::new(run),
            prompt,
            is_streamed,
            wrong_key,
            limits,
            mask,
            redirects: Redirects::Follow,
            requests: Cell::new(0),
            first_ms: Cell::new(None),
        }
    }

    /// The same, which goes nowhere but to the target.
    #[must_use]
    pub fn without_redirects(self) -> Self {
        Self { redirects: Redirects::Refuse, ..self }
    }

    /// The same, which covers these keys on the way instead of the target's alone.
    #[must_use]
    pub fn with_mask(self, mask: Mask) -> Self {
        Self { mask, ..self }
    }

    /// Returns the redacted view of what the run has shown so far; `mask` covers the tab's keys.
    pub fn view(&self, mask: &Mask) -> View {
        View::new(&self.run.borrow().assessment(), mask)
    }

    /// The text of the answer to the prompt, if there is one; `mask` covers the tab's keys.
    pub fn answer_text(&self, mask: &Mask) -> Option<Redacted> {
        let run = self.run.borrow();
        let (_, prompt) = run.transcript.of_probe(ProbeId::Prompt)?;
        Some(mask.cover(&response::answer_of(prompt.reply()?)?.content))
    }

    /// The report of the run so far; `mask` covers the tab's keys.
    pub fn report(&self, about: &RunMetadata, mask: &Mask) -> Report {
        report::build(&self.run.borrow(), &self.view(mask), about, mask)
    }

    /// When each request was under way and what came of it, without bodies and headers.
    pub fn timings(&self) -> Vec<report::Exchange> {
        report::timings(&self.run.borrow())
    }

    /// The exchange at this place of the run, as a report shows it; `mask` covers the tab's keys.
    pub fn exchange(&self, place: usize, mask: &Mask) -> Option<report::Exchange> {
        report::exchange(&self.run.borrow(), place, mask)
    }

    /// The message about the diagnosis at this place to whoever can fix it; `mask` covers the tab's keys.
    pub fn message(&self, place: usize, mask: &Mask) -> Option<Redacted> {
        let run = self.run.borrow();
        Some(run.message(run.assessment().diagnoses.get(place)?, mask))
    }

    /// The short text for a ticket; `page` is the address of this page without its query, and `mask` covers
    /// the tab's keys.
    pub fn ticket(&self, verdict: &str, page: &str, mask: &Mask) -> Redacted {
        self.run.borrow().ticket(verdict, page, mask)
    }

    /// Where a ticket about the gateway is opened, if the page's host said so.
    pub fn ticket_url(&self) -> Option<TicketUrl> {
        self.run.borrow().help.ticket_url.clone()
    }

    /// The documentation of the gateway, if the page's host named it.
    pub fn docs_url(&self) -> Option<String> {
        self.run.borrow().help.docs_url.clone()
    }

    /// Returns true if the page's host names a contact for the gateway.
    pub fn has_contact(&self) -> bool {
        self.run.borrow().help.contact.is_some()
    }

    /// The key that it sends.
    pub fn key(&self) -> Option<ApiKey> {
        self.run.borrow().target.key.clone()
    }

    /// Lets the plan decide on what happened so far.
    fn decide<V>(&self, decide: impl FnOnce(&ProbeContext<'_>) -> V) -> V {
        let run = self.run.borrow();
        decide(&ProbeContext {
            target: &run.target,
            prompt: &self.prompt,
            is_streamed: self.is_streamed,
            wrong_key: self.wrong_key.as_ref(),
            transcript: &run.transcript,
        })
    }
}

/// The evidence itself. No browser's build has this: the screen sees what a mask has left of it.
#[cfg(not(target_arch = "wasm32"))]
impl Job {
    /// The run so far. Not to be kept over an `await`.
    pub fn run(&self) -> std::cell::Ref<'_, Run> {
        self.run.borrow()
    }

    /// The run, once nothing more is sent for it.
    pub fn into_run(self) -> Run {
        self.run.into_inner()
    }
}

/// Carries out `plan` for `job` until it is finished or cancelled, and tells `on_event` what happens.
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

/// Exchange of a request, and the circumstances of the page if no reply came.
type Came = (Exchange, Option<BrowserContext>);

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
                    self.tell_progress(plan);
                    if let Some(came) = self.wait(plan, &mut in_flight, until_ms).await {
                        self.record(plan, came);
                    }
                }
                Next::Finished => return self.tell_progress(plan),
            }
        }
    }

    /// Waits for the next reply; without one until `until_ms`, or until it is cancelled.
    async fn wait(
        &self,
        plan: &Plan,
        in_flight: &mut FuturesUnordered<impl Future<Output = Came>>,
        until_ms: Option<f64>,
    ) -> Option<Came> {
        let reply = async {
            match in_flight.next().await {
                Some(came) => came,
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
                // What is under way ends by itself.
                pending::<()>().await;
            } else {
                self.cancel.cancelled().await;
            }
        };
        match select(pin!(reply), select(pin!(time), pin!(cancelled))).await {
            Either::Left((came, _)) => Some(came),
            Either::Right(_) => None,
        }
    }

    async fn send_probe(&self, probe: ProbeId, request: Request) -> Came {
        // The Fetch standard lets a request whose reply nobody may read do nothing else; it carries nothing.
        let redirects = if request.is_opaque { Redirects::Follow } else { self.job.redirects };
        let request = Request { redirects, ..request };
        let (key, host) = {
            let run = self.job.run.borrow();
            (run.target.key.clone(), run.target.base_url.host().to_owned())
        };
        let limits = self.job.limits;
        let mut live = LiveMask::new(self.job.mask.clone());
        let tell = |text: &Redacted| {
            if probe == ProbeId::Prompt && !text.is_empty() {
                (self.on_event)(Event::Text(text));
            }
        };
        let mut on_text = |text: &str| tell(&live.redact(text));
        let started_ms = self.transport.now_ms();
        let on_headers = || self.note_headers(probe, started_ms);
        let transport = Watched { transport: self.transport, on_headers: &on_headers };
        let outcome = send(&transport, &request, key.as_ref(), limits, self.cancel, &mut on_text).await;
        tell(&live.redact_rest());
        let browser_context = match outcome {
            // Only now is there anything that it could explain.
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

    /// Which of several with the same probe it is makes no difference.
    fn note_headers(&self, probe: ProbeId, started_ms: f64) {
        let headers_ms = Some(self.transport.now_ms() - started_ms);
        let mut in_flight = self.in_flight.borrow_mut();
        if let Some(it) = in_flight.iter_mut().find(|it| it.probe == probe && it.headers_ms.is_none()) {
            it.headers_ms = headers_ms;
        }
        let now = in_flight.clone();
        drop(in_flight);
        (self.on_event)(Event::Headers(now));
    }

    fn note_over(&self, exchange: &Exchange) {
        let has_headers = exchange.reply().is_some();
        let is_it = |it: &InFlight| it.probe == exchange.probe && it.headers_ms.is_some() == has_headers;
        let mut in_flight = self.in_flight.borrow_mut();
        let found = in_flight.iter().position(is_it);
        if let Some(place) = found.or_else(|| in_flight.iter().position(|it| it.probe == exchange.probe)) {
            in_flight.remove(place);
        }
    }

    fn record(&self, plan: &mut Plan, (exchange, browser_context): Came) {
        self.note_over(&exchange);
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

    fn tell_progress(&self, plan: &Plan) {
        (self.on_event)(Event::Progress(self.progress(plan)));
    }

    fn progress(&self, plan: &Plan) -> Progress {
        Progress {
            requests: self.job.requests.get(),
            elapsed_ms: self.transport.now_ms() - self.started_ms,
            over: plan.over(),
            all: plan.requests(),
            open: plan.open(),
            in_flight: self.in_flight.borrow().clone(),
        }
    }
}
