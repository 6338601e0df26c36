//! The gateway, or the provider behind it, failed.

use super::{Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "gateway-failed",
        owner: Owner::GatewayAdmin,
        title: "The gateway itself failed.",
        cause: "It answered with an internal error (status {status}).",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, give the gateway's admin the time and the evidence below.",
        ],
    },
    Kind {
        id: "upstream-failed",
        owner: Owner::GatewayAdmin,
        title: "The gateway could not get an answer from the provider.",
        cause: "The gateway works; its connection to the model provider, or the provider, does not.",
        remedies: &[
            "Send the prompt again, or try another model.",
            "Ask the gateway's admin to check the provider's state and the gateway's connection to it.",
        ],
    },
    Kind {
        id: "upstream-timed-out",
        owner: Owner::GatewayAdmin,
        title: "The gateway gave up waiting for the provider.",
        cause: "Something between the gateway and the model took longer than it was allowed.",
        remedies: &[
            "Switch streaming on: the first words then come sooner.",
            "Ask for a shorter answer.",
            "Ask the gateway's admin to raise the time limit towards the provider.",
        ],
    },
    Kind {
        id: "unrecognised",
        owner: Owner::GatewayAdmin,
        title: "The server answered in a way this page does not know.",
        cause: "The reply fits no known kind of failure, so there is no guess here.",
        remedies: &["Show the evidence below to the gateway's admin."],
    },
];
