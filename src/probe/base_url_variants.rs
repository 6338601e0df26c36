//! After a reply that shows a wrong base URL: would a likely correction work?
//!
//! A request for a completion that must be refused costs no tokens, and its refusal comes from the
//! chat route itself, which a list of models would not prove.

use super::chat::chat;
use super::malformed::malformed;
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Content, Exchange, Outcome, Reply, Transcript};
use crate::refusal::{self, Category};
use crate::response;
use crate::target::{BaseUrl, Target, corrections};
use crate::wire::Request;

pub(super) const FIRST_PROBE: Probe = Probe {
    id: ProbeId::Repair1,
    question: "Does a corrected base URL work?",
    profile: Profile::Quick,
    tokens: 0,
    after: &[],
    request: |context| request(context, 0),
    again: never,
};

pub(super) const SECOND_PROBE: Probe =
    Probe { id: ProbeId::Repair2, request: |context| request(context, 1), ..FIRST_PROBE };

pub(super) const THIRD_PROBE: Probe =
    Probe { id: ProbeId::Repair3, request: |context| request(context, 2), ..FIRST_PROBE };

const NOT_NEEDED: &str = "No corrected base URL to try.";

fn request(context: &ProbeContext<'_>, place: usize) -> Result<Request, &'static str> {
    let (_, prompt) = context.transcript.of_probe(ProbeId::Prompt).ok_or(NOT_NEEDED)?;
    let is_lost = prompt.reply().is_some_and(|reply| leads_nowhere(context.target, reply));
    if !is_lost || repaired(context.target, context.transcript).is_some() {
        return Err(NOT_NEEDED);
    }
    let base_url = corrections(&context.target.base_url).into_iter().nth(place).ok_or(NOT_NEEDED)?;
    Ok(chat(&Target { base_url, ..context.target.clone() }, malformed()))
}

/// Whether `reply` shows that the API is elsewhere on this origin: no such path, a web page, or
/// something that is neither a completion nor an error.
pub fn leads_nowhere(target: &Target, reply: &Reply) -> bool {
    let is_from_target = reply.url.starts_with(&target.base_url.origin());
    let is_forbidden_gateway = match refusal::of(reply) {
        Some(refusal) => {
            matches!(refusal.category, Category::Path | Category::WebPage)
                && ![DiagnosisKind::LoginWall, DiagnosisKind::BotWall].contains(&refusal.kind)
        }
        None => match &reply.body.content {
            Content::Json(_) => response::answer_of(reply).is_none(),
            Content::Text | Content::Empty => reply.is_success(),
            Content::Stream(_) => false,
        },
    };
    is_from_target && is_forbidden_gateway
}

/// The corrected base URL that was tried and answers as the API does.
pub fn repaired(target: &Target, transcript: &Transcript) -> Option<BaseUrl> {
    let tried = |place: usize| transcript.of_probe(ProbeId::REPAIRS[place]).map(|(_, exchange)| exchange);
    let (_, found) = corrections(&target.base_url).into_iter().enumerate().find(|(place, base_url)| {
        tried(*place).is_some_and(|exchange| is_of(exchange, base_url) && is_the_api(exchange))
    })?;
    Some(found)
}

fn is_of(exchange: &Exchange, base_url: &BaseUrl) -> bool {
    exchange.request.url == base_url.endpoint("chat/completions")
}

/// Whether the chat route itself answered: a completion, or a refusal in JSON that is not for the path.
fn is_the_api(exchange: &Exchange) -> bool {
    let Outcome::Replied(reply) = &exchange.outcome else { return false };
    let is_json = reply.body.json().is_some();
    match refusal::of(reply) {
        Some(refusal) => {
            is_json
                && (400..500).contains(&reply.status)
                && !refusal.category.is_not_the_api()
                && !matches!(refusal.category, Category::Unrecognised | Category::RateLimit)
        }
        None => response::answer_of(reply).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{context, reply, target_at};
    use super::*;

    const PATH: (u16, &str) = (404, "404 page not found");
    const REFUSED: (u16, &str) =
        (400, r#"{"error":{"message":"messages must be a list","type":"invalid_request_error"}}"#);

    fn exchange(probe: ProbeId, request: Request, (status, body): (u16, &str)) -> Exchange {
        let outcome = Outcome::Replied(Reply { url: request.url.clone(), ..reply(status, body) });
        Exchange { probe, request, started_ms: 0.0, outcome }
    }

    /// Tries the corrections of a base URL with this path, each getting the reply that `server` gives
    /// to its path; what was tried, and the one that works.
    fn tried(
        path: &str,
        prompt: (u16, &str),
        server: &dyn Fn(&str) -> (u16, &'static str),
    ) -> (Vec<String>, Option<String>) {
        let target = target_at(&format!("https://gateway.example{path}"));
        let first = exchange(ProbeId::Prompt, super::super::prompt(&target, "Hi", false), prompt);
        let mut transcript = Transcript { exchanges: vec![first], ..Transcript::default() };
        let mut urls = Vec::new();
        for probe in [&FIRST_PROBE, &SECOND_PROBE, &THIRD_PROBE] {
            let Ok(request) = (probe.request)(&context(&target, &transcript)) else { continue };
            let path = request.url["https://gateway.example".len()..]
                .trim_end_matches("/chat/completions")
                .to_owned();
            let sent = exchange(probe.id, request, server(&path));
            urls.push(path);
            transcript.exchanges.push(sent);
        }
        (urls, repaired(&target, &transcript).map(|base_url| base_url.path().to_owned()))
    }

    #[track_caller]
    fn check(path: &str, prompt: (u16, &str), right: &'static str, expected: &[&str], works: Option<&str>) {
        let (urls, found) = tried(path, prompt, &|path| if path == right { REFUSED } else { PATH });
        assert_eq!(
            (urls.iter().map(String::as_str).collect::<Vec<_>>(), found.as_deref()),
            (expected.to_vec(), works),
            "{path}"
        );
    }

    #[test]
    fn corrections_are_tried_until_one_answers_as_the_api() {
        check("", PATH, "/v1", &["/v1"], Some("/v1"));
        check("/v1/v1", PATH, "/v1", &["/v1"], Some("/v1"));
        check("/ui", (200, "<!doctype html><title>Console</title>"), "/v1", &["/ui/v1", "/v1"], Some("/v1"));
        check("/v1", PATH, "", &[""], Some(""));
        check("", PATH, "/elsewhere", &["/v1", "/openai/v1", "/api/v1"], None);
    }

    #[test]
    fn a_good_base_url_is_left_alone() {
        for prompt in [
            REFUSED,
            (401, r#"{"error":{"message":"Invalid API key"}}"#),
            (200, super::super::testing::ANSWER),
            (503, ""),
        ] {
            check("", prompt, "/v1", &[], None);
        }
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
            assert_eq!(tried("", PATH, &|_| answer).1, None, "{answer:?}");
        }
        assert_eq!(
            tried("", PATH, &|_| (401, r#"{"error":{"message":"Invalid API key"}}"#)).1.as_deref(),
            Some("/v1")
        );
    }
}
