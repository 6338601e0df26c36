//! Gateways that work for programs and not for browsers.

use super::{Behaviour, Family, ROW, Sends};
use crate::cors::Cors;
use crate::expected::{DiagnosisKind, Expected, Points};
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
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::CorsErrorUnreadable).possible(),
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
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::CorsErrorUnreadable),
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
];

const NOT_ALLOWED: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsMissing).likely();
const PREFLIGHT_REFUSED: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsPreflightRefused);
