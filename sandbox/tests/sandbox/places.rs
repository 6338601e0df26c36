//! Places that are not the sandbox's own port: each fails as it says, and no further.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, ClientConnection, Error, RootCertStore, StreamOwned,
};

use crate::client::{Ask, PROMPT, STREAMED, base_url, sandbox};

#[test]
fn nobody_listens_on_a_refused_port() {
    assert_eq!(Ask::prompt("port-refused", PROMPT).failure(), Some(ErrorKind::ConnectionRefused));
    assert_eq!(Ask::prompt("healthy", PROMPT).failure(), None);
}

#[test]
fn a_refused_port_stays_so() {
    let at = Ask::to("port-refused", "").at;
    assert!(std::net::TcpListener::bind(at).is_err(), "somebody else could take it");
}

#[test]
fn the_unknown_name_is_one_that_never_exists() {
    // Looking it up would leave this machine; RFC 6761 settles it.
    assert_eq!(base_url("name-unknown"), "https://no-such-host.invalid/name-unknown/v1");
}

/// Returns the error of a handshake with the host of `id` that trusts nobody.
fn handshake(id: &str) -> std::io::Error {
    let url = base_url(id);
    let host = url.strip_prefix("https://").and_then(|rest| rest.split('/').next()).expect("https");
    let config = ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    let name = ServerName::try_from("127.0.0.1").expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a client");
    let stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    StreamOwned::new(connection, stream).write_all(b"GET / HTTP/1.1\r\n\r\n").expect_err("no trust")
}

#[test]
fn a_certificate_is_shown_that_nobody_vouches_for() {
    let error = handshake("certificate-untrusted");
    let reason = error.get_ref().and_then(|it| it.downcast_ref::<Error>());
    assert_eq!(reason, Some(&Error::InvalidCertificate(CertificateError::UnknownIssuer)));
}

#[test]
fn https_meets_no_handshake_where_http_is_spoken() {
    assert_eq!(base_url("https-on-http"), format!("https://{}/https-on-http/v1", sandbox()));
    let error = handshake("https-on-http");
    let reason = error.get_ref().and_then(|it| it.downcast_ref::<Error>());
    assert!(!matches!(reason, Some(Error::InvalidCertificate(_))), "{error}");
    assert_eq!(Ask::chat("/https-on-http/v1", PROMPT).send().status, 200);
}

/// All that comes over a connection after a request, and how it ends.
fn read(ask: &Ask<'_>) -> (String, Result<(), ErrorKind>) {
    let mut stream = TcpStream::connect(ask.at).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    stream.write_all(ask.text().as_bytes()).expect("a request");
    let mut read = Vec::new();
    let end = stream.read_to_end(&mut read).map(|_| ()).map_err(|error| error.kind());
    (String::from_utf8_lossy(&read).into_owned(), end)
}

/// A question that a browser asks first must be answered well, whatever becomes of the request.
#[track_caller]
fn check_preflight(id: &str) {
    let reply = Ask::to(id, "/chat/completions").method("OPTIONS").send();
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-headers"), Some("Authorization, Content-Type"));
    assert_eq!(reply.header("connection"), Some("close"));
}

#[test]
fn a_connection_breaks_before_a_reply() {
    for id in ["closes-silently", "resets", "other-protocol"] {
        check_preflight(id);
    }
    let models = |id| read(&Ask::to(id, "/models"));
    assert_eq!(models("closes-silently"), (String::new(), Ok(())));
    assert_eq!(models("other-protocol"), ("SSH-2.0-sandbox\r\n".to_owned(), Ok(())));
    let (begun, end) = models("resets");
    assert!(begun.starts_with("HTTP/1.1 401") && !begun.contains("\r\n\r\n"), "{begun}");
    assert_eq!(end, Err(ErrorKind::ConnectionReset));
}

#[test]
fn only_the_route_or_the_prompt_breaks() {
    let ends = |id: &str| {
        check_preflight(id);
        let keyed = |path| Ask::to(id, path).key("gc-test-places");
        assert_eq!(keyed("/models").send().status, 200);
        (keyed("/chat/completions").failure(), Ask::prompt(id, PROMPT).failure())
    };
    let reset = Some(ErrorKind::ConnectionReset);
    assert_eq!(ends("prompt-route-resets"), (reset, reset));
    assert_eq!(ends("prompts-reset"), (None, reset));
}

#[test]
fn a_head_stops_half_way() {
    check_preflight("head-stops");
    assert!(Ask::prompt("head-stops", PROMPT).is_silent_for(Duration::from_millis(500)));
    // However busy the machine is.
    assert!(!Ask::to("head-stops", "/models").is_silent_for(Duration::from_secs(20)));
}

#[test]
fn a_body_begins_well_and_breaks() {
    for (body, word) in [(PROMPT, "{\"choices\":[{"), (STREAMED, "data: {")] {
        check_preflight("chunks-broken");
        let (all, end) = read(&Ask::prompt("chunks-broken", body));
        assert!(all.contains(word) && all.contains("access-control-allow-origin: *"), "{all}");
        assert!(all.ends_with("\r\nthis is no size\r\n"), "{all}");
        assert_eq!(end, Ok(()));

        check_preflight("reset-in-reply");
        let (all, end) = read(&Ask::prompt("reset-in-reply", body));
        assert!(all.contains(word) && all.contains("access-control-allow-origin: *"), "{all}");
        assert_eq!(end, Err(ErrorKind::ConnectionReset));
    }
    assert!(Ask::prompt("healthy", PROMPT).send().is_whole);
}
