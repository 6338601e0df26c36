//! The gateway, or the provider behind it, failed.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::GatewayFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway had an internal error.",
        cause: "The gateway answered with status {status}.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, send the time and the evidence to the gateway's admin.",
        ],
        admin_remedies: &[
            "Look in the gateway's log at the time above.",
            "Check whether other requests fail there as well.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway got no answer from the provider.",
        cause: "The gateway works. The model provider, or the gateway's connection to it, does not.",
        remedies: &[
            "Send the prompt again, or try another model.",
            "Ask the gateway's admin to check the provider and the gateway's connection to it.",
        ],
        admin_remedies: &[
            "Check that the provider of {model} works and that the gateway can reach it.",
            "Set up a fallback provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamTimedOut,
        owner: Owner::GatewayAdmin,
        title: "The gateway stopped waiting for the provider.",
        cause: "The model, or a system between it and the gateway, took longer than the gateway's time limit.",
        remedies: &[
            "Turn on streaming, so that the first token comes sooner.",
            "Ask for a shorter answer.",
            "Ask the gateway's admin to raise the time limit for the provider.",
        ],
        admin_remedies: &[
            "Raise the gateway's time limit for the provider.",
            "Check whether the provider is slow for {model}.",
        ],
    },
    Kind {
        id: DiagnosisKind::Unrecognised,
        owner: Owner::GatewayAdmin,
        title: "The server gave an unknown kind of answer.",
        cause: "The reply matches no known kind of failure, so this page does not guess.",
        remedies: &["Show the evidence to the gateway's admin."],
        admin_remedies: &[
            "Look in the gateway's log at the time above.",
            "Tell this person what the reply means.",
        ],
    },
];
