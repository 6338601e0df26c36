//! What servers say when they refuse: rows of words with what they mean, the most telling first.
//!
//! Codes and types are read as words too (`words`), so `invalid_api_key` needs no row of its own.

mod key;
mod languages;
mod limits;
mod matcher;
mod model;
mod page;
mod permission;
mod request;
mod upstream;

use super::{Category, Refusal};
use crate::diagnosis::DiagnosisKind;
use crate::wire::error::{EnvelopeShape, ErrorEnvelope};
use matcher::{plain, says};

/// No reason stands behind so many characters of one field.
const READ_CHARS: usize = 1_200;

/// One kind of refusal, and how servers word it.
struct Clue {
    kind: DiagnosisKind,
    category: Category,
    /// The statuses under which the words mean this, as first and last.
    statuses: &'static [(u16, u16)],
    /// Patterns of words, in lower case: `*` stands for any words in between, `(a|b)` for one of these,
    /// `^` and `$` for beginning and end.
    words: &'static [&'static str],
}

/// Any status.
const ANY: &[(u16, u16)] = &[(0, 999)];
/// The server refuses, or hides it under a success.
const REFUSED: &[(u16, u16)] = &[(200, 299), (400, 499)];
/// Something is broken, or hides it under a success.
const BROKEN: &[(u16, u16)] = &[(200, 299), (408, 408), (424, 424), (500, 999)];

/// Reads the envelope: the first row whose words it holds, then the status. `text` is the body.
pub(super) fn weigh(status: u16, envelope: ErrorEnvelope, text: &str) -> Refusal {
    let quote = match envelope.shape {
        EnvelopeShape::Html | EnvelopeShape::StorageXml => page::of_page(status, &envelope, text),
        _ => page::of_bare_words(status, &envelope, text).or_else(|| by_clue(status, &envelope)),
    };
    let is_from_message = quote.is_some();
    let (kind, category) = quote.unwrap_or_else(|| by_status(status, &envelope));
    Refusal { category, kind, is_from_message, status, envelope }
}

impl Clue {
    fn fits(&self, status: u16, plain: &str) -> bool {
        let is_under = self.statuses.iter().any(|(first, last)| (*first..=*last).contains(&status));
        is_under && self.words.iter().any(|pattern| says(plain, pattern))
    }
}

fn by_clue(status: u16, envelope: &ErrorEnvelope) -> Option<(DiagnosisKind, Category)> {
    let ErrorEnvelope { message, code, kind, reason, inner, param, .. } = envelope;
    let own = [Some(message), reason.as_ref(), code.as_ref(), kind.as_ref(), param.as_ref()];
    let own = own.map(|field| field.map(|field| plain(field, READ_CHARS)));
    let quoted = inner.as_deref().map(|inner| plain(inner, READ_CHARS));
    let own_says = |clue: &Clue| own.iter().flatten().any(|field| clue.fits(status, field));
    let is_quoted = |clue: &Clue| quoted.as_ref().is_some_and(|field| clue.fits(status, field));
    // What is said of another part of the request than the model does not make the model unknown.
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

fn by_status(status: u16, envelope: &ErrorEnvelope) -> (DiagnosisKind, Category) {
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
        400..=499 if status != 424 => (DiagnosisKind::RequestInvalid, Category::Request),
        503 | 507 | 529 => (DiagnosisKind::Overloaded, Category::Overload),
        // An error under a success was passed on from somewhere.
        200..=299 | 424 | 502 | 520..=599 => (DiagnosisKind::UpstreamFailed, Category::Upstream),
        500..=519 => (DiagnosisKind::GatewayFailed, Category::Upstream),
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
