//! The page's content security policy: the one place where it is written.
//!
//! `index.html` says it of itself, and the files of `docs/hosting/` send it as a header; `tests/policy.rs`
//! holds them to it. `tools/single-file.mjs` narrows what stands in `index.html`.

use crate::config::{Config, ConfigProblem};
use crate::target::BaseUrl;

/// A directive and its sources.
type Directive = (&'static str, &'static [&'static str]);

/// What the page says of itself. The two last are Trusted Types: no text becomes markup or code.
const PAGE: [Directive; 9] = [
    ("default-src", &["'none'"]),
    ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
    ("style-src", &["'self'"]),
    ("img-src", &["'self'", "data:"]),
    // Anybody may type any gateway.
    (CONNECT, &["'self'", "https:", "http:"]),
    ("form-action", &["'none'"]),
    ("base-uri", &["'none'"]),
    ("require-trusted-types-for", &["'script'"]),
    ("trusted-types", &["'none'"]),
];

/// What may be called.
const CONNECT: &str = "connect-src";

/// What only a header can say: a page cannot forbid by itself that it is framed.
const HEADER_ONLY: Directive = ("frame-ancestors", &["'none'"]);

/// Where the page is, for base URLs that are relative to it: nobody's address, and never printed.
const PAGE_ORIGIN: &str = "https://page.invalid";

/// The policy as `index.html` says it.
pub fn of_page() -> String {
    text(&PAGE)
}

/// The policy as a server sends it.
pub fn of_header() -> String {
    text(&[&PAGE[..], &[HEADER_ONLY]].concat())
}

/// The policy that a server sends for a page that may call the gateways of `config` alone, the text of a
/// `config.json`.
///
/// # Errors
/// A sentence for each mistake: those for which the page does not use the file, and a gateway that a
/// policy cannot name.
pub fn locked_to(config: &str) -> Result<String, Vec<String>> {
    let config = Config::parse(config, &format!("{PAGE_ORIGIN}/check/"))
        .map_err(|problems| problems.iter().map(ConfigProblem::sentence).collect::<Vec<_>>())?;
    if config.gateways.is_empty() {
        return Err(vec!["gateways is empty, so there is no gateway to lock the page to.".to_owned()]);
    }
    let mut origins: Vec<String> = vec!["'self'".to_owned()];
    let mut problems = Vec::new();
    for (index, gateway) in config.gateways.iter().enumerate() {
        match BaseUrl::parse(&gateway.base_url) {
            Ok(base_url) if base_url.host().starts_with('[') => problems.push(format!(
                "gateways[{index}].base_url: A content security policy cannot contain an IPv6 address. Use a host name."
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
        let policy = locked_to(&config(base_urls)).expect("a policy");
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
    fn an_origin_stands_once_and_as_a_browser_writes_it() {
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
        assert_eq!(locked_to(text), Err(expected));
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
            assert!(locked_to(&config(&["https://gateway.example/v1", base_url])).is_err(), "{base_url}");
        }
    }

    #[test]
    fn a_gateway_that_no_policy_can_name_is_told_with_its_place() {
        assert_eq!(
            locked_to(&config(&["https://gateway.example/v1", "https://[::1]:8080/v1"])),
            Err(vec![
                "gateways[1].base_url: A content security policy cannot contain an IPv6 address. Use a host name."
                    .to_owned()
            ])
        );
    }

    #[test]
    fn without_gateways_there_is_nothing_to_lock_to() {
        for text in ["{}", r#"{"gateways":[]}"#] {
            let problems = locked_to(text).expect_err(text);
            assert!(problems[0].contains("no gateway to lock the page to"), "{problems:?}");
        }
    }
}
