//! The request itself: its parameters, its length, its content.

use super::{Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "parameter-unsupported",
        owner: Owner::Provider,
        title: "The server does not take one of the parameters.",
        cause: "The request is a plain OpenAI one; this model or server refuses a part of it.",
        remedies: &[
            "If streaming is on, switch it off and send again.",
            "Show the server's words below to the gateway's admin.",
        ],
    },
    Kind {
        id: "request-invalid",
        owner: Owner::Provider,
        title: "The server called the request invalid.",
        cause: "The request is a plain OpenAI one, so the server, or a provider behind it, expects something else.",
        remedies: &[
            "Read the server's words below.",
            "Try another model.",
            "Show them to the gateway's admin.",
        ],
    },
    Kind {
        id: "request-too-large",
        owner: Owner::GatewayAdmin,
        title: "The request was too large for something on the way.",
        cause: "A proxy or the gateway limits the size of requests.",
        remedies: &["Shorten the prompt.", "Ask the gateway's admin to raise the limit."],
    },
    Kind {
        id: "context-too-long",
        owner: Owner::You,
        title: "The prompt is too long for this model.",
        cause: "The model reads only a limited number of tokens (pieces of words) at once.",
        remedies: &["Shorten the prompt.", "Or choose a model with a larger context."],
    },
    Kind {
        id: "content-blocked",
        owner: Owner::GatewayAdmin,
        title: "A content filter stopped the prompt or the answer.",
        cause: "The gateway or the provider checks texts against a policy. Everything else worked.",
        remedies: &[
            "Try a plainer prompt, such as “Say hello”.",
            "If that is stopped too, ask the gateway's admin which policy applies.",
        ],
    },
];
