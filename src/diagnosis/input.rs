//! Problems of the form's input. Most of them stop a request before it is sent; the form shows them
//! beside the field (see `form`), under the same kinds.

use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::form::Problem;
use crate::target::{Mismatch, Reach, Scheme, UrlProblem};

/// The kind of a problem with what was typed; `None` for a restriction of the page itself.
pub fn kind_of_problem(problem: &Problem) -> Option<DiagnosisKind> {
    Some(match problem {
        Problem::Url(problem) => match problem {
            UrlProblem::Missing => DiagnosisKind::UrlMissing,
            UrlProblem::HasCredentials { .. } | UrlProblem::HasSecret { .. } => DiagnosisKind::UrlHasSecrets,
            UrlProblem::WholeEndpoint { .. } => DiagnosisKind::UrlIsWholeEndpoint,
            UrlProblem::Insecure | UrlProblem::InsecurePrivate => DiagnosisKind::UrlInsecure,
            UrlProblem::StorageHost => DiagnosisKind::UrlIsStorageEndpoint,
            UrlProblem::VersionDoubled { .. } => DiagnosisKind::UrlVersionDoubled,
            UrlProblem::VersionMissing { .. } => DiagnosisKind::UrlVersionMissing,
            UrlProblem::ProviderHost { .. } => return None,
            UrlProblem::HasWhiteSpace { .. }
            | UrlProblem::HasCharacter { .. }
            | UrlProblem::NoScheme { .. }
            | UrlProblem::OtherScheme { .. }
            | UrlProblem::HasQuery { .. }
            | UrlProblem::HasFragment { .. }
            | UrlProblem::BadHost { .. }
            | UrlProblem::BadPort { .. }
            | UrlProblem::PathNotPlain => DiagnosisKind::UrlMalformed,
        },
        Problem::Key(_) => DiagnosisKind::KeyMalformed,
        Problem::Mismatch(Mismatch::Storage(_)) => DiagnosisKind::KeyIsStorageKey,
        Problem::Mismatch(Mismatch::OtherSystem(_) | Mismatch::GatewayKeyAtProvider(_)) => {
            DiagnosisKind::KeyIsProviderKey
        }
        Problem::Model(_) => DiagnosisKind::ModelMissing,
        // A key that may belong to somebody else is a question, not a problem yet.
        Problem::Mismatch(Mismatch::Possibly(_))
        | Problem::Elsewhere
        | Problem::Closed
        | Problem::UnknownGateway(_)
        | Problem::KeyDeleted
        | Problem::PromptMissing
        | Problem::HoldsKey(_)
        | Problem::TimeLimit => return None,
    })
}

/// Finds the problem of input that was sent all the same, with or without an answer.
pub(super) fn candidates(evidence: &Evidence<'_>) -> Option<Candidate> {
    let base_url = &evidence.target.base_url;
    let is_open = base_url.scheme() == Scheme::Http && Reach::of_host(base_url.host()) == Reach::Public;
    is_open.then_some((DiagnosisKind::UrlInsecure, Confidence::Certain))
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::UrlMissing,
        owner: Owner::You,
        title: "The base URL is missing.",
        cause: "Nothing can be sent without the gateway's address.",
        remedies: &["Copy the base URL from the gateway's guide, for example https://gateway.example/v1."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlMalformed,
        owner: Owner::You,
        title: "The base URL is not valid.",
        cause: "The base URL does not start with https://, or it contains a space or a character that is not allowed.",
        remedies: &[
            "Copy the base URL again from the gateway's guide.",
            "Or press the button beside the field to use the suggested correction.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlInsecure,
        owner: Owner::You,
        title: "The address is not encrypted.",
        cause: "With http://, anyone on the network path can read the key and the prompt.",
        remedies: &[
            "Use https:// instead of http://.",
            "If the gateway has no https address, ask its admin for one.",
            "If you already sent a key over http://, replace it.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlHasSecrets,
        owner: Owner::You,
        title: "The base URL contains a part that may be secret.",
        cause: "A user name, a password or a part after “?” does not belong in a base URL. Addresses end up in logs and browser histories.",
        remedies: &["Remove that part from the base URL.", "Enter the key in the “API key” field."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::ModelMissing,
        owner: Owner::You,
        title: "The model name is missing.",
        cause: "A gateway serves several models, so the request must name one.",
        remedies: &[
            "List the gateway's models and choose one.",
            "Or copy the name from the gateway's guide.",
        ],
        admin_remedies: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::super::testing::{ANSWER, case};
    use super::*;
    use crate::form::FormInput;
    use crate::probe::ProbeId;

    /// Expects the first problem of a form with this base URL and key to have this kind.
    #[track_caller]
    fn check(base_url: &str, api_key: &str, model: &str, expected: Option<DiagnosisKind>) {
        let [base_url, api_key, model] = [base_url, api_key, model].map(str::to_owned);
        let typed = FormInput {
            base_url,
            api_key,
            model,
            prompt: "Hi".to_owned(),
            timeout_s: "60".to_owned(),
            ..FormInput::default()
        };
        let problems = typed.problems();
        assert_eq!(problems.first().and_then(kind_of_problem), expected, "{typed:?}");
    }

    #[test]
    fn what_was_typed_wrong_has_a_kind() {
        const GOOD: &str = "https://gateway.example/v1";
        check(GOOD, "gc-test-1", "m", None);
        check("", "gc-test-1", "m", Some(DiagnosisKind::UrlMissing));
        check("gateway.example/v1", "gc-test-1", "m", Some(DiagnosisKind::UrlMalformed));
        check("http://gateway.example/v1", "gc-test-1", "m", Some(DiagnosisKind::UrlInsecure));
        check("https://me:word@gateway.example/v1", "gc-test-1", "m", Some(DiagnosisKind::UrlHasSecrets));
        check("https://gateway.example/v1?key=1", "gc-test-1", "m", Some(DiagnosisKind::UrlHasSecrets));
        check(
            "https://gateway.example/v1/chat/completions",
            "gc-test-1",
            "m",
            Some(DiagnosisKind::UrlIsWholeEndpoint),
        );
        check("https://gateway.example/v1/v1", "gc-test-1", "m", Some(DiagnosisKind::UrlVersionDoubled));
        check(
            "https://s3-us.gateway.example/v1",
            "gc-test-1",
            "m",
            Some(DiagnosisKind::UrlIsStorageEndpoint),
        );
        check(GOOD, "Bearer gc-test-1", "m", Some(DiagnosisKind::KeyMalformed));
        check(GOOD, "gc-test-1", "", Some(DiagnosisKind::ModelMissing));
    }

    #[test]
    fn an_answer_over_an_open_line_is_still_wrong() {
        case("https://gateway.example/v1").reply(ProbeId::Prompt, ANSWER).expect(&[]);
        case("http://127.0.0.1/v1").reply(ProbeId::Prompt, ANSWER).expect(&[]);
        case("http://gateway.example/v1")
            .reply(ProbeId::Prompt, ANSWER)
            .expect(&[(DiagnosisKind::UrlInsecure, Confidence::Certain)]);
    }
}
