//! The request itself: its content, its structure, its address.

use super::{ANY, Category, Clue, DiagnosisKind, REFUSED};

/// Patterns that would be mistaken for something else further down.
pub(super) const FIRST: &[Clue] = &[
    // The message of the AWS API gateway for an unknown path.
    Clue {
        kind: DiagnosisKind::PathNotFound,
        category: Category::Path,
        statuses: &[(403, 403)],
        words: &["^ missing authentication token $"],
    },
    // The hosting service has nothing under this address.
    Clue {
        kind: DiagnosisKind::PathNotFound,
        category: Category::Path,
        statuses: &[(404, 404)],
        words: &["deployment could not be found on vercel"],
    },
    Clue {
        kind: DiagnosisKind::PathNotFound,
        category: Category::Path,
        statuses: &[(405, 405)],
        words: &["method"],
    },
    // The name of an error of OpenSSL, not a judgement of the text.
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: ANY,
        words: &["unsafe legacy renegotiation"],
    },
    // The provider has no such path. LiteLLM names its model group behind these words.
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: &[(404, 404)],
        words: &[
            "azure exception *resource not found",
            "(litellm|lite llm) *exception (error code 404 |)(detail|404 page) not found",
            // The tunnel of ngrok is offline.
            "err ngrok 3200",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyMissing,
        category: Category::Key,
        statuses: REFUSED,
        words: &["^ header (authorization|x api key|api key)"],
    },
    Clue {
        kind: DiagnosisKind::RequestInvalid,
        category: Category::Request,
        statuses: &[(200, 299), (400, 400), (415, 422)],
        words: &[
            "(unexpected|invalid|malformed|bad) json (body|payload|format|data|in |input|$)",
            "(parse|parsing|decode|decoding|deserialize|deserializing|unmarshal) *(json|body|payload)",
            "json*(parse|decode|syntax|unexpected token|not valid json)",
            "unexpected token",
            "field required",
            "tool calls *string too long",
            "maximum value for max (completion |)tokens is",
            "model*(tool|tools|tool use|function|functions|function calling|streaming|image input|images|system message|temperature|response format|logprobs|effort|json mode|role|parameter) *(not supported|unsupported|not available|not enabled)",
            "model parameter",
            "(parameter|field|property|argument|column)*(model|messages)*(required|missing|not found)",
            "(model|messages)*(is|are) (a |)(required|missing|empty)",
            "(must|please|you need to) (provide|specify|supply) *(model|messages)",
            "(missing|required|no) (required |)(parameter|field|property|argument)",
            "^ validation error",
        ],
    },
    // The name of the method ends in the word content.
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: &[(403, 403)],
        words: &["requests to this api *method *are blocked", "api key service blocked"],
    },
    // Settings of the account that leave no provider, not a filter of text.
    Clue {
        kind: DiagnosisKind::PolicyDenied,
        category: Category::Permission,
        statuses: REFUSED,
        words: &["matching your guardrail restrictions"],
    },
    Clue {
        kind: DiagnosisKind::ContentBlocked,
        category: Category::Content,
        statuses: ANY,
        words: &[
            "content (filter|policy|policies|management|moderation|safety|violat|exists risk|risk|blocked)",
            "content *(blocked|violates|was flagged|prohibited|not allowed by)",
            "(guardrail|guard rule|censor|jailbreak|moderation|toxic|nsfw|profanity)",
            "(inappropriate|unsafe|harmful|offensive|objectionable)",
            "(prohibited|disallowed|illegal|restricted|sensitive|explicit) (content|words|word|info|topic|material|data)",
            "new sensitive",
            "safety (system|violation|check|filter|reason|setting|polic|guideline|block|concern)",
            "(usage|acceptable use|responsible ai|openai|safety) (policy|policies|guidelines|terms)",
            "responsibleaipolicy",
            "(prompt|input|output|response|message|completion) (was |is |has been |)(blocked|filtered|flagged)",
            // Kong's prompt guard.
            "prompt pattern is blocked",
            "prompt doesnt match any allowed pattern",
            "blocked (output|prompt|input|content|by safety|due to safety)",
            "(hooks failed|flagged input|data inspection|prompt injection|prompt attack|personally identifiable)",
            " (pii|dlp) ",
            "detected *(pii|sensitive)",
        ],
    },
    Clue {
        kind: DiagnosisKind::RateLimited,
        category: Category::RateLimit,
        statuses: &[(413, 413), (429, 429)],
        words: &["per minute*(limit|request|token)", "(limit|request|token)*per minute", " tpm "],
    },
    Clue {
        kind: DiagnosisKind::ContextTooLong,
        category: Category::Context,
        statuses: &[(200, 299), (400, 428), (430, 999)],
        words: &[
            "context (length|window|size|limit|overflow|the overflow)",
            "(max|maximum|model) (context|prompt|input|sequence|token|total|model) (length|tokens|limit|len|size)",
            "maximum number of (input |prompt |)tokens",
            "maximum (input|prompt) tokens",
            "(prompt|input|inputs|message|messages|conversation|text|content|query) *(is |are |)(too long|too large)",
            "too many (input |prompt |total |)tokens",
            "(content|prompt|input) *string too long",
            "(input|prompt|inputs|total|requested) *tokens *(exceed|must|cannot|greater|more than|larger|longer|over)",
            "(input|prompt|inputs|request) *(exceed|longer than|larger than|must have less) *(tokens|token limit|maximum|max |context)",
            "(request|input|inputs|prompt) *must (have|be) (less|fewer)*tokens",
            "reduce *(length|prompt|input|number of messages)",
            "input length",
            "(prompt|sequence) length",
            "token length *exceed",
            "n ctx",
            "longer than *context",
            "max size *tokens",
            "(exceed|over) *(model token limit|max seq len|max model len|token limit for)",
            "prompt tokens *must be less",
        ],
    },
    Clue {
        kind: DiagnosisKind::RequestTooLarge,
        category: Category::Request,
        statuses: &[(400, 400), (413, 413), (431, 431)],
        words: &["(payload|body|entity|request|header) *too large", "(body|payload) *(limit|size) *exceed"],
    },
];

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::WrongEndpointType,
        category: Category::Path,
        statuses: REFUSED,
        words: &[
            "anthropic version",
            "endpoint type",
            "must provide query string",
            "(not an|non) openai compatible",
            "grpc *content type",
            "caller does not have storage",
        ],
    },
    // Another API is named as the one that works here.
    Clue {
        kind: DiagnosisKind::WrongEndpointType,
        category: Category::Path,
        statuses: &[(200, 299), (400, 499), (501, 501)],
        words: &[
            "(chat completions|chat completion) (endpoint |api |route |protocol |path |)(is |are |)(not supported|unsupported|not available|not offered|not enabled|not implemented|disabled|deprecated|no longer)",
            "(unsupported|legacy|deprecated|unknown|wrong) (legacy |wire |)(protocol|wire api|api format|api type|api style)",
            "(use|try|call|to|via|supports|accepts|speaks|offers) (only |the |)(openai |anthropic |)(v1 |)(responses|messages|completions) (api|endpoint|protocol|route|instead)",
            "(please |only |instead |)(use|call|post to|supports|accepts) (post |)(v1|v1beta|openai v1|api v1) (responses|messages|completions|models) ",
            "(responses|messages|legacy completions|generate content) (api|endpoint|protocol|format) (only|is required|is the only|instead)",
            "only (the |)(responses|messages|completions|legacy completions|anthropic|gemini) (api|endpoint|protocol|format)",
        ],
    },
    Clue {
        kind: DiagnosisKind::UrlIsWholeEndpoint,
        category: Category::Path,
        statuses: ANY,
        words: &[
            "chat completions *chat completions",
            "(models|responses|embeddings|completions) chat completions",
        ],
    },
    Clue {
        kind: DiagnosisKind::PathNotFound,
        category: Category::Path,
        statuses: &[(200, 299), (400, 405), (500, 501)],
        words: &[
            "(invalid|unknown|wrong|bad|unsupported) (request |)(url|uri|path|route|endpoint)",
            "url error",
            "no (matching |such |)(route|handler|context path|endpoint)",
            "(route|path|url|uri|page|file|endpoint|api|resource|application|operation|service) (was |is |)(not found|not defined|not exist|could not be found|does not exist|not matched)",
            "unable to identify proxy",
            "(could not|unable to|cannot) (route|post)",
            "not defined by this api",
            "(unexpected|unsupported) (endpoint|openapi method)",
            "method *not (allowed|supported) $",
            "method not allowed",
            "(endpoint|route|path|method) (is |)not implemented",
            "^ missing (required |)query parameter api version",
        ],
    },
    Clue {
        kind: DiagnosisKind::ParameterUnsupported,
        category: Category::Parameter,
        statuses: REFUSED,
        words: &[
            "(unsupported|unknown|unrecognized|unexpected|invalid extra) (request |keyword |)(parameter|argument|field|property|option|value|name|key)",
            "(parameter|argument|field|property|option)*(not supported|unsupported|not recognized|unknown|not allowed|not permitted)",
            "(extra|additional) (inputs|fields|properties|forbidden)",
            "extra forbidden",
            "(does not|doesnt) support parameter",
        ],
    },
];
