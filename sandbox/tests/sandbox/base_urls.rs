//! Base URLs that are nearly right: which correction leads to the chat route, and which does not.

use std::net::SocketAddr;

use crate::client::{Ask, base_url};

/// No completion is needed: its refusal comes from the chat route all the same.
const MALFORMED: &str = r#"{"model":"sandbox-small","messages":"none"}"#;

/// The status of a malformed request to a base path on the host of `id`.
fn status(id: &str, base_path: &str) -> u16 {
    let url = base_url(id);
    let host = url.trim_start_matches("http://").split('/').next().expect("a host");
    let at: SocketAddr = host.parse().expect("an address");
    Ask::chat(base_path, MALFORMED).at(at).send().status
}

/// The typed base path must not be the chat route's, and `right` must.
#[track_caller]
fn check(id: &str, typed: &str, lost: u16, right: &str) {
    assert!(base_url(id).ends_with(typed));
    assert_eq!((status(id, typed), status(id, right)), (lost, 400), "{id}");
}

#[test]
fn a_correction_leads_to_the_chat_route() {
    check("no-version", "/no-version", 404, "/no-version/v1");
    check("console-at-root", "", 200, "/v1");
    check("version-doubled", "/version-doubled/v1/v1", 404, "/version-doubled/v1");
    check("path-pasted", "/path-pasted/v1/chat", 404, "/path-pasted/v1");
    check("prefix-wrong", "/gateway", 404, "/v1");
    check("version-unwanted", "/version-unwanted/v1", 404, "/version-unwanted");
}

#[test]
fn no_correction_leads_anywhere() {
    for path in
        ["/nowhere", "/nowhere/v1", "/nowhere-doubled/v1", "/nowhere-silent", "/nowhere-silent/v1", "/v1"]
    {
        assert_eq!(status("nowhere", path), 404, "{path}");
    }
}

#[test]
fn a_host_of_its_own_has_nothing_but_its_gateway() {
    let host = |id: &str| base_url(id).split('/').nth(2).map(str::to_owned);
    assert_ne!(host("prefix-wrong"), host("console-at-root"));
    assert_ne!(host("prefix-wrong"), host("healthy"));
    assert_eq!(status("prefix-wrong", "/healthy/v1"), 404);
}
