//! The address of a form for tickets, with places that the page fills.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::file::Kind;
use crate::redact::{Redacted, url_holds_key};

/// All but the unreserved characters. Source: RFC 3986, section 2.3.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Address of a ticket form on https or http, or of a new mail (`mailto:`). `{title}` and `{text}` in its
/// path, query or fragment are replaced with the page's texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(inline, description = "", extend("pattern" = PATTERN))
)]
#[serde(try_from = "String")]
pub struct TicketUrl(String);

/// Pattern of the addresses that [`is_address`] accepts, for the schema.
#[cfg(not(target_arch = "wasm32"))]
const PATTERN: &str = r"^(https?://[^\s{}/?#]+([/?#]([^\s{}]|\{title\}|\{text\})*)?|mailto:[^\s{}?]+(\?([^\s{}]|\{title\}|\{text\})*)?)$";

impl TicketUrl {
    /// Returns true if it opens a mail and not a page.
    pub fn is_mail(&self) -> bool {
        self.0.starts_with("mailto:")
    }

    /// The address with both places filled. Everything but letters, digits and `-._~` is escaped, so that
    /// no text can add a field or change the host; lines end as RFC 6068 requires for mail.
    pub fn filled(&self, title: &Redacted, text: &Redacted) -> Redacted {
        let escaped = |text: &str| {
            let lines = if self.is_mail() { text.replace('\n', "\r\n") } else { text.to_owned() };
            utf8_percent_encode(&lines, ESCAPED).to_string()
        };
        // An escaped title contains no placeholder that could be filled again.
        Redacted::composed(self.0.replace("{title}", &escaped(title)).replace("{text}", &escaped(text)))
    }
}

impl TryFrom<String> for TicketUrl {
    type Error = String;

    fn try_from(address: String) -> Result<Self, String> {
        if is_address(&address) { Ok(Self(address)) } else { Err(Self::name()) }
    }
}

impl Kind for TicketUrl {
    fn name() -> String {
        "an address that starts with https://, http:// or mailto:, whose only placeholders are {title} and \
         {text}, behind the host or the mail address"
            .to_owned()
    }
}

/// Returns true if the address seems to hold a key; the mail address of an office does not count.
pub(super) fn holds_key(address: &str) -> bool {
    match address.strip_prefix("mailto:") {
        Some(mail) => url_holds_key(mail.split_once('?').map_or("", |(_, fields)| fields)),
        None => url_holds_key(address),
    }
}

fn is_address(address: &str) -> bool {
    let page = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let (whole, ends) = match (page, address.strip_prefix("mailto:")) {
        (Some(page), _) => (page, &['/', '?', '#'][..]),
        (None, Some(mail)) => (mail, &['?'][..]),
        (None, None) => return false,
    };
    let (whom, rest) = whole.split_at(whole.find(ends).unwrap_or(whole.len()));
    let is_plain = |text: &str| !text.contains(|it: char| it.is_whitespace() || matches!(it, '{' | '}'));
    // In this order, a placeholder that results from the rest of another one stays unbalanced.
    let rest = rest.replace("{title}", "-").replace("{text}", "-");
    !whom.is_empty() && is_plain(whom) && is_plain(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn filled(address: &str, title: &str, text: &str) -> String {
        let [title, text] = [title, text].map(Redacted::untouched);
        TicketUrl::try_from(address.to_owned()).expect(address).filled(&title, &text).to_string()
    }

    #[test]
    fn both_places_are_filled_as_one_value_each() {
        let issue = "https://git.example/ai/issues/new?title={title}&body={text}";
        assert_eq!(
            filled(issue, "Key & model", "a=b\nü #1"),
            "https://git.example/ai/issues/new?title=Key%20%26%20model&body=a%3Db%0A%C3%BC%20%231"
        );
        assert_eq!(filled(issue, "{text}", "x"), "https://git.example/ai/issues/new?title=%7Btext%7D&body=x");
        assert_eq!(filled("https://jira.example", "a", "b"), "https://jira.example");
        assert_eq!(
            filled("mailto:ai@corp.example?subject={title}&body={text}", "T", "a\nb"),
            "mailto:ai@corp.example?subject=T&body=a%0D%0Ab"
        );
    }

    #[test]
    fn what_opens_no_form_is_none() {
        for address in [
            "",
            "https://",
            "mailto:",
            "mailto:?body={text}",
            "javascript:alert(1)",
            "jira.example/new",
            "HTTPS://jira.example",
            "https://{title}.example/",
            "mailto:{text}@corp.example",
            "https://jira.example/new?summary={titel}",
            "https://jira.example/new?summary={title",
            "https://jira.example/new?summary={ti{text}tle}",
            "https://jira.example/new?summary={title} now",
        ] {
            assert!(TicketUrl::try_from(address.to_owned()).is_err(), "{address}");
        }
    }
}
