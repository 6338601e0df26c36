//! What servers say when they refuse: rows of documented codes and words, the most telling first.

mod access;
mod failure;
mod limits;

use super::{Refusal, Subject};
use crate::wire::error::{EnvelopeShape, ErrorEnvelope};

/// One kind of refusal, and how servers word it.
struct Clue {
    kind: &'static str,
    subject: Subject,
    /// Values of `type` or `code`, in lower case.
    codes: &'static [&'static str],
    /// Parts of the message, in lower case; `*` stands for any words in between.
    words: &'static [&'static str],
}

/// Reads the envelope: the first row whose code or words it holds, then the status.
pub(super) fn weigh(status: u16, envelope: ErrorEnvelope) -> Refusal {
    let said = by_shape(status, &envelope).or_else(|| by_clue(&envelope));
    let is_said = said.is_some();
    let (kind, subject) = said.unwrap_or_else(|| by_status(status, &envelope));
    Refusal { subject, kind, is_said, status, envelope }
}

/// Every kind a clue names.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    all().map(|clue| clue.kind)
}

fn by_clue(envelope: &ErrorEnvelope) -> Option<(&'static str, Subject)> {
    let lower = |text: &Option<String>| text.as_deref().unwrap_or_default().to_ascii_lowercase();
    let said = [lower(&envelope.code), lower(&envelope.kind), lower(&envelope.reason)];
    let words = format!("{} {} {}", envelope.message.to_ascii_lowercase(), lower(&envelope.inner), said[2]);
    let has_code = |clue: &Clue| clue.codes.iter().any(|known| said.iter().any(|said| said == known));
    let has_words = |clue: &Clue| clue.words.iter().any(|known| says(&words, known));
    let found = all().find(|clue| has_code(clue) || has_words(clue))?;
    Some((found.kind, found.subject))
}

/// Whether `words` hold the parts of `pattern`, which `*` separates, in this order.
fn says(words: &str, pattern: &str) -> bool {
    let mut rest = Some(words);
    for part in pattern.split('*') {
        rest = rest.and_then(|rest| rest.split_once(part)).map(|(_, behind)| behind);
    }
    rest.is_some()
}

fn by_shape(status: u16, envelope: &ErrorEnvelope) -> Option<(&'static str, Subject)> {
    match envelope.shape {
        EnvelopeShape::StorageXml => Some(("url-is-storage-endpoint", Subject::Storage)),
        EnvelopeShape::Html if status < 400 => Some(("html-instead-of-api", Subject::WebPage)),
        EnvelopeShape::Html if status == 404 || status == 405 => Some(("path-not-found", Subject::Path)),
        EnvelopeShape::Html if status == 401 || status == 403 => Some(("login-wall", Subject::WebPage)),
        EnvelopeShape::Html | EnvelopeShape::PlainText => match status {
            408 | 504 | 522 | 524 => Some(("upstream-timed-out", Subject::TimedOut)),
            413 => Some(("request-too-large", Subject::Request)),
            _ => None,
        },
        _ => None,
    }
}

fn by_status(status: u16, envelope: &ErrorEnvelope) -> (&'static str, Subject) {
    let is_about_model = envelope.param.as_deref() == Some("model");
    match status {
        401 => ("key-rejected", Subject::Key),
        402 => ("quota-exhausted", Subject::Quota),
        403 => ("key-not-permitted", Subject::Permission),
        400 | 404 | 422 if is_about_model => ("model-not-found", Subject::Model),
        404 | 405 => ("path-not-found", Subject::Path),
        408 | 504 | 522 | 524 => ("upstream-timed-out", Subject::TimedOut),
        413 => ("request-too-large", Subject::Request),
        429 => ("rate-limited", Subject::RateLimit),
        400..=499 => ("request-invalid", Subject::Request),
        503 | 529 => ("overloaded", Subject::Overload),
        // An error under a success was passed on from somewhere.
        200..=299 | 502 | 520..=523 | 525..=528 => ("upstream-failed", Subject::Upstream),
        500..=599 => ("gateway-failed", Subject::Upstream),
        _ => ("unrecognised", Subject::Unrecognised),
    }
}

/// Every row, in the order in which they are tried.
fn all() -> impl Iterator<Item = &'static Clue> {
    [limits::CLUES, access::CLUES, failure::CLUES].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::error;

    #[track_caller]
    fn check(status: u16, body: &str, kind: &str) {
        let json = serde_json::from_str(body).ok();
        let refusal = weigh(status, error::read(body, json.as_ref()));
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
        check(200, "<!doctype html><title>Console</title>", "html-instead-of-api");
        check(403, "<html><title>Sign in</title></html>", "login-wall");
        check(504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", "upstream-timed-out");
        check(
            403,
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
            "url-is-storage-endpoint",
        );
    }

    #[test]
    fn codes_and_words_are_in_lower_case_to_be_found_at_all() {
        for clue in all() {
            for text in clue.codes.iter().chain(clue.words) {
                assert_eq!(text.to_ascii_lowercase(), **text, "{}", clue.kind);
            }
        }
    }
}
