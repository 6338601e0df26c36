//! Single replies with their meaning. Many more are in `tests/fixtures/errors.jsonl`.

use super::*;
use crate::wire::error;

#[track_caller]
fn check(status: u16, body: &str, kind: DiagnosisKind) {
    let json = serde_json::from_str(body).ok();
    let refusal = weigh(status, error::read(body, json.as_ref()), body);
    assert_eq!(refusal.kind, kind, "{status} {body}");
}

#[test]
fn a_code_decides_whatever_the_status() {
    for status in [400, 401, 403] {
        check(status, r#"{"error":{"message":"No.","code":"invalid_api_key"}}"#, DiagnosisKind::KeyRejected);
    }
    for status in [400, 404, 503] {
        check(
            status,
            r#"{"error":{"message":"No.","code":"model_not_found"}}"#,
            DiagnosisKind::ModelNotFound,
        );
    }
    check(429, r#"{"error":{"message":"No.","type":"insufficient_quota"}}"#, DiagnosisKind::QuotaExhausted);
}

#[test]
fn words_decide_where_there_is_no_code() {
    check(400, r#"{"error":{"message":"API key not valid. Please pass one."}}"#, DiagnosisKind::KeyRejected);
    check(403, r#"{"detail":"Your key has expired"}"#, DiagnosisKind::KeyExpiredOrDisabled);
    check(400, r#"{"error":"Invalid model name passed in model=x"}"#, DiagnosisKind::ModelNotFound);
    check(404, r#"{"error":{"message":"model 'x' not found"}}"#, DiagnosisKind::ModelNotFound);
    check(200, r#"{"error":{"message":"Token limit reached"}}"#, DiagnosisKind::UpstreamFailed);
    check(503, r#"{"error":{"message":"当前分组下对于模型 x 无可用渠道"}}"#, DiagnosisKind::ModelNotDeployed);
    check(404, "404 page not found", DiagnosisKind::PathNotFound);
}

#[test]
fn the_status_decides_where_nothing_is_said() {
    check(401, "", DiagnosisKind::KeyRejected);
    check(403, "", DiagnosisKind::KeyNotPermitted);
    check(404, "", DiagnosisKind::PathNotFound);
    check(429, "{}", DiagnosisKind::RateLimited);
    check(400, "{}", DiagnosisKind::RequestInvalid);
    check(504, "", DiagnosisKind::UpstreamTimedOut);
    check(503, "", DiagnosisKind::UpstreamFailed);
    check(500, "", DiagnosisKind::GatewayFailed);
    check(302, "", DiagnosisKind::Unrecognised);
    for status in [402, 509] {
        check(status, "", DiagnosisKind::QuotaExhausted);
    }
    for status in [446, 451] {
        check(status, "", DiagnosisKind::ContentBlocked);
    }
    for status in [507, 529] {
        check(status, "", DiagnosisKind::Overloaded);
    }
    check(511, "", DiagnosisKind::LoginWall);
    check(200, r#"{"answer":42}"#, DiagnosisKind::Unrecognised);
}

#[test]
fn a_server_that_is_unavailable_and_says_anything_is_overloaded() {
    check(503, r#"{"error":{"message":"Hm."}}"#, DiagnosisKind::Overloaded);
    check(503, r#"{"error":{"message":"Service Unavailable"}}"#, DiagnosisKind::UpstreamFailed);
}

#[test]
fn a_daily_quota_is_no_rate_limit() {
    let google = |quota: &str| {
        format!(
            r#"{{"error":{{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{{"violations":[{{"quotaId":"{quota}"}}]}}]}}}}"#
        )
    };
    check(429, &google("GenerateRequestsPerDayPerProject"), DiagnosisKind::QuotaExhausted);
    check(429, &google("GenerateRequestsPerMinutePerProject"), DiagnosisKind::RateLimited);
    let bedrock = |per: &str| format!(r#"{{"message":"Too many tokens{per}, please wait."}}"#);
    check(429, &bedrock(" per day"), DiagnosisKind::QuotaExhausted);
    check(429, &bedrock(""), DiagnosisKind::RateLimited);
    let said = |words: &str| format!(r#"{{"error":{{"message":"{words}"}}}}"#);
    for words in [
        "Rate limit reached for model `m` in organization `org_x` on requests per day (RPD): Limit 1000, Used 1000, Requested 1. Please try again in 1m26.4s.",
        "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
        "Rate limit exceeded: free-models-per-day-high-balance.",
    ] {
        check(429, &said(words), DiagnosisKind::QuotaExhausted);
    }
    for words in [
        "Rate limit reached for model `m` in organization `org_x` on tokens per minute (TPM): Limit 6000, Used 5900, Requested 900. Please try again in 8s.",
        "Rate limit exceeded: free-models-per-min.",
        "Rate limit reached. Your limits: 30 requests per minute (RPM), 14400 requests per day (RPD).",
    ] {
        check(429, &said(words), DiagnosisKind::RateLimited);
    }
}

#[test]
fn web_pages_and_storage_are_not_taken_for_an_api() {
    check(404, "<html><head><title>404 Not Found</title></head></html>", DiagnosisKind::PathNotFound);
    check(200, "<!doctype html><title>Welcome</title>", DiagnosisKind::HtmlInsteadOfApi);
    check(200, "<!doctype html><title>Sign in - Console</title>", DiagnosisKind::UrlIsConsole);
    check(401, "<html><title>401 Authorization Required</title></html>", DiagnosisKind::KeyRejected);
    check(403, "<html><title>403 Forbidden</title></html>", DiagnosisKind::KeyNotPermitted);
    check(403, "<html><title>Sign in</title></html>", DiagnosisKind::LoginWall);
    check(504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", DiagnosisKind::UpstreamTimedOut);
    let missing = |part: &str| format!("<html><title>Page not found</title>{part}</html>");
    for part in [
        r#"<script src="https://www.google.com/recaptcha/api.js"></script>"#,
        r#"<script src="https://accounts.google.com/gsi/client"></script>"#,
        r#"<form><input type="password"></form>"#,
    ] {
        check(404, &missing(part), DiagnosisKind::PathNotFound);
    }
    check(403, &missing("<p>Solve the captcha</p>"), DiagnosisKind::BotWall);
    let loading = |url: &str| format!(r#"<html><title>Acme</title><script src="{url}"></script></html>"#);
    for url in ["https://accounts.google.com/gsi/client", "https://www.google.com/recaptcha/api.js"] {
        check(200, &loading(url), DiagnosisKind::HtmlInsteadOfApi);
    }
    check(200, &loading("https://accounts.google.com/o/oauth2/auth"), DiagnosisKind::LoginWall);
    check(
        403,
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
        DiagnosisKind::UrlIsStorageEndpoint,
    );
}

#[test]
fn patterns_are_written_so_that_they_can_be_found() {
    for (clue, text) in
        all().chain(page::CLUES).flat_map(|clue| clue.words.iter().map(move |text| (clue, *text)))
    {
        assert_eq!(text.to_ascii_lowercase(), text, "{}", clue.kind);
        let mut depth = 0;
        for c in text.chars() {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            assert!((0..=1).contains(&depth), "parentheses in: {text}");
            assert!(depth == 1 || c != '|', "a choice without parentheses in: {text}");
            assert!(depth == 0 || c != '*', "a gap within parentheses in: {text}");
            let is_word = !c.is_ascii() || c.is_ascii_alphanumeric() || "^$ *()|".contains(c);
            assert!(is_word, "{c} is never found: {text}");
        }
        assert!(depth == 0 && !text.contains("  "), "{text}");
    }
}

#[test]
fn a_providers_words_about_a_key_are_about_the_gateways_own() {
    let quoting = |words: &str| format!(r#"{{"error":{{"message":"No.","metadata":{{"raw":"{words}"}}}}}}"#);
    check(401, &quoting("Invalid API key"), DiagnosisKind::UpstreamKeyRejected);
    check(502, r#"{"error":{"message":"Invalid API key"}}"#, DiagnosisKind::UpstreamKeyRejected);
    check(429, &quoting("Rate limit reached"), DiagnosisKind::RateLimited);
}

#[test]
fn what_is_said_of_another_part_leaves_the_model_known() {
    let about =
        |param: &str| format!(r#"{{"error":{{"message":"Model effort is unknown","param":"{param}"}}}}"#);
    check(400, &about("effort"), DiagnosisKind::RequestInvalid);
    check(400, &about("model"), DiagnosisKind::ModelNotFound);
}

#[test]
fn the_same_words_mean_something_else_under_another_status() {
    let tokens = r#"{"message":"Too many tokens, please wait."}"#;
    check(429, tokens, DiagnosisKind::RateLimited);
    check(400, tokens, DiagnosisKind::ContextTooLong);
    // The provider's own words, which a gateway quotes.
    let quoted = r#"{"error":{"message":"litellm: {\"message\":\"Too many tokens, please wait.\"}"}}"#;
    check(429, quoted, DiagnosisKind::RateLimited);
    check(400, quoted, DiagnosisKind::ContextTooLong);
}
