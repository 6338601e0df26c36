//! Decision of the page about the fetched `config.json`: use it, work without it, or stay closed.
//!
//! A page whose host only allows some gateways must not fail open. So if the host says that the file is
//! required, or if a file that cannot be used asks for the lock, nothing is sent.

use super::unknown::wants_lock;
use super::{Config, ConfigProblem};
use crate::redact::holds_key;
use crate::text::invisible::single_line;

/// Result of the request for the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// A text.
    Text(String),
    /// A status other than a success.
    Status(u16),
    /// No reply that can be read.
    NoReply,
    /// Nothing was requested: a page that was opened from a file may not read files.
    NotAsked,
}

/// Settings that the page's host makes in `index.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostWish {
    /// True if nothing may be sent without the file: `<meta name="config" content="required">`.
    pub is_required: bool,
    /// Whom to ask where the file does not say: `<meta name="contact" content="…">`.
    pub contact: Option<String>,
}

impl HostWish {
    /// Reads the contents of both. A value of the first that is unknown may be a misspelt one, so it counts
    /// as `required`.
    pub fn of(config: Option<&str>, contact: Option<String>) -> Self {
        Self {
            is_required: config.is_some_and(|it| !it.trim().eq_ignore_ascii_case("optional")),
            contact: contact.filter(|contact| !contact.trim().is_empty()),
        }
    }
}

/// Decision of the page about the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded {
    /// It uses the file.
    Used(Config),
    /// There is no file.
    Without,
    /// There may be one, but it could not be loaded; the form stays open.
    Unavailable(Missing),
    /// It ignores the file for its mistakes; the form stays open.
    Ignored(Vec<ConfigProblem>),
    /// Nothing may be sent.
    Closed(Closed),
}

/// Reason why the file could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The server has none.
    NoFile,
    /// The server refused or failed.
    Status(u16),
    /// No reply that can be read.
    NoReply,
    /// A web page came, such as one to sign in.
    WebPage,
    /// A file without gateways came, such as a sign-in's own JSON.
    NoGateway,
}

/// A form that stays closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Reason.
    pub reason: ClosedReason,
    /// Whom to ask, in the host's words.
    pub contact: Option<String>,
}

/// Reason why a form stays closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosedReason {
    /// The file is required and could not be loaded.
    Missing(Missing),
    /// The file has mistakes.
    Mistakes(Vec<ConfigProblem>),
}

/// Largest length of a contact that is read from a file that is not used.
const MAX_CONTACT_CHARS: usize = 200;

impl Loaded {
    /// Decides about the file; `page` is the page's address without query and fragment.
    pub fn of(fetched: &Fetched, wish: &HostWish, page: &str) -> Self {
        let missing = match fetched {
            Fetched::Text(text) if Config::is_web_page(text) => Missing::WebPage,
            Fetched::Text(text) => match Self::of_text(text, wish, page) {
                Self::Used(config) if wish.is_required && config.gateways.is_empty() => Missing::NoGateway,
                loaded => return loaded,
            },
            Fetched::Status(404 | 410) | Fetched::NotAsked => Missing::NoFile,
            Fetched::Status(status) => Missing::Status(*status),
            Fetched::NoReply => Missing::NoReply,
        };
        match (wish.is_required, missing) {
            (true, _) => {
                Self::Closed(Closed { reason: ClosedReason::Missing(missing), contact: wish.contact.clone() })
            }
            (false, Missing::NoFile) => Self::Without,
            (false, _) => Self::Unavailable(missing),
        }
    }

    fn of_text(text: &str, wish: &HostWish, page: &str) -> Self {
        match Config::parse(text, page) {
            Ok(config) => Self::Used(config),
            Err(problems) if wish.is_required || wants_lock(text) => Self::Closed(Closed {
                reason: ClosedReason::Mistakes(problems),
                contact: contact_in(text).or_else(|| wish.contact.clone()),
            }),
            Err(problems) => Self::Ignored(problems),
        }
    }
}

/// The first contact that a file names, also one that is no JSON as a whole.
fn contact_in(text: &str) -> Option<String> {
    let values = text.split("\"contact\"").skip(1).filter_map(|rest| rest.trim_start().strip_prefix(':'));
    let texts = values.filter_map(|value| {
        serde_json::Deserializer::from_str(value).into_iter::<String>().next().and_then(Result::ok)
    });
    let is_good =
        |text: &String| !text.is_empty() && text.chars().count() <= MAX_CONTACT_CHARS && !holds_key(text);
    texts.map(|text| single_line(&text)).find(is_good)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://page.example/";
    const LOCKED: &str = r##"{"only_these_gateways":true,"gateways":[{"name":"G","base_url":"/v1","contact":"#ai on chat","models":"m"}]}"##;

    fn loaded(fetched: &Fetched, is_required: bool) -> Loaded {
        let contact = is_required.then(|| "the host".to_owned());
        Loaded::of(fetched, &HostWish { is_required, contact }, PAGE)
    }

    fn text(text: &str) -> Fetched {
        Fetched::Text(text.to_owned())
    }

    #[test]
    fn a_required_file_that_is_unavailable_closes_the_form() {
        for (fetched, missing) in [
            (Fetched::Status(404), Missing::NoFile),
            (Fetched::NotAsked, Missing::NoFile),
            (Fetched::Status(403), Missing::Status(403)),
            (Fetched::Status(500), Missing::Status(500)),
            (Fetched::NoReply, Missing::NoReply),
            (text("\n<!doctype html><title>Sign in</title>"), Missing::WebPage),
            (text(r#"{"error":"login_required"}"#), Missing::NoGateway),
        ] {
            let reason = ClosedReason::Missing(missing);
            let closed = Loaded::Closed(Closed { reason, contact: Some("the host".to_owned()) });
            assert_eq!(loaded(&fetched, true), closed, "{fetched:?}");
            let is_open = match loaded(&fetched, false) {
                Loaded::Without => missing == Missing::NoFile,
                Loaded::Unavailable(why) => why == missing,
                Loaded::Used(_) => missing == Missing::NoGateway,
                Loaded::Ignored(_) | Loaded::Closed(_) => false,
            };
            assert!(is_open, "{fetched:?}");
        }
        let file = text(r#"{"gateways":[{"name":"G","base_url":"/v1"}]}"#);
        assert!(matches!(loaded(&file, true), Loaded::Used(_)));
    }

    #[test]
    fn a_mistake_in_a_file_that_wants_the_lock_closes_the_form() {
        let cut = &LOCKED[..LOCKED.len() - 2];
        let misspelt = LOCKED.replace("only_these", "only_this").replace(r#","models":"m""#, "");
        for file in [LOCKED, cut, &misspelt] {
            let Loaded::Closed(closed) = loaded(&text(file), false) else { panic!("{file}") };
            assert_eq!(closed.contact.as_deref(), Some("#ai on chat"), "{file}");
            assert!(matches!(closed.reason, ClosedReason::Mistakes(_)), "{file}");
        }
        let good = LOCKED.replace(r#","models":"m""#, "");
        assert!(matches!(loaded(&text(&good), false), Loaded::Used(_)), "{good}");
        let lifted = good.replace("]}", r#"],"only_these_gateways":false}"#);
        assert!(matches!(loaded(&text(&lifted), false), Loaded::Closed(_)), "{lifted}");
        for file in [LOCKED.replace("true", "false"), r#"{"title":7}"#.to_owned(), String::new()] {
            assert!(matches!(loaded(&text(&file), false), Loaded::Ignored(_)), "{file}");
            assert!(matches!(loaded(&text(&file), true), Loaded::Closed(_)), "{file}");
        }
    }

    #[test]
    fn a_misspelt_wish_is_taken_for_the_stricter_one() {
        for (config, is_required) in [
            (None, false),
            (Some("optional"), false),
            (Some(" Optional"), false),
            (Some("required"), true),
            (Some("requierd"), true),
            (Some(""), true),
        ] {
            assert_eq!(HostWish::of(config, None).is_required, is_required, "{config:?}");
        }
        assert_eq!(HostWish::of(None, Some(" ".to_owned())).contact, None);
    }

    #[test]
    fn a_contact_is_read_from_a_broken_file_unless_it_may_be_a_key() {
        for (file, contact) in [
            (r#"{"contact" : "ai@corp.example","#, Some("ai@corp.example")),
            ("{\"contact\":\"a\\nb\"", Some("a b")),
            (r#"{"contact":"","contact":"b"}"#, Some("b")),
            (r#"{"contact":7}"#, None),
            (r#"{"contact":"sk-proj-gc-test-1"}"#, None),
            (r#"{"contact":"x"#, None),
            ("", None),
        ] {
            assert_eq!(contact_in(file).as_deref(), contact, "{file}");
        }
        assert_eq!(contact_in(&format!(r#"{{"contact":"{}"}}"#, "x".repeat(201))), None);
    }
}
