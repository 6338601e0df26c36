//! The model: unknown, not permitted, not running, or of another kind.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::ModelNotFound,
        owner: Owner::You,
        title: "The gateway does not know the model “{model}”.",
        cause: "The name is mistyped, or no provider behind the gateway offers it to this key.",
        remedies: &[
            "Press \"Load models\" and choose one from the list.",
            "Compare the name with the gateway's console: many gateways put the provider in front, as in provider/model.",
            "Ask the gateway's admin whether a provider for this model is configured and attached, and whether a policy hides it.",
        ],
        admin_remedies: &[
            "See whether a provider of {model} is configured and attached.",
            "Say which name the gateway has for it, and whether a policy hides it.",
        ],
    },
    Kind {
        id: DiagnosisKind::ModelNotPermitted,
        owner: Owner::GatewayAdmin,
        title: "This key may not use the model “{model}”.",
        cause: "The model exists, and the gateway reserves it for other keys or teams.",
        remedies: &[
            "Ask the gateway's admin to allow {model} for this key.",
            "Or press \"Load models\" and choose one that is allowed.",
        ],
        admin_remedies: &["Allow {model} for this key.", "Or say which models it may use."],
    },
    Kind {
        id: DiagnosisKind::ModelNotDeployed,
        owner: Owner::GatewayAdmin,
        title: "No provider serves the model “{model}” at the moment.",
        cause: "The gateway knows the name, and has no working provider, channel or deployment behind it.",
        remedies: &[
            "Ask the gateway's admin to check the provider mapping of {model}.",
            "Meanwhile choose another model.",
        ],
        admin_remedies: &[
            "See to which provider or deployment {model} is mapped.",
            "See whether that is switched on and works.",
        ],
    },
    Kind {
        id: DiagnosisKind::ModelLoading,
        owner: Owner::Provider,
        title: "The model is still starting.",
        cause: "The server is loading it and will answer when it is done.",
        remedies: &["Wait a minute and send again."],
        admin_remedies: &["Wait a minute and send again."],
    },
    Kind {
        id: DiagnosisKind::WrongModelKind,
        owner: Owner::You,
        title: "The model “{model}” cannot chat.",
        cause: "It is made for something else, such as embeddings or images.",
        remedies: &["Choose a chat model, for example from \"Load models\"."],
        admin_remedies: &[],
    },
];
