//! A scripted server, under a clock that only advances when every task is waiting.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::stream::{self, LocalBoxStream};
use futures_util::{Stream, StreamExt};
use gateway_check::config::Expectations;
use gateway_check::diagnosis::BrowserContext;
use gateway_check::exchange::Exchange;
use gateway_check::probe::ProbeId;
use gateway_check::run::Run;
use gateway_check::runner::{Cancel, Job, Limits, Response, Transport};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::wire::Request;
use tokio::time::{Instant, sleep};

pub const KEY: &str = "gc-test-secret-1";
pub const WRONG_KEY: &str = "gc-wrong-secret-1";
/// The origin of a page that was asked for its context.
pub const EXPLAINED: &str = "https://page.example";
const ANSWER: &str = r#"{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#;

/// Treatment of one request by the server.
#[derive(Clone, Debug)]
pub struct Script {
    /// Before the headers come, or the error.
    pub wait_ms: u64,
    pub status: u16,
    pub url: Option<String>,
    pub headers: Vec<(&'static str, String)>,
    /// The body, each piece after a wait.
    pub pieces: Vec<(u64, Vec<u8>)>,
    pub end: End,
}

/// End of a reply.
#[derive(Clone, Copy, Debug)]
pub enum End {
    Complete,
    /// Nothing more comes, and the connection stays.
    Silent,
    /// The connection breaks, in these words of the browser.
    Broken(&'static str),
    /// There never were any headers; in these words of the browser.
    NoReply(&'static str),
}

impl Script {
    /// An answer to the prompt, whole after this many ms.
    pub fn answer(ms: u64) -> Self {
        Self::json(ms, 200, ANSWER)
    }

    pub fn json(wait_ms: u64, status: u16, body: &str) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        let pieces = vec![(0, body.as_bytes().to_vec())];
        Self { wait_ms, status, url: None, headers, pieces, end: End::Complete }
    }

    /// A stream of these pieces of text, each after this many ms; the headers come at once.
    pub fn stream(texts: &[(u64, &str)]) -> Self {
        let event =
            |text: &str| format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n");
        let pieces = texts.iter().map(|(ms, text)| (*ms, event(text).into_bytes())).collect();
        let headers = vec![("content-type", "text/event-stream".to_owned())];
        Self { headers, pieces, ..Self::json(0, 200, "") }
    }

    /// A refusal for too many requests.
    pub fn rate_limit(ms: u64, retry_after: &str) -> Self {
        let body =
            r#"{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}"#;
        let mut script = Self::json(ms, 429, body);
        script.headers.push(("retry-after", retry_after.to_owned()));
        script
    }

    pub fn no_reply(ms: u64, message: &'static str) -> Self {
        Self { end: End::NoReply(message), ..Self::json(ms, 0, "") }
    }

    /// Nothing ever comes.
    pub fn silence() -> Self {
        Self::no_reply(u64::MAX, "")
    }
}

/// A request as the server saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub request: Request,
    pub key: Option<String>,
    pub at_ms: f64,
}

/// A transport to a server that is a function of the request and of how many came before it.
pub struct Scripted<'a> {
    respond: &'a dyn Fn(&Request, usize) -> Script,
    origin: Instant,
    /// Cost of each look at the clock, in ms: work that takes time.
    pub look_ms: Cell<f64>,
    looks: Cell<u32>,
    pub seen: RefCell<Vec<Seen>>,
    /// Number of requests under way, and the largest number that were.
    under_way: Rc<Cell<usize>>,
    pub most_under_way: Cell<usize>,
    /// Delay of the end of each sleep, in ms.
    pub late_ms: Cell<f64>,
    /// For which hosts the browser's context was asked for.
    pub explained: RefCell<Vec<String>>,
    /// Number of times that it was asked to pause for a moment.
    pub pauses: Cell<u32>,
    /// Run to cancel in the next pause.
    pub cancel_in_pause: RefCell<Option<Cancel>>,
}

impl<'a> Scripted<'a> {
    pub fn new(respond: &'a dyn Fn(&Request, usize) -> Script) -> Self {
        Self {
            respond,
            origin: Instant::now(),
            look_ms: Cell::new(0.0),
            looks: Cell::new(0),
            seen: RefCell::default(),
            under_way: Rc::default(),
            most_under_way: Cell::new(0),
            late_ms: Cell::new(0.0),
            explained: RefCell::default(),
            pauses: Cell::new(0),
            cancel_in_pause: RefCell::default(),
        }
    }

    /// Returns the number of requests under way.
    pub fn under_way(&self) -> usize {
        self.under_way.get()
    }

    /// The probes that were sent, in this order, each with the time in ms.
    pub fn starts(&self, run: &Run) -> Vec<(ProbeId, f64)> {
        let mut left: Vec<_> = run.transcript.exchanges.iter().collect();
        let seen = self.seen.borrow();
        let starts = seen.iter().map(|seen| {
            let is_same = |exchange: &&Exchange| {
                exchange.request == seen.request && exchange.started_ms.total_cmp(&seen.at_ms).is_eq()
            };
            let index = left.iter().position(is_same).expect("an exchange of every request");
            (left.remove(index).probe, seen.at_ms)
        });
        starts.collect()
    }
}

impl Transport for Scripted<'_> {
    type Body = Body;

    async fn fetch(&self, request: &Request, key: Option<&ApiKey>) -> Result<Response<Body>, String> {
        let index = self.seen.borrow().len();
        let key = key.map(|key| key.expose().to_owned());
        self.seen.borrow_mut().push(Seen { request: request.clone(), key, at_ms: self.now_ms() });
        let line = Line::open(&self.under_way);
        self.most_under_way.set(self.most_under_way.get().max(self.under_way()));
        let script = (self.respond)(request, index);
        sleep(Duration::from_millis(script.wait_ms)).await;
        if let End::NoReply(message) = script.end {
            return Err(message.to_owned());
        }
        Ok(Response {
            status: script.status,
            url: script.url.unwrap_or_else(|| request.url.clone()),
            is_redirected: false,
            headers: script.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body: Body { pieces: pieces(script.pieces, script.end), _line: line },
        })
    }

    fn now_ms(&self) -> f64 {
        self.looks.set(self.looks.get() + 1);
        let micros = u32::try_from(self.origin.elapsed().as_micros()).expect("a test of less than an hour");
        f64::from(micros) / 1000.0 + f64::from(self.looks.get()) * self.look_ms.get()
    }

    async fn sleep(&self, ms: f64) {
        if ms == 0.0 {
            self.pauses.set(self.pauses.get() + 1);
            self.cancel_in_pause.take().iter().for_each(Cancel::cancel);
        }
        sleep(Duration::from_secs_f64((ms.max(0.0) + self.late_ms.get()) / 1000.0)).await;
    }

    async fn browser_context(&self, host: &str) -> BrowserContext {
        self.explained.borrow_mut().push(host.to_owned());
        BrowserContext { page_origin: EXPLAINED.to_owned(), ..BrowserContext::default() }
    }
}

fn pieces(pieces: Vec<(u64, Vec<u8>)>, end: End) -> LocalBoxStream<'static, Result<Vec<u8>, String>> {
    let come = stream::iter(pieces).then(|(wait_ms, piece)| async move {
        sleep(Duration::from_millis(wait_ms)).await;
        Ok(piece)
    });
    match end {
        End::Silent => come.chain(stream::pending()).boxed_local(),
        End::Broken(message) => come.chain(stream::iter([Err(message.to_owned())])).boxed_local(),
        End::Complete | End::NoReply(_) => come.boxed_local(),
    }
}

/// A body that holds its line open.
pub struct Body {
    pieces: LocalBoxStream<'static, Result<Vec<u8>, String>>,
    _line: Line,
}

impl Stream for Body {
    type Item = Result<Vec<u8>, String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(context)
    }
}

/// Counts as one that is under way.
struct Line(Rc<Cell<usize>>);

impl Line {
    fn open(under_way: &Rc<Cell<usize>>) -> Self {
        under_way.set(under_way.get() + 1);
        Self(Rc::clone(under_way))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

pub fn key() -> ApiKey {
    ApiKey::parse(KEY).ok().flatten().expect("a key")
}

/// A job for a target with a key, with a time limit of 60 s.
pub fn job(is_streamed: bool) -> Job {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").expect("a base URL"),
        key: Some(key()),
        model: ModelName::parse("m").expect("a model"),
    };
    let run = Run::new(target, Expectations::default(), BrowserContext::default());
    let wrong_key = ApiKey::parse(WRONG_KEY).expect("a key");
    Job::new(run, "Hi".to_owned(), is_streamed, wrong_key, Limits::of_timeout(60))
}
