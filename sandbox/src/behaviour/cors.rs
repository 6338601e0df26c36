//! Gateways that work for programs and not for browsers.

use super::{Behaviour, Family, ROW, Sends};
use crate::cors::Cors;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::fault::At;
use crate::gateway::{Gateway, HEALTHY};

pub(super) const FAMILY: Family = Family { title: "Browser access (CORS)", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-cors",
        title: "The gateway never allows a browser to read its replies.",
        lesson: "Programs work. The gateway must allow the browser.",
        gateway: Gateway { cors: Cors::Absent, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-of-another",
        title: "The gateway allows pages of one other origin only.",
        lesson: "It works in the gateway's own console, but in no other page.",
        gateway: Gateway { cors: Cors::OfAnother, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-on-preflight",
        title: "The gateway answers OPTIONS correctly, but forgets the headers on the reply itself.",
        lesson: "Both the preflight answer and the reply must allow the page.",
        gateway: Gateway { cors: Cors::OnPreflight, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-on-models",
        title: "The browser can read the model list, but nothing of the chat route.",
        lesson: "Each route has its own rules. To the page this looks like a broken connection.",
        gateway: Gateway { cors: Cors::OnModels, ..HEALTHY },
        expects: Expected::always(Points::KEY_ONLY, DiagnosisKind::CorsErrorUnreadable).possible(),
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-refused",
        title: "The gateway requires a key on OPTIONS, where browsers never send one.",
        lesson: "The gateway must answer the preflight without a key.",
        gateway: Gateway { cors: Cors::PreflightRefused, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-405",
        title: "The gateway does not know the method OPTIONS.",
        lesson: "The preflight uses its own method.",
        gateway: Gateway { cors: Cors::PreflightUnknown, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-redirected",
        title: "The gateway redirects OPTIONS to another path.",
        lesson: "Browsers do not follow a redirect of the preflight.",
        gateway: Gateway { cors: Cors::PreflightRedirected, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-key-not-allowed",
        title: "The gateway allows the header Content-Type, but not Authorization.",
        lesson: "The allowed headers must include the one with the key.",
        gateway: Gateway { cors: Cors::KeyNotAllowed, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden",
        title: "The browser can read successful replies, but not errors.",
        lesson: "An error looks like a broken network. Here the model is unknown.",
        model: Some("no-such-model"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::CorsErrorUnreadable).likely(),
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden-key",
        title: "The browser can read successful replies only, but the key is wrong, so none succeeds.",
        lesson: "If every reply is an error, this looks like a gateway that allows no browser.",
        key: Some("gc-test-wrong-key"),
        sends: Sends::always("401 application/json"),
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-doubled",
        title: "A proxy and the server behind it both send Access-Control-Allow-Origin.",
        lesson: "Browsers reject the header if it comes twice.",
        gateway: Gateway { cors: Cors::Doubled, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-with-key-only",
        title: "The gateway requires a key on OPTIONS, and hides every reply to a request without one.",
        lesson: "To the page this looks like a gateway that allows no browser.",
        gateway: Gateway { cors: Cors::WithKeyOnly, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-behind-version",
        title: "The gateway allows browsers under /v1 only, and the base URL has no /v1.",
        lesson: "A wrong path looks like a gateway that allows no browser.",
        typed_path: Some("/cors-behind-version"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::Behind("/v1"), ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::UrlVersionMissing).likely(),
        ..ROW
    },
    Behaviour {
        id: "cors-behind-api",
        title: "The gateway allows browsers under /api only, where it answers, and the base URL ends with /v1.",
        lesson: "A gateway may add CORS route by route. An unknown path belongs to none.",
        at: At::Alone,
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::Behind("/api"), prefix: "/api", ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::PathNotFound).likely(),
        ..ROW
    },
    Behaviour {
        id: "cors-behind-nothing",
        title: "The gateway allows browsers under a path that nobody can guess, and the base URL is another.",
        lesson: "Check the base URL before the CORS settings.",
        typed_path: Some("/cors-behind-nothing"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::Behind("/team-7/llm"), prefix: "/team-7/llm", ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden-later",
        title: "The prompt is answered, and the browser cannot read the errors of the gateway.",
        lesson: "The checks that must be rejected show it, although the prompt works.",
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: Expected::PASSED
            .in_standard(ERRORS_UNKNOWN, ERRORS_HIDDEN.split_at(5).0)
            .in_full(ERRORS_UNKNOWN, &ERRORS_HIDDEN)
            .likely_in_profiles(DiagnosisKind::CorsErrorUnreadable),
        ..ROW
    },
];

/// Points where it is hidden, too, whether a wrong key would be rejected.
const ERRORS_UNKNOWN: Points =
    Points { authentication: Verdict::Inconclusive, contract: Verdict::Warn, ..Points::PASSED };

/// Only Full sends the last one.
const ERRORS_HIDDEN: [(CheckId, Verdict); 6] = [
    (CheckId::BrowserAccess, Verdict::Fail),
    (CheckId::AuthEnforced, Verdict::Inconclusive),
    (CheckId::ModelRefusedUnknown, Verdict::Inconclusive),
    (CheckId::ErrorShape, Verdict::Inconclusive),
    (CheckId::ErrorStatus, Verdict::Inconclusive),
    (CheckId::AuthRequired, Verdict::Inconclusive),
];

const NOT_ALLOWED: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsMissing);
const PREFLIGHT_REFUSED: Expected =
    Expected::always(Points::UNANSWERED, DiagnosisKind::CorsPreflightRefused).likely();
