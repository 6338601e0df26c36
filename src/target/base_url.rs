//! The base URL, read strictly: a browser calls an accepted one unchanged.
//!
//! A browser's own parser repairs its input (`\`, `..`, `0x7f.1`, letters of other scripts),
//! so the address called could differ from the address shown. Here such input is a problem instead.

use super::UrlProblem;
use super::reach::Reach;
use super::url_parts::{begins_with_label, is_dots, is_secret, is_version, split_port, split_scheme, whole};

/// Protocol of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Unencrypted.
    Http,
    /// Encrypted.
    Https,
}

/// A well-formed base URL without credentials, query or fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    scheme: Scheme,
    /// Lower case; an IPv6 address keeps its brackets.
    host: String,
    port: Option<u16>,
    /// Empty, or beginning with `/` and not ending with one.
    path: String,
}

impl BaseUrl {
    /// Reads the typed text, which may come from a link: each step reads it once.
    ///
    /// # Errors
    /// The first [`UrlProblem`] that prevents a call. A URL that only looks wrong
    /// is reported by [`BaseUrl::remarks`].
    pub fn parse(typed: &str) -> Result<Self, UrlProblem> {
        if typed.trim().is_empty() {
            return Err(UrlProblem::Missing);
        }
        if let Some(at) = typed.chars().position(char::is_whitespace) {
            return Err(UrlProblem::HasWhiteSpace { at });
        }
        let unusual =
            |&(_, found): &(usize, char)| !found.is_ascii_graphic() || "\\\"'<>^`{|}".contains(found);
        if let Some((at, found)) = typed.chars().enumerate().find(unusual) {
            return Err(UrlProblem::HasCharacter { found, at });
        }
        let (scheme, rest) = split_scheme(typed)?;
        if let Some(at) = rest.find('#') {
            return Err(UrlProblem::HasFragment { before: whole(scheme, &rest[..at]) });
        }
        if let Some(at) = rest.find('?') {
            let before = whole(scheme, &rest[..at]);
            return Err(if is_secret(&rest[at + 1..]) {
                UrlProblem::HasSecret { before }
            } else {
                UrlProblem::HasQuery { before }
            });
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if let Some(at) = authority.rfind('@') {
            return Err(UrlProblem::HasCredentials { without: whole(scheme, &rest[at + 1..]) });
        }
        let (host, port) = split_port(authority)?;
        let path = path.trim_end_matches('/').to_owned();
        if path.split('/').any(is_dots) || path.contains("//") {
            return Err(UrlProblem::PathNotPlain);
        }
        let base = Self { scheme, host, port, path };
        match base.pasted_endpoint() {
            Some(ending) => Err(UrlProblem::WholeEndpoint { ending, base: base.without(ending).to_string() }),
            None => Ok(base),
        }
    }

    /// Returns the protocol of the connection.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host in lower case, without port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Host and port, as a browser's address bar shows them.
    pub fn authority(&self) -> String {
        self.origin().split_off(self.scheme.name().len() + "://".len())
    }

    /// Scheme, host and port: what a browser calls the origin.
    pub fn origin(&self) -> String {
        let scheme = self.scheme.name();
        match self.port {
            Some(port) if port != self.scheme.default_port() => {
                format!("{scheme}://{}:{port}", self.host)
            }
            _ => format!("{scheme}://{}", self.host),
        }
    }

    /// The path: empty, or with a leading and without a trailing slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The URL of an endpoint, for example `chat/completions`.
    pub fn endpoint(&self, route: &str) -> String {
        format!("{self}/{route}")
    }

    /// Returns true if some part of the path names an API version, such as `v1` or `v1beta`.
    pub fn has_version(&self) -> bool {
        self.path.split('/').any(is_version)
    }

    /// The same address with its doubled version path written once, if it has one.
    pub fn with_single_version(&self) -> Option<Self> {
        let parts: Vec<&str> = self.path.split('/').collect();
        let doubled = parts.windows(2).position(|pair| pair[0] == pair[1] && is_version(pair[0]))?;
        let kept = parts.iter().enumerate().filter(|(at, _)| *at != doubled).map(|(_, part)| *part);
        Some(Self { path: kept.collect::<Vec<_>>().join("/"), ..self.clone() })
    }

    /// The same address with `/v1` at its end.
    #[must_use]
    pub fn with_version(&self) -> Self {
        Self { path: format!("{}/v1", self.path), ..self.clone() }
    }

    /// The same origin with another path, which is empty or begins with `/`.
    pub(super) fn with_path(&self, path: String) -> Self {
        Self { path, ..self.clone() }
    }

    /// Returns the problems that do not prevent sending, the most serious first.
    pub fn remarks(&self) -> Vec<UrlProblem> {
        let reach = Reach::of_host(&self.host);
        let mut remarks = Vec::new();
        if self.scheme == Scheme::Http && reach == Reach::Public {
            remarks.push(UrlProblem::Insecure);
        }
        if ["s3", "gcs", "blob"].iter().any(|kind| begins_with_label(&self.host, kind)) {
            remarks.push(UrlProblem::StorageHost);
        }
        if let Some(single) = self.with_single_version() {
            remarks.push(UrlProblem::VersionDoubled { single: single.to_string() });
        }
        if self.scheme == Scheme::Http && reach == Reach::Private {
            remarks.push(UrlProblem::InsecurePrivate);
        }
        if let Some(provider) = super::provider_of(&self.host) {
            remarks.push(UrlProblem::ProviderHost { provider });
        }
        if !self.has_version() {
            remarks.push(UrlProblem::VersionMissing { with_version: self.with_version().to_string() });
        }
        remarks
    }

    fn pasted_endpoint(&self) -> Option<&'static str> {
        const ENDPOINTS: [&str; 6] =
            ["/chat/completions", "/completions", "/responses", "/embeddings", "/models", "/messages"];
        let ending = ENDPOINTS.into_iter().find(|ending| self.path.ends_with(ending))?;
        // Only `/models` is the base path of Azure AI inference.
        (self.path != "/models").then_some(ending)
    }

    fn without(&self, ending: &str) -> Self {
        let path = self.path.strip_suffix(ending).unwrap_or(&self.path);
        Self { path: path.to_owned(), ..self.clone() }
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", self.origin(), self.path)
    }
}

impl Scheme {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let shown = BaseUrl::parse(typed).map(|base| base.endpoint("models"));
        assert_eq!(shown, Ok(expected.to_owned()), "{typed}");
    }

    #[track_caller]
    fn check_refused(typed: &str, expected: UrlProblem) {
        assert_eq!(BaseUrl::parse(typed), Err(expected), "{typed}");
    }

    #[track_caller]
    fn check_remarks(typed: &str, expected: &[UrlProblem]) {
        assert_eq!(BaseUrl::parse(typed).map(|base| base.remarks()).as_deref(), Ok(expected), "{typed}");
    }

    #[test]
    fn a_good_base_is_kept_and_shown_as_it_will_be_called() {
        check(
            "https://openai-us-east-1-aws.flashback.tech/v1",
            "https://openai-us-east-1-aws.flashback.tech/v1/models",
        );
        check("HTTPS://Gateway.Example/v1/", "https://gateway.example/v1/models");
        check("http://127.0.0.1:8787/healthy/v1", "http://127.0.0.1:8787/healthy/v1/models");
        check("https://gateway.example:443/v1", "https://gateway.example/v1/models");
        check("http://[::1]:8080/v1", "http://[::1]:8080/v1/models");
        check("https://x.services.ai.azure.com/models", "https://x.services.ai.azure.com/models/models");
    }

    #[test]
    fn what_cannot_be_called_is_refused_with_its_reason() {
        let text = str::to_owned;
        check_refused("  ", UrlProblem::Missing);
        check_refused("https://a.b /v1", UrlProblem::HasWhiteSpace { at: 11 });
        check_refused(
            "gateway.example/v1",
            UrlProblem::NoScheme { with_scheme: text("https://gateway.example/v1") },
        );
        check_refused(
            "localhost:11434/v1",
            UrlProblem::NoScheme { with_scheme: text("http://localhost:11434/v1") },
        );
        check_refused("ftp://a.b", UrlProblem::OtherScheme { found: text("ftp") });
        check_refused("https://me:pw@a.b/v1", UrlProblem::HasCredentials { without: text("https://a.b/v1") });
        check_refused(
            "https://a.b/v1?api-version=1",
            UrlProblem::HasQuery { before: text("https://a.b/v1") },
        );
        for query in ["api_key=x", "a=1&access_token=x", "x=sk-ant-gc-test", "sk-ant-gc-test", "sv=1&sig=x"] {
            check_refused(
                &format!("https://a.b/v1?{query}"),
                UrlProblem::HasSecret { before: text("https://a.b/v1") },
            );
        }
        check_refused("https://a.b/v1#top", UrlProblem::HasFragment { before: text("https://a.b/v1") });
        check_refused("https://", UrlProblem::BadHost { found: text("") });
        check_refused("https://a..b/v1", UrlProblem::BadHost { found: text("a..b") });
        check_refused("https://a.b:99999/v1", UrlProblem::BadPort { found: text("99999") });
        check_refused("https://a.b/v1/../v2", UrlProblem::PathNotPlain);
        for dots in ["%2e", "%2E%2e", ".%2e"] {
            check_refused(&format!("https://a.b/v1/{dots}/v2"), UrlProblem::PathNotPlain);
        }
        check_refused("https://a.b\\v1", UrlProblem::HasCharacter { found: '\\', at: 11 });
        check_refused("https://gätewäy.example", UrlProblem::HasCharacter { found: 'ä', at: 9 });
    }

    #[test]
    fn an_address_a_browser_would_rewrite_is_refused() {
        for host in ["0x7f.1", "2130706433", "127.1", "127.0.0.01", "[::0001]", "[::ffff:127.0.0.1]"] {
            check_refused(&format!("http://{host}/v1"), UrlProblem::BadHost { found: host.to_owned() });
        }
    }

    #[test]
    fn a_name_in_punycode_is_one() {
        check("https://XN--mnchen-3ya.example/v1", "https://xn--mnchen-3ya.example/v1/models");
        for host in ["xn--.example", "a.xn--gateway-", "xn--99999999.example"] {
            check_refused(&format!("https://{host}/v1"), UrlProblem::BadHost { found: host.to_owned() });
        }
    }

    #[test]
    fn a_pasted_endpoint_names_the_base_before_it() {
        for ending in
            ["/chat/completions", "/responses", "/models", "/embeddings", "/completions", "/messages"]
        {
            let base = "https://a.b/v1".to_owned();
            check_refused(&format!("https://a.b/v1{ending}/"), UrlProblem::WholeEndpoint { ending, base });
        }
    }

    #[test]
    fn what_looks_wrong_is_remarked_on() {
        check_remarks("https://a.b/v1", &[]);
        check_remarks("https://a.b/v1beta/openai", &[]);
        check_remarks("http://127.0.0.1:1/v1", &[]);
        check_remarks("http://10.0.0.5/v1", &[UrlProblem::InsecurePrivate]);
        check_remarks("http://a.b/v1", &[UrlProblem::Insecure]);
        check_remarks(
            "https://a.b",
            &[UrlProblem::VersionMissing { with_version: "https://a.b/v1".to_owned() }],
        );
        check_remarks(
            "https://a.b/v1/v1",
            &[UrlProblem::VersionDoubled { single: "https://a.b/v1".to_owned() }],
        );
        check_remarks("https://s3-us-east-1.flashback.tech/v1", &[UrlProblem::StorageHost]);
        check_remarks("https://api.openai.com/v1", &[UrlProblem::ProviderHost { provider: "OpenAI" }]);
    }
}
