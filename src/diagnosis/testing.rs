//! Runs for the tests of diagnoses, recorded as the page records them.

use super::{BrowserContext, Confidence, Diagnosis, DiagnosisKind, diagnose};
use crate::check::Evidence;
use crate::config::Expectations;
use crate::exchange::{Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::probe::{self, ProbeId};
use crate::response::Recorder;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};
use crate::wire::Request;

/// A plain answer of the model `m-small`.
pub(super) const ANSWER: (u16, &str) = (
    200,
    r#"{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":9}}"#,
);

/// A run with one target, and the results of its requests.
pub(super) struct Case {
    pub(super) target: Target,
    pub(super) page: BrowserContext,
    expectations: Expectations,
    transcript: Transcript,
}

/// A run against this base URL, from a page at `https://page.example`.
pub(super) fn case(base_url: &str) -> Case {
    let target = Target {
        base_url: BaseUrl::parse(base_url).unwrap(),
        key: ApiKey::parse("gc-test-1").unwrap(),
        model: ModelName::parse("m-small").unwrap(),
    };
    let page = BrowserContext {
        page_origin: "https://page.example".to_owned(),
        is_online: true,
        is_secure: true,
        ..BrowserContext::default()
    };
    Case { target, page, expectations: Expectations::default(), transcript: Transcript::default() }
}

impl Case {
    /// The same page under other circumstances.
    pub(super) fn page(mut self, change: impl FnOnce(&mut BrowserContext)) -> Self {
        change(&mut self.page);
        self
    }

    /// The page's host knows this of the gateway.
    pub(super) fn known(mut self, expectations: Expectations) -> Self {
        self.expectations = expectations;
        self
    }

    /// The probe `id` got this reply.
    pub(super) fn reply(self, id: ProbeId, (status, body): (u16, &str)) -> Self {
        let request = self.request(id);
        let mut recorder = Recorder::new(request.is_streamed, None);
        recorder.feed(body.as_bytes(), 10.0);
        let reply = Reply {
            status,
            url: request.url.clone(),
            is_redirected: false,
            headers: Vec::new(),
            body: recorder.finish(20.0),
            ending: Ending::Complete,
            headers_ms: 5.0,
            first_byte_ms: Some(10.0),
            lag_ms: 0.0,
            total_ms: 20.0,
        };
        self.outcome(id, Outcome::Replied(reply))
    }

    /// The probe `id` was redirected to this URL, and got this reply there.
    pub(super) fn redirected(self, id: ProbeId, url: &str, reply: (u16, &str)) -> Self {
        let mut case = self.reply(id, reply);
        if let Some(Exchange { outcome: Outcome::Replied(reply), .. }) = case.transcript.exchanges.last_mut()
        {
            url.clone_into(&mut reply.url);
            reply.is_redirected = true;
        }
        case
    }

    /// The body of the last reply ended like this.
    pub(super) fn ended(mut self, ending: Ending) -> Self {
        if let Some(Exchange { outcome: Outcome::Replied(reply), .. }) = self.transcript.exchanges.last_mut()
        {
            reply.ending = ending;
        }
        self
    }

    /// The browser could read no reply to the probe `id`.
    pub(super) fn blocked(self, id: ProbeId) -> Self {
        self.outcome(id, Outcome::Unanswered(Unanswered::Blocked { message: "words".to_owned() }))
    }

    /// Something answered the probe `id`.
    pub(super) fn answered(self, id: ProbeId) -> Self {
        self.outcome(id, Outcome::Unanswered(Unanswered::Opaque))
    }

    /// Records this outcome of the probe `id`.
    pub(super) fn outcome(mut self, id: ProbeId, outcome: Outcome) -> Self {
        let request = self.request(id);
        self.transcript.exchanges.push(Exchange { probe: id, request, started_ms: 0.0, outcome });
        self
    }

    fn request(&self, id: ProbeId) -> Request {
        let list = [ProbeId::Models, ProbeId::LadderPlain, ProbeId::LadderKeyed];
        if id == ProbeId::RepairTyped {
            probe::prompt(&self.target, "Hi", false)
        } else if let Some(index) = ProbeId::REPAIRS.iter().position(|known| *known == id) {
            let base_url = crate::target::corrections(&self.target.base_url).swap_remove(index);
            probe::prompt(&Target { base_url, ..self.target.clone() }, "Hi", false)
        } else if list.contains(&id) {
            probe::models(&self.target.base_url)
        } else {
            probe::prompt(&self.target, "Hi", id == ProbeId::Stream)
        }
    }

    /// The diagnoses.
    pub(super) fn diagnoses(&self) -> Vec<Diagnosis> {
        let Self { target, page, expectations, transcript } = self;
        diagnose(&Evidence { target, expectations, transcript }, page)
    }

    /// Expects these kinds, the main one first, each with its confidence.
    #[track_caller]
    pub(super) fn expect(self, expected: &[(DiagnosisKind, Confidence)]) {
        let diagnoses = self.diagnoses();
        let observed: Vec<_> = diagnoses.iter().map(|it| (it.kind.id, it.confidence)).collect();
        assert_eq!(observed, expected);
    }
}
