use super::super::testing::{ANSWER, context, reply, target_at};
use super::*;

const PATH: (u16, &str) = (404, "404 page not found");
const REFUSED: (u16, &str) =
    (400, r#"{"error":{"message":"messages must be a list","type":"invalid_request_error"}}"#);
const NO_KEY: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);
const PAGE: (u16, &str) = (200, "<!doctype html><title>Welcome</title>");
const MISSING_PAGE: (u16, &str) =
    (404, "<html><title>Not here</title><script src=\"https://www.google.com/recaptcha/api.js\"></script>");

/// Answer of a server to a malformed request at a path; `None` if it cannot be read.
type Server<'a> = &'a dyn Fn(&str) -> Option<(u16, &'static str)>;

fn exchange(probe: ProbeId, request: Request, replied: Option<(u16, &str)>) -> Exchange {
    let outcome = match replied {
        Some((status, body)) => Outcome::Replied(Reply { url: request.url.clone(), ..reply(status, body) }),
        None => Outcome::Unanswered(Unanswered::Blocked { message: String::new() }),
    };
    Exchange { probe, request, started_ms: 0.0, outcome }
}

/// Tests the typed path and its corrections; returns the requested paths and the result.
fn tried(path: &str, first: Vec<Exchange>, server: Server<'_>) -> (Vec<String>, Option<Repair>) {
    let target = target_at(&format!("https://gateway.example{path}"));
    let mut transcript = Transcript { exchanges: first, ..Transcript::default() };
    let mut urls = Vec::new();
    for probe in [&TYPED_PROBE, &FIRST_PROBE, &SECOND_PROBE, &THIRD_PROBE, &FOURTH_PROBE] {
        let Ok(request) = (probe.request)(&context(&target, &transcript)) else { continue };
        let path =
            request.url["https://gateway.example".len()..].trim_end_matches("/chat/completions").to_owned();
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
    check("", MISSING_PAGE, "/v1", &["", "/v1"], Some("/v1"));
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
    // One whose answer says nothing does not count either.
    let login = (200, "<!doctype html><title>Sign in</title>");
    for answer in [Some(NO_KEY), Some((500, "{}")), Some((429, "{}")), Some((200, "")), Some(login), None] {
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
fn a_correction_is_judged_by_what_it_says_of_the_request() {
    for (answer, expected) in [
        ((200, ANSWER), Some(Standing::ChatRoute)),
        ((400, r#"{"error":{"message":"No."}}"#), Some(Standing::ChatRoute)),
        ((422, r#"{"error":{"message":"No."}}"#), Some(Standing::ChatRoute)),
        ((429, r#"{"error":{"message":"No.","code":"insufficient_quota"}}"#), Some(Standing::Api)),
        ((500, r#"{"error":{"message":"The prompt is too long."}}"#), Some(Standing::Failed)),
        ((500, r#"{"error":{"message":"Invalid API key"}}"#), Some(Standing::Failed)),
        // Anything on the way may say so.
        ((418, r#"{"error":{"message":"No."}}"#), None),
        ((429, "{}"), None),
        ((400, "messages must be a list"), None),
        ((401, "Unauthorized"), None),
    ] {
        let server = |path: &str| Some(if path == "/v1" { answer } else { PATH });
        let found = tried("", prompt("", Some(PATH)), &server).1;
        assert_eq!(found.map(|found| found.standing), expected, "{answer:?}");
    }
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
fn where_a_redirect_led_is_tried_first_if_it_is_the_same_origin() {
    let led_to = |url: &str, right: &str| {
        let mut first = prompt("", Some((405, r#"{"detail":"Method Not Allowed"}"#)));
        if let Outcome::Replied(reply) = &mut first[0].outcome {
            reply.is_redirected = true;
            url.clone_into(&mut reply.url);
        }
        let server = |path: &str| Some(if path == right { REFUSED } else { PATH });
        let (urls, found) = tried("", first, &server);
        (urls, found.map(|found| found.base_url.path().to_owned()))
    };
    let (urls, found) = led_to("https://gateway.example/llm/v1/chat/completions", "/llm/v1");
    assert_eq!(urls, ["", "/llm/v1"]);
    assert_eq!(found.as_deref(), Some("/llm/v1"));
    // The key stays with the server it was typed for.
    let (urls, found) = led_to("https://gateway.example:8443/llm/v1/chat/completions", "/v1");
    assert_eq!(urls, ["", "/v1"]);
    assert_eq!(found.as_deref(), Some("/v1"));
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
    // If nothing answers, there is nothing to correct.
    assert_eq!(tried("", prompt("", None), &|_| Some(REFUSED)).0, [""; 0]);
}

#[test]
fn a_hidden_address_is_in_no_doubt_where_a_list_speaks_for_it() {
    let asked = |list| {
        let models = super::super::models(&target_at("https://gateway.example/v1").base_url);
        let mut first = prompt("/v1", None);
        first.push(exchange(ProbeId::LadderPlain, models.clone(), Some(list)));
        let opaque = Outcome::Unanswered(Unanswered::Opaque);
        first.push(Exchange { outcome: opaque, ..exchange(ProbeId::LadderAnswers, models, None) });
        tried("/v1", first, &|_| Some(REFUSED)).0
    };
    for list in [(200, r#"{"object":"list","data":[{"id":"m-small"}]}"#), NO_KEY] {
        assert_eq!(asked(list), [""; 0], "{list:?}");
    }
    for list in [PATH, PAGE] {
        assert_eq!(asked(list), ["/v1"], "{list:?}");
    }
}
