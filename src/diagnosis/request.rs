//! The request itself: its parameters, its length, its content.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::ParameterUnsupported,
        owner: Owner::Provider,
        title: "The server does not take one of the parameters.",
        cause: "The request is a plain OpenAI one; this model or server refuses a part of it.",
        remedies: &[
            "If streaming is on, switch it off and send again.",
            "Show the server's words below to the gateway's admin.",
        ],
        admin_remedies: &[
            "Let the gateway drop or translate the parameter that is named above.",
            "Or say which models take it.",
        ],
    },
    Kind {
        id: DiagnosisKind::RequestInvalid,
        owner: Owner::Provider,
        title: "The server called the request invalid.",
        cause: "The request is a plain OpenAI one, so the server, or a provider behind it, expects something else.",
        remedies: &[
            "Read the server's words below.",
            "Try another model.",
            "Show them to the gateway's admin.",
        ],
        admin_remedies: &[
            "See in the gateway's log what it or the provider expected.",
            "The request was a plain one in OpenAI's form.",
        ],
    },
    Kind {
        id: DiagnosisKind::RequestTooLarge,
        owner: Owner::GatewayAdmin,
        title: "The request was too large for something on the way.",
        cause: "A proxy or the gateway limits the size of requests.",
        remedies: &["Shorten the prompt.", "Ask the gateway's admin to raise the limit."],
        admin_remedies: &[
            "Raise the limit for the size of requests, in the gateway and in proxies before it.",
        ],
    },
    Kind {
        id: DiagnosisKind::ContextTooLong,
        owner: Owner::You,
        title: "The prompt is too long for this model.",
        cause: "The model reads only a limited number of tokens (pieces of words) at once.",
        remedies: &["Shorten the prompt.", "Or choose a model with a larger context."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::ContentBlocked,
        owner: Owner::GatewayAdmin,
        title: "A content filter stopped the prompt or the answer.",
        cause: "The gateway or the provider checks texts against a policy. Everything else worked.",
        remedies: &[
            "Try a plainer prompt, such as “Say hello”.",
            "If that is stopped too, ask the gateway's admin which policy applies.",
        ],
        admin_remedies: &[
            "Say which policy or filter applied.",
            "See whether it is meant to stop such a prompt.",
        ],
    },
];
