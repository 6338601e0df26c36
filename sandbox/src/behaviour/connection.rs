//! No HTTP server is reached, or the connection breaks below HTTP.

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Outcome, Points};
use crate::fault::{At, Break, Fault, Scope};

pub(super) const FAMILY: Family = Family { title: "The connection", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "port-refused",
        title: "Nobody listens on the port.",
        lesson: "The machine responds, but the gateway is down or uses another port.",
        at: At::Refused,
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "name-unknown",
        title: "The host's name leads nowhere.",
        lesson: "The name has a typo, or only the organisation's own network knows it.",
        at: At::NoName,
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "certificate-untrusted",
        title: "Browsers do not trust the certificate.",
        lesson: "The gateway runs, but no browser connects to it.",
        at: At::Tls,
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "https-on-http",
        title: "The base URL starts with https, but the gateway uses http.",
        lesson: "The address has one letter too many. The port is right.",
        at: At::HttpsOnHttp,
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "closes-silently",
        title: "Every connection is closed without a byte of a reply.",
        lesson: "A proxy accepts the connection, but nothing runs behind it.",
        at: breaks(Break::Closes, Scope::Everything),
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "resets",
        title: "Every connection is reset within the headers of the reply.",
        lesson: "A firewall or a crash cuts off the reply.",
        at: breaks(Break::ResetsInHead, Scope::Everything),
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "other-protocol",
        title: "The port belongs to a service that does not speak HTTP.",
        lesson: "The host is right, but the port is not.",
        at: breaks(Break::IsNotHttp, Scope::Everything),
        sends: Sends::NO_REPLY,
        expects: UNREACHABLE,
        ..ROW
    },
    Behaviour {
        id: "prompt-route-resets",
        title: "The model list comes, but every connection to the chat route is reset.",
        lesson: "The host, the network and the key are fine. One route is broken.",
        at: breaks(Break::ResetsInHead, Scope::PromptRoute),
        sends: Sends::NO_REPLY,
        expects: Expected::always(Points::KEY_ONLY, DiagnosisKind::ConnectionDropped).likely(),
        ..ROW
    },
    Behaviour {
        id: "prompts-reset",
        title: "The chat route answers, but every connection with a prompt is reset.",
        lesson: "The server crashes on the request or its content.",
        at: breaks(Break::ResetsInHead, Scope::Prompt),
        sends: Sends::NO_REPLY,
        expects: Expected::always(Points::KEY_ONLY, DiagnosisKind::CorsErrorUnreadable).possible(),
        ..ROW
    },
    Behaviour {
        id: "head-stops",
        title: "Half of the headers come, and then nothing more.",
        lesson: "Half of the headers are not yet a reply.",
        timeout_s: Some(2),
        at: breaks(Break::StopsInHead, Scope::PromptRoute),
        sends: Sends::NOTHING,
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::TimedOut),
        ..ROW
    },
    Behaviour {
        id: "chunks-broken",
        title: "The reply starts well, but then its chunks have no size.",
        lesson: "The browser gives up on a reply that breaks the rules of HTTP.",
        at: breaks(Break::BreaksChunks, Scope::Prompt),
        expects: DROPPED,
        ..ROW
    },
    Behaviour {
        id: "reset-in-reply",
        title: "The connection is reset in the middle of the reply.",
        lesson: "The page keeps and shows what came before.",
        at: breaks(Break::ResetsInBody, Scope::Prompt),
        expects: DROPPED,
        ..ROW
    },
];

const UNREACHABLE: Expected = Expected::always(Points::UNANSWERED, DiagnosisKind::Unreachable).likely();
/// Half of a plain reply is not an answer; half of a stream is.
const DROPPED: Expected = Expected {
    plain: Outcome::of(Points::GATEWAY_ONLY, Some(DiagnosisKind::ConnectionDropped)),
    streamed: Outcome::of(Points::CONTRACT_BROKEN, Some(DiagnosisKind::ConnectionDropped)),
    ..Expected::PASSED
};

const fn breaks(breaks: Break, scope: Scope) -> At {
    At::Raw(Fault { breaks, scope })
}
