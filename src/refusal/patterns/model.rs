//! The model: unknown, not permitted, not running, of another kind.

use super::{ANY, Category, Clue, DiagnosisKind};

/// Patterns that a code such as `model_not_found` hides.
pub(super) const BEFORE_CODES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::ModelNotDeployed,
        category: Category::Model,
        statuses: ANY,
        words: &["no model(s) (is |are |)(currently |)(loaded|available|running)", "no models loaded"],
    },
    // Two reasons in one sentence: the name may be wrong.
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: ANY,
        words: &["(not exist|not found)* or (your |the |this |)project *not have access"],
    },
    Clue {
        kind: DiagnosisKind::ModelNotPermitted,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "verified to use *model",
            "project *not have access to (the |)model",
            "model *requires *(subscription|plan|tier|approval|verification)",
            "model *(not available|not included|unavailable|only available) *(plan|subscription|tier) ",
            "(upgrade|plan|subscription) *(to use|to access|for access to) (this|the|that) model",
            "only available (to|for|on|in|with) *(customers|plan|plans|tier|subscribers|subscription|members)",
            "(plan|subscription|tier) *(does not|doesnt|not) (include|allow|cover|support|have access to) *model",
        ],
    },
];

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "(not exist|not found|nonexistent)*(or|and) *(access|permi|inaccessible|deployed|is not available)",
            "is not found for api version",
            "no endpoints found for",
        ],
    },
    Clue {
        kind: DiagnosisKind::WrongModelKind,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "(not a|not an) (chat|conversational|text generation|generative|instruct)",
            "(does not|doesnt|not) (support|supported) (for |by |with |in |)(the |)(chat|conversation|generat|v1 chat|text generation)",
            "(embedding|embeddings|rerank|reranker|speech|image|tts|audio) (model|models) ",
            "only supported in v1",
            "(chat completion|chat completions|operation|task) *(does not work|not supported|not compatible|unsupported) *model",
            "model *(does not|doesnt|not) support*(chat|task|messages api|completions)",
            "use v1 completions",
            "chat template",
            "modality contain audio",
            "not accessible via the chat completions endpoint",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotPermitted,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "(not|isnt|arent) (allowed|authorized|authorised|permitted|entitled|eligible|approved)*model",
            "(no|not have|dont have|without|lacks|need|request) (access|permission|permissions)*model",
            "(access|permission)*model*(denied|restricted|forbidden|not granted)",
            "(access|permission) (denied|restricted)*model",
            "denied access to (the |this |)model",
            "model *(not allowed|not permitted|not authorized|not authorised|not entitled|not approved|access denied|is gated|restricted|permission)",
            "model *requires *(subscription|plan|tier|approval|pro |upgrade|permission|verification|terms acceptance)",
            "verified to use *model",
            "model *(blocked|disabled) *(organization|project|team|key|policy)",
            "model blocked",
            "model *(not available|unavailable|not enabled) (for|to|with|under|in) (this|your|the) (api key|key|account|team|organization|project|plan|user)",
            "not activated *model",
            "model not open",
            "use case details have not been submitted",
            "only deployed for other",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotDeployed,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "(no|without) (available |healthy |active |allowed |valid |configured |suitable |working |)(channel|deployment|provider|endpoint|backend)(s|) *(model|available|found|configured|for )",
            "no (available|healthy|active) (channel|deployment|provider)",
            "(可用渠道|no channel)",
            "no (route|routes) for *model",
            "no (keys|config) found",
            "no model(s|) (is |are |)(currently |)(loaded|available|running)",
            "model *not (currently |been |)(loaded|deployed|running|activated|enabled|configured|mounted|available|served|supported by any)",
            "model *(unloaded|unavailable|disabled|offline)",
            "(unable to|cannot|could not|failed to) (access|load|serve) *model",
            "non serverless model",
            "unavailable model",
            "on demand throughput isnt supported",
            // A gateway quotes Azure, whose deployment is not what the user named.
            "(azure|litellm|lite llm) *exception *deployment *not (exist|found)",
            "azure openai error *deployment *not (exist|found)",
            "^ (function|endpoint) *not found for account",
            "(channel|provider) *(not configured|unavailable for)",
            "not (configured|registered) in the gateway",
            "degraded function",
            "no provider supported",
        ],
    },
    // Of Azure itself the model's name is a deployment's, which may be mistyped.
    Clue {
        kind: DiagnosisKind::ModelNotDeployed,
        category: Category::Model,
        statuses: &[(500, 999)],
        words: &["deployment *not (exist|found)"],
    },
    Clue {
        kind: DiagnosisKind::ParameterUnsupported,
        category: Category::Parameter,
        statuses: &[(400, 400), (422, 422)],
        words: &[
            "(parameter|argument|property|option|feature)*(not supported|unsupported|not allowed)",
            "unsupported (parameter|value|argument)",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "(invalid|unknown|no such|nonexistent|incorrect|unrecognized|unsupported|wrong|bad|undefined|missing|not a valid) (model|deployment|engine)",
            "model (not found|does not exist)",
            "(invalid|unknown|unrecognized) *(model id|model name|model identifier|model code)",
            "model *(deprecated|decommissioned|retired|removed|end of life|end of its life|no longer|discontinued|shut down)",
            "(not found|could not find|cannot find|not find|cant find|not exist|couldnt find|failed to find|unable to find|did not match any|does not match any|no match)*(model|deployment)",
            "(endpoint|version|resource) *(not exist|not found)*(model|version)",
            "specified version does not exist",
            "(not a|not an) (supported|valid|known|recognized|available) model",
            "no (model|deployment) (named|called|with|matching|by)",
            "llm provider not provided",
            "(invalid|unsupported|unrecognized|no such|missing) (model |)(provider|vendor) ",
            "unknown (model |)(provider|vendor) (name |prefix |in |for |$)",
            "provider (name |prefix |)(is |)(invalid|unknown|unsupported|not recognized|not supported|missing)",
            "no provider (prefix|given|specified|in the model)",
            "cannot use own model",
            "permitted models",
            "could not resolve the foundation model",
            "failed to get model",
            "unknown *model $",
            "function *end of life",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: &[(200, 499), (503, 503)],
        words: &[
            "(model|models|deployment|engine|bot)*(not found|not exist|doesnt exist|nonexistent|not recogni|could not be found|could not find|not in the list|not a valid|is unknown|not supported|unsupported|is invalid|not available)",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: &[(404, 404)],
        words: &["^ model "],
    },
    // The part of the request that is meant.
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: &[(400, 404), (410, 422)],
        words: &["^ (body |)model $"],
    },
];
