use super::super::testing::{ANSWER, Case, case};
use super::super::{Confidence, DiagnosisKind};
use crate::probe::ProbeId;

const PATH: (u16, &str) = (404, "404 page not found");
const CONSOLE: (u16, &str) = (200, "<!doctype html><title>Console</title>");
const THE_API: (u16, &str) = (400, r#"{"error":{"message":"messages must be a list"}}"#);

/// A prompt to this path, and the result of each correction, if the typed address fails like the prompt.
fn tried(path: &str, prompt: (u16, &str), corrections: &[(u16, &str)]) -> Case {
    let first = case(&format!("https://gateway.example{path}"))
        .reply(ProbeId::Prompt, prompt)
        .reply(ProbeId::RepairTyped, prompt);
    corrections.iter().zip(ProbeId::REPAIRS).fold(first, |case, (reply, id)| case.reply(id, *reply))
}

#[track_caller]
fn check(case: Case, expected: (DiagnosisKind, Confidence), repair: Option<&str>) {
    assert_eq!(case.diagnoses()[0].repair.as_ref().map(ToString::to_string).as_deref(), repair);
    case.expect(&[expected]);
}

#[test]
fn a_correction_that_works_makes_it_certain_and_is_offered() {
    let right = Some("https://gateway.example/v1");
    let steps = tried("", PATH, &[THE_API]).diagnoses().swap_remove(0).remedies;
    assert!(
        steps[0].ends_with("the API answers under /v1.") && !steps[1].starts_with("Add /v1"),
        "{steps:?}"
    );
    check(tried("", PATH, &[THE_API]), (DiagnosisKind::UrlVersionMissing, Confidence::Certain), right);
    check(tried("/v1/v1", PATH, &[THE_API]), (DiagnosisKind::UrlVersionDoubled, Confidence::Certain), right);
    check(tried("/ui", CONSOLE, &[PATH, THE_API]), (DiagnosisKind::UrlIsConsole, Confidence::Certain), right);
    check(tried("/v1/chat", PATH, &[THE_API]), (DiagnosisKind::PathNotFound, Confidence::Certain), right);
    check(
        tried("/v1", (200, r#"{"ok":true}"#), &[THE_API]),
        (DiagnosisKind::PathNotFound, Confidence::Certain),
        Some("https://gateway.example"),
    );
}

#[test]
fn a_correction_that_did_not_look_into_the_request_is_likely() {
    let right = Some("https://gateway.example/v1");
    let refused = tried("", PATH, &[(401, r#"{"error":{"message":"Invalid API key"}}"#)]);
    let steps = refused.diagnoses().swap_remove(0).remedies;
    assert!(
        steps[0].ends_with("an API answers under /v1, with an error about the key or its permissions."),
        "{steps:?}"
    );
    check(refused, (DiagnosisKind::UrlVersionMissing, Confidence::Likely), right);
    let failed = tried("", PATH, &[(500, "{}"), PATH, PATH, PATH]);
    assert!(
        failed.diagnoses()[0].remedies[0].contains("the server fails under /v1"),
        "{:?}",
        failed.diagnoses()[0].remedies
    );
    check(failed, (DiagnosisKind::UrlVersionMissing, Confidence::Likely), right);
}

#[test]
fn a_correction_that_was_tried_in_vain_is_not_the_fault() {
    check(tried("", PATH, &[]), (DiagnosisKind::UrlVersionMissing, Confidence::Likely), None);
    check(tried("", PATH, &[PATH; 4]), (DiagnosisKind::PathNotFound, Confidence::Certain), None);
    check(tried("/v1/v1", PATH, &[]), (DiagnosisKind::UrlVersionDoubled, Confidence::Likely), None);
    check(tried("/v1/v1", PATH, &[PATH]), (DiagnosisKind::PathNotFound, Confidence::Certain), None);
    // Its result could not be read.
    let hidden = tried("", PATH, &[]).blocked(ProbeId::Repair1);
    check(hidden, (DiagnosisKind::UrlVersionMissing, Confidence::Likely), None);
    let only_another = tried("", PATH, &[]).blocked(ProbeId::Repair1).reply(ProbeId::Repair2, PATH);
    check(only_another, (DiagnosisKind::UrlVersionMissing, Confidence::Likely), None);
}

#[test]
fn an_address_that_answered_another_request_is_not_blamed() {
    let asked = |prompt| {
        case("https://gateway.example/v1").reply(ProbeId::Prompt, prompt).reply(ProbeId::RepairTyped, THE_API)
    };
    asked(PATH).expect(&[
        (DiagnosisKind::UpstreamFailed, Confidence::Possible),
        (DiagnosisKind::ModelNotFound, Confidence::Possible),
    ]);
    for page in
        [CONSOLE, (200, "<!doctype html><title>Welcome</title>"), (404, "<html><title>Oops</title></html>")]
    {
        let diagnoses = asked(page).diagnoses();
        assert_eq!(diagnoses[0].kind.id, DiagnosisKind::UpstreamFailed, "{page:?}");
        assert!(diagnoses[0].cause.starts_with("The base URL is right"), "{}", diagnoses[0].cause);
    }
    // A single reply may come from anywhere behind the address.
    case("https://gateway.example/v1")
        .reply(ProbeId::Prompt, PATH)
        .expect(&[(DiagnosisKind::PathNotFound, Confidence::Likely)]);
}

#[test]
fn what_was_tried_is_in_the_evidence() {
    let diagnoses = tried("", PATH, &[PATH, THE_API]).diagnoses();
    let tries: Vec<_> = diagnoses[0].evidence.iter().filter(|line| line.starts_with("Tried")).collect();
    assert_eq!(tries.len(), 3);
    assert!(tries[2].ends_with("/openai/v1/chat/completions: status 400"), "{tries:?}");
    assert!(
        diagnoses[0].cause.contains("Only https://gateway.example/openai/v1 answered"),
        "{}",
        diagnoses[0].cause
    );
}

#[test]
fn a_redirect_that_lost_the_prompt_is_the_fault() {
    let url = "https://gateway.example/v1/chat/completions/";
    let redirected = |reply| case("https://gateway.example/v1").redirected(ProbeId::Prompt, url, reply);
    for reply in [
        (405, r#"{"detail":"Method Not Allowed"}"#),
        (404, "404 page not found"),
        (200, r#"{"object":"list","data":[]}"#),
        (200, "<!doctype html><title>Welcome</title>"),
        (422, r#"{"detail":"field required"}"#),
        (400, r#"{"detail":"no body"}"#),
    ] {
        let diagnoses = redirected(reply).diagnoses();
        assert_eq!(diagnoses[0].kind.id, DiagnosisKind::Redirected, "{reply:?}");
        assert!(
            diagnoses[0].cause.contains(url) && diagnoses[0].cause.contains("301"),
            "{}",
            diagnoses[0].cause
        );
        assert!(
            diagnoses[0].evidence[1].starts_with("Redirected to https://"),
            "{:?}",
            diagnoses[0].evidence
        );
    }
    for (reply, kind) in [
        ((200, ""), DiagnosisKind::ReplyEmpty),
        ((200, r#"{"id":"c-1","choi"#), DiagnosisKind::ReplyTruncated),
        ((413, "{}"), DiagnosisKind::RequestTooLarge),
    ] {
        assert_eq!(redirected(reply).diagnoses()[0].kind.id, kind, "{reply:?}");
    }
    redirected((401, r#"{"error":{"message":"Invalid API key"}}"#))
        .expect(&[(DiagnosisKind::KeyRejected, Confidence::Certain)]);
    redirected((200, "<!doctype html><title>Sign in</title>"))
        .expect(&[(DiagnosisKind::LoginWall, Confidence::Certain)]);
}

#[test]
fn a_redirect_to_another_server_is_the_fault_unless_the_model_answers() {
    let url = "https://other.example/v1/chat/completions";
    let redirected = |reply| case("https://gateway.example/v1").redirected(ProbeId::Prompt, url, reply);
    redirected(ANSWER).expect(&[]);
    let words = r#"{"error":{"message":"Invalid API key"}}"#;
    // The other server's success status is no fault of the gateway's.
    for reply in [(401, words), (200, words), PATH] {
        redirected(reply).expect(&[(DiagnosisKind::Redirected, Confidence::Likely)]);
    }
}

#[test]
fn a_redirect_to_https_is_named() {
    let url = "https://gateway.example/v1/chat/completions";
    let case = case("http://gateway.example/v1").redirected(ProbeId::Prompt, url, (401, "{}"));
    let diagnoses = case.diagnoses();
    assert_eq!(diagnoses[0].title, "The gateway redirects from http to https.");
    case.expect(&[(DiagnosisKind::Redirected, Confidence::Likely)]);
}

#[test]
fn a_sign_in_service_without_a_page_is_no_page() {
    for (reply, words) in [
        ((401, "Invalid IAP credentials: empty token"), "A sign-in service"),
        ((401, "<!doctype html><title>Sign in</title>"), "A login page"),
    ] {
        let diagnoses = case("https://gateway.example/v1").reply(ProbeId::Prompt, reply).diagnoses();
        assert_eq!(diagnoses[0].kind.id, DiagnosisKind::LoginWall);
        assert!(diagnoses[0].title.starts_with(words), "{}", diagnoses[0].title);
    }
}
