//! Messages of servers that refuse: rows of words with their meaning, the most specific first.
//!
//! Codes and types are read as words too (`words`), so `invalid_api_key` needs no separate row.

mod key;
mod languages;
mod limits;
mod matcher;
mod model;
mod page;
mod permission;
mod request;
mod status_phrase;
mod upstream;

use serde_json::Value;

use super::{Category, Refusal};
use crate::diagnosis::DiagnosisKind;
use crate::wire::error::{EnvelopeShape, ErrorEnvelope};
use matcher::{plain, says};

/// Longest part of one field that is searched for a reason, in characters.
const READ_CHARS: usize = 1_200;

/// One kind of refusal, and how servers word it.
struct Clue {
    kind: DiagnosisKind,
    category: Category,
    /// The statuses under which the words mean this, as first and last.
    statuses: &'static [(u16, u16)],
    /// Patterns of words, in lower case: `*` matches any words in between, `(a|b)` for one of these,
    /// `^` and `$` for beginning and end.
    words: &'static [&'static str],
}

/// Any status.
const ANY: &[(u16, u16)] = &[(0, 999)];
/// The server refuses, or hides it under a success.
const REFUSED: &[(u16, u16)] = &[(200, 299), (400, 499)];
/// Something is broken, or hides that under a success.
const BROKEN: &[(u16, u16)] = &[(200, 299), (408, 408), (424, 424), (500, 999)];

/// Reads the envelope: an exact code, the first row whose words it holds, then the status. `text` is the
/// body.
pub(super) fn weigh(status: u16, envelope: ErrorEnvelope, text: &str) -> Refusal {
    let is_page = matches!(envelope.shape, EnvelopeShape::Html | EnvelopeShape::StorageXml);
    // A proxy's error page under a success status is that error.
    let named = (is_page && status < 400).then(|| status_phrase::of_page(text)).flatten();
    let meant = named.unwrap_or(status);
    let quote = if is_page {
        page::of_page(meant, &envelope, text)
    } else {
        page::of_bare_words(status, &envelope, text).or_else(|| by_clue(status, &envelope))
    };
    let is_from_message = quote.is_some();
    let (kind, category) = quote.unwrap_or_else(|| by_status(meant, &envelope));
    // A type alone (`invalid_request_error`) says little more than the status.
    let is_from_message = is_from_message && !is_type_alone(kind, &envelope);
    Refusal { category, kind, is_from_message, status, envelope }
}

/// Returns true if the message, without code and type, would not have counted as an invalid request.
fn is_type_alone(kind: DiagnosisKind, envelope: &ErrorEnvelope) -> bool {
    let ErrorEnvelope { message, reason, inner, .. } = envelope;
    let fields = [Some(message), reason.as_ref(), inner.as_ref()];
    let says = |field: &String| {
        let field = plain(field, READ_CHARS);
        all().filter(|clue| clue.kind == kind).any(|clue| clue.words.iter().any(|words| says(&field, words)))
    };
    kind == DiagnosisKind::RequestInvalid && !fields.into_iter().flatten().any(says)
}

impl Clue {
    fn fits(&self, status: u16, plain: &str) -> bool {
        let is_under = self.statuses.iter().any(|(first, last)| (*first..=*last).contains(&status));
        is_under && self.words.iter().any(|pattern| says(plain, pattern))
    }
}

fn by_clue(status: u16, envelope: &ErrorEnvelope) -> Option<(DiagnosisKind, Category)> {
    let ErrorEnvelope { message, code, kind, reason, inner, inner_code, param, .. } = envelope;
    let read = |fields: &[Option<&String>]| {
        let fields = fields.iter().flatten().map(|field| plain(field, READ_CHARS));
        fields.filter(|field| !status_phrase::only_repeats(status, field)).collect::<Vec<_>>()
    };
    // A code says less than these words.
    let message_says = |clue: &&Clue| clue.fits(status, &plain(message, READ_CHARS));
    if let Some(clue) = model::BEFORE_CODES.iter().find(message_says) {
        return Some((clue.kind, clue.category));
    }
    let codes = read(&[code.as_ref(), kind.as_ref(), reason.as_ref()]);
    if let Some(exact) = CODES.iter().find(|exact| exact.fits(status, &codes)) {
        return Some((exact.kind, exact.category));
    }
    let own = read(&[Some(message), reason.as_ref(), code.as_ref(), kind.as_ref(), param.as_ref()]);
    let quoted = read(&[inner.as_ref(), inner_code.as_ref()]);
    let own_says = |clue: &Clue| own.iter().any(|field| clue.fits(status, field));
    // The quoted error had its own status, which is unknown; only 429 is passed on as it is.
    let statuses = [status, 400, 404];
    let quoted_statuses = if status == 429 { &statuses[..1] } else { &statuses[..] };
    let is_quoted = |clue: &Clue| {
        quoted.iter().any(|field| quoted_statuses.iter().any(|status| clue.fits(*status, field)))
    };
    // A message about another part of the request does not make the model unknown.
    let is_of_part =
        param.as_ref().is_some_and(|param| !param.contains("model")) && matches!(status, 400 | 422);
    let is_open = |clue: &&Clue| !(is_of_part && clue.kind == DiagnosisKind::ModelNotFound);
    let clue = all().filter(is_open).find(|clue| own_says(clue) || is_quoted(clue))?;
    // A provider's words about a key are about the gateway's key.
    let is_of_provider = clue.category == Category::Key && !own_says(clue);
    Some(if is_of_provider {
        (DiagnosisKind::UpstreamKeyRejected, Category::Upstream)
    } else {
        (clue.kind, clue.category)
    })
}

/// A code with a single meaning, which decides before looser words.
struct ExactCode {
    code: &'static str,
    kind: DiagnosisKind,
    category: Category,
    statuses: (u16, u16),
}

/// Source: the OpenAI reference, error codes; `one-api` and its descendants send `model_not_found` with 503
/// where no channel serves a model that is known.
const CODES: &[ExactCode] = &[
    ExactCode {
        code: "^ model not found $",
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: (400, 404),
    },
    ExactCode {
        code: "^ insufficient quota $",
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: (400, 499),
    },
    ExactCode {
        code: "^ context length exceeded $",
        kind: DiagnosisKind::ContextTooLong,
        category: Category::Context,
        statuses: (200, 499),
    },
];

impl ExactCode {
    fn fits(&self, status: u16, codes: &[String]) -> bool {
        (self.statuses.0..=self.statuses.1).contains(&status) && codes.iter().any(|code| code == self.code)
    }
}

/// Returns true if a body gives no reason: it is a page, of no known form, or only repeats the status.
pub(super) fn gives_no_reason(status: u16, envelope: &ErrorEnvelope) -> bool {
    let words = plain(&envelope.message, READ_CHARS);
    matches!(envelope.shape, EnvelopeShape::Html | EnvelopeShape::UnknownJson)
        || status_phrase::only_repeats(status, &words)
}

/// Returns true if JSON contains a text that may be a reason: one that does not only repeat the status, and is
/// no id or time.
pub(super) fn has_text(status: u16, json: &Value) -> bool {
    match json {
        Value::String(text) => {
            let is_id = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_whitespace);
            let is_word = text.contains(char::is_alphabetic) && !is_id;
            is_word && !status_phrase::only_repeats(status, &plain(text, READ_CHARS))
        }
        Value::Array(items) => items.iter().any(|item| has_text(status, item)),
        Value::Object(members) => members.values().any(|member| has_text(status, member)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns true if a field names a limit per day.
pub(super) fn names_limit_per_day(envelope: &ErrorEnvelope) -> bool {
    let ErrorEnvelope { message, code, reason, inner, inner_code, .. } = envelope;
    let fields = [Some(message), code.as_ref(), reason.as_ref(), inner.as_ref(), inner_code.as_ref()];
    fields.into_iter().flatten().any(|field| {
        let field = plain(field, READ_CHARS);
        limits::PER_DAY.iter().any(|words| says(&field, words))
    })
}

/// Returns the meaning of only the status, for bodies whose words no row knows.
fn by_status(status: u16, envelope: &ErrorEnvelope) -> (DiagnosisKind, Category) {
    let says_nothing = gives_no_reason(status, envelope);
    match status {
        401 => (DiagnosisKind::KeyRejected, Category::Key),
        402 | 509 => (DiagnosisKind::QuotaExhausted, Category::Quota),
        // A page: nobody looked at the key, or nobody says so.
        403 if envelope.shape == EnvelopeShape::Html => (DiagnosisKind::KeyNotPermitted, Category::WebPage),
        403 => (DiagnosisKind::KeyNotPermitted, Category::Permission),
        404 | 405 | 410 | 421 => (DiagnosisKind::PathNotFound, Category::Path),
        // 499: the server saw its client, such as the gateway, hang up.
        408 | 499 | 504 | 522 | 524 | 598 | 599 => (DiagnosisKind::UpstreamTimedOut, Category::TimedOut),
        413 | 414 | 431 | 494 => (DiagnosisKind::RequestTooLarge, Category::Request),
        429 => (DiagnosisKind::RateLimited, Category::RateLimit),
        446 | 451 => (DiagnosisKind::ContentBlocked, Category::Content),
        511 => (DiagnosisKind::LoginWall, Category::WebPage),
        400..=499 if status != 424 && (says_nothing || envelope.param.is_some()) => {
            (DiagnosisKind::RequestInvalid, Category::Request)
        }
        // A proxy with nothing behind it says no more than this.
        503 if says_nothing => (DiagnosisKind::UpstreamFailed, Category::Upstream),
        503 | 507 | 529 => (DiagnosisKind::Overloaded, Category::Overload),
        200..=299 if envelope.shape == EnvelopeShape::UnknownJson => {
            (DiagnosisKind::Unrecognised, Category::Unrecognised)
        }
        // An error under a success was passed on from somewhere.
        200..=299 | 424 | 502 | 520..=599 => (DiagnosisKind::UpstreamFailed, Category::Upstream),
        500..=519 => (DiagnosisKind::GatewayFailed, Category::Upstream),
        // Words that no row knows: the status does not say whose fault it is.
        _ => (DiagnosisKind::Unrecognised, Category::Unrecognised),
    }
}

/// Every row, in the order in which they are tried.
fn all() -> impl Iterator<Item = &'static Clue> {
    let families = [
        request::FIRST,
        limits::CLUES,
        permission::FIRST,
        model::CLUES,
        key::CLUES,
        permission::CLUES,
        languages::CLUES,
        request::CLUES,
        upstream::CLUES,
        key::LAST,
        permission::LAST,
    ];
    families.into_iter().flatten()
}

#[cfg(test)]
mod tests;
