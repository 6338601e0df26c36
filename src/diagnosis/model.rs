//! The model: unknown, not permitted, not running, or of another kind.

use super::{Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "model-not-found",
        owner: Owner::You,
        title: "The gateway does not know the model “{model}”.",
        cause: "The name is mistyped, or no provider behind the gateway offers it to this key.",
        remedies: &[
            "Press \"Load models\" and choose one from the list.",
            "Compare the name with the gateway's console: many gateways put the provider in front, as in provider/model.",
            "Ask the gateway's admin whether a provider for this model is configured and attached, and whether a policy hides it.",
        ],
    },
    Kind {
        id: "model-not-permitted",
        owner: Owner::GatewayAdmin,
        title: "This key may not use the model “{model}”.",
        cause: "The model exists, and the gateway reserves it for other keys or teams.",
        remedies: &[
            "Ask the gateway's admin to allow {model} for this key.",
            "Or press \"Load models\" and choose one that is allowed.",
        ],
    },
    Kind {
        id: "model-not-deployed",
        owner: Owner::GatewayAdmin,
        title: "No provider serves the model “{model}” at the moment.",
        cause: "The gateway knows the name, and has no working provider, channel or deployment behind it.",
        remedies: &[
            "Ask the gateway's admin to check the provider mapping of {model}.",
            "Meanwhile choose another model.",
        ],
    },
    Kind {
        id: "model-loading",
        owner: Owner::Provider,
        title: "The model is still starting.",
        cause: "The server is loading it and will answer when it is done.",
        remedies: &["Wait a minute and send again."],
    },
    Kind {
        id: "wrong-model-kind",
        owner: Owner::You,
        title: "The model “{model}” cannot chat.",
        cause: "It is made for something else, such as embeddings or images.",
        remedies: &["Choose a chat model, for example from \"Load models\"."],
    },
];
