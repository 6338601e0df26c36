//! The key: missing, malformed, of another kind, expired, unknown, or the gateway's own at a provider.

use super::{ANY, Category, Clue, DiagnosisKind, REFUSED};

/// By its status the server's own fault, which says nothing about the systems behind it.
const BROKEN_HERE: &[(u16, u16)] = &[(500, 501), (503, 503), (505, 599)];

/// Words that only occur with a rejected key.
const REJECTED: &[&str] = &[
    "(invalid|incorrect|wrong|bad|unknown|unrecognized|illegal|unauthorized|no such) (x |proxy server |openai |provided |proxy |)(api key|apikey|api token|access token|virtual key|subscription key|client id|bearer)",
    "(api key|apikey|api token|access token|subscription key)*(invalid|incorrect|not valid|not recogni|not found|not exist|wrong|rejected|unknown|could not be verified|mismatch)",
    "authentication (fails|failed|failure)",
    "(authenticate|authenticating|validate|validating|verify|verifying) *(api key|apikey|api token|credential)",
];

pub(super) const CLUES: &[Clue] = &[
    // Two reasons in one sentence do not decide for either.
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(invalid|missing|wrong|incorrect) or (expired|invalid)",
            "(invalid|missing|incorrect) (https |)or (have|has) expired",
            "expired or (invalid|incorrect|not yet)",
            "(invalid|incorrect|wrong|unknown|missing|malformed) (expired|revoked|disabled|missing|malformed|inactive|deleted) (or|and) ",
            "(invalid|incorrect|wrong|unknown|malformed) or (revoked|disabled|malformed|missing|inactive|deleted)",
            "(revoked|disabled|malformed|missing|inactive|deleted) or (invalid|incorrect|unknown|wrong)",
            "(invalid|incorrect|wrong|unknown) expired (revoked|disabled|deleted)",
            "(invalid|incorrect|wrong|unknown) or (has |is |was |has been )(expired|revoked|disabled|deleted)",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamKeyRejected,
        category: Category::Upstream,
        statuses: ANY,
        words: &[
            "lite llm authentication error",
            "litellm authentication error",
            "authentication error *exception",
            "(upstream|provider|backend) *(authentication|unauthorized|api key|apikey|credential|401|403 )",
            "no (cookie |)auth *from provider",
            "(no|missing) (api key|apikey|credentials) *for (the |)provider",
            "unable to locate credentials ($|you can|received model)",
            "default credentials were not found",
        ],
    },
    // A named provider, or a status about the systems behind the gateway.
    Clue {
        kind: DiagnosisKind::UpstreamKeyRejected,
        category: Category::Upstream,
        statuses: &[(500, 999)],
        words: &[
            "(openai|open ai|anthropic|azure|gemini|google|vertex|bedrock|mistral|cohere|groq|deepseek|exception) *(api key|apikey|authentication|unauthorized|credential)",
            "(api key|apikey|authentication|credential) *(openai|open ai|anthropic|azure|gemini|vertex|bedrock|mistral|cohere|groq|deepseek)",
            "unable to locate credentials",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamKeyRejected,
        category: Category::Upstream,
        statuses: &[(502, 502), (504, 504)],
        words: REJECTED,
    },
    // Without a mark of a provider it may be either key.
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: BROKEN_HERE,
        words: REJECTED,
    },
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: BROKEN_HERE,
        words: &[
            "(invalid|incorrect|unknown|unrecognized|wrong|bad|expired|missing) (api |access |auth |bearer |)(token|key|credentials) (provided|supplied|given|received|in |$)",
            "(invalid|incorrect|unknown|missing|expired) or (invalid|unrecognized|unknown|expired|missing|incorrect) (api |access |auth |bearer |)(token|key|credentials)",
            "(the|your|this|api|access|auth|bearer|provided|^) (token|key|credentials) (is |was |are |)(invalid|unknown|not recognized|unrecognized|not valid|incorrect|not found|expired) ",
            " (token|key) not (recognized|recognised|valid|authorized|known)",
            "(jwt|token) (malformed|expired|invalid) ",
            "(api key|apikey|access token|auth token) (is |)(required|missing)",
            "^ (unauthorized|unauthenticated) ",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamKeyRejected,
        category: Category::Upstream,
        statuses: &[(401, 401), (403, 403)],
        words: &["(provider|upstream) (returned|error|responded|request)", "upstream error"],
    },
    // The account is blocked, not this key.
    Clue {
        kind: DiagnosisKind::AccountBlocked,
        category: Category::Account,
        statuses: REFUSED,
        words: &[
            "^ account deactivated $",
            "account associated with (this|your|the) (api key|key) *(deactivated|disabled|suspended|blocked)",
        ],
    },
    // A type of authentication is disabled, not this key.
    Clue {
        kind: DiagnosisKind::KeyKindWrong,
        category: Category::Key,
        statuses: REFUSED,
        words: &["authentication type disabled", "key based authentication *disabled"],
    },
    Clue {
        kind: DiagnosisKind::KeyExpiredOrDisabled,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "expired (api |access |)(key|token|jwt|credential)",
            "(key|token|jwt|credential|credentials|signature) *(expired|revoked|deactivated|disabled|suspended|blocked|no longer|deleted|leaked|not active|inactive|paused|archived)",
            "(disabled|revoked|blocked|suspended|inactive|deactivated|deleted|leaked) (api |access |)(key|token)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyMalformed,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(malformed|badly formatted|improperly formatted) (api |access |bearer |)(key|token|authorization|credential|jwt|bearer|header)",
            "(api key|apikey|access token|auth token|bearer token|jwt|authorization|credential|auth header|authorization header) *(malformed|format|not in the |bearer sk|must be of the form|improperly)",
            "invalid (format for |)(authorization header|auth header|bearer)",
            "(expected|must be|must use|should be|use) *bearer",
            "illegal header value",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyKindWrong,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "virtual key (expected|required)",
            "(start|begin|starts|begins) with sk",
            "expected o auth",
            "credential is only authorized for use with claude code",
            "api keys are not supported",
            "(oauth|o auth) authentication *not supported",
            "access token type unsupported",
            "(not a valid|requires|require) *(key value pair|credential parameter|credential)",
            "(unsupported|wrong|incorrect) (key|token|credential|authorization) type",
            "credential *unsupported type",
            "(public|publishable|management|admin|storage|embedding) (api |)(key|token)*(cannot|not|instead)",
            "security token included",
            "access key id",
            "request signature",
        ],
    },
    // "Not valid. Please pass a valid one" does not mean a missing key.
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(api key|apikey|api token|key|token|credential) (is |)(not valid|invalid)",
            "(^|your|the|this|provided|error) (api key|apikey) not found ($|please pass a valid)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyMissing,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(no|missing|without|absent|empty|provide|supply|need|require|requires|specify) (a |an |the |any |your |valid |proper |required |)(x |)(api key|apikey|api token|auth |authentication|authorization|bearer|token |credential|credentials|access token|subscription key|jwt|cookie auth)",
            "(api key|apikey|api token|authorization|authentication|auth header|credential|bearer|jwt) *(missing|required|absent|empty|not provided|not found|not supplied|not sent|not present|not passed|not specified|not set|not received)",
            "(didnt|not|please|must) (provide|pass|supply|include|send|sent|carry)*(api key|apikey|token |credential|authorization|authentication|secret key)",
            "(missing|not received|not sent)*(api key|apikey|authorization|authentication|credential|subscription key)",
            "without established identity",
            "failed to resolve api key",
            "credential was not sent",
            "unauthenticated request",
            "not authenticated",
            "authentication parameter not received",
            "unable to locate credentials in (the |this |your |)(request|header|authorization)",
        ],
    },
    Clue { kind: DiagnosisKind::KeyRejected, category: Category::Key, statuses: REFUSED, words: REJECTED },
];

/// Patterns that are about the key if nothing else was said.
pub(super) const LAST: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::KeyMissing,
        category: Category::Key,
        statuses: &[(200, 299), (401, 403)],
        words: &["token *(missing|required|absent|empty|not provided|not supplied)"],
    },
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: &[(200, 299), (401, 403)],
        words: &[
            "(invalid|incorrect|wrong|bad|unknown|unrecognized|illegal) *(token |key |credential|authentication|authorization|auth |jwt|username|user name|login|signature)",
            "(token|key|credential|credentials|secret|signature|jwt|user|passport)*(invalid|incorrect|not valid|not recogni|not found|not exist|wrong|rejected|unauthorized|not authori|unknown|not accepted|verif|match)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: &[(200, 299), (400, 403)],
        words: &[
            "(invalid|incorrect|wrong|bad|unknown|illegal) (access |auth |user |)(token|key|credentials|credential|authentication|authorization|username|login|signature) ",
            "^ (unauthorized|unauthenticated|unauthorised|auth|login) ",
            "(authentication|login|auth) (error|required|fail|is required)",
            "unauthorized $",
            "unauthenticated",
            "no such user",
            "user not found",
            "not logged in",
        ],
    },
];
