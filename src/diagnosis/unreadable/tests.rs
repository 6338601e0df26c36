use super::super::testing::{Case, case};
use super::*;
use crate::config::Expectations;
use crate::diagnosis::Owner;
use crate::probe::ProbeId;

const LISTED: (u16, &str) = (200, r#"{"object":"list","data":[{"id":"m-small"}]}"#);
const REFUSED: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);

fn blocked() -> Case {
    case("https://gateway.example/v1").blocked(ProbeId::Prompt)
}

fn answered() -> Case {
    blocked().answered(ProbeId::LadderAnswers)
}

#[test]
fn an_address_where_nothing_answers_is_told_from_replies_nobody_may_read() {
    blocked()
        .blocked(ProbeId::LadderAnswers)
        .blocked(ProbeId::LadderPlain)
        .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
    answered()
        .blocked(ProbeId::LadderPlain)
        .blocked(ProbeId::LadderKeyed)
        .expect(&[(DiagnosisKind::CorsMissing, Confidence::Certain)]);
    answered().blocked(ProbeId::LadderPlain).expect(&[(DiagnosisKind::CorsMissing, Confidence::Likely)]);
    blocked().expect(&[
        (DiagnosisKind::Unreachable, Confidence::Possible),
        (DiagnosisKind::CorsMissing, Confidence::Possible),
    ]);
}

#[test]
fn what_the_user_stopped_is_nobodys_fault() {
    let stopped = Outcome::Unanswered(Unanswered::Cancelled);
    case("https://gateway.example/v1")
        .outcome(ProbeId::Prompt, stopped)
        .expect(&[(DiagnosisKind::Stopped, Confidence::Certain)]);
}

#[test]
fn a_refused_preflight_is_told_by_what_needs_none() {
    let plain = || answered().reply(ProbeId::LadderPlain, REFUSED);
    plain()
        .blocked(ProbeId::LadderKeyed)
        .expect(&[(DiagnosisKind::CorsPreflightRefused, Confidence::Likely)]);
    plain().expect(&[(DiagnosisKind::CorsPreflightRefused, Confidence::Likely)]);
    // Nothing with the key got through, so the broken connection was not specific to the prompt.
    blocked()
        .reply(ProbeId::LadderPlain, REFUSED)
        .blocked(ProbeId::LadderAnswers)
        .blocked(ProbeId::LadderKeyed)
        .expect(&[(DiagnosisKind::CorsPreflightRefused, Confidence::Likely)]);
}

#[test]
fn errors_that_lose_their_permission_are_told_by_successes_that_keep_it() {
    let plain = || answered().blocked(ProbeId::LadderPlain);
    plain()
        .reply(ProbeId::LadderKeyed, LISTED)
        .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)]);
    let other = (200, r#"{"object":"list","data":[{"id":"m-large"}]}"#);
    plain().reply(ProbeId::LadderKeyed, other).expect(&[
        (DiagnosisKind::CorsErrorUnreadable, Confidence::Likely),
        (DiagnosisKind::ModelNotFound, Confidence::Possible),
    ]);
    // A name may cover a family.
    let family = (200, r#"{"object":"list","data":[{"id":"m-*"}]}"#);
    plain()
        .reply(ProbeId::LadderKeyed, family)
        .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)]);
    // The run's own list also counts.
    plain()
        .reply(ProbeId::Models, LISTED)
        .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)]);
}

#[test]
fn a_connection_that_breaks_on_the_prompt_alone_is_no_missing_address() {
    let list = |case: Case| case.reply(ProbeId::LadderPlain, REFUSED).reply(ProbeId::LadderKeyed, LISTED);
    list(blocked().blocked(ProbeId::LadderAnswers))
        .expect(&[(DiagnosisKind::ConnectionDropped, Confidence::Likely)]);
    list(answered()).expect(&[
        (DiagnosisKind::CorsErrorUnreadable, Confidence::Possible),
        (DiagnosisKind::ConnectionDropped, Confidence::Possible),
    ]);
}

#[test]
fn what_the_list_says_of_the_key_counts_for_the_hidden_reply() {
    let run = || answered().reply(ProbeId::LadderPlain, REFUSED);
    run().reply(ProbeId::LadderKeyed, REFUSED).expect(&[
        (DiagnosisKind::KeyRejected, Confidence::Likely),
        (DiagnosisKind::CorsErrorUnreadable, Confidence::Possible),
        (DiagnosisKind::ConnectionDropped, Confidence::Possible),
    ]);
    // Refused without the key, and listed with it: the key is not the cause.
    let accepted = run().reply(ProbeId::LadderKeyed, LISTED).diagnoses();
    assert!(accepted[0].cause.contains("accepts the key"), "{}", accepted[0].cause);
    assert!(!accepted[0].remedies[0].contains("key"), "{}", accepted[0].remedies[0]);
    let public = answered().reply(ProbeId::LadderPlain, LISTED).reply(ProbeId::LadderKeyed, LISTED);
    assert!(!public.diagnoses()[0].cause.contains("accepts the key"));
}

#[test]
fn a_slow_server_is_not_called_unreachable() {
    let slow = || Outcome::Unanswered(Unanswered::TimedOut { after_ms: 60_000 });
    let expected = (DiagnosisKind::TimedOut, Confidence::Likely);
    blocked().outcome(ProbeId::LadderPlain, slow()).expect(&[expected]);
    let late = || blocked().blocked(ProbeId::LadderPlain).outcome(ProbeId::LadderAnswers, slow());
    late().expect(&[expected]);
    assert!(late().diagnoses()[0].remedies.iter().all(|step| !step.contains("letter by letter")));
}

#[test]
fn a_hidden_address_beside_a_readable_one_is_wrong() {
    let api = (400, r#"{"error":{"message":"messages must be a list"}}"#);
    let hidden = |path: &str| {
        case(&format!("https://gateway.example{path}"))
            .blocked(ProbeId::Prompt)
            .blocked(ProbeId::LadderPlain)
            .answered(ProbeId::LadderAnswers)
            .blocked(ProbeId::LadderKeyed)
    };
    hidden("")
        .blocked(ProbeId::RepairTyped)
        .reply(ProbeId::Repair1, api)
        .expect(&[(DiagnosisKind::UrlVersionMissing, Confidence::Likely)]);
    hidden("/v1")
        .blocked(ProbeId::RepairTyped)
        .blocked(ProbeId::Repair1)
        .reply(ProbeId::Repair2, api)
        .expect(&[(DiagnosisKind::PathNotFound, Confidence::Likely)]);
    // The typed address can also be read: then the other one proves nothing.
    hidden("").reply(ProbeId::RepairTyped, api).reply(ProbeId::Repair1, api).expect(&[
        (DiagnosisKind::CorsErrorUnreadable, Confidence::Possible),
        (DiagnosisKind::ConnectionDropped, Confidence::Possible),
    ]);
}

#[test]
fn a_connection_that_never_answered_did_not_break_off_an_answer() {
    let diagnoses = blocked()
        .reply(ProbeId::LadderPlain, REFUSED)
        .blocked(ProbeId::LadderAnswers)
        .reply(ProbeId::LadderKeyed, LISTED)
        .diagnoses();
    assert_eq!(diagnoses[0].kind.id, DiagnosisKind::ConnectionDropped);
    assert_eq!(diagnoses[0].title, "The connection broke before the reply to the prompt began.");
}

#[test]
fn the_page_itself_is_looked_at_first() {
    let origin = || vec!["https://gateway.example".to_owned()];
    blocked()
        .page(|page| page.blocked_origins = origin())
        .expect(&[(DiagnosisKind::PagePolicyBlocks, Confidence::Certain)]);
    blocked().page(|page| page.is_online = false).expect(&[(DiagnosisKind::Offline, Confidence::Certain)]);
    case("http://gateway.example/v1")
        .blocked(ProbeId::Prompt)
        .expect(&[(DiagnosisKind::MixedContent, Confidence::Certain)]);
    let far = |page: &mut BrowserContext| page.page_origin = "http://page.example".to_owned();
    let climbed = |case: Case| case.blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain);
    climbed(case("http://gateway.example/v1").blocked(ProbeId::Prompt).page(far))
        .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
}

#[test]
fn a_base_url_that_the_host_chose_is_not_called_mistyped() {
    let preset = || blocked().known(Expectations { is_preset: true, ..Expectations::default() });
    let far = preset().blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain).diagnoses();
    assert_eq!((far[0].kind.id, far[0].kind.owner), (DiagnosisKind::Unreachable, Owner::GatewayAdmin));
    assert!(far[0].remedies[0].contains("VPN"), "{:?}", far[0].remedies);
    let said = format!("{} {}", far[0].cause, far[0].remedies.join(" "));
    assert!(!said.contains("typo") && !said.contains("address may be wrong"), "{said}");
    let origin = vec!["https://gateway.example".to_owned()];
    let forbidden = preset().page(|page| page.blocked_origins = origin).diagnoses();
    assert_eq!(forbidden[0].kind.id, DiagnosisKind::PagePolicyBlocks);
    assert!(forbidden[0].cause.contains("not your fault"), "{}", forbidden[0].cause);
}

#[test]
fn a_policy_that_let_another_request_through_is_not_what_blocks() {
    let blocked =
        |case: Case| case.page(|page| page.blocked_origins = vec!["https://gateway.example".to_owned()]);
    blocked(answered().blocked(ProbeId::LadderPlain))
        .expect(&[(DiagnosisKind::Redirected, Confidence::Likely)]);
    let unreached = self::blocked().blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain);
    blocked(unreached).expect(&[(DiagnosisKind::PagePolicyBlocks, Confidence::Certain)]);
}

#[test]
fn a_local_address_may_be_reached_only_with_permission() {
    let local = || case("https://10.1.2.3/v1").blocked(ProbeId::Prompt);
    let denied = |page: &mut BrowserContext| page.local_network = Permission::Denied;
    local().page(denied).expect(&[(DiagnosisKind::LocalNetworkBlocked, Confidence::Certain)]);
    local()
        .page(|page| page.is_secure = false)
        .expect(&[(DiagnosisKind::LocalNetworkBlocked, Confidence::Likely)]);
    let climbed = |case: Case| case.blocked(ProbeId::LadderAnswers).blocked(ProbeId::LadderPlain);
    climbed(local().page(|page| page.local_network = Permission::Granted))
        .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
    // A page from the same network needs none.
    for origin in ["http://127.0.0.1:8788", "http://[::1]:80", "https://intranet"] {
        let near = |page: &mut BrowserContext| {
            page.page_origin = origin.to_owned();
            page.local_network = Permission::Denied;
        };
        climbed(local().page(near)).expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
    }
    // This machine needs no network.
    climbed(case("http://127.0.0.1:9/v1").blocked(ProbeId::Prompt))
        .page(|page| page.is_online = false)
        .expect(&[(DiagnosisKind::Unreachable, Confidence::Likely)]);
}
