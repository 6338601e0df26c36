//! Gateways that work for programs and not for browsers.

use super::{Behaviour, Family, ROW, Sends};
use crate::cors::Cors;
use crate::expected::{Expected, Points};
use crate::gateway::{Gateway, HEALTHY};

pub(super) const FAMILY: Family = Family { title: "What a browser may read", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-cors",
        title: "The gateway never allows a browser to read its replies.",
        teaches: "It works from a program; the browser must be allowed by the gateway.",
        gateway: Gateway { cors: Cors::Absent, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, "unreachable"),
        ..ROW
    },
    Behaviour {
        id: "cors-preflight-refused",
        title: "The gateway wants a key on OPTIONS, where a browser never sends one.",
        teaches: "The question before the request must be answered without a key.",
        gateway: Gateway { cors: Cors::PreflightRefused, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, "unreachable"),
        ..ROW
    },
    Behaviour {
        id: "cors-errors-hidden",
        title: "A browser may read what succeeds, and not what is refused.",
        teaches: "A refusal that looks like a broken network: here the model is unknown.",
        model: Some("no-such-model"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { cors: Cors::HiddenOnErrors, ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, "unreachable"),
        ..ROW
    },
];
