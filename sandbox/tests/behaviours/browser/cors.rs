//! The CORS protocol. Fetch standard, sections 3.3 and 4.8 to 4.9.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD,
};
use axum::http::{HeaderMap, HeaderName, Method, Response};

use super::decision::Decision;
use super::{Asked, location};

/// Section 2.2.2, "CORS non-wildcard request-header name": a star does not include it.
const NOT_BY_STAR: &str = "authorization";

/// Section 2.2.2, "CORS-safelisted response-header name".
const SAFELISTED: [&str; 7] = [
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
];

/// Section 4.3: "request's method is not a CORS-safelisted method", or "CORS-unsafe request-header
/// names is not empty". Of the page's headers both are: `Authorization`, and a `Content-Type` of JSON.
pub(super) fn needs_preflight(asked: &Asked) -> bool {
    !is_safelisted(&asked.method) || !asked.headers.is_empty()
}

/// Section 2.2.1, "CORS-safelisted method".
fn is_safelisted(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::POST].contains(method)
}

/// Section 4.8, CORS-preflight fetch: the question. It has no key and no body.
pub(super) fn preflight(asked: &Asked) -> Asked {
    let mut names: Vec<&str> = asked.headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    let mut headers = HeaderMap::new();
    headers.insert(ACCESS_CONTROL_REQUEST_METHOD, asked.method.as_str().parse().expect("a method"));
    if !names.is_empty() {
        headers.insert(ACCESS_CONTROL_REQUEST_HEADERS, names.join(",").parse().expect("names"));
    }
    Asked { method: Method::OPTIONS, headers, body: String::new(), ..asked.clone() }
}

/// Section 4.8: whether the answer allows the request.
pub(super) fn check_preflight(asked: &Asked, origin: &str, answer: &Response<Body>) -> Result<(), Decision> {
    // A preflight has redirect mode "manual" nowhere: whatever is no success is a network error.
    if location(answer).is_some() {
        return Err(Decision::PreflightRedirected);
    }
    check(origin, answer.headers())?;
    if !answer.status().is_success() {
        return Err(Decision::PreflightRefused);
    }
    let methods = values(answer.headers(), &ACCESS_CONTROL_ALLOW_METHODS);
    let allows_method = |name: &String| name == asked.method.as_str() || name == "*";
    if !is_safelisted(&asked.method) && !methods.iter().any(allows_method) {
        return Err(Decision::PreflightRefused);
    }
    let allowed = values(answer.headers(), &ACCESS_CONTROL_ALLOW_HEADERS);
    let is_allowed = |name: &HeaderName| {
        allowed.iter().any(|known| {
            known.eq_ignore_ascii_case(name.as_str()) || (known == "*" && name.as_str() != NOT_BY_STAR)
        })
    };
    if asked.headers.keys().all(is_allowed) { Ok(()) } else { Err(Decision::HeaderNotAllowed) }
}

/// Section 4.9, CORS check, for a request without cookies.
pub(super) fn check(origin: &str, headers: &HeaderMap) -> Result<(), Decision> {
    // "Getting" a header joins all its values: two origins are none.
    let named: Vec<_> = headers.get_all(ACCESS_CONTROL_ALLOW_ORIGIN).iter().collect();
    match named[..] {
        [] => Err(Decision::OriginNotNamed),
        [one] if one == "*" || one == origin => Ok(()),
        _ => Err(Decision::OriginOfAnother),
    }
}

/// Section 2.2.6, CORS filtered response: leaves the headers that the page may read, and says whether
/// there were others.
pub(super) fn hide_headers(headers: &mut HeaderMap) -> bool {
    let exposed = values(headers, &ACCESS_CONTROL_EXPOSE_HEADERS);
    let is_exposed = |name: &HeaderName| {
        SAFELISTED.contains(&name.as_str())
            || exposed.iter().any(|known| known == "*" || known.eq_ignore_ascii_case(name.as_str()))
    };
    let hidden: Vec<HeaderName> = headers.keys().filter(|name| !is_exposed(name)).cloned().collect();
    for name in &hidden {
        headers.remove(name);
    }
    !hidden.is_empty()
}

/// "Extracting header list values": names separated by commas, in one header or several.
fn values(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let all = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).map(|value| value.trim().to_owned()).collect()
}
