//! Deep links: values for the form in the fragment of the page's address, which browsers send to nobody.
//!
//! Read as the web's own `URLSearchParams` reads, so that a link may be made with it: `+` is a space,
//! and a `%` that begins no escape is itself. Written with an escape for everything but letters,
//! digits and `-._~`, so that chats and mails keep a link whole. Never a key, either way.

use crate::persistence::{Kept, kept};
use crate::redact::{Mask, holds_key};
use crate::text::secret_names::is_secret_name;

/// What a link presets; `None` is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The field `base_url`.
    pub base_url: Option<String>,
    /// The field `model`.
    pub model: Option<String>,
    /// The field `prompt`.
    pub prompt: Option<String>,
    /// The field `profile`, one of its values.
    pub profile: Option<String>,
    /// The name of a preset gateway.
    pub gateway: Option<String>,
    /// Whether something was left out because it seemed to be a key.
    pub had_key: bool,
}

impl Link {
    /// Reads the fragment of an address, with its `#` or without. Of a name that stands twice the first
    /// counts. Unknown names are passed over.
    pub fn parse(fragment: &str) -> Self {
        let mut link = Self::default();
        for pair in fragment.strip_prefix('#').unwrap_or(fragment).split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            if holds_key(&name) || (is_secret_name(&name) && !value.is_empty()) {
                link.had_key = true;
                continue;
            }
            match kept(&name, &value, &Mask::default()) {
                Kept::HeldKey => link.had_key = true,
                Kept::Nothing => {}
                Kept::Text(text) => {
                    if let Some(field) = link.field(&name) {
                        field.get_or_insert(text);
                    }
                }
            }
        }
        link
    }

    /// The fragment, without `#`. A value that holds the run's key, which `mask` covers, or seems to hold
    /// any key, is left out.
    pub fn to_fragment(&self, mask: &Mask) -> String {
        let fields = [
            ("base_url", &self.base_url),
            ("model", &self.model),
            ("prompt", &self.prompt),
            ("profile", &self.profile),
            ("gateway", &self.gateway),
        ];
        let mut fragment = String::new();
        for (name, value) in fields {
            let value = value.as_deref().unwrap_or_default();
            if let Kept::Text(text) = kept(name, value, mask) {
                fragment.push_str(if fragment.is_empty() { "" } else { "&" });
                fragment.push_str(name);
                fragment.push('=');
                encode(&text, &mut fragment);
            }
        }
        fragment
    }

    fn field(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "base_url" => Some(&mut self.base_url),
            "model" => Some(&mut self.model),
            "prompt" => Some(&mut self.prompt),
            "profile" => Some(&mut self.profile),
            "gateway" => Some(&mut self.gateway),
            _ => None,
        }
    }
}

/// What the address bar is to show instead of a fragment that held a key: what is known of it, and
/// nothing else.
pub fn without_key(fragment: &str) -> String {
    Link::parse(fragment).to_fragment(&Mask::default())
}

fn decoded(text: &str) -> String {
    let digit = |at: usize| text.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let escaped = match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(if *byte == b'+' { b' ' } else { *byte }));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Unreserved characters stand for themselves. Source: RFC 3986, section 2.3.
fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push('%');
            for half in [byte >> 4, byte & 15] {
                into.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
}

#[cfg(test)]
mod tests;
