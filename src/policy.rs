//! The page's content security policy: the one place where it is written.
//!
//! `index.html` contains it, and the files of `docs/hosting/` send it as a header; `tests/policy.rs`
//! compares them with it. `tools/single-file.mjs` narrows the policy of `index.html`.

use crate::config::{Config, ConfigProblem, UnknownField};
use crate::target::{BaseUrl, Reach, Scheme};
use crate::text::invisible::single_line;

/// A directive and its sources.
type Directive = (&'static str, &'static [&'static str]);

/// Directives of the page itself. The two last are Trusted Types: no text becomes markup or code.
const PAGE: [Directive; 9] = [
    ("default-src", &["'none'"]),
    ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
    ("style-src", &["'self'"]),
    ("img-src", &["'self'", "data:"]),
    // People can enter any gateway.
    (CONNECT, &["'self'", "https:", "http:"]),
    ("form-action", &["'none'"]),
    ("base-uri", &["'none'"]),
    ("require-trusted-types-for", &["'script'"]),
    ("trusted-types", &["'none'"]),
];

/// Name of the directive for the addresses that may be called.
const CONNECT: &str = "connect-src";

/// Directive that only a header can hold: a page cannot forbid by itself that it is framed.
const HEADER_ONLY: Directive = ("frame-ancestors", &["'none'"]);

/// Where the page is, for base URLs that are relative to it: a made-up address that is never printed.
const PAGE_ORIGIN: &str = "https://page.invalid";

/// The policy as `index.html` contains it.
pub fn of_page() -> String {
    text(&PAGE)
}

/// The policy as a server sends it.
pub fn of_header() -> String {
    text(&[&PAGE[..], &[HEADER_ONLY]].concat())
}

/// A `config.json` that the page uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The policy that a server sends for a page that may only call the file's gateways; for a file without
    /// gateways the usual one.
    pub policy: String,
    /// Notes on the file for the page's host, a sentence each.
    pub notes: Vec<String>,
}

/// Checks `text`, the text of a `config.json`, by the page's own rules, and creates its policy.
///
/// # Errors
/// A sentence for each mistake: those for which the page does not use the file, a field that is likely
/// misspelt, and a gateway that a policy cannot name.
pub fn checked(text: &str) -> Result<Checked, Vec<String>> {
    let config = Config::parse(text, &format!("{PAGE_ORIGIN}/check/"))
        .map_err(|problems| problems.iter().map(ConfigProblem::sentence).collect::<Vec<_>>())?;
    let (slips, unknown): (Vec<_>, Vec<_>) = config.unknown.iter().partition(|field| field.meant.is_some());
    if !slips.is_empty() {
        return Err(slips.into_iter().map(UnknownField::sentence).collect());
    }
    let mut notes: Vec<String> = unknown.into_iter().map(UnknownField::sentence).collect();
    notes.extend(config.gateways.iter().map(|gateway| {
        let is_here = gateway.base_url.starts_with(PAGE_ORIGIN);
        let location = if is_here { "at the page's own origin" } else { &gateway.base_url };
        let note = if is_mixed_content(&gateway.base_url) { MIXED } else { "" };
        format!("{}: {location}.{note}", single_line(&gateway.name))
    }));
    notes.push(if config.only_these_gateways { LOCKED } else { OPEN }.to_owned());
    let policy = if config.gateways.is_empty() { of_header() } else { locked_to(&config)? };
    Ok(Checked { policy, notes })
}

/// Note of a file with the lock.
const LOCKED: &str = "The page only sends to these gateways. So that this also holds while this file cannot \
be loaded, set <meta name=\"config\" content=\"required\"> in index.html and send the policy.";

/// Note of a file without the lock.
const OPEN: &str = "People can enter any base URL: only_these_gateways is not true.";

/// Added to the note of a gateway on plain http.
const MIXED: &str = " A page on https cannot call it.";

/// Returns true if browsers keep a page on https from calling this base URL. They only allow this machine.
fn is_mixed_content(base_url: &str) -> bool {
    BaseUrl::parse(base_url).is_ok_and(|base_url| {
        base_url.scheme() == Scheme::Http && Reach::of_host(base_url.host()) != Reach::Loopback
    })
}

/// The policy that only allows these gateways.
fn locked_to(config: &Config) -> Result<String, Vec<String>> {
    let mut origins: Vec<String> = vec!["'self'".to_owned()];
    let mut problems = Vec::new();
    for (index, gateway) in config.gateways.iter().enumerate() {
        match BaseUrl::parse(&gateway.base_url) {
            Ok(base_url) if base_url.host().starts_with('[') => problems.push(format!(
                "gateways[{index}].base_url ({}): A content security policy cannot contain an IPv6 address. Use a host name.",
                single_line(&gateway.name)
            )),
            Ok(base_url) => {
                let origin = base_url.origin();
                if origin != PAGE_ORIGIN && !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
            Err(problem) => problems.push(format!("gateways[{index}].base_url: {}", problem.sentence())),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let origins: Vec<&str> = origins.iter().map(String::as_str).collect();
    let narrowed = |(name, sources)| if name == CONNECT { (name, &origins[..]) } else { (name, sources) };
    let directives: Vec<_> = PAGE.into_iter().chain([HEADER_ONLY]).map(narrowed).collect();
    Ok(text(&directives))
}

fn text(directives: &[(&str, &[&str])]) -> String {
    let one = |(name, sources): &(&str, &[&str])| format!("{name} {}", sources.join(" "));
    directives.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with gateways at these base URLs.
    fn config(base_urls: &[&str]) -> String {
        let gateways: Vec<_> = base_urls
            .iter()
            .enumerate()
            .map(|(index, base_url)| serde_json::json!({ "name": format!("G{index}"), "base_url": base_url }))
            .collect();
        serde_json::json!({ "gateways": gateways }).to_string()
    }

    /// Expects a page with gateways at these base URLs to be allowed to call these sources.
    #[track_caller]
    fn check(base_urls: &[&str], expected: &str) {
        let policy = checked(&config(base_urls)).expect("a policy").policy;
        assert_eq!(policy, of_header().replace("'self' https: http:", expected));
    }

    #[test]
    fn the_origins_of_the_gateways_are_all_that_may_be_called() {
        check(
            &["https://gateway.example/v1", "http://10.0.0.7:8080/api/v1"],
            "'self' https://gateway.example http://10.0.0.7:8080",
        );
    }

    #[test]
    fn an_origin_is_listed_once_and_as_a_browser_writes_it() {
        check(
            &["https://Gateway.Example:443/v1", "https://gateway.example/v2"],
            "'self' https://gateway.example",
        );
    }

    #[test]
    fn a_relative_base_url_is_of_the_pages_own_origin() {
        for relative in ["/gateway/v1", "./gateway/v1", "../../gateway/v1"] {
            check(&[relative], "'self'");
            check(&[relative, "https://gateway.example/v1"], "'self' https://gateway.example");
        }
    }

    #[test]
    fn a_file_that_the_page_does_not_use_gives_every_mistake_and_no_policy() {
        let text = r#"{"gateways":[{"name":"G","base_url":"https://*/v1","openai_api_key":"gc-test-1"},{"name":"G"}]}"#;
        let problems = Config::parse(text, "https://page.example/").expect_err("mistakes");
        let expected: Vec<_> = problems.iter().map(ConfigProblem::sentence).collect();
        assert_eq!(expected.len(), 4, "{expected:?}");
        assert!(expected[0].contains("openai_api_key"), "{expected:?}");
        assert_eq!(checked(text), Err(expected));
    }

    #[test]
    fn what_could_change_the_policy_is_no_base_url() {
        for base_url in [
            "https://*.example/v1",
            "https://gateway.example; script-src *",
            "https://gateway.example;script-src",
            "https://gateway.example,x",
            "https://me:word@gateway.example/v1",
        ] {
            assert!(checked(&config(&["https://gateway.example/v1", base_url])).is_err(), "{base_url}");
        }
    }

    #[test]
    fn a_gateway_that_no_policy_can_name_is_told_with_its_place() {
        assert_eq!(
            checked(&config(&["https://gateway.example/v1", "https://[::1]:8080/v1"])),
            Err(vec![
                "gateways[1].base_url (G1): A content security policy cannot contain an IPv6 address. Use a host name."
                    .to_owned()
            ])
        );
    }

    #[test]
    fn without_gateways_there_is_nothing_to_lock_to() {
        for text in ["{}", r#"{"gateways":[]}"#] {
            assert_eq!(
                checked(text),
                Ok(Checked { policy: of_header(), notes: vec![OPEN.to_owned()] }),
                "{text}"
            );
        }
    }

    #[test]
    fn the_host_learns_which_gateway_a_page_on_https_cannot_call() {
        let base_urls =
            ["http://gateway.corp.example/v1", "http://127.0.0.1:8080/v1", "https://gateway.example/v1"];
        assert_eq!(
            checked(&config(&base_urls)).expect("a policy").notes,
            [
                "G0: http://gateway.corp.example/v1. A page on https cannot call it.",
                "G1: http://127.0.0.1:8080/v1.",
                "G2: https://gateway.example/v1.",
                OPEN
            ]
        );
    }

    #[test]
    fn the_host_learns_what_the_page_makes_of_the_file() {
        let text = r#"{"more":1,"only_these_gateways":true,"gateways":[{"name":"Here","base_url":"./v1",
            "expected_hosts":["check.example"]},{"name":"There","base_url":"https://gateway.example/v1"}]}"#;
        let notes = checked(text).expect("a policy").notes;
        assert_eq!(
            notes,
            [
                "config.json: more is unknown and was ignored.",
                "Here: at the page's own origin.",
                "There: https://gateway.example/v1.",
                LOCKED
            ]
        );
        let slip = text.replace("more", "titel");
        let said = "config.json: titel is unknown and was ignored. Did you mean title?";
        assert_eq!(checked(&slip), Err(vec![said.to_owned()]));
    }
}
