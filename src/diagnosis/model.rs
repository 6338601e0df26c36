//! The model: unknown, not permitted, not running, or of another kind.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::ModelNotFound,
        owner: Owner::You,
        title: "The gateway does not know the model “{model}”.",
        cause: "The name is mistyped, or no provider behind the gateway offers this model to this key.",
        remedies: &[
            "List the gateway's models and choose one.",
            "Compare the name with the gateway's guide. Many gateways put the provider first, as in provider/model.",
            "Ask the gateway's admin whether a provider for this model is connected, and whether a policy hides the model.",
        ],
        admin_remedies: &[
            "Check that a provider of {model} is configured and attached.",
            "Tell this person the gateway's name for this model, and whether a policy hides it.",
        ],
    },
    Kind {
        id: DiagnosisKind::ModelNotPermitted,
        owner: Owner::GatewayAdmin,
        title: "This key is not allowed to use the model “{model}”.",
        cause: "The model exists, but this key, or the team or plan behind it, does not include the model.",
        remedies: &[
            "Ask the gateway's admin to allow {model} for this key, or to extend the plan behind it.",
            "Or list the gateway's models and choose one that is allowed.",
        ],
        admin_remedies: &[
            "Allow {model} for this key.",
            "Or tell this person which models the key is allowed to use.",
        ],
    },
    Kind {
        id: DiagnosisKind::ModelNotDeployed,
        owner: Owner::GatewayAdmin,
        title: "No provider serves the model “{model}” right now.",
        cause: "The gateway knows the name, but has no working provider, channel or deployment for it.",
        remedies: &[
            "Ask the gateway's admin to check the provider mapping of {model}.",
            "Choose another model in the meantime.",
        ],
        admin_remedies: &[
            "Check which provider or deployment {model} is mapped to.",
            "Check that this provider or deployment is enabled and works.",
        ],
    },
    Kind {
        id: DiagnosisKind::ModelLoading,
        owner: Owner::Provider,
        title: "The model is still starting.",
        cause: "The server is loading the model and will answer when it is ready.",
        remedies: &["Wait a minute and send again."],
        admin_remedies: &["Keep {model} loaded if it should answer at once."],
    },
    Kind {
        id: DiagnosisKind::WrongModelKind,
        owner: Owner::You,
        title: "The model “{model}” is not a chat model.",
        cause: "The model is made for another task, such as embeddings or images.",
        remedies: &["List the gateway's models and choose a chat model."],
        admin_remedies: &[],
    },
];
