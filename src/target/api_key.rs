//! The key: checked before it is sent, because a browser throws an error for characters that no header can
//! contain.

use secrecy::{ExposeSecret, SecretString};

use super::Severity;
use super::key_forms::storage_of;
use crate::text::invisible::is_invisible;

/// A bearer token that is safe to put in an HTTP header.
///
/// `Debug` never shows it, so a key cannot reach a log by accident, and it is wiped when it is dropped.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl PartialEq for ApiKey {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for ApiKey {}

/// Reason why the typed text cannot be a key. The places count characters from 0; no variant holds the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// It starts with `Bearer `.
    HasBearer,
    /// White space at its beginning or end.
    HasOuterSpace,
    /// White space inside.
    HasSpace {
        /// The place.
        at: usize,
    },
    /// Quotes around it, straight or curly.
    HasQuotes,
    /// A character that no HTTP header can hold, such as a letter of another script.
    HasCharacter {
        /// The character.
        found: char,
        /// Its place.
        at: usize,
    },
    /// A URL.
    IsUrl,
    /// Several words: an explanation, not a key.
    IsSentence,
    /// A placeholder for a key, such as `$OPENAI_API_KEY` or `<your-key>`.
    IsPlaceholder,
    /// Longer than any server's header limit.
    TooLong,
}

impl ApiKey {
    /// More than the header limit of any common server (8 to 16 kB for all headers).
    const MAX_BYTES: usize = 8_000;
    /// A key that was cut in two by a line break is two words.
    const FEWEST_WORDS: usize = 4;

    /// Reads the typed text. An empty text means no key: a server may require none.
    ///
    /// # Errors
    /// The first [`KeyProblem`].
    pub fn parse(typed: &str) -> Result<Option<Self>, KeyProblem> {
        if typed.is_empty() {
            return Ok(None);
        }
        let unspaced = typed.trim();
        if has_bearer(unspaced) {
            return Err(KeyProblem::HasBearer);
        }
        if unspaced != typed {
            return Err(KeyProblem::HasOuterSpace);
        }
        if typed != unquoted(typed) {
            return Err(KeyProblem::HasQuotes);
        }
        if typed.split_whitespace().count() >= Self::FEWEST_WORDS {
            return Err(KeyProblem::IsSentence);
        }
        if let Some(at) = typed.chars().position(char::is_whitespace) {
            return Err(KeyProblem::HasSpace { at });
        }
        // A storage's connection string contains URLs; another problem reports what it is.
        if typed.contains("://") && (typed.starts_with("http") || storage_of(typed).is_none()) {
            return Err(KeyProblem::IsUrl);
        }
        if let Some((at, found)) = typed.chars().enumerate().find(|(_, found)| !found.is_ascii_graphic()) {
            return Err(KeyProblem::HasCharacter { found, at });
        }
        if is_placeholder(typed) {
            return Err(KeyProblem::IsPlaceholder);
        }
        if typed.len() > Self::MAX_BYTES {
            return Err(KeyProblem::TooLong);
        }
        Ok(Some(Self(typed.into())))
    }

    /// A key of characters that a header can hold.
    pub(super) fn of_checked(text: String) -> Self {
        Self(text.into())
    }

    /// The secret itself: for the `Authorization` header and for masking, for nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl KeyProblem {
    /// Returns its effect on sending.
    pub fn severity(self) -> Severity {
        Severity::Error
    }

    /// `typed` without the pasted extras, if they are the problem.
    pub fn fix(self, typed: &str) -> Option<String> {
        match self {
            Self::HasBearer | Self::HasOuterSpace | Self::HasQuotes => {
                let bare = unquoted(typed.trim());
                let bare = if has_bearer(bare) { bare[BEARER.len()..].trim() } else { bare };
                Some(unquoted(bare).to_owned())
            }
            // Nobody can see it.
            Self::HasCharacter { found, .. } if is_invisible(found) => {
                Some(typed.chars().filter(|it| !is_invisible(*it)).collect())
            }
            Self::HasSpace { .. }
            | Self::HasCharacter { .. }
            | Self::IsUrl
            | Self::IsSentence
            | Self::IsPlaceholder
            | Self::TooLong => None,
        }
    }
}

const BEARER: &str = "bearer ";

fn has_bearer(text: &str) -> bool {
    text.get(..BEARER.len()).is_some_and(|head| head.eq_ignore_ascii_case(BEARER))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`', '“', '”', '‘', '’', '«', '»', '„'])
}

fn is_placeholder(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    (text.starts_with('$') && upper == text)
        || (text.starts_with('<') && text.ends_with('>'))
        || (text.starts_with("{{") && text.ends_with("}}"))
        || upper.starts_with("YOUR_")
        || upper.starts_with("YOUR-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, problem: KeyProblem, fix: Option<&str>) {
        assert_eq!(ApiKey::parse(typed), Err(problem), "{typed:?}");
        assert_eq!(problem.fix(typed).as_deref(), fix, "{typed:?}");
        if let Some(fix) = fix {
            assert!(matches!(ApiKey::parse(fix), Ok(Some(_))), "the fix of {typed:?} is no key");
        }
    }

    #[test]
    fn any_printable_ascii_is_a_key() {
        for typed in ["gc-test-1", "gc-test-a+b*(c)[d]{e}|f^g$h.i?j\\k\"l'm<n>o&p%q/r=s", "$ecret-key"] {
            assert_eq!(ApiKey::parse(typed).unwrap().unwrap().expose(), typed);
        }
    }

    #[test]
    fn nothing_typed_is_no_key() {
        assert_eq!(ApiKey::parse(""), Ok(None));
    }

    #[test]
    fn pasted_extras_are_named_and_can_be_taken_off() {
        check("Bearer gc-test-1", KeyProblem::HasBearer, Some("gc-test-1"));
        check("'bearer gc-test-1'", KeyProblem::HasQuotes, Some("gc-test-1"));
        check(" gc-test-1", KeyProblem::HasOuterSpace, Some("gc-test-1"));
        check("gc-test-1\n", KeyProblem::HasOuterSpace, Some("gc-test-1"));
        check("“gc-test-1”", KeyProblem::HasQuotes, Some("gc-test-1"));
        let found = '\u{200b}';
        check("gc-\u{200b}test\u{feff}", KeyProblem::HasCharacter { found, at: 3 }, Some("gc-test"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        check("gc test", KeyProblem::HasSpace { at: 2 }, None);
        check("gc-tést", KeyProblem::HasCharacter { found: 'é', at: 4 }, None);
        check("https://a.b/v1", KeyProblem::IsUrl, None);
        check("https://gctest.example/c?sv=1&sig=gc-test&sp=r", KeyProblem::IsUrl, None);
        check("ftp://a.b/v1", KeyProblem::IsUrl, None);
        check("ask Bob for the key", KeyProblem::IsSentence, None);
        check("gc test 1", KeyProblem::HasSpace { at: 2 }, None);
        check("$OPENAI_API_KEY", KeyProblem::IsPlaceholder, None);
        check("<your key>".replace(' ', "-").as_str(), KeyProblem::IsPlaceholder, None);
        check(&"k".repeat(8_001), KeyProblem::TooLong, None);
    }

    #[test]
    fn a_connection_string_is_taken_for_a_key_and_not_for_a_url() {
        let typed = "DefaultEndpointsProtocol=https;BlobEndpoint=https://gctest.example/;AccountName=gc";
        assert!(matches!(ApiKey::parse(typed), Ok(Some(_))));
    }

    #[test]
    fn debug_output_hides_the_key() {
        let key = ApiKey::parse("gc-test-1").unwrap();
        let shown = format!("{key:?}");
        assert!(shown.starts_with("Some(ApiKey(") && !shown.contains("gc-test"), "{shown}");
    }
}
