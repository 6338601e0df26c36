//! One run: the target under test, the transcript of its requests, and the results.

use std::borrow::Cow;

use crate::check::{self, Evidence, Finding};
use crate::config::{Expectations, Help};
use crate::diagnosis::message::{self, MessageInput, RequestFacts};
use crate::diagnosis::{self, BrowserContext, Diagnosis};
use crate::exchange::{Answer, Exchange, Transcript};
use crate::metrics::Metrics;
use crate::point::{self, Point};
use crate::probe::ProbeId;
use crate::redact::{Mask, Redacted};
use crate::refusal;
use crate::response;
use crate::stats::RepeatStats;
use crate::target::Target;
use crate::ticket::Ticket;
use crate::version::VERSION;

/// A run and its evidence.
#[derive(Clone, Debug)]
pub struct Run {
    /// The target under test.
    pub target: Target,
    /// Expectations of the gateway in config.json.
    pub expectations: Expectations,
    /// Name of the gateway in config.json; empty if it has none.
    pub gateway_name: String,
    /// Contact and documentation of the gateway, from config.json.
    pub help: Help,
    /// State of the page and the browser that can explain a missing reply.
    pub browser_context: BrowserContext,
    /// Start of the run, in UTC (RFC 3339).
    pub started_at: String,
    /// The exchanges so far, and the probes that were skipped.
    pub transcript: Transcript,
}

/// The parts of the reply behind a diagnosis that support staff ask for.
#[derive(Default)]
struct Decisive {
    status: Option<u16>,
    /// Error message of the server; empty if there is none.
    server_words: String,
    request_id: Option<String>,
}

/// Results of a run.
#[derive(Clone)]
pub struct Assessment {
    /// Every rule with its verdict.
    pub findings: Vec<Finding>,
    /// The four points.
    pub points: [Point; 4],
    /// Diagnoses, the main one first; empty if nothing is wrong.
    pub diagnoses: Vec<Diagnosis>,
    /// Contact and documentation of the gateway, from config.json.
    pub help: Help,
    /// Statistics of a repeated prompt.
    pub repeated: Option<RepeatStats>,
    /// Measurements of the reply to the prompt.
    pub metrics: Option<Metrics>,
    /// The model's answer.
    pub answer: Option<Answer>,
}

impl Run {
    /// Creates a run in which nothing has been sent.
    pub fn new(target: Target, expectations: Expectations, browser_context: BrowserContext) -> Self {
        Self {
            target,
            expectations,
            gateway_name: String::new(),
            help: Help::default(),
            browser_context,
            started_at: String::new(),
            transcript: Transcript::default(),
        }
    }

    /// Adds an exchange to the transcript.
    pub fn record(&mut self, exchange: Exchange) {
        self.transcript.exchanges.push(exchange);
    }

    /// Records that a probe was skipped, and why. Its earlier exchanges stay.
    pub fn skip(&mut self, probe: ProbeId, why: &'static str) {
        self.transcript.skipped.retain(|(known, _)| *known != probe);
        self.transcript.skipped.push((probe, why));
    }

    /// Writes a message about `diagnosis` to the person who can fix it; `mask` covers the keys of the tab.
    pub fn message(&self, diagnosis: &Diagnosis, mask: &Mask) -> Redacted {
        let decisive = self.decisive(Some(diagnosis));
        let steps = diagnosis.connectivity.iter();
        let tried: Vec<String> = steps.map(|step| format!("{} {}", step.question, step.observed)).collect();
        let base_url = self.target.base_url.to_string();
        let input = MessageInput {
            kind: diagnosis.kind,
            confidence: diagnosis.confidence,
            title: &diagnosis.title,
            request: self.facts(&decisive, &base_url),
            page_origin: &self.browser_context.page_origin,
            tried: &tried,
            contact: self.help.contact.as_deref().unwrap_or_default(),
            page_version: VERSION,
        };
        // Each line was redacted separately: that one line is about a rejected key says nothing about the
        // words on another line.
        mask.cover(&message::message(&input, mask))
    }

    /// Writes the short text for a ticket. `verdict` is one sentence, `page` is the address of this page
    /// without its query, and `mask` covers the keys of the tab.
    pub fn ticket(&self, verdict: &str, page: &str, mask: &Mask) -> Redacted {
        let diagnoses = diagnosis::diagnose(&self.evidence(), &self.browser_context);
        let main = diagnoses.first();
        let decisive = self.decisive(main);
        let refused_mask = mask.for_refused_key();
        let is_about_key = main.is_some_and(|main| main.kind.is_about_key());
        let base_url = self.target.base_url.to_string();
        let ticket = Ticket {
            verdict,
            gateway: &self.gateway_name,
            request: self.facts(&decisive, &base_url),
            kind: &main.map(|main| format!("{} ({})", main.kind.id, main.confidence)).unwrap_or_default(),
            page,
            page_version: VERSION,
        };
        mask.cover(&ticket.text(mask, if is_about_key { &refused_mask } else { mask }))
    }

    /// The facts about the request behind the diagnosis; `base_url` is that of the target.
    fn facts<'a>(&'a self, decisive: &'a Decisive, base_url: &'a str) -> RequestFacts<'a> {
        RequestFacts {
            at_utc: &self.started_at,
            base_url,
            model: self.target.model.as_str(),
            status: decisive.status,
            server_words: &decisive.server_words,
            request_id: decisive.request_id.as_deref(),
        }
    }

    /// Reads the reply behind a diagnosis; without a diagnosis, the reply to the first request.
    fn decisive(&self, diagnosis: Option<&Diagnosis>) -> Decisive {
        let index = diagnosis.and_then(|it| it.exchanges.first().copied()).unwrap_or_default();
        let Some(reply) = self.transcript.exchanges.get(index).and_then(Exchange::reply) else {
            return Decisive::default();
        };
        let envelope = refusal::of(reply).map(|refusal| refusal.envelope);
        let in_header = reply.header("x-request-id").map(str::to_owned);
        let (server_words, in_body) =
            envelope.map(|envelope| (envelope.message, envelope.request_id)).unwrap_or_default();
        Decisive { status: Some(reply.status), server_words, request_id: in_header.or(in_body) }
    }

    /// Returns true if the page and the gateway have the same origin, so that the browser hides no headers.
    pub fn is_on_page_origin(&self) -> bool {
        self.browser_context.page_origin == self.target.base_url.origin()
    }

    /// Returns the evidence for the rules.
    pub(crate) fn evidence(&self) -> Evidence<'_> {
        Evidence { target: &self.target, expectations: &self.expectations, transcript: &self.transcript }
    }

    /// Applies all rules to the transcript and returns the results.
    pub fn assessment(&self) -> Assessment {
        let evidence = self.evidence();
        let findings = check::judge_all(&evidence);
        let points = point::roll_up(&findings);
        let diagnoses = diagnosis::diagnose(&evidence, &self.browser_context);
        let prompt = self.transcript.of_probe(ProbeId::Prompt).map(|(_, exchange)| exchange);
        let reply = prompt.and_then(Exchange::reply);
        Assessment {
            findings,
            points,
            diagnoses,
            help: self.help.clone(),
            repeated: RepeatStats::of(&self.transcript),
            metrics: reply.map(Metrics::of),
            answer: reply.and_then(response::answer_of).map(Cow::into_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{case, refused, with_header};
    use crate::diagnosis::Owner;
    use crate::exchange::{Outcome, Unanswered};
    use crate::probe;
    use crate::target::{ApiKey, BaseUrl, ModelName};
    use crate::view::View;

    #[test]
    fn a_message_never_holds_the_key_whatever_was_typed() {
        let key = "gc-test-0123456789abcdef";
        let target = Target {
            base_url: BaseUrl::parse("https://gateway.example/v1").unwrap(),
            key: ApiKey::parse(key).unwrap(),
            model: ModelName::parse(&format!("m/{key}")).unwrap(),
        };
        let mut run = Run::new(target, Expectations::default(), BrowserContext::default());
        let request = probe::prompt(&run.target, "Hi", false);
        let outcome = Outcome::Unanswered(Unanswered::TimedOut { after_ms: 1_000 });
        run.record(Exchange { probe: ProbeId::Prompt, request, started_ms: 0.0, outcome });
        let message = run.message(&run.assessment().diagnoses[0], &Mask::of_secrets(&[key]));
        assert!(message.contains("timed-out") && message.contains("m/[key]"), "{message}");
        assert!(!message.contains(&key[8..]), "{message}");
    }

    #[test]
    fn a_ticket_tells_support_what_the_gateway_said_and_when() {
        let refusal = r#"{"error":{"message":"Invalid API key","code":"invalid_api_key"}}"#;
        let reply = with_header(refused(401, refusal), "x-request-id");
        let mut run = case().reply(ProbeId::Prompt, reply).run();
        "Production".clone_into(&mut run.gateway_name);
        "2026-01-02T03:04:05Z".clone_into(&mut run.started_at);
        let verdict = "Not ready: The gateway rejected the key.";
        let ticket = run.ticket(verdict, "https://check.example/", &Mask::of_secrets(&["gc-test-1"]));
        let expected = format!(
            "Not ready: The gateway rejected the key.\n\n\
             - Gateway: Production, https://gateway.example/v1\n- Model: m-small\n\
             - Time (UTC): 2026-01-02T03:04:05Z\n- Status: 401\n- Server message: Invalid API key\n\
             - Request id: 7\n- Kind: key-rejected (certain)\n\
             - Checked with: https://check.example/, Gateway Check {VERSION}\n\n\
             The API key is not in this text.\n"
        );
        assert_eq!(ticket, expected.as_str());
    }

    #[test]
    fn the_hosts_words_stand_in_every_diagnosis_as_they_are() {
        let target = Target {
            base_url: BaseUrl::parse("https://gateway.example/v1").unwrap(),
            key: None,
            model: ModelName::parse("m").unwrap(),
        };
        let run = |status: u16, contact: Option<&str>, key_help: Option<&str>| {
            let mut run = Run::new(target.clone(), Expectations::default(), BrowserContext::default());
            run.help.contact = contact.map(str::to_owned);
            run.help.key_help = key_help.map(str::to_owned);
            let request = probe::prompt(&run.target, "Hi", false);
            let outcome = match status {
                0 => Outcome::Unanswered(Unanswered::TimedOut { after_ms: 1_000 }),
                _ => Outcome::Replied(crate::exchange::Reply {
                    status,
                    url: request.url.clone(),
                    is_redirected: false,
                    headers: Vec::new(),
                    body: response::Recorder::new(false, None).finish(1.0),
                    ending: crate::exchange::Ending::Complete,
                    headers_ms: 1.0,
                    first_byte_ms: None,
                    lag_ms: 0.0,
                    total_ms: 1.0,
                }),
            };
            run.record(Exchange { probe: ProbeId::Prompt, request, started_ms: 0.0, outcome });
            run
        };
        let quote = |run: &Run| {
            let main = View::new(&run.assessment(), &Mask::default()).diagnoses.swap_remove(0);
            let message = run.message(&run.assessment().diagnoses[0], &Mask::default());
            (main.kind.owner, main.remedies.iter().map(ToString::to_string).collect::<Vec<_>>(), message)
        };
        let contact = "ai-platform@corp.example";
        let (owner, steps, message) = quote(&run(0, Some(contact), Some("See the portal.")));
        assert_ne!(owner, Owner::You);
        assert_eq!(steps.last().map(String::as_str), Some("Contact: ai-platform@corp.example"));
        assert!(message.contains("\n- For: ai-platform@corp.example\n"), "{message}");
        assert!(!steps.join(" ").contains("portal"), "{steps:?}");
        let (_, steps, message) = quote(&run(0, None, None));
        assert!(!steps.join(" ").contains("ontact:") && !message.contains("- For:"), "{steps:?} {message}");
        let (owner, steps, _) = quote(&run(401, Some(contact), Some("See the portal.")));
        assert_eq!(owner, Owner::You);
        assert_eq!(steps[1], "How to get a key: See the portal.");
        assert_eq!(
            steps.last().map(String::as_str),
            Some("If these steps do not help, contact: ai-platform@corp.example")
        );
    }
}
