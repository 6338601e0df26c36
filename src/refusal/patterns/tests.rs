//! Single replies, and what they are taken for. Many more stand in `tests/fixtures/errors.jsonl`.

use super::*;
use crate::wire::error;

#[track_caller]
fn check(status: u16, body: &str, kind: &str) {
    let json = serde_json::from_str(body).ok();
    let refusal = weigh(status, error::read(body, json.as_ref()), body);
    assert_eq!(refusal.kind, kind, "{status} {body}");
}

#[test]
fn a_code_decides_whatever_the_status() {
    for status in [400, 401, 403] {
        check(status, r#"{"error":{"message":"No.","code":"invalid_api_key"}}"#, "key-rejected");
    }
    for status in [400, 404, 503] {
        check(status, r#"{"error":{"message":"No.","code":"model_not_found"}}"#, "model-not-found");
    }
    check(429, r#"{"error":{"message":"No.","type":"insufficient_quota"}}"#, "quota-exhausted");
}

#[test]
fn words_decide_where_there_is_no_code() {
    check(400, r#"{"error":{"message":"API key not valid. Please pass one."}}"#, "key-rejected");
    check(403, r#"{"detail":"Your key has expired"}"#, "key-expired-or-disabled");
    check(400, r#"{"error":"Invalid model name passed in model=x"}"#, "model-not-found");
    check(404, r#"{"error":{"message":"model 'x' not found"}}"#, "model-not-found");
    check(200, r#"{"error":{"message":"Token limit reached"}}"#, "upstream-failed");
    check(503, r#"{"error":{"message":"当前分组下对于模型 x 无可用渠道"}}"#, "model-not-deployed");
    check(404, "404 page not found", "path-not-found");
}

#[test]
fn the_status_decides_where_nothing_is_said() {
    check(401, "", "key-rejected");
    check(403, "", "key-not-permitted");
    check(404, "", "path-not-found");
    check(429, "{}", "rate-limited");
    check(400, "{}", "request-invalid");
    check(504, "", "upstream-timed-out");
    check(503, "", "overloaded");
    check(500, "", "gateway-failed");
    check(302, "", "unrecognised");
}

#[test]
fn a_daily_quota_is_no_rate_limit() {
    let google = |quota: &str| {
        format!(
            r#"{{"error":{{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{{"violations":[{{"quotaId":"{quota}"}}]}}]}}}}"#
        )
    };
    check(429, &google("GenerateRequestsPerDayPerProject"), "quota-exhausted");
    check(429, &google("GenerateRequestsPerMinutePerProject"), "rate-limited");
}

#[test]
fn web_pages_and_storage_are_not_taken_for_an_api() {
    check(404, "<html><head><title>404 Not Found</title></head></html>", "path-not-found");
    check(200, "<!doctype html><title>Welcome</title>", "html-instead-of-api");
    check(200, "<!doctype html><title>Sign in - Console</title>", "url-is-console");
    check(401, "<html><title>401 Authorization Required</title></html>", "key-rejected");
    check(403, "<html><title>403 Forbidden</title></html>", "key-not-permitted");
    check(403, "<html><title>Sign in</title></html>", "login-wall");
    check(504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", "upstream-timed-out");
    check(403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "url-is-storage-endpoint");
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
    check(401, &quoting("Invalid API key"), "upstream-key-rejected");
    check(502, r#"{"error":{"message":"Invalid API key"}}"#, "upstream-key-rejected");
    check(429, &quoting("Rate limit reached"), "rate-limited");
}

#[test]
fn what_is_said_of_another_part_leaves_the_model_known() {
    let about =
        |param: &str| format!(r#"{{"error":{{"message":"Model effort is unknown","param":"{param}"}}}}"#);
    check(400, &about("effort"), "request-invalid");
    check(400, &about("model"), "model-not-found");
}

#[test]
fn the_same_words_mean_something_else_under_another_status() {
    let tokens = r#"{"message":"Too many tokens, please wait."}"#;
    check(429, tokens, "rate-limited");
    check(400, tokens, "context-too-long");
}
