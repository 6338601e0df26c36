//! A run with its means, and the masked view of it.

use std::cell::{Cell, RefCell};

use super::Limits;
use crate::config::{Help, TicketUrl};
use crate::probe::{ProbeContext, ProbeId};
use crate::redact::{Mask, Redacted};
use crate::report::{self, Report, RunMetadata};
use crate::response;
use crate::run::Run;
use crate::target::ApiKey;
use crate::view::View;
use crate::wire::Redirects;

/// A run with everything that is needed to execute plans for it, one after the other.
#[derive(Debug)]
pub struct Job {
    pub(super) run: RefCell<Run>,
    pub(super) prompt: String,
    pub(super) is_streamed: bool,
    /// A key of the same shape that the server cannot know.
    wrong_key: Option<ApiKey>,
    pub(super) limits: Limits,
    /// Covers the keys that the tab had held when the latest plan began, in the text that is shown while it
    /// arrives.
    pub(super) mask: RefCell<Mask>,
    /// Handling of redirects.
    pub(super) redirects: Redirects,
    /// Number of requests that were sent.
    pub(super) requests: Cell<u32>,
    /// When the first one was sent, in ms on the transport's clock.
    pub(super) first_ms: Cell<Option<f64>>,
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
            mask: RefCell::new(mask),
            redirects: Redirects::Follow,
            requests: Cell::new(0),
            first_ms: Cell::new(None),
        }
    }

    /// The same, which handles redirects in this way; a new job follows them.
    #[must_use]
    pub fn with_redirects(self, redirects: Redirects) -> Self {
        Self { redirects, ..self }
    }

    /// The same, which covers these keys in live text instead of only the target's.
    #[must_use]
    pub fn with_mask(self, mask: Mask) -> Self {
        Self { mask: RefCell::new(mask), ..self }
    }

    /// Covers these keys in live text from the next request on: some may have been typed since it began.
    pub fn update_mask(&self, mask: Mask) {
        self.mask.replace(mask);
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

    /// The times and the outcome of each request, without bodies and headers.
    pub fn timings(&self) -> Vec<report::Exchange> {
        report::timings(&self.run.borrow())
    }

    /// The exchange at this index of the run, as a report shows it; `mask` covers the tab's keys.
    pub fn exchange(&self, index: usize, mask: &Mask) -> Option<report::Exchange> {
        report::exchange(&self.run.borrow(), index, mask)
    }

    /// The message about the diagnosis at this index, for the person who can fix it; `mask` covers the keys
    /// of the tab.
    pub fn message(&self, index: usize, mask: &Mask) -> Option<Redacted> {
        let run = self.run.borrow();
        Some(run.message(run.assessment().diagnoses.get(index)?, mask))
    }

    /// The short text for a ticket; `page` is the address of this page without its query, and `mask` covers
    /// the tab's keys.
    pub fn ticket(&self, verdict: &str, page: &str, mask: &Mask) -> Redacted {
        self.run.borrow().ticket(verdict, page, mask)
    }

    /// Whom the page's host says to ask about the gateway.
    pub fn help(&self) -> Help {
        self.run.borrow().help.clone()
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
    pub(super) fn decide<V>(&self, decide: impl FnOnce(&ProbeContext<'_>) -> V) -> V {
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

/// The evidence itself. Browser builds do not have this: the screen only sees masked values.
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
