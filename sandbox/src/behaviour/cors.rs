//! Gateways that work for programs and not for browsers.

use super::{Behaviour, Family, ROW, Sends};
use crate::cors::Cors;
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};

pub(super) const FAMILY: Family = Family { title: "What a browser may read", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-cors",
        title: "The gateway never allows a browser to read its replies.",
        lesson: "It works from a program; the browser must be allowed by the gateway.",
        gateway: Gateway { cors: Cors::Absent, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-of-another",
        title: "The gateway allows the pages of one other origin.",
        lesson: "It works in the gateway's own console, and in no page beside it.",
        gateway: Gateway { cors: Cors::OfAnother, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-on-preflight",
        title: "The gateway answers OPTIONS as it should, and forgets the headers on the reply itself.",
        lesson: "Both the question beforehand and the reply must name the page.",
        gateway: Gateway { cors: Cors::OnPreflight, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
    Behaviour {
        id: "cors-on-models",
        title: "A browser may read the list of models, and nothing of the chat route.",
        lesson: "Each route has its own rules; from the page it looks like a connection that breaks.",
        gateway: Gateway { cors: Cors::OnModels, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::CorsErrorUnreadable).possible(),
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-refused",
        title: "The gateway wants a key on OPTIONS, where a browser never sends one.",
        lesson: "The question before the request must be answered without a key.",
        gateway: Gateway { cors: Cors::PreflightRefused, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-405",
        title: "The gateway does not know the method OPTIONS.",
        lesson: "The question before the request has a method of its own.",
        gateway: Gateway { cors: Cors::PreflightUnknown, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-redirected",
        title: "The gateway sends OPTIONS on to another path.",
        lesson: "No browser follows a redirect of the question before the request.",
        gateway: Gateway { cors: Cors::PreflightRedirected, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-key-not-allowed",
        title: "The gateway allows browsers the header Content-Type, and not Authorization.",
        lesson: "The header with the key must be named among those that are allowed.",
        gateway: Gateway { cors: Cors::KeyNotAllowed, ..HEALTHY },
        expects: PREFLIGHT_REFUSED,
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden",
        title: "A browser may read what succeeds, and not what is refused.",
        lesson: "A refusal that looks like a broken network: here the model is unknown.",
        model: Some("no-such-model"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::CorsErrorUnreadable),
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden-key",
        title: "A browser may read what succeeds, and nothing does, since the key is wrong.",
        lesson: "Where every reply is a refusal, this cannot be told from a gateway that allows no browser.",
        key: Some("gc-test-wrong-key"),
        sends: Sends::always("401 application/json"),
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: NOT_ALLOWED,
        ..ROW
    },
];

const NOT_ALLOWED: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsMissing).likely();
const PREFLIGHT_REFUSED: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::CorsPreflightRefused);
