//! A run whose only request is the prompt, with the reply that a test gives it.

use gateway_check::config::Expectations;
use gateway_check::diagnosis::BrowserContext;
use gateway_check::exchange::{Ending, Exchange, Outcome, Reply};
use gateway_check::probe::{self, ProbeId};
use gateway_check::response::Recorder;
use gateway_check::run::{Assessment, Run};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};

/// The prompt's target and reply.
pub struct OneReply<'a> {
    pub base_url: &'a str,
    pub key: &'a str,
    pub model: &'a str,
    /// True if the prompt asks for a stream.
    pub is_streamed: bool,
    pub status: u16,
    /// The address that answered, if it is not the one that was asked.
    pub from: Option<&'a str>,
    pub content_type: Option<&'a str>,
    pub body: &'a str,
}

impl Default for OneReply<'_> {
    fn default() -> Self {
        Self {
            base_url: "https://gateway.example/v1",
            key: "gc-test-1",
            model: "m-small",
            is_streamed: false,
            status: 200,
            from: None,
            content_type: None,
            body: "",
        }
    }
}

impl OneReply<'_> {
    /// Returns what the page makes of it.
    pub fn assessment(&self) -> Assessment {
        let target = Target {
            base_url: BaseUrl::parse(self.base_url).expect("a URL"),
            key: ApiKey::parse(self.key).expect("a key"),
            model: ModelName::parse(self.model).expect("a name"),
        };
        let request = probe::prompt(&target, "Hi", self.is_streamed);
        let mut recorder = Recorder::new(self.is_streamed, self.content_type);
        recorder.feed(self.body.as_bytes(), 10.0);
        let headers = self.content_type.map(|value| ("content-type".to_owned(), value.to_owned()));
        let reply = Reply {
            status: self.status,
            url: self.from.unwrap_or(&request.url).to_owned(),
            is_redirected: false,
            headers: headers.into_iter().collect(),
            body: recorder.finish(20.0),
            ending: Ending::Complete,
            headers_ms: 5.0,
            first_byte_ms: Some(10.0),
            lag_ms: 0.0,
            total_ms: 20.0,
        };
        let browser = BrowserContext {
            page_origin: "https://page.example".to_owned(),
            is_online: true,
            ..BrowserContext::default()
        };
        let mut run = Run::new(target, Expectations::default(), browser);
        let outcome = Outcome::Replied(reply);
        run.record(Exchange { probe: ProbeId::Prompt, request, started_ms: 0.0, outcome });
        run.assessment()
    }
}
