//! The gateway, or the provider behind it, failed.

use super::variant::Variant;
use super::{DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::exchange::Exchange;
use crate::probe;
use crate::refusal;
use crate::wire::error::EnvelopeShape;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::GatewayFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway had an internal error.",
        cause: "The gateway answered with status {status}.",
        remedies: &[
            "Send the prompt again.",
            "Compare the model name with the gateway's model list: some gateways answer an unknown model with status 500.",
            "If this keeps happening, send the time and the evidence to the gateway's admin.",
        ],
        admin_remedies: &[
            "Look in the gateway's log at the time above.",
            "Check whether other requests fail there as well.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamFailed,
        owner: Owner::GatewayAdmin,
        title: "The gateway got no answer from the provider.",
        cause: "The gateway works. The model provider, or the gateway's connection to it, does not.",
        remedies: &[
            "Send the prompt again, or try another model.",
            "Ask the gateway's admin to check the provider and the gateway's connection to it.",
        ],
        admin_remedies: &[
            "Check that the provider of {model} works and that the gateway can reach it.",
            "Set up a fallback provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamTimedOut,
        owner: Owner::GatewayAdmin,
        title: "The gateway stopped waiting for the provider.",
        cause: "The model, or a system between it and the gateway, took longer than the gateway's time limit.",
        remedies: &[
            "Turn on streaming, so that the first token comes sooner.",
            "Ask the model for a shorter answer.",
            "Ask the gateway's admin to raise the time limit for the provider.",
        ],
        admin_remedies: &[
            "Raise the gateway's time limit for the provider.",
            "Check whether the provider is slow for {model}.",
        ],
    },
    Kind {
        id: DiagnosisKind::Unrecognised,
        owner: Owner::GatewayAdmin,
        title: "The server sent a kind of reply that this page does not know.",
        cause: "The reply matches no failure that this page knows, and this page does not guess.",
        remedies: &["Show the evidence to the gateway's admin."],
        admin_remedies: &[
            "Look in the gateway's log at the time above.",
            "Tell this person what the reply means.",
        ],
    },
];

pub(super) const VARIANTS: &[Variant] = &[
    // LiteLLM without a database answers every key but its own with 400 “No connected db.”
    Variant {
        when: "the status blames the request, and the words the gateway itself.",
        applies: |_, exchange| exchange.reply().is_some_and(|reply| (400..500).contains(&reply.status)),
        words: Kind {
            id: DiagnosisKind::GatewayFailed,
            owner: Owner::GatewayAdmin,
            title: "Something in the gateway's own setup is missing, such as its database.",
            cause: "The gateway answered with status {status} and a message about its own setup. Many gateways look up keys in a database. Without a database, they accept only one key and give this answer to every other key.",
            remedies: &[
                "Ask the gateway's admin to check the gateway's database and settings.",
                "Ask whether the gateway runs without a database on purpose. If so, your key is not the one that it accepts.",
            ],
            admin_remedies: &[
                "Check that the gateway's database is configured and that the gateway can reach it.",
                "If the gateway runs without a database on purpose, only its own key works: give this person that key, or connect a database.",
            ],
        },
    },
    Variant {
        when: "the chat endpoint answered another request as the API does.",
        applies: is_behind_the_right_address,
        words: Kind {
            id: DiagnosisKind::UpstreamFailed,
            owner: Owner::GatewayAdmin,
            title: "Something behind the gateway's chat endpoint failed.",
            cause: "The base URL is right: the chat endpoint answered a test request in the API's format. The reply with status {status} came from something else, behind or in front of the API.",
            remedies: &[
                "Send the prompt again, or try another model.",
                "Compare the model name with the gateway's model list.",
                "Ask the gateway's admin what answered with status {status}.",
            ],
            admin_remedies: &[
                "Find out what answered with status {status}: the provider of {model}, or a proxy on the way to it.",
                "Check the address that is configured for that provider.",
            ],
        },
    },
    Variant {
        when: "no JSON came, but a page, a text or nothing, with status 502, 503 or 504, or with 404 of an offline tunnel.",
        applies: is_of_a_proxy,
        words: Kind {
            id: DiagnosisKind::UpstreamFailed,
            owner: Owner::GatewayAdmin,
            title: "A proxy got no answer from the server behind it.",
            cause: "The reply with status {status} looks like a proxy's own. The server behind that proxy does not answer: the gateway itself, or the model provider behind the gateway.",
            remedies: &[
                "Send the prompt again in a minute.",
                "Ask the gateway's admin whether the gateway is running.",
            ],
            admin_remedies: &[
                "Check that the gateway is running and that the proxy in front of it can reach it.",
                "If the gateway runs, check its connection to the provider of {model}.",
            ],
        },
    },
];

/// Returns true if the refusal looks like a path problem or a web page, but the chat endpoint exists.
fn is_behind_the_right_address(evidence: &Evidence<'_>, exchange: &Exchange) -> bool {
    let Some(reply) = exchange.reply() else { return false };
    let prompt = evidence.transcript.of_probe(probe::ProbeId::Prompt);
    let is_answered = prompt.and_then(|(_, prompt)| prompt.reply()).is_some_and(refusal::has_answered);
    probe::leads_nowhere(evidence.target, reply)
        && (is_answered || probe::is_typed_right(evidence.transcript))
}

/// Returns true if the reply is one that proxies send if the server behind them does not answer.
fn is_of_a_proxy(_: &Evidence<'_>, exchange: &Exchange) -> bool {
    let Some(reply) = exchange.reply() else { return false };
    let shape = refusal::of(reply).map(|refusal| refusal.envelope.shape);
    matches!(reply.status, 404 | 502..=504)
        && matches!(shape, Some(EnvelopeShape::Html | EnvelopeShape::Empty | EnvelopeShape::PlainText))
}

#[cfg(test)]
mod tests {
    use super::super::testing::case;
    use super::super::{Confidence, DiagnosisKind};
    use crate::probe::ProbeId;

    const NGINX: &str =
        "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>";

    /// Expects the proxy's words for a prompt that got this reply, or the usual ones.
    #[track_caller]
    fn check(reply: (u16, &str), is_of_a_proxy: bool) {
        let diagnoses = case("https://gateway.example/v1").reply(ProbeId::Prompt, reply).diagnoses();
        assert_eq!(diagnoses[0].kind.id, DiagnosisKind::UpstreamFailed, "{reply:?}");
        assert_eq!(diagnoses[0].title.contains("proxy"), is_of_a_proxy, "{reply:?}");
    }

    #[test]
    fn a_proxy_that_answers_for_a_gateway_is_not_called_the_gateway() {
        check((502, NGINX), true);
        check((502, ""), true);
        check((503, "upstream connect error or disconnect/reset before headers"), true);
        check((503, "no available server"), true);
        check((404, "Tunnel x.ngrok-free.app not found\n\nERR_NGROK_3200"), true);
        check((502, r#"{"error":{"message":"the provider failed"}}"#), false);
    }

    #[test]
    fn a_gateway_that_lacks_its_database_is_not_told_to_try_again() {
        let title = |status| {
            let reply = (status, r#"{"error":{"message":"No connected db."}}"#);
            let diagnoses = case("https://gateway.example/v1").reply(ProbeId::Prompt, reply).diagnoses();
            assert_eq!(diagnoses[0].kind.id, DiagnosisKind::GatewayFailed);
            diagnoses[0].title.to_string()
        };
        assert!(title(400).contains("database") && title(401).contains("database"));
        assert!(!title(500).contains("database"));
    }

    #[test]
    fn a_failure_of_which_nothing_is_known_leaves_the_model_open() {
        let failed = || case("https://gateway.example/v1").reply(ProbeId::Prompt, (500, "{}"));
        let main = (DiagnosisKind::GatewayFailed, Confidence::Likely);
        failed().expect(&[main]);
        failed().reply(ProbeId::Models, (200, r#"{"data":[{"id":"m-small"}]}"#)).expect(&[main]);
        let unlisted = (DiagnosisKind::ModelNotFound, Confidence::Possible);
        failed().reply(ProbeId::Models, (200, r#"{"data":[{"id":"m-large"}]}"#)).expect(&[main, unlisted]);
    }
}
