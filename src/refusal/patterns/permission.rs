//! Permissions: the account, the caller's address, the rules of the organisation.

use super::{Category, Clue, DiagnosisKind, REFUSED};

/// Patterns that would be mistaken for a rejection of the key or the model further down.
pub(super) const FIRST: &[Clue] = &[
    // The region is that of the account, not of the caller.
    Clue {
        kind: DiagnosisKind::ModelNotDeployed,
        category: Category::Model,
        statuses: REFUSED,
        words: &["model you requested is unavailable in your region *cross region inference"],
    },
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: &[(401, 403)],
        words: &[
            "(lacks|lack|missing|insufficient|require|requires|required|needs) *scope",
            "scope *(missing|required)",
            // Apigee knows the key, and no product of it has this API.
            "invalid api key for given resource",
            "no (api product|apiproduct) match",
        ],
    },
    Clue {
        kind: DiagnosisKind::AccountBlocked,
        category: Category::Account,
        statuses: REFUSED,
        words: &["consumer *suspended"],
    },
    Clue {
        kind: DiagnosisKind::PolicyDenied,
        category: Category::Permission,
        statuses: REFUSED,
        words: &[
            "(matching|because of|due to|by) (your |the |)(data|privacy|routing|governance) (policy|policies|rules)",
        ],
    },
    Clue {
        kind: DiagnosisKind::OriginOrAddressRefused,
        category: Category::Permission,
        statuses: &[(200, 299), (400, 499)],
        words: &[
            "(country|region|territory|user location|geograph)*(not supported|not allowed|not available|not permitted|unsupported|restricted|blocked)",
            "(unsupported|restricted|blocked|unavailable in your|not available in your) (country|region|location)",
            " ip (address|acl|restriction|whitelist|allowlist|allow list|blocked|block|is |not|denied|filter)",
            "(your|source|client|remote|from) ip ",
            " ip*(not allowed|whitelist|allowlist|not authorized|not in |restriction|forbidden)",
            "(referer|referrer)",
            "origin *(not allowed|forbidden|not permitted|denied)",
            "cors (request|requests|origin)",
            "(virtual network|firewall|network policy|network settings|network access|private endpoint|private link|vpn|proxy detected|datacenter)",
            "public (network |)access (is |)(disabled|denied)",
            "not allowed from",
        ],
    },
];

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::AccountBlocked,
        category: Category::Account,
        statuses: &[(200, 299), (400, 499)],
        words: &[
            "(account|organization|organisation|user|team|workspace|tenant|subscription|customer) *(suspend|deactivat|disabled|banned|blocked|inactive|not active|locked|restricted|terminated|closed|frozen|overdue|arrears|not verified|unverified|violat)",
            "(account|organization|organisation|user|team|workspace)*(must be verified|verification required|unpaid|good standing|overdue|not activated|activate|pending approval)",
            "(suspended|disabled|banned|blocked|inactive|restricted|overdue) (account|user|organization|organisation|team)",
            "(customer|identity|phone|email|account) verification",
            "verify your (account|email|phone|identity)",
            "(billing|payment) *(not enabled|disabled|requires|failed|overdue|past due)",
            "requires billing",
            "(must be|not) a member",
            "credit card",
            "payment instrument",
            "arrearage",
            "real name",
            "no active subscription",
            "project has been denied access (please|$)",
            "access was terminated due to violation",
            "bind your *account (before|first)",
        ],
    },
    Clue {
        kind: DiagnosisKind::PolicyDenied,
        category: Category::Permission,
        statuses: &[(400, 499)],
        words: &[
            "(denied|blocked|rejected|forbidden|disallowed|refused|prohibited|restricted|not allowed|not permitted|violates) (by|due to|under|per) *(policy|policies|governance|rule|rules|administrator|admin )",
            "(data|routing|governance|security|access|privacy|organization|compliance|authorization) (policy|policies|rule)*(denie|deny|denied|block|violat|reject|not allow|forbid|prohibit|matching)",
            "(policy|rule) (denied|violation|rejected|blocked|check failed)",
            "rbac",
            "explicit deny",
            "blocked by *admin",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: &[(200, 299), (401, 404), (412, 412)],
        words: &[
            "not (allowed|authorized|authorised|permitted|entitled) (to|for|on|by|in|access)",
            "insufficient *(permission|scope|privilege|access|role|right|authorization)",
            "(permission|permissions|scope|scopes|access mode|role|privilege|privileges) *(denied|missing|required|insufficient|not |lacks)",
            "(no|not have|lacks|lack|missing|without|need|requires|required) (the |any |sufficient |enough |necessary |required |)(permission|permissions|scope|scopes|access|role|privilege|data action)",
            "(not have|no) (the |sufficient |)(right|permission|access)",
            "(access|authorization) *(disallowed|forbidden)",
            "cannot consume",
            "access mode",
            "is not open",
            "(api|service) *(disabled|has not been used|not enabled|not activated|not subscribed|blocked)",
            "(authorization|authorisation) failed",
            "(consumer|client|group|team) *(forbidden|not allowed)",
            "service not activated",
        ],
    },
    // Of a key that counts. With status 401 the key may be unknown.
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: &[(403, 403)],
        words: &["unauthorized consumer"],
    },
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: &[(400, 400)],
        words: &[
            "insufficient (permission|scope|privilege)",
            "permission (denied|required)",
            "not (authorized|authorised|permitted) to",
            "(no|not have|dont have) (the |any |)(permission|access)",
        ],
    },
];

/// Patterns that are about permission if nothing else was said.
pub(super) const LAST: &[Clue] = &[Clue {
    kind: DiagnosisKind::KeyNotPermitted,
    category: Category::Permission,
    statuses: REFUSED,
    words: &["access (is |was |)(denied|forbidden)", "^ (permission|permissions) (denied|error) "],
}];
