//! A run with everything needed to execute it, and the masked view of its results.

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

/// A run with everything needed to execute plans for it, one after the other.
#[derive(Debug)]
pub struct Job {
    pub(super) run: RefCell<Run>,
    pub(super) prompt: String,
    pub(super) is_streamed: bool,
    /// A made-up key of the same format, which the server cannot know.
    wrong_key: Option<ApiKey>,
    pub(super) limits: Limits,
    /// Covers the keys that the tab held when the latest plan began, in text that is shown while it arrives.
    pub(super) mask: RefCell<Mask>,
    /// The handling of redirects.
    pub(super) redirects: Redirects,
    /// Number of requests sent.
    pub(super) requests: Cell<u32>,
    /// Time of the first request, in ms on the transport's clock.
    pub(super) first_ms: Cell<Option<f64>>,
}

impl Job {
    /// Creates a job for a run in which nothing was sent. `wrong_key` is derived from the target's key, if it
    /// has one.
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

    /// Sets the handling of redirects; by default, a job follows them.
    #[must_use]
    pub fn with_redirects(self, redirects: Redirects) -> Self {
        Self { redirects, ..self }
    }

    /// Sets the mask for live text; by default, it covers only the key of the target.
    #[must_use]
    pub fn with_mask(self, mask: Mask) -> Self {
        Self { mask: RefCell::new(mask), ..self }
    }

    /// Covers these keys in live text from the next request on: some may have been typed since it began.
    pub fn update_mask(&self, mask: Mask) {
        self.mask.replace(mask);
    }

    /// Returns the redacted results of the run so far; `mask` covers the keys of the tab.
    pub fn view(&self, mask: &Mask) -> View {
        View::new(&self.run.borrow().assessment(), mask)
    }

    /// Returns the text of the answer to the prompt, if there is one; `mask` covers the keys of the tab.
    pub fn answer_text(&self, mask: &Mask) -> Option<Redacted> {
        let run = self.run.borrow();
        let (_, prompt) = run.transcript.of_probe(ProbeId::Prompt)?;
        Some(mask.cover(&response::answer_of(prompt.reply()?)?.content))
    }

    /// Builds the report of the run so far; `mask` covers the keys of the tab.
    pub fn report(&self, about: &RunMetadata, mask: &Mask) -> Report {
        report::build(&self.run.borrow(), &self.view(mask), about, mask)
    }

    /// Returns the times and the outcome of each request, without bodies and headers.
    pub fn timings(&self) -> Vec<report::Exchange> {
        report::timings(&self.run.borrow())
    }

    /// Returns the exchange at this index, as a report shows it; `mask` covers the keys of the tab.
    pub fn exchange(&self, index: usize, mask: &Mask) -> Option<report::Exchange> {
        report::exchange(&self.run.borrow(), index, mask)
    }

    /// Writes the message about the diagnosis at this index, for the person who can fix it; `mask` covers the
    /// keys of the tab.
    pub fn message(&self, index: usize, mask: &Mask) -> Option<Redacted> {
        let run = self.run.borrow();
        Some(run.message(run.assessment().diagnoses.get(index)?, mask))
    }

    /// Writes the short text for a ticket. `page` is the address of this page without its query, and `mask`
    /// covers the keys of the tab.
    pub fn ticket(&self, verdict: &str, page: &str, mask: &Mask) -> Redacted {
        self.run.borrow().ticket(verdict, page, mask)
    }

    /// Contact and documentation of the gateway, from config.json.
    pub fn help(&self) -> Help {
        self.run.borrow().help.clone()
    }

    /// The address for tickets about the gateway, if config.json has one.
    pub fn ticket_url(&self) -> Option<TicketUrl> {
        self.run.borrow().help.ticket_url.clone()
    }

    /// The documentation of the gateway, if config.json names it.
    pub fn docs_url(&self) -> Option<String> {
        self.run.borrow().help.docs_url.clone()
    }

    /// Returns true if config.json names a contact for the gateway.
    pub fn has_contact(&self) -> bool {
        self.run.borrow().help.contact.is_some()
    }

    /// The key that is sent.
    pub fn key(&self) -> Option<ApiKey> {
        self.run.borrow().target.key.clone()
    }

    /// Calls `decide` with what happened so far.
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

/// Access to the unmasked evidence. Browser builds do not have it: the screen only gets masked values.
#[cfg(not(target_arch = "wasm32"))]
impl Job {
    /// The run so far. Do not hold the result across an `await`.
    pub fn run(&self) -> std::cell::Ref<'_, Run> {
        self.run.borrow()
    }

    /// Returns the run; nothing more can be sent for it.
    pub fn into_run(self) -> Run {
        self.run.into_inner()
    }
}
