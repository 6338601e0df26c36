//! Addresses that lead somewhere else.

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::expected::{Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The address", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-version",
        title: "The gateway answers under /v1 only, and the base URL lacks it.",
        teaches: "The commonest mistake in a base URL.",
        typed_path: Some("/no-version"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { outside: |_| Reply::new(404, "text/plain", "404 page not found\n"), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, "url-version-missing"),
        ..ROW
    },
    Behaviour {
        id: "not-found",
        title: "A web server answers, and knows no such page.",
        teaches: "The host is right and the path is not, or the endpoint is of another type.",
        sends: Sends::always("404 text/html; charset=utf-8"),
        gateway: Gateway { front: |_| Some(Reply::html(404, NOT_FOUND)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, "path-not-found"),
        ..ROW
    },
    Behaviour {
        id: "html-console",
        title: "The address belongs to a console with a login form, and answers 200.",
        teaches: "A status 200 alone proves nothing.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { front: |_| Some(Reply::html(200, CONSOLE)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, "url-is-console"),
        ..ROW
    },
    Behaviour {
        id: "redirect-away",
        title: "The gateway sends callers on to another host.",
        teaches: "Browsers drop the key on the way to another host.",
        sends: Sends::always("307 text/plain"),
        gateway: Gateway { front: |call| Some(elsewhere(call)), ..HEALTHY },
        expects: Expected::always(Points { routing: Verdict::Fail, ..Points::UNANSWERED }, "redirected"),
        ..ROW
    },
];

const NOT_FOUND: &str = "<html><head><title>404 Not Found</title></head>\
    <body><h1>404 Not Found</h1><p>nginx</p></body></html>";

const CONSOLE: &str = "<!doctype html><html lang=en><head><title>Sign in - Console</title></head>\
    <body><h1>Sign in</h1><form method=post action=/login><label>User <input name=user></label>\
    <label>Password <input type=password name=password></label><button>Sign in</button></form>\
    </body></html>";

/// To the same server by its other name, which is another origin to a browser.
fn elsewhere(call: &Call) -> Reply {
    let port = call.host.rsplit_once(':').map_or("80", |(_, port)| port);
    let name = if call.host.starts_with("localhost") { "127.0.0.1" } else { "localhost" };
    Reply::new(307, "text/plain", "moved")
        .with("location", format!("http://{name}:{port}/healthy{}", call.path))
}
