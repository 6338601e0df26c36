//! Deep links: values for the form in the fragment of the page's address, which browsers never send.
//!
//! It is read like the web's own `URLSearchParams`, so that a link may be made with it: `+` is a space,
//! and a `%` that begins no escape is itself. It is written with an escape for everything but letters,
//! digits and `-._~`, so that chats and mails keep a link whole. Never a key, either way.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::field::FieldName;
use crate::persistence::{Storable, storable};
use crate::profile::ChosenProfile;
use crate::redact::{Mask, holds_key, mask_lookalikes};
use crate::target::{BaseUrl, UrlProblem};
use crate::text::invisible::visible;
use crate::text::secret_names::is_secret_name;
use crate::text::truncate::with_ellipsis;

/// All but the unreserved characters. Source: RFC 3986, section 2.3.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Fields that a link presets; `None` is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The field `base_url`.
    pub base_url: Option<String>,
    /// The field `model`.
    pub model: Option<String>,
    /// The field `prompt`.
    pub prompt: Option<String>,
    /// The field `profile`.
    pub profile: Option<ChosenProfile>,
    /// The name of a preset gateway.
    pub gateway: Option<String>,
    /// True if something was left out because it seemed to be a key.
    pub had_key: bool,
    /// Reason why something else was left out.
    pub refused: Option<LinkProblem>,
}

/// Reason why something in a link is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// The link is longer than [`MAX_BYTES`]. Nothing of it is read.
    TooLong,
    /// Its base URL is not one that the page would call.
    BaseUrl(UrlProblem),
}

impl LinkProblem {
    /// The reason in a sentence.
    pub fn sentence(&self) -> String {
        const MAX_CHARS: usize = 400;
        let sentence = match self {
            Self::TooLong => format!("The link is longer than {MAX_BYTES} characters, so it was ignored."),
            Self::BaseUrl(problem) => {
                format!("The base URL in the link was ignored. {}", problem.sentence())
            }
        };
        with_ellipsis(&visible(&mask_lookalikes(&sentence)), MAX_CHARS).into_owned()
    }
}

/// The longest fragment that is read, in bytes: the longest prompt with an escape for every byte, twice.
pub const MAX_BYTES: usize = 200_000;

impl Link {
    /// Reads the fragment of an address, with its `#` or without. If a name occurs twice, the first
    /// counts. Unknown names are ignored.
    pub fn parse(fragment: &str) -> Self {
        let mut link = Self::default();
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.len() > MAX_BYTES {
            return Self { refused: Some(LinkProblem::TooLong), ..link };
        }
        for (name, value) in form_urlencoded::parse(fragment.as_bytes()) {
            if holds_key(&name) || (is_secret_name(&*name) && !value.is_empty()) {
                link.had_key = true;
                continue;
            }
            let name = name.parse::<FieldName>().ok();
            match storable(name, &value, &Mask::default()) {
                Storable::HeldKey => link.had_key = true,
                Storable::Nothing => {}
                Storable::Text(text) => link.take(name, text),
            }
        }
        link
    }

    /// The fragment, without `#`. A value that holds the run's key, which `mask` covers, or seems to hold
    /// any key, is left out.
    pub fn to_fragment(&self, mask: &Mask) -> String {
        let fields = [
            (FieldName::BaseUrl, self.base_url.as_deref()),
            (FieldName::Model, self.model.as_deref()),
            (FieldName::Prompt, self.prompt.as_deref()),
            (FieldName::Profile, self.profile.map(ChosenProfile::id)),
            (FieldName::Gateway, self.gateway.as_deref()),
        ];
        let written = fields.into_iter().filter_map(|(name, value)| {
            let Storable::Text(text) = storable(name, value.unwrap_or_default(), mask) else { return None };
            if name == FieldName::BaseUrl && BaseUrl::parse(&text).is_err() {
                return None;
            }
            Some(format!("{name}={}", utf8_percent_encode(&text, ESCAPED)))
        });
        written.collect::<Vec<_>>().join("&")
    }

    /// Takes the first text of this name; that of a field which no link presets is ignored.
    fn take(&mut self, name: Option<FieldName>, text: String) {
        let field = match name {
            Some(FieldName::BaseUrl) => return self.take_base_url(text),
            Some(FieldName::Model) => &mut self.model,
            Some(FieldName::Prompt) => &mut self.prompt,
            Some(FieldName::Profile) => {
                self.profile = self.profile.or_else(|| text.parse().ok());
                return;
            }
            Some(FieldName::Gateway) => &mut self.gateway,
            _ => return,
        };
        field.get_or_insert(text);
    }

    /// Takes the first base URL, if it is one that the page calls unchanged: for a browser, the part after an
    /// `@` or a `\\` is a different address than for curl.
    fn take_base_url(&mut self, text: String) {
        if self.base_url.is_some() || self.refused.is_some() {
            return;
        }
        match BaseUrl::parse(&text) {
            Ok(_) => self.base_url = Some(text),
            Err(problem) => self.refused = Some(LinkProblem::BaseUrl(problem)),
        }
    }
}

/// Returns the fragment to show in the address bar in place of one with a refused part: only the parts that
/// are used.
pub fn without_refused(fragment: &str) -> String {
    Link::parse(fragment).to_fragment(&Mask::default())
}

#[cfg(test)]
mod tests;
