//! A model of what a browser does with the page's requests: enough of the Fetch standard
//! (<https://fetch.spec.whatwg.org/>) for the rows of the sandbox, and no more.
//!
//! The page's requests have no cookies (credentials mode "omit"), are not cached, follow redirects, and
//! are of mode "cors" or, where the reply is not to be read, "no-cors". Left out: the cache of answers
//! to preflights, which only changes how often one is sent.

mod connection;
mod cors;
mod decision;
pub mod tests;

pub use connection::Network;
pub use decision::{Decision, Decisions};

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, Request, Response, Uri};
use gateway_check::target::Reach;

/// A network error: the page learns that there was one, and nothing else.
#[derive(Debug, PartialEq, Eq)]
pub struct NetworkError;

/// Result that the page gets.
#[derive(Debug)]
pub struct Fetched {
    /// The reply, with the headers that the page may read; of an opaque one nothing.
    pub response: Response<Body>,
    /// The URL that answered.
    pub url: Uri,
    /// True if a redirect was followed.
    pub is_redirected: bool,
}

/// Request of the page.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: Method,
    pub url: Uri,
    /// `Authorization` and `Content-Type`, as far as there are any.
    pub headers: HeaderMap,
    pub body: String,
    /// Mode "no-cors".
    pub is_opaque: bool,
}

/// A browser with the page open in it.
pub struct Browser {
    /// The page's origin, with its port.
    page_origin: String,
    network: Network,
    decisions: Decisions,
}

/// Fetch, section 4.4: "If request's redirect count is 20, then return a network error."
const MOST_REDIRECTS: usize = 20;

impl Browser {
    /// A browser with a page of this origin, which notes what it decides.
    pub fn new(page_origin: &str, network: impl Into<Network>, decisions: Decisions) -> Self {
        Self { page_origin: page_origin.to_owned(), network: network.into(), decisions }
    }

    /// Fetch, sections 4.1 (main fetch) to 4.4 (HTTP-redirect fetch).
    pub async fn fetch(&self, mut asked: Asked) -> Result<Fetched, NetworkError> {
        // "Serialize a request origin" is `null` once the way led through a third origin.
        let mut origin = self.page_origin.clone();
        for redirects in 0..=MOST_REDIRECTS {
            if self.is_mixed(&asked.url) {
                return Err(NetworkError);
            }
            let response = self.http_fetch(&asked, &origin).await?;
            let Some(location) = location(&response) else {
                return Ok(self.handed_over(asked, response, redirects > 0));
            };
            self.decisions.note(Decision::Redirected);
            let next = resolved(location, &asked.url).ok_or(NetworkError)?;
            if origin_of(&next) != origin_of(&asked.url) {
                // "For each headerName of CORS non-wildcard request-header name, delete headerName".
                if asked.headers.remove(AUTHORIZATION).is_some() {
                    self.decisions.note(Decision::KeyDropped);
                }
                if origin_of(&asked.url) != self.page_origin {
                    "null".clone_into(&mut origin);
                }
            }
            let status = response.status().as_u16();
            if (matches!(status, 301 | 302) && asked.method == Method::POST)
                || (status == 303 && asked.method != Method::GET)
            {
                self.decisions.note(Decision::MethodChanged);
                asked.method = Method::GET;
                asked.body.clear();
                // "For each headerName of request-body-header name, delete headerName".
                asked.headers.remove(CONTENT_TYPE);
            }
            asked.url = next;
        }
        Err(NetworkError)
    }

    /// Mixed Content, section 4.4, "Should fetching request be blocked as mixed content?"
    /// <https://w3c.github.io/webappsec-mixed-content/#should-block-fetch>: addresses of this machine
    /// are potentially trustworthy without TLS.
    fn is_mixed(&self, url: &Uri) -> bool {
        self.page_origin.starts_with("https:")
            && url.scheme_str() != Some("https")
            && url.host().is_none_or(|host| Reach::of_host(host) != Reach::Loopback)
    }

    /// Fetch, section 4.3 (HTTP fetch): the preflight, the request, and whether the page may
    /// read the reply, redirects included.
    async fn http_fetch(&self, asked: &Asked, origin: &str) -> Result<Response<Body>, NetworkError> {
        let is_cors = !asked.is_opaque && origin_of(&asked.url) != self.page_origin;
        if is_cors && cors::needs_preflight(asked) {
            let answer = self.send(&cors::preflight(asked), origin).await?;
            cors::check_preflight(asked, origin, &answer).map_err(|why| {
                self.decisions.note(why);
                NetworkError
            })?;
        }
        let response = self.send(asked, origin).await?;
        if is_cors {
            cors::check(origin, response.headers()).map_err(|why| {
                self.decisions.note(why);
                NetworkError
            })?;
            if location(&response).is_none() {
                self.decisions.note(Decision::Allowed);
            }
        }
        Ok(response)
    }

    /// Sends one request, and waits for the head of its reply.
    async fn send(&self, asked: &Asked, origin: &str) -> Result<Response<Body>, NetworkError> {
        let mut request = Request::new(Body::from(asked.body.clone()));
        *request.method_mut() = asked.method.clone();
        *request.uri_mut() =
            asked.url.path_and_query().map_or("/", |path| path.as_str()).parse().expect("valid");
        *request.headers_mut() = asked.headers.clone();
        let host = asked.url.authority().map_or("", Authority::as_str);
        for (name, value) in [("host", host), ("accept", "*/*")] {
            request.headers_mut().insert(HeaderName::from_static(name), value.parse().expect("valid"));
        }
        // Fetch, section 3.2: cross-origin, unless the mode is "no-cors" and the method GET or HEAD.
        if !asked.is_opaque {
            request.headers_mut().insert(ORIGIN, origin.parse().expect("valid"));
        }
        connection::send(&self.network, &asked.url, request, &self.decisions).await
    }

    /// The reply as the page gets it. Fetch, section 2.2.6: a CORS filtered response, or an opaque one.
    fn handed_over(&self, asked: Asked, mut response: Response<Body>, is_redirected: bool) -> Fetched {
        if asked.is_opaque {
            self.decisions.note(Decision::Opaque);
            response = Response::default();
        } else if origin_of(&asked.url) != self.page_origin && cors::hide_headers(response.headers_mut()) {
            self.decisions.note(Decision::HeaderHidden);
        }
        Fetched { response, url: asked.url, is_redirected }
    }
}

/// Fetch, section 2.2.6: a response's location URL, if it has a redirect status.
fn location(response: &Response<Body>) -> Option<&str> {
    let value = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308)
        .then(|| response.headers().get(LOCATION))?;
    value.and_then(|value| value.to_str().ok())
}

/// URL standard, as far as servers use it here: a whole URL, or a path on the same host.
fn resolved(location: &str, base: &Uri) -> Option<Uri> {
    let is_path = location.starts_with('/') && !location.starts_with("//");
    let whole = if is_path { format!("{}{location}", origin_of(base)) } else { location.to_owned() };
    whole.parse().ok()
}

/// HTML, "origin": scheme, host and port.
fn origin_of(url: &Uri) -> String {
    format!("{}://{}", url.scheme_str().unwrap_or_default(), url.authority().map_or("", Authority::as_str))
}
