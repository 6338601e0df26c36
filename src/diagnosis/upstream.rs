//! The gateway, or the provider behind it, failed.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::GatewayFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway itself failed.",
        cause: "It answered with an internal error (status {status}).",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, give the gateway's admin the time and the evidence below.",
        ],
        admin_remedies: &[
            "Look in the gateway's log at the time above.",
            "See whether other requests fail there as well.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway could not get an answer from the provider.",
        cause: "The gateway works; its connection to the model provider, or the provider, does not.",
        remedies: &[
            "Send the prompt again, or try another model.",
            "Ask the gateway's admin to check the provider's state and the gateway's connection to it.",
        ],
        admin_remedies: &[
            "See whether the provider of {model} works, and whether the gateway reaches it.",
            "Set up a fallback to another provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamTimedOut,
        owner: Owner::GatewayAdmin,
        title: "The gateway gave up waiting for the provider.",
        cause: "Something between the gateway and the model took longer than it was allowed.",
        remedies: &[
            "Switch streaming on: the first words then come sooner.",
            "Ask for a shorter answer.",
            "Ask the gateway's admin to raise the time limit towards the provider.",
        ],
        admin_remedies: &[
            "Raise the gateway's time limit towards the provider.",
            "See whether the provider is slow for {model}.",
        ],
    },
    Kind {
        id: DiagnosisKind::Unrecognised,
        owner: Owner::GatewayAdmin,
        title: "The server answered in a way this page does not know.",
        cause: "The reply fits no known kind of failure, so there is no guess here.",
        remedies: &["Show the evidence below to the gateway's admin."],
        admin_remedies: &["Look in the gateway's log at the time above.", "Say what the reply means."],
    },
];
