//! After a prompt that raises doubt about the base URL: would a likely correction work?
//!
//! Every address is asked the same question: a request for a completion that must be refused. It costs no
//! tokens, and its refusal comes from the chat route itself, which a list of models would not prove. The
//! address that was typed is asked first. Only if it fails that question does another address count.

use super::chat::chat;
use super::malformed::malformed;
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Content, Ending, Exchange, Outcome, Reply, Transcript, Unanswered};
use crate::refusal::{self, Category, CategoryGroup};
use crate::response;
use crate::target::{BaseUrl, Target, UrlProblem, corrections};
use crate::wire::{self, Request};

pub(super) const TYPED_PROBE: Probe = Probe {
    id: ProbeId::RepairTyped,
    question: "Does the chat endpoint at the typed base URL answer a malformed request?",
    profile: Profile::Quick,
    tokens: 0,
    after: &[],
    request: |context| {
        let is_known = context.transcript.of_probe(ProbeId::Malformed).is_some();
        if is_known || !is_in_doubt(context.target, context.transcript) {
            return Err(NOT_NEEDED);
        }
        Ok(chat(context.target, malformed()))
    },
    again: never,
};

pub(super) const FIRST_PROBE: Probe = Probe {
    id: ProbeId::Repair1,
    question: "Does a corrected base URL work?",
    request: |context| request(context, 0),
    ..TYPED_PROBE
};

pub(super) const SECOND_PROBE: Probe =
    Probe { id: ProbeId::Repair2, request: |context| request(context, 1), ..FIRST_PROBE };

pub(super) const THIRD_PROBE: Probe =
    Probe { id: ProbeId::Repair3, request: |context| request(context, 2), ..FIRST_PROBE };

pub(super) const FOURTH_PROBE: Probe =
    Probe { id: ProbeId::Repair4, request: |context| request(context, 3), ..FIRST_PROBE };

const NOT_NEEDED: &str = "No corrected base URL to try.";

fn request(context: &ProbeContext<'_>, place: usize) -> Result<Request, &'static str> {
    let ProbeContext { target, transcript, .. } = *context;
    // One that only asked for the key may be another service's.
    let is_found = repaired(target, transcript).is_some_and(|found| found.standing == Standing::ChatRoute);
    if is_found || !is_typed_wrong(target, transcript) {
        return Err(NOT_NEEDED);
    }
    let base_url = candidates(target, transcript).into_iter().nth(place).ok_or(NOT_NEEDED)?;
    Ok(chat(&Target { base_url, ..target.clone() }, malformed()))
}

/// What an address made of a malformed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The chat route looked into the request: it refused its form or its model, or answered it.
    ChatRoute,
    /// An API refused it before it looked into it, for the key for example.
    Api,
    /// The server failed.
    Failed,
    /// Nothing of the API: no such path, a web page, or neither an answer nor an error.
    Elsewhere,
    /// The browser could read no reply.
    Hidden,
    /// None of these.
    Unclear,
}

impl Standing {
    fn of(exchange: &Exchange) -> Self {
        match &exchange.outcome {
            Outcome::Replied(reply) => Self::of_reply(reply),
            Outcome::Unanswered(Unanswered::Blocked { .. }) => Self::Hidden,
            Outcome::Unanswered(_) => Self::Unclear,
        }
    }

    fn of_reply(reply: &Reply) -> Self {
        if reply.ending != Ending::Complete {
            return Self::Unclear;
        }
        let Some(refusal) = refusal::of(reply) else {
            return match &reply.body.content {
                _ if response::answer_of(reply).is_some() => Self::ChatRoute,
                Content::Json(_) | Content::Text => Self::Elsewhere,
                Content::Empty | Content::Stream(_) => Self::Unclear,
            };
        };
        // Whatever its words: it is what the request deserves.
        let is_about_form = matches!(reply.status, 400 | 422);
        let is_refused_in_json = reply.body.json().is_some() && (400..500).contains(&reply.status);
        match refusal.category.group() {
            CategoryGroup::NotTheApi if is_wall(refusal.kind) => Self::Unclear,
            CategoryGroup::NotTheApi => Self::Elsewhere,
            CategoryGroup::Request | CategoryGroup::Model if is_refused_in_json => Self::ChatRoute,
            CategoryGroup::Unrecognised if is_refused_in_json && is_about_form => Self::ChatRoute,
            CategoryGroup::Credentials if is_refused_in_json => Self::Api,
            CategoryGroup::Capacity if is_refused_in_json && refusal.category == Category::Quota => Self::Api,
            _ if reply.status >= 500 => Self::Failed,
            _ => Self::Unclear,
        }
    }
}

/// Whether a wall stands before the address, which says nothing about it.
fn is_wall(kind: DiagnosisKind) -> bool {
    matches!(kind, DiagnosisKind::LoginWall | DiagnosisKind::BotWall)
}

/// Whether the outcome of the prompt is a reason to doubt the base URL.
fn is_in_doubt(target: &Target, transcript: &Transcript) -> bool {
    match transcript.of_probe(ProbeId::Prompt).map(|(_, prompt)| &prompt.outcome) {
        Some(Outcome::Replied(reply)) => leads_nowhere(target, reply),
        Some(Outcome::Unanswered(Unanswered::Blocked { .. })) => is_hidden(target, transcript),
        Some(Outcome::Unanswered(_)) | None => false,
    }
}

/// Whether something answers at this address, and nothing of it can be read that speaks for the API. A
/// gateway that allows web pages route by route hides its reply to a path that it does not have.
fn is_hidden(target: &Target, transcript: &Transcript) -> bool {
    let outcome = |id| transcript.of_probe(id).map(|(_, exchange)| &exchange.outcome);
    let speaks_for_it = |id| match outcome(id) {
        Some(Outcome::Replied(reply)) => {
            let is_list = reply.is_success() && reply.body.json().and_then(wire::models::names).is_some();
            is_list || !leads_nowhere(target, reply)
        }
        Some(Outcome::Unanswered(Unanswered::TimedOut { .. } | Unanswered::Redirected)) => true,
        Some(Outcome::Unanswered(_)) | None => false,
    };
    let lists = [ProbeId::LadderPlain, ProbeId::LadderKeyed, ProbeId::Models];
    outcome(ProbeId::LadderAnswers) == Some(&Outcome::Unanswered(Unanswered::Opaque))
        && !lists.into_iter().any(speaks_for_it)
}

/// Whether `reply` suggests that the API is elsewhere on this origin: no such path, a web page, or a whole
/// body that is neither a completion nor an error. An empty, broken or cut-off body suggests nothing.
pub fn leads_nowhere(target: &Target, reply: &Reply) -> bool {
    let is_foreign = match refusal::of(reply) {
        // A server that names the API which it has instead knows its own paths.
        Some(refusal) => {
            matches!(refusal.category, Category::Path | Category::WebPage)
                && !is_wall(refusal.kind)
                && refusal.kind != DiagnosisKind::WrongEndpointType
        }
        None => match &reply.body.content {
            Content::Json(_) => response::answer_of(reply).is_none(),
            Content::Text => reply.is_success() && !reply.body.text.trim_start().starts_with(['{', '[']),
            Content::Empty | Content::Stream(_) => false,
        },
    };
    is_foreign && reply.ending == Ending::Complete && reply.url.starts_with(&target.base_url.origin())
}

/// What the typed address made of the malformed request, if it was asked.
fn typed(transcript: &Transcript) -> Option<Standing> {
    let asked = [ProbeId::RepairTyped, ProbeId::Malformed];
    asked.into_iter().find_map(|id| transcript.of_probe(id)).map(|(_, exchange)| Standing::of(exchange))
}

/// Whether the chat route was seen at the typed address, whatever came of the prompt.
pub fn is_typed_right(transcript: &Transcript) -> bool {
    typed(transcript) == Some(Standing::ChatRoute)
}

/// Whether the typed address is in doubt, and failed the question that every correction is asked.
pub fn is_typed_wrong(target: &Target, transcript: &Transcript) -> bool {
    let is_readable =
        transcript.of_probe(ProbeId::Prompt).is_some_and(|(_, prompt)| prompt.reply().is_some());
    let fails = match typed(transcript) {
        Some(Standing::Elsewhere) => true,
        Some(Standing::Hidden) => !is_readable,
        _ => false,
    };
    fails && is_in_doubt(target, transcript)
}

/// The addresses to try in place of the typed one, the likeliest first: where a redirect led, then the
/// likely corrections.
fn candidates(target: &Target, transcript: &Transcript) -> Vec<BaseUrl> {
    let typed = &target.base_url;
    let prompt = transcript.of_probe(ProbeId::Prompt).and_then(|(_, prompt)| prompt.reply());
    let led_to = prompt.filter(|reply| reply.is_redirected).and_then(|reply| {
        let Err(UrlProblem::WholeEndpoint { base, .. }) = BaseUrl::parse(&reply.url) else { return None };
        BaseUrl::parse(&base).ok().filter(|it| it != typed && it.origin() == typed.origin())
    });
    let mut found: Vec<BaseUrl> = led_to.into_iter().collect();
    found.extend(corrections(typed).into_iter().filter(|it| !found.contains(it)).collect::<Vec<_>>());
    found.truncate(ProbeId::REPAIRS.len());
    found
}

/// A base URL that was tried in place of the typed one, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The address.
    pub base_url: BaseUrl,
    /// What it made of the malformed request.
    pub standing: Standing,
}

/// The corrected base URL that was tried and answers as the API does, where the typed one does not. One
/// that fails counts too, if nothing but it is there at all.
pub fn repaired(target: &Target, transcript: &Transcript) -> Option<Repair> {
    if !is_typed_wrong(target, transcript) {
        return None;
    }
    let base_urls = candidates(target, transcript);
    let standing = |(place, base_url): (usize, &BaseUrl)| {
        let (_, exchange) = transcript.of_probe(ProbeId::REPAIRS[place])?;
        let is_its = exchange.request.url == base_url.endpoint("chat/completions");
        is_its.then(|| Standing::of(exchange))
    };
    let standings: Vec<Option<Standing>> = base_urls.iter().enumerate().map(standing).collect();
    let place_of = |sought: Standing| standings.iter().position(|it| *it == Some(sought));
    let is_missing = |it: &Option<Standing>| *it == Some(Standing::Elsewhere);
    let is_alone = standings.iter().filter(|it| !is_missing(it)).count() == 1;
    let place = place_of(Standing::ChatRoute)
        .or_else(|| place_of(Standing::Api))
        .or_else(|| place_of(Standing::Failed).filter(|_| is_alone))?;
    Some(Repair { base_url: base_urls[place].clone(), standing: standings[place]? })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ANSWER, context, reply, target_at};
    use super::*;

    const PATH: (u16, &str) = (404, "404 page not found");
    const REFUSED: (u16, &str) =
        (400, r#"{"error":{"message":"messages must be a list","type":"invalid_request_error"}}"#);
    const NO_KEY: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);
    const PAGE: (u16, &str) = (200, "<!doctype html><title>Welcome</title>");

    /// What a server answers to a malformed request at a path; `None` if nobody may read it.
    type Server<'a> = &'a dyn Fn(&str) -> Option<(u16, &'static str)>;

    fn exchange(probe: ProbeId, request: Request, replied: Option<(u16, &str)>) -> Exchange {
        let outcome = match replied {
            Some((status, body)) => {
                Outcome::Replied(Reply { url: request.url.clone(), ..reply(status, body) })
            }
            None => Outcome::Unanswered(Unanswered::Blocked { message: String::new() }),
        };
        Exchange { probe, request, started_ms: 0.0, outcome }
    }

    /// Asks the typed path and tries its corrections; the paths that were asked, and what was found.
    fn tried(path: &str, first: Vec<Exchange>, server: Server<'_>) -> (Vec<String>, Option<Repair>) {
        let target = target_at(&format!("https://gateway.example{path}"));
        let mut transcript = Transcript { exchanges: first, ..Transcript::default() };
        let mut urls = Vec::new();
        for probe in [&TYPED_PROBE, &FIRST_PROBE, &SECOND_PROBE, &THIRD_PROBE, &FOURTH_PROBE] {
            let Ok(request) = (probe.request)(&context(&target, &transcript)) else { continue };
            let path = request.url["https://gateway.example".len()..]
                .trim_end_matches("/chat/completions")
                .to_owned();
            let sent = exchange(probe.id, request, server(&path));
            urls.push(path);
            transcript.exchanges.push(sent);
        }
        (urls, repaired(&target, &transcript))
    }

    fn prompt(path: &str, replied: Option<(u16, &str)>) -> Vec<Exchange> {
        let target = target_at(&format!("https://gateway.example{path}"));
        vec![exchange(ProbeId::Prompt, super::super::prompt(&target, "Hi", false), replied)]
    }

    /// Expects these paths to be asked, where only `right` has the chat route, and the rest what the prompt got.
    #[track_caller]
    fn check(path: &str, got: (u16, &'static str), right: &str, expected: &[&str], works: Option<&str>) {
        let server = |path: &str| Some(if path == right { REFUSED } else { got });
        let (urls, found) = tried(path, prompt(path, Some(got)), &server);
        let found = found.map(|found| found.base_url.path().to_owned());
        assert_eq!(urls.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{path}");
        assert_eq!(found.as_deref(), works, "{path}");
    }

    #[test]
    fn corrections_are_tried_until_one_answers_as_the_api() {
        check("", PATH, "/v1", &["", "/v1"], Some("/v1"));
        check("/v1/v1", PATH, "/v1", &["/v1/v1", "/v1"], Some("/v1"));
        check("/ui", PAGE, "/v1", &["/ui", "/ui/v1", "/v1"], Some("/v1"));
        check("/v1", PATH, "", &["/v1", ""], Some(""));
        check("/v1", (405, r#"{"detail":"Method Not Allowed"}"#), "/api", &["/v1", "", "/api"], Some("/api"));
        check(
            "/openai/deployments/m",
            PATH,
            "/openai/v1",
            &["/openai/deployments/m", "/openai/v1"],
            Some("/openai/v1"),
        );
        check("", PATH, "/elsewhere", &["", "/v1", "/openai/v1", "/api/v1", "/api"], None);
    }

    #[test]
    fn a_good_base_url_is_left_alone() {
        let other_api =
            (404, r#"{"error":{"message":"Chat completions are not supported here. Use /v1/responses."}}"#);
        for got in [REFUSED, NO_KEY, (200, ANSWER), (503, ""), other_api] {
            check("", got, "/v1", &[], None);
        }
    }

    #[test]
    fn a_damaged_reply_is_no_reason_for_doubt() {
        for got in [(200, ""), (200, " \n"), (200, r#"{"id":"c-1","choices":[{"mess"#)] {
            check("", got, "/v1", &[], None);
        }
        let mut dropped = prompt("", Some(PAGE));
        if let Outcome::Replied(reply) = &mut dropped[0].outcome {
            reply.ending = Ending::Dropped { message: String::new() };
        }
        assert_eq!(tried("", dropped, &|_| Some(REFUSED)).0, [""; 0]);
    }

    #[test]
    fn an_address_that_answers_the_same_question_is_not_wrong() {
        for got in [PATH, PAGE, (200, r#"{"ok":true}"#), (404, r#"{"detail":"Not Found"}"#)] {
            let (urls, found) = tried("", prompt("", Some(got)), &|_| Some(REFUSED));
            assert_eq!((urls, found), (vec![String::new()], None), "{got:?}");
        }
        // Nor is one of which the answer says nothing.
        for answer in [Some(NO_KEY), Some((500, "{}")), Some((429, "{}")), Some((200, "")), None] {
            let (urls, _) = tried("", prompt("", Some(PATH)), &|path| {
                if path.is_empty() { answer } else { Some(REFUSED) }
            });
            assert_eq!(urls, [""], "{answer:?}");
        }
    }

    #[test]
    fn a_checks_own_malformed_request_serves_as_well() {
        let target = target_at("https://gateway.example");
        let mut first = prompt("", Some((200, r#"{"ok":true}"#)));
        first.push(exchange(ProbeId::Malformed, chat(&target, malformed()), Some((200, r#"{"ok":true}"#))));
        let (urls, found) = tried("", first, &|_| Some(REFUSED));
        assert_eq!((urls, found.is_some()), (vec!["/v1".to_owned()], true));
    }

    #[test]
    fn what_answers_anything_is_no_correction() {
        for answer in [
            (200, r#"{"ok":true}"#),
            (200, "<html></html>"),
            (502, "{}"),
            (404, r#"{"detail":"Not Found"}"#),
            (429, "{}"),
        ] {
            let server = |path: &str| Some(if path.is_empty() { PATH } else { answer });
            assert_eq!(tried("", prompt("", Some(PATH)), &server).1, None, "{answer:?}");
        }
    }

    #[test]
    fn what_speaks_for_a_correction_is_kept_with_it() {
        let one = |right: &'static str, answer| {
            let server = move |path: &str| Some(if path == right { answer } else { PATH });
            tried("", prompt("", Some(PATH)), &server)
                .1
                .map(|found| (found.base_url.path().to_owned(), found.standing))
        };
        assert_eq!(one("/v1", REFUSED), Some(("/v1".to_owned(), Standing::ChatRoute)));
        assert_eq!(one("/v1", NO_KEY), Some(("/v1".to_owned(), Standing::Api)));
        // The only address that is not missing, although it fails.
        assert_eq!(one("/api/v1", (500, "{}")), Some(("/api/v1".to_owned(), Standing::Failed)));
    }

    #[test]
    fn a_chat_route_is_preferred_to_what_only_asks_for_a_key() {
        let server = |path: &str| {
            Some(match path {
                "/v1" => NO_KEY,
                "/api" => REFUSED,
                _ => PATH,
            })
        };
        let (urls, found) = tried("", prompt("", Some(PATH)), &server);
        assert_eq!(urls, ["", "/v1", "/openai/v1", "/api/v1", "/api"]);
        assert_eq!(found.map(|found| found.base_url.path().to_owned()).as_deref(), Some("/api"));
    }

    #[test]
    fn where_a_redirect_led_is_tried_first() {
        let mut first = prompt("", Some((405, r#"{"detail":"Method Not Allowed"}"#)));
        if let Outcome::Replied(reply) = &mut first[0].outcome {
            reply.is_redirected = true;
            reply.url = "https://gateway.example/llm/v1/chat/completions".to_owned();
        }
        let server = |path: &str| Some(if path == "/llm/v1" { REFUSED } else { PATH });
        let (urls, found) = tried("", first, &server);
        assert_eq!(urls, ["", "/llm/v1"]);
        assert_eq!(found.map(|found| found.base_url.path().to_owned()).as_deref(), Some("/llm/v1"));
    }

    #[test]
    fn a_hidden_address_is_wrong_only_if_it_hides_the_same_question() {
        let hidden = |path: &str| {
            let target = target_at(&format!("https://gateway.example{path}"));
            let list = || super::super::models(&target.base_url);
            let mut first = prompt(path, None);
            first.push(exchange(ProbeId::LadderPlain, list(), None));
            let opaque = Outcome::Unanswered(Unanswered::Opaque);
            first.push(Exchange { outcome: opaque, ..exchange(ProbeId::LadderAnswers, list(), None) });
            first
        };
        let at = |right: &'static str| move |path: &str| (path == right).then_some(REFUSED);
        let (urls, found) = tried("/ai", hidden("/ai"), &at("/ai/v1"));
        assert_eq!((urls.len(), found.is_some()), (2, true));
        let (urls, found) = tried("/v1", hidden("/v1"), &at("/api"));
        assert_eq!((urls.len(), found.is_some()), (3, true));
        assert_eq!(tried("/v1", hidden("/v1"), &|_| Some(REFUSED)).0, ["/v1"]);
        assert_eq!(tried("/v1", hidden("/v1"), &|_| None).1, None);
        // Where nothing answers, there is nothing to correct.
        assert_eq!(tried("", prompt("", None), &|_| Some(REFUSED)).0, [""; 0]);
    }
}
