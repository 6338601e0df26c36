//! Problems of a `config.json`, in sentences that name the field.

use super::unknown::LOCK;
use super::{Config, JsonMistake};
use crate::redact::mask_lookalikes;
use crate::target::UrlProblem;
use crate::text::invisible::{single_line, visible};
use crate::text::truncate::with_ellipsis;

/// Longest path that is shown.
const MAX_PATH_CHARS: usize = 200;
/// Longest name of a gateway that is shown.
const MAX_NAME_CHARS: usize = 40;

/// A mistake in the file; the whole file is then ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The field's JSON path, such as `gateways[0].models`; empty for the file itself.
    pub path: String,
    /// The name of the gateway that the field is of.
    pub gateway: Option<String>,
    /// Kind of problem there.
    pub fault: Fault,
}

/// Kind of problem of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is not JSON from this place on; both are counted from 1.
    NotJson {
        /// The line.
        line: usize,
        /// The character in it.
        column: usize,
        /// Reason, if it can be determined.
        mistake: Option<JsonMistake>,
    },
    /// There is nothing in the file.
    Empty,
    /// The field must be there.
    Missing,
    /// The value does not have this type, such as `a list of strings`.
    Not(String),
    /// The base URL cannot be called.
    Url(UrlProblem),
    /// The text is not a host name, or has something else around it.
    NotHost(String),
    /// The list of expected hosts lacks this one, which is the base URL's own.
    LacksHost(String),
    /// The text is not the name of a header.
    NotHeader(String),
    /// Any server may send this header.
    CommonHeader(String),
    /// It is unknown, and was probably meant to be the lock.
    Lock,
    /// It seems to hold a key, and everybody can read the file.
    HoldsKey,
    /// Another gateway has this name.
    Twice,
    /// The same object has another field of this name.
    Repeated,
    /// The file locks the page to its gateways, and has none.
    NoGateway,
    /// The list has more items than this.
    Longer(usize),
    /// The file has more than [`Config::MAX_BYTES`](super::Config::MAX_BYTES).
    TooLarge,
    /// So many more problems, which are not listed one by one.
    More(usize),
}

impl ConfigProblem {
    /// The problem in a sentence, which contains no key even if the file does.
    pub fn sentence(&self) -> String {
        let path = self.shown_path();
        let path = match &self.gateway {
            Some(name) => format!("{path} ({})", with_ellipsis(&visible(name), MAX_NAME_CHARS)),
            None => path,
        };
        let sentence = match &self.fault {
            Fault::NotJson { mistake: Some(JsonMistake::EndsEarly), .. } => {
                format!("{path} is not valid JSON: it ends too early. {}", JsonMistake::EndsEarly.hint())
            }
            Fault::NotJson { line, column, mistake } => {
                let hint = mistake.map(|mistake| format!(" {}", mistake.hint())).unwrap_or_default();
                format!("{path} is not valid JSON: see line {line}, column {column}.{hint}")
            }
            Fault::Empty => format!("{path} is empty. Without presets, write {{}} or delete the file."),
            Fault::Url(UrlProblem::NoScheme { .. } | UrlProblem::OtherScheme { .. }) => {
                format!(
                    "{path} must start with https:// (or http:// in your own network), or with /, ./ or ../."
                )
            }
            Fault::NotHost(host) => format!(
                "{path} must be only a host name, such as gateway.example, without https://, port, path or spaces. It is “{}”.",
                with_ellipsis(&visible(host), MAX_NAME_CHARS)
            ),
            Fault::LacksHost(host) => format!("{path} must contain {host}, the host of this base_url."),
            Fault::NotHeader(name) => format!(
                "{path} must be only the name of a header, such as x-gateway-id. It is “{}”.",
                with_ellipsis(&visible(name), MAX_NAME_CHARS)
            ),
            Fault::CommonHeader(name) => format!(
                "{path} must be a header that only the gateway sets. Any server may send {}.",
                with_ellipsis(&visible(name), MAX_NAME_CHARS)
            ),
            Fault::Lock => format!("{path} is unknown. Did you mean {LOCK} at the top level of the file?"),
            Fault::Missing => format!("{path} is missing."),
            Fault::Not(kind) => format!("{path} must be {kind}."),
            Fault::Url(problem) => format!("{path}: {}", problem.sentence()),
            Fault::HoldsKey => {
                format!("{path} seems to contain a key. Remove it: everyone can read this file.")
            }
            Fault::Twice => format!("{path} is used by another gateway."),
            Fault::Repeated => format!("{path} is in the file twice. Keep one of them."),
            Fault::NoGateway => format!("{path} is true, but gateways is empty."),
            Fault::Longer(most) => format!("{path} must have at most {most} items."),
            Fault::TooLarge => format!("{path} is larger than {} bytes.", Config::MAX_BYTES),
            Fault::More(1) => format!("{path} has one more problem."),
            Fault::More(count) => format!("{path} has {count} more problems."),
        };
        mask_lookalikes(&sentence).into_owned()
    }

    /// The path as it may be shown.
    pub fn shown_path(&self) -> String {
        let path = if self.path.is_empty() { "config.json" } else { &self.path };
        with_ellipsis(&single_line(&mask_lookalikes(path)), MAX_PATH_CHARS).into_owned()
    }
}
