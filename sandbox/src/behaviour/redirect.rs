//! Gateways that send callers on to another origin.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::expected::{DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Redirects", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "redirect-away",
        title: "The gateway redirects to another host.",
        lesson: "Browsers remove the key on the way to another host.",
        sends: Sends::always("307 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 307, "healthy")), ..HEALTHY },
        expects: REDIRECTED,
        ..ROW
    },
    Behaviour {
        id: "redirect-308",
        title: "The gateway has moved to another host permanently.",
        lesson: "Enter the new base URL.",
        sends: Sends::always("308 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 308, "healthy")), ..HEALTHY },
        expects: REDIRECTED,
        ..ROW
    },
    Behaviour {
        id: "redirect-301",
        title: "The gateway redirects to another host, and browsers turn the prompt into a GET.",
        lesson: "This status loses the prompt and the key.",
        sends: Sends::always("301 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 301, "healthy")), ..HEALTHY },
        expects: REDIRECTED,
        ..ROW
    },
    Behaviour {
        id: "redirect-302",
        title: "The gateway redirects to another host temporarily, and browsers turn the prompt into a GET.",
        lesson: "A redirect for people does not work for programs.",
        sends: Sends::always("302 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 302, "healthy")), ..HEALTHY },
        expects: REDIRECTED,
        ..ROW
    },
    Behaviour {
        id: "redirect-unreadable",
        title: "The gateway redirects to another host, which allows no browser.",
        lesson: "The browser follows, but does not say where.",
        sends: Sends::always("307 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 307, "no-cors")), ..HEALTHY },
        expects: UNREADABLE,
        ..ROW
    },
    Behaviour {
        id: "redirect-302-unreadable",
        title: "The gateway redirects temporarily to another host, which allows no browser.",
        lesson: "A login page of another host looks like this.",
        sends: Sends::always("302 text/plain"),
        gateway: Gateway { before_auth: |call| Some(elsewhere(call, 302, "no-cors")), ..HEALTHY },
        expects: UNREADABLE,
        ..ROW
    },
    Behaviour {
        id: "redirect-slash",
        title: "The gateway redirects to the same path with a slash, and browsers turn the prompt into a GET.",
        lesson: "The path exists, but the redirect loses the prompt.",
        sends: Sends::always("301 text/plain"),
        gateway: Gateway { before_auth: |call| slash(call, 301), ..HEALTHY },
        expects: REDIRECTED,
        ..ROW
    },
    Behaviour {
        id: "redirect-slash-303",
        title: "The gateway asks for a GET at the same path with a slash, which is a list.",
        lesson: "Status 200 after a redirect is no answer to the prompt.",
        sends: Sends::always("303 text/plain"),
        gateway: Gateway { before_auth: |call| slash(call, 303), ..HEALTHY },
        expects: Expected::always(
            Points { routing: Verdict::Warn, ..Points::NO_COMPLETION },
            DiagnosisKind::Redirected,
        )
        .likely(),
        ..ROW
    },
    Behaviour {
        id: "redirect-version",
        title: "The gateway redirects to its base URL with /v1, and browsers turn the prompt into a GET.",
        lesson: "The redirect shows the right base URL.",
        typed_path: Some("/redirect-version"),
        sends: Sends::always("302 text/plain"),
        gateway: Gateway {
            before_auth: |call| {
                let is_here = call.behind("/v1").is_some();
                (!is_here).then(|| moved(call, 302, &format!("/redirect-version/v1{}", call.path)))
            },
            ..HEALTHY
        },
        expects: REDIRECTED,
        ..ROW
    },
];

/// To another path of the same server.
fn moved(call: &Call, status: u16, path: &str) -> Reply {
    Reply::new(status, "text/plain", "moved").with("location", format!("http://{}{path}", call.host))
}

/// To the same path with a slash at its end, where a GET is refused after a 301, and answered after a 303.
fn slash(call: &Call, status: u16) -> Option<Reply> {
    let row = if status == 301 { "redirect-slash" } else { "redirect-slash-303" };
    if call.is_chat() {
        return Some(moved(call, status, &format!("/{row}{}/", call.path)));
    }
    let is_refused = status == 301;
    call.path.ends_with("/chat/completions/").then(|| {
        if is_refused {
            Reply::json(405, &json!({ "detail": "Method Not Allowed" }))
        } else {
            Reply::json(200, &json!({ "object": "list", "data": [] }))
        }
    })
}

const REDIRECTED: Expected =
    Expected::always(Points { routing: Verdict::Fail, ..Points::UNANSWERED }, DiagnosisKind::Redirected)
        .likely();
const UNREADABLE: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsMissing);

/// To the same server by its other name, which is another origin to a browser.
fn elsewhere(call: &Call, status: u16, behaviour: &str) -> Reply {
    let port = call.host.rsplit_once(':').map_or("80", |(_, port)| port);
    let name = if call.host.starts_with("localhost") { "127.0.0.1" } else { "localhost" };
    Reply::new(status, "text/plain", "moved")
        .with("location", format!("http://{name}:{port}/{behaviour}{}", call.path))
}
