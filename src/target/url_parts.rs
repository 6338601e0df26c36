//! The parts of a base URL as text: split and checked before they become one.

use std::net::Ipv6Addr;

use super::base_url::Scheme;
use super::punycode::is_punycode;
use super::reach::Reach;
use super::{ApiKey, KeyKind, UrlProblem};
use crate::text::secret_names::is_secret_name;

pub(super) fn whole(scheme: Scheme, rest: &str) -> String {
    format!("{}://{rest}", scheme.name())
}

pub(super) fn split_scheme(typed: &str) -> Result<(Scheme, &str), UrlProblem> {
    let Some((name, rest)) = typed.split_once("://") else {
        return Err(UrlProblem::NoScheme { with_scheme: with_likely_scheme(typed) });
    };
    match name.to_ascii_lowercase().as_str() {
        "http" => Ok((Scheme::Http, rest)),
        "https" => Ok((Scheme::Https, rest)),
        _ => Err(UrlProblem::OtherScheme { found: name.to_owned() }),
    }
}

fn with_likely_scheme(typed: &str) -> String {
    const BEGUN: [&str; 4] = ["https:", "http:", "https/", "http/"];
    let is_begun = |begun: &&&str| typed.get(..begun.len()).is_some_and(|it| it.eq_ignore_ascii_case(begun));
    let begun = BEGUN.iter().find(is_begun).map_or(0, |begun| begun.len());
    let rest = typed[begun..].trim_start_matches('/');
    let host = match rest.find(']') {
        Some(end) if rest.starts_with('[') => &rest[..=end],
        Some(_) | None => rest.split([':', '/']).next().unwrap_or_default(),
    };
    match Reach::of_host(&host.to_ascii_lowercase()) {
        Reach::Loopback => format!("http://{rest}"),
        Reach::Private | Reach::Public => format!("https://{rest}"),
    }
}

pub(super) fn split_port(authority: &str) -> Result<(String, Option<u16>), UrlProblem> {
    let after_bracket = authority.rfind(']').unwrap_or(0);
    let (host, port) = match authority[after_bracket..].find(':') {
        None => (authority, None),
        Some(at) => {
            let digits = &authority[after_bracket + at + 1..];
            let port = digits.parse().ok().filter(|port| *port > 0 && !digits.starts_with('+'));
            let port = port.ok_or_else(|| UrlProblem::BadPort { found: digits.to_owned() })?;
            (&authority[..after_bracket + at], Some(port))
        }
    };
    let host = host.to_ascii_lowercase();
    if is_host(&host) { Ok((host, port)) } else { Err(UrlProblem::BadHost { found: host }) }
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        // Only the form a browser would write itself, so that what is shown is what is called.
        // It writes an IPv4 address inside in hexadecimal too.
        let is_written_so =
            |address: Ipv6Addr| address.to_ipv4_mapped().is_none() && address.to_string() == inner;
        return inner.parse().is_ok_and(is_written_so);
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && label.strip_prefix("xn--").is_none_or(is_punycode)
    };
    let is_numeric = |label: &str| label.starts_with("0x") || label.bytes().all(|byte| byte.is_ascii_digit());
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253
        && host.split('.').all(is_label)
        && (!is_numeric(last) || host.parse::<std::net::Ipv4Addr>().is_ok())
}

/// Returns true if a query names a secret, or has a value in the form of a key.
pub(super) fn is_secret(query: &str) -> bool {
    query.split(['&', ';']).any(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        let is_key = |value| ApiKey::parse(value).ok().flatten().map(|key| KeyKind::of(&key));
        !value.is_empty()
            && (is_secret_name(name) || is_key(value).is_some_and(|kind| kind != KeyKind::Unknown))
    })
}

/// Returns true if a part of a path goes nowhere or up, as a browser reads it: escaped dots too (URL
/// standard, "double-dot URL path segment").
pub(super) fn is_dots(part: &str) -> bool {
    let part = part.to_ascii_lowercase().replace("%2e", ".");
    part == "." || part == ".."
}

pub(super) fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v').unwrap_or_default();
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// Returns true if the host's first label is `kind` or begins with `kind-`.
pub(super) fn begins_with_label(host: &str, kind: &str) -> bool {
    host.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_number_without_a_sign() {
        assert_eq!(split_port("a.b:8080"), Ok(("a.b".to_owned(), Some(8080))));
        for port in ["", "0", "+80", "65536"] {
            let found = port.to_owned();
            assert_eq!(split_port(&format!("a.b:{port}")), Err(UrlProblem::BadPort { found }));
        }
    }

    #[test]
    fn a_scheme_that_is_missing_or_begun_is_written_whole() {
        for (typed, whole) in [
            ("gateway.example/v1", "https://gateway.example/v1"),
            ("HTTPS:/gateway.example/v1", "https://gateway.example/v1"),
            ("https//gateway.example/v1", "https://gateway.example/v1"),
            ("//gateway.example/v1", "https://gateway.example/v1"),
            ("LOCALHOST:8080/v1", "http://LOCALHOST:8080/v1"),
            ("[::1]:8080/v1", "http://[::1]:8080/v1"),
        ] {
            let with_scheme = whole.to_owned();
            assert_eq!(split_scheme(typed), Err(UrlProblem::NoScheme { with_scheme }), "{typed}");
        }
    }

    #[test]
    fn a_version_is_a_v_with_a_number_and_may_have_a_dot() {
        for part in ["v1", "v1beta", "v1.5"] {
            assert!(is_version(part), "{part}");
        }
        for part in ["", "v", "1", "vision", "v1-x", "v1_x"] {
            assert!(!is_version(part), "{part}");
        }
    }
}
