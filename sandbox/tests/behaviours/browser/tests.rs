//! The model itself: each rule of the standard that a row rests on, by examples.

use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, Request, Response};
use gateway_check_sandbox::server::{Delivery, InProcess};
use libtest_mimic::Trial;
use serde_json::Value;

use super::{Asked, Browser, Decision, Decisions, Network, cors, origin_of};

const PAGE: &str = "https://page.example";

/// One trial a rule.
pub fn trials() -> Vec<Trial> {
    let trial = |name: &str, rule: fn()| {
        let run = move || {
            rule();
            Ok(())
        };
        Trial::test(format!("browser: {name}"), run)
    };
    vec![
        trial("a reply must name the page or everybody", a_reply_must_name_the_page),
        trial("a star does not allow the key", a_star_does_not_allow_the_key),
        trial("a preflight must be a success", a_preflight_must_be_a_success),
        trial("headers are hidden unless exposed", headers_are_hidden_unless_exposed),
        trial("what needs no permission is not asked about", what_needs_no_permission_is_not_asked_about),
        trial("a secure page calls nothing insecure", a_secure_page_calls_nothing_insecure),
        trial("a redirect to a third origin goes on without key and origin", a_third_origin_makes_null),
        trial("a port of this machine answers, or refuses", a_port_answers_or_refuses),
        trial("an origin has a port, and asks itself no permission", origins_have_ports),
    ]
}

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(*name, value.parse().expect("a value"));
    }
    headers
}

fn prompt(url: &str) -> Asked {
    Asked {
        method: Method::POST,
        url: url.parse().expect("a URL"),
        headers: headers(&[
            (AUTHORIZATION.as_str(), "Bearer gc-test-1"),
            (CONTENT_TYPE.as_str(), "application/json"),
        ]),
        body: "{}".to_owned(),
        is_opaque: false,
    }
}

fn answer(status: u16, lines: &[(&'static str, &str)]) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status.try_into().expect("a status");
    *response.headers_mut() = headers(lines);
    response
}

fn a_reply_must_name_the_page() {
    const ALLOWED: &str = "access-control-allow-origin";
    let check = |lines: &[(&'static str, &str)]| cors::check(PAGE, &headers(lines));
    assert_eq!(check(&[(ALLOWED, "*")]), Ok(()));
    assert_eq!(check(&[(ALLOWED, PAGE)]), Ok(()));
    assert_eq!(check(&[]), Err(Decision::OriginNotNamed));
    assert_eq!(check(&[(ALLOWED, "https://page.example/")]), Err(Decision::OriginOfAnother));
    assert_eq!(check(&[(ALLOWED, PAGE), (ALLOWED, "https://b.example")]), Err(Decision::OriginOfAnother));
    assert_eq!(check(&[(ALLOWED, "null")]), Err(Decision::OriginOfAnother));
}

fn asked_beforehand(status: u16, allowed: &str) -> Result<(), Decision> {
    let lines = [("access-control-allow-origin", "*"), ("access-control-allow-headers", allowed)];
    cors::check_preflight(&prompt("https://a.example/v1"), PAGE, &answer(status, &lines))
}

fn a_star_does_not_allow_the_key() {
    assert_eq!(asked_beforehand(204, "authorization, Content-Type"), Ok(()));
    assert_eq!(asked_beforehand(204, "*, Authorization"), Ok(()));
    assert_eq!(asked_beforehand(204, "*"), Err(Decision::HeaderNotAllowed));
    assert_eq!(asked_beforehand(204, "Authorization"), Err(Decision::HeaderNotAllowed));
}

fn a_preflight_must_be_a_success() {
    assert_eq!(asked_beforehand(401, "Authorization, Content-Type"), Err(Decision::PreflightRefused));
    let moved = answer(308, &[("location", "https://b.example"), ("access-control-allow-origin", "*")]);
    let asked = prompt("https://a.example/v1");
    assert_eq!(cors::check_preflight(&asked, PAGE, &moved), Err(Decision::PreflightRedirected));
    let unnamed = answer(204, &[]);
    assert_eq!(cors::check_preflight(&asked, PAGE, &unnamed), Err(Decision::OriginNotNamed));
    let put = Asked { method: Method::PUT, headers: HeaderMap::new(), ..asked };
    let some = answer(204, &[("access-control-allow-origin", "*"), ("access-control-allow-methods", "GET")]);
    assert_eq!(cors::check_preflight(&put, PAGE, &some), Err(Decision::PreflightRefused));
    let question = cors::preflight(&prompt("https://a.example/v1"));
    assert_eq!(question.headers["access-control-request-headers"], "authorization,content-type");
    assert!(!question.headers.contains_key(AUTHORIZATION) && question.body.is_empty());
}

fn headers_are_hidden_unless_exposed() {
    let left = |exposed: &str| {
        let mut all = headers(&[("content-type", "a/b"), ("x-request-id", "1"), ("retry-after", "2")]);
        all.insert("access-control-expose-headers", exposed.parse().expect("a value"));
        let is_hidden = cors::hide_headers(&mut all);
        let mut names: Vec<_> = all.keys().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        (names.join(" "), is_hidden)
    };
    assert_eq!(left(""), ("content-type".to_owned(), true));
    assert_eq!(left("X-Request-Id"), ("content-type x-request-id".to_owned(), true));
    let everything = "access-control-expose-headers content-type retry-after x-request-id";
    assert_eq!(left("a, *"), (everything.to_owned(), false));
}

fn what_needs_no_permission_is_not_asked_about() {
    let plain = Asked { method: Method::GET, headers: HeaderMap::new(), ..prompt("https://a.example/v1") };
    assert!(!cors::needs_preflight(&plain));
    assert!(cors::needs_preflight(&Asked { method: Method::PUT, ..plain }));
    assert!(cors::needs_preflight(&prompt("https://a.example/v1")));
}

/// Returns true if a page of this origin gets a reply from the URL, and what was decided.
fn fetch(page: &str, url: &str) -> (bool, Vec<Decision>) {
    let decisions = Decisions::default();
    let browser = Browser::new(page, InProcess::new(), decisions.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let fetched = runtime.expect("a runtime").block_on(browser.fetch(prompt(url)));
    (fetched.is_ok(), decisions.all().into_iter().collect())
}

fn a_secure_page_calls_nothing_insecure() {
    let here = format!("http://{}/healthy/v1/chat/completions", InProcess::HOST);
    assert_eq!(fetch(PAGE, &here), (true, vec![Decision::Allowed]));
    // Nothing is sent, so that not even the unknown name is noticed.
    assert_eq!(fetch(PAGE, "http://gateway.example/v1"), (false, Vec::new()));
    assert_eq!(
        fetch("http://page.example", "http://gateway.example/v1"),
        (false, vec![Decision::NameUnknown])
    );
}

fn a_third_origin_makes_null() {
    let sandbox = InProcess::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let received = runtime.expect("a runtime").block_on(async {
        let away = format!("http://{}/redirect-away/v1/chat/completions", InProcess::HOST);
        let browser = Browser::new(PAGE, sandbox.clone(), Decisions::default());
        browser.fetch(prompt(&away)).await.expect("a reply that everybody may read");
        let log = Request::get("/requests.json").body(Body::empty()).expect("a request");
        let Delivery::Reply(log) = sandbox.send(8787, log).await else { panic!("no log") };
        to_bytes(log.into_body(), usize::MAX).await.expect("the log")
    });
    let received: Value = serde_json::from_slice(&received).expect("JSON");
    let of = |request: &Value, name: &str| {
        let headers = request["headers"].as_array().expect("headers");
        headers.iter().find(|header| header[0] == name).map(|header| header[1].as_str().map(str::to_owned))
    };
    let seen: Vec<_> = received
        .as_array()
        .expect("a list")
        .iter()
        .map(|request| {
            let method = request["method"].as_str().expect("a method");
            (method, of(request, "origin").flatten(), of(request, "authorization").is_some())
        })
        .collect();
    let (page, null) = (Some(PAGE.to_owned()), Some("null".to_owned()));
    let expected = [
        ("OPTIONS", page.clone(), false),
        ("POST", page, true),
        ("OPTIONS", null.clone(), false),
        ("POST", null, false),
    ];
    assert_eq!(seen, expected);
}

fn a_port_answers_or_refuses() {
    let decisions = Decisions::default();
    let browser = Browser::new(PAGE, Network::Loopback, decisions.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (while_open, after) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let url = format!("http://{}/healthy/v1", listener.local_addr().expect("an address"));
        let sandbox = gateway_check_sandbox::server::open().await.expect("free ports");
        let served = tokio::spawn(async { axum::serve(listener, sandbox).await });
        let while_open = browser.fetch(prompt(&format!("{url}/chat/completions"))).await;
        served.abort();
        let _ = served.await;
        (while_open.map(|it| it.response.status().as_u16()), browser.fetch(prompt(&url)).await.is_ok())
    });
    assert_eq!((while_open, after), (Ok(400), false));
    assert_eq!(decisions.all().into_iter().collect::<Vec<_>>(), [Decision::Allowed, Decision::Refused]);
}

fn origins_have_ports() {
    assert_eq!(origin_of(&"http://127.0.0.1:8787/a?b".parse().expect("a URL")), "http://127.0.0.1:8787");
    let page = format!("http://{}", InProcess::HOST);
    let here = format!("{page}/no-cors/v1/chat/completions");
    assert_eq!(fetch(&page, &here), (true, Vec::new()));
    assert!(!fetch(PAGE, &here).0);
}
