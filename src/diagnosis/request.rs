//! The request itself: its parameters, its length, its content.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::ParameterUnsupported,
        owner: Owner::Provider,
        title: "The server does not support one of the parameters.",
        cause: "This page sent a standard OpenAI request, but this model or server rejects one part of it.",
        remedies: &[
            "If streaming is on, turn it off and send again.",
            "Show the server message to the gateway's admin.",
        ],
        admin_remedies: &[
            "Let the gateway drop or translate the parameter named in the server message.",
            "Or tell this person which models support it.",
        ],
    },
    Kind {
        id: DiagnosisKind::RequestInvalid,
        owner: Owner::GatewayAdmin,
        title: "The server says the request is invalid.",
        cause: "This page sent a standard OpenAI request, but the server or the provider behind it expects something else.",
        remedies: &[
            "Read the server message under “Technical evidence”.",
            "Try another model.",
            "Show the server message to the gateway's admin.",
        ],
        admin_remedies: &[
            "Look in the gateway's log for what the gateway or the provider expected.",
            "Tell this person which part of the standard OpenAI request was not accepted.",
        ],
    },
    Kind {
        id: DiagnosisKind::RequestTooLarge,
        owner: Owner::GatewayAdmin,
        title: "The request is too large.",
        cause: "A proxy or the gateway limits the size of requests.",
        remedies: &["Shorten the prompt.", "Ask the gateway's admin to raise the limit."],
        admin_remedies: &["Raise the request size limit in the gateway and in the proxies in front of it."],
    },
    Kind {
        id: DiagnosisKind::ContextTooLong,
        owner: Owner::You,
        title: "The prompt is too long for this model.",
        cause: "The model reads a limited number of tokens (pieces of words) per request.",
        remedies: &["Shorten the prompt.", "Or choose a model with a larger context window."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::ContentBlocked,
        owner: Owner::GatewayAdmin,
        title: "A content filter blocked the prompt or the answer.",
        cause: "The gateway or the provider checks text against a policy. Everything else works.",
        remedies: &[
            "Try a simpler prompt, such as “Say hello”.",
            "If that is blocked too, ask the gateway's admin which policy applies.",
        ],
        admin_remedies: &[
            "Find the policy or filter that applied.",
            "Check whether it should block such a prompt.",
        ],
    },
];
