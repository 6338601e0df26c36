//! A whole reply, judged as a run judges it.

use gateway_check::config::Expectations;
use gateway_check::diagnosis::BrowserContext;
use gateway_check::exchange::{Ending, Exchange, Outcome, Reply};
use gateway_check::probe::{self, ProbeContext, ProbeId};
use gateway_check::profile::ChosenProfile;
use gateway_check::redact::{Mask, Redacted};
use gateway_check::report::{self, RunMetadata};
use gateway_check::response::Recorder;
use gateway_check::run::Run;
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::view::View;

use super::redact::Key;

/// Reply of a server.
#[derive(Clone, Debug)]
pub struct Said {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub is_streamed: bool,
    /// In how many bytes at a time the body comes.
    pub piece_bytes: usize,
}

/// The key of the run.
pub fn key() -> Key {
    Key { prefix: "gc-test-", secret: "Ab3xYz9Qw7kLmN5p".to_owned() }
}

/// A run of which every reply is this comes to an end; its report opens. If the reply holds the key,
/// and nothing else of it, none of it is left in the report.
///
/// `is_told` says that it does.
pub fn holds(said: &Said, is_told: bool) {
    let key = key();
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").expect("a base URL"),
        key: ApiKey::parse(&key.whole()).expect("a key"),
        model: ModelName::parse("m-small").expect("a name"),
    };
    let wrong_key = ApiKey::parse("gc-test-a-wrong-one").ok().flatten();
    let mut run = Run::new(target, Expectations::default(), BrowserContext::default());
    "2026-01-02T03:04:05Z".clone_into(&mut run.started_at);
    for id in [ProbeId::Prompt, ProbeId::Models, ProbeId::WrongKey] {
        let ask = ProbeContext {
            target: &run.target,
            prompt: "Hi",
            is_streamed: said.is_streamed,
            wrong_key: wrong_key.as_ref(),
            transcript: &run.transcript,
        };
        let probe = probe::find(id).expect("a probe");
        let Ok(request) = (probe.request)(&ask) else { continue };
        let outcome = Outcome::Replied(reply(said, request.is_streamed, &request.url));
        run.record(Exchange { probe: id, request, started_ms: 0.0, outcome });
    }
    let about = RunMetadata {
        generated_at: "2026-01-02T03:04:08Z".to_owned(),
        profile: ChosenProfile::Custom.into(),
        duration_ms: 30.0,
        is_stopped: false,
    };
    let mask = Mask::new(&run.target.key.iter().collect::<Vec<_>>());
    let assessment = run.assessment();
    let view = View::new(&assessment, &mask);
    let report = report::build(&run, &view, &about, &mask);
    let message = assessment.diagnoses.first().map(|diagnosis| run.message(diagnosis, &mask));
    let ticket = run.ticket("fail", "https://page.example/", &mask);
    for text in [report.to_json(), report.to_markdown(), report.to_html(), ticket.as_str().to_owned()]
        .iter()
        .map(String::as_str)
        .chain(message.as_ref().map(Redacted::as_str))
    {
        assert!(!text.contains(&key.secret), "{text}");
    }
    if is_told {
        assert_eq!(key.readable_in(&report.to_markdown()), None, "{said:?}");
    }
    assert!(report::read(&report.to_json()).is_ok(), "a report that does not open: {}", report.to_json());
}

fn reply(said: &Said, is_streamed: bool, url: &str) -> Reply {
    let content_type = said.headers.iter().find(|(name, _)| name == "content-type");
    let mut recorder = Recorder::new(is_streamed, content_type.map(|(_, value)| value.as_str()));
    let mut at_ms = 10.0;
    for piece in said.body.chunks(said.piece_bytes.max(1)) {
        let _ = recorder.feed(piece, at_ms);
        at_ms += 0.5;
    }
    Reply {
        status: said.status,
        url: url.to_owned(),
        is_redirected: false,
        headers: said.headers.clone(),
        body: recorder.finish(at_ms),
        ending: Ending::Complete,
        headers_ms: 5.0,
        first_byte_ms: Some(10.0),
        lag_ms: 0.0,
        total_ms: at_ms,
    }
}
