//! Other texts for kinds about the key.

use super::variant::Variant;
use super::{DiagnosisKind, Kind, Owner};
use crate::exchange::Exchange;
use crate::refusal::{self, Refusal};

fn is_refusal(exchange: &Exchange, is: fn(&Refusal) -> bool) -> bool {
    exchange.reply().and_then(refusal::of).as_ref().is_some_and(is)
}

/// Returns true if the server denied access and its reply contains no text that may be the reason.
fn is_denial_without_reason(exchange: &Exchange) -> bool {
    let Some(reply) = exchange.reply() else { return false };
    let has_text = |refusal: &Refusal| reply.body.json().is_some_and(|json| refusal.may_give_reason(json));
    refusal::of(reply).is_some_and(|it| !it.is_from_message && it.gives_no_reason() && !has_text(&it))
}

pub(super) const VARIANTS: &[Variant] = &[
    // A key was sent in the only way that this page has.
    Variant {
        when: "a key was sent.",
        applies: |evidence, _| evidence.target.key.is_some(),
        words: Kind {
            id: DiagnosisKind::KeyMissing,
            owner: Owner::GatewayAdmin,
            title: "The gateway did not find the key in the request.",
            cause: "This page sent the key as “Authorization: Bearer”, its only way to send one. Either the gateway looks for keys in another header, or a system on the way removed this one.",
            remedies: &[
                "Ask the gateway's admin to accept “Authorization: Bearer” too. The gateway may expect the key in another header, such as api-key, x-api-key or Ocp-Apim-Subscription-Key.",
                "Ask whether a proxy in front of the gateway removes the header Authorization.",
                "Compare the base URL with the gateway's guide: another address may accept the key in this way.",
            ],
            admin_remedies: &[
                "Accept the key as “Authorization: Bearer”, which OpenAI-compatible programs send.",
                "Check whether a proxy in front of {host} removes the header Authorization.",
            ],
        },
    },
    Variant {
        when: "the key starts differently from the gateway's keys (`key_prefix` in config.json).",
        applies: |evidence, exchange| {
            let prefix = evidence.expectations.key_prefix.as_deref();
            let key = evidence.target.key.as_ref();
            let is_other = prefix.zip(key).is_some_and(|(prefix, key)| !key.expose().starts_with(prefix));
            is_other && is_refusal(exchange, |it| it.status < 500)
        },
        words: Kind {
            id: DiagnosisKind::KeyRejected,
            owner: Owner::You,
            title: "The gateway rejected the key, which does not start like this gateway's keys.",
            cause: "Keys of this gateway start with “{key_prefix}”, and the key in the form does not. It may be for something else, or its beginning may be missing.",
            remedies: &[
                "Find your key that starts with “{key_prefix}” and copy the whole key, without spaces.",
                "If you have none, get a key for this gateway.",
            ],
            admin_remedies: &[
                "Give this person a key for {host}.",
                "Check that the key_prefix in this page's config.json is still right.",
            ],
        },
    },
    // A server error that mentions a key: nothing shows whose it is.
    Variant {
        when: "the status is 500 or above.",
        applies: |_, exchange| is_refusal(exchange, |it| it.status >= 500),
        words: Kind {
            id: DiagnosisKind::KeyRejected,
            owner: Owner::You,
            title: "The server says that a key is invalid, either yours or the gateway's own.",
            cause: "The server message is about a key, but status {status} means an error of the server. Either your key is wrong, or the key that the gateway uses at the model provider.",
            remedies: &[
                "Copy the whole key again from where you got it, without spaces, and send again.",
                "Try another key that works elsewhere. If the error stays the same, the gateway's own key is the likelier cause.",
                "Ask the gateway's admin to look up this request: the log shows whose key was rejected.",
            ],
            admin_remedies: &[
                "Check in the gateway's log whose key was rejected: this person's, or the gateway's own at the provider of {model}.",
                "If it was this person's key, answer with status 401.",
            ],
        },
    },
    Variant {
        when: "no key was entered.",
        applies: |evidence, _| evidence.target.key.is_none(),
        words: Kind {
            id: DiagnosisKind::UpstreamKeyRejected,
            owner: Owner::GatewayAdmin,
            title: "The gateway's own key for the provider does not work.",
            cause: "You entered no key, so the error is about the gateway's own at the model provider: it is missing, or the provider rejected it.",
            remedies: &[
                "Ask the gateway's admin to check the provider key in the gateway's configuration for {model}.",
                "Ask whether this gateway requires a key from you, too.",
            ],
            admin_remedies: &[
                "Replace the provider key in the gateway's configuration for {model}.",
                "Check whether the gateway should answer requests without a key.",
            ],
        },
    },
    Variant {
        when: "no key was entered.",
        applies: |evidence, _| evidence.target.key.is_none(),
        words: Kind {
            id: DiagnosisKind::AccountBlocked,
            owner: Owner::GatewayAdmin,
            title: "The server says that an account is blocked.",
            cause: "You entered no key, so it is likely the gateway's own account at the model provider: inactive, unpaid or banned.",
            remedies: &[
                "Ask the gateway's admin to check the gateway's account at the provider of {model}.",
                "Ask whether this gateway requires a key from you.",
            ],
            admin_remedies: &[
                "Check that the gateway's account at the provider of {model} is active, paid and not banned.",
            ],
        },
    },
    Variant {
        when: "no key was entered.",
        applies: |evidence, _| evidence.target.key.is_none(),
        words: Kind {
            id: DiagnosisKind::KeyNotPermitted,
            owner: Owner::GatewayAdmin,
            title: "The server denied access to a request without a key.",
            cause: "You entered no key. The gateway may require one, or a firewall, an access rule or the model provider does not allow this request.",
            remedies: &[
                "If you have a key for this gateway, enter it in the “API key” field and send again.",
                "Ask the gateway's admin which rule rejected the request, and whether the gateway requires a key.",
                "Send again from another network, for example your organisation's own or its VPN.",
            ],
            admin_remedies: &[
                "Look in the logs of the gateway, and of the systems in front of it, for the rule that rejected this request.",
                "If a missing key is the reason, answer with status 401.",
            ],
        },
    },
    // A 403 without a reason: nothing shows that a key was looked at.
    Variant {
        when: "the status is 403 and no reason came.",
        applies: |_, exchange| is_denial_without_reason(exchange),
        words: Kind {
            id: DiagnosisKind::KeyNotPermitted,
            owner: Owner::GatewayAdmin,
            title: "The server denied access and did not say why.",
            cause: "The reply has status 403 (forbidden) and gives no reason. It may come from a firewall, an access rule or a country block in front of the gateway, or from the gateway, if the key is not allowed to make this request. Nothing shows whether the key was checked.",
            remedies: &[
                "Send again from another network, for example your organisation's own or its VPN.",
                "Ask the gateway's admin which rule rejected the request: a rule of a firewall or load balancer, or one about the key.",
            ],
            admin_remedies: &[
                "Look in the logs of the gateway, and of the systems in front of it, for the rule that rejected this request.",
                "If the key is the reason, say so in the reply.",
            ],
        },
    },
    // A 403 with a reason that no rule knows: only its reader can tell whether it is about the key.
    Variant {
        when: "the status is 403 and this page does not know the reason that came.",
        applies: |_, exchange| is_refusal(exchange, |it| !it.is_from_message),
        words: Kind {
            id: DiagnosisKind::KeyNotPermitted,
            owner: Owner::GatewayAdmin,
            title: "The server denied access, for a reason that this page does not know.",
            cause: "The reply has status 403 (forbidden), and the server message is the only clue. The reason may be the key, the request or your network.",
            remedies: &[
                "Read the server message under “Technical evidence”.",
                "Show it to the gateway's admin, and ask which rule rejected the request.",
            ],
            admin_remedies: &[
                "Look in the gateway's log for the rule that rejected this request.",
                "Tell this person what the server message means.",
            ],
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Expectations;
    use crate::diagnosis::Confidence::{self, Certain, Likely, Possible};
    use crate::diagnosis::testing::case;
    use crate::diagnosis::variant;
    use crate::probe::ProbeId;

    /// Expects the main diagnosis of a reply to the prompt, whose it is, and words of it.
    #[track_caller]
    fn check(status: u16, body: &str, expected: (DiagnosisKind, Confidence, Owner), words: &str) {
        let diagnoses = case("https://a.example/v1").reply(ProbeId::Prompt, (status, body)).diagnoses();
        let main = &diagnoses[0];
        assert_eq!((main.kind.id, main.confidence, main.kind.owner), expected, "{status} {body}");
        let text = format!("{} {} {}", main.title, main.cause, main.remedies.join(" "));
        assert!(text.contains(words), "{text}");
        assert_eq!(variant::of_saved(main.kind.id, main.kind.owner).owner, main.kind.owner);
    }

    #[test]
    fn a_key_that_was_sent_is_not_asked_for_again() {
        let expected = (DiagnosisKind::KeyMissing, Likely, Owner::GatewayAdmin);
        check(401, r#"{"message":"No API key found in request"}"#, expected, "another header");
        check(401, r#"{"error":{"message":"You didn't provide an API key."}}"#, expected, "another header");
        check(403, r#"{"message":"Missing subscription key"}"#, expected, "Ocp-Apim-Subscription-Key");
    }

    #[test]
    fn a_key_that_was_not_entered_was_not_accepted() {
        let refused =
            (401, r#"{"error":{"message":"litellm.AuthenticationError: the provider refused the key."}}"#);
        let cause = |has_key: bool| {
            let mut run = case("https://a.example/v1");
            run.target.key = run.target.key.filter(|_| has_key);
            let main = run.reply(ProbeId::Prompt, refused).diagnoses().swap_remove(0);
            assert_eq!(main.kind.id, DiagnosisKind::UpstreamKeyRejected);
            main.cause
        };
        assert!(cause(true).starts_with("The gateway accepted your key."));
        assert!(cause(false).starts_with("You entered no key"));
    }

    #[test]
    fn a_denial_without_a_key_is_not_about_one() {
        let title = |status: u16, body: &str| {
            let mut run = case("https://a.example/v1");
            run.target.key = None;
            run.reply(ProbeId::Prompt, (status, body)).diagnoses().swap_remove(0).title
        };
        for body in [r#"{"error":"insufficient permissions"}"#, r#"{"error":"Lane 7 closed"}"#, ""] {
            assert_eq!(title(403, body), "The server denied access to a request without a key.", "{body}");
        }
        let account = title(403, r#"{"error":"Your account is not active"}"#);
        assert_eq!(account, "The server says that an account is blocked.");
    }

    #[test]
    fn a_key_that_starts_differently_is_told_how_the_right_one_starts() {
        const REFUSED: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);
        let rejected = |prefix: &str, reply| {
            let key_prefix = Some(prefix.to_owned());
            let run =
                case("https://a.example/v1").known(Expectations { key_prefix, ..Expectations::default() });
            run.reply(ProbeId::Prompt, reply).diagnoses().swap_remove(0)
        };
        let other = rejected("gc-ok-", REFUSED);
        assert_eq!((other.kind.id, other.kind.owner), (DiagnosisKind::KeyRejected, Owner::You));
        assert!(other.title.contains("does not start like") && other.cause.contains("“gc-ok-”"), "{other:?}");
        assert!(other.remedies[0].contains("“gc-ok-”"), "{other:?}");
        for right in [rejected("gc-test-", REFUSED), rejected("gc-ok-", (500, REFUSED.1))] {
            assert!(!right.title.contains("does not start like"), "{right:?}");
        }
    }

    #[test]
    fn under_a_server_error_the_key_may_be_either() {
        let either = (DiagnosisKind::KeyRejected, Likely, Owner::You);
        check(500, r#"{"error":"Invalid API key"}"#, either, "yours or the gateway's own");
        check(503, r#"{"message":"The token is invalid"}"#, either, "yours or the gateway's own");
        let own = (DiagnosisKind::KeyRejected, Certain, Owner::You);
        check(401, r#"{"error":"Invalid API key"}"#, own, "The gateway rejected the key");
        let provider = (DiagnosisKind::UpstreamKeyRejected, Certain, Owner::GatewayAdmin);
        check(500, r#"{"error":"Anthropic: invalid API key"}"#, provider, "gateway's own key");
        check(502, r#"{"error":"Invalid API key"}"#, provider, "gateway's own key");
    }

    #[test]
    fn a_refusal_without_a_reason_claims_nothing_about_the_key() {
        let expected = (DiagnosisKind::KeyNotPermitted, Likely, Owner::GatewayAdmin);
        for body in [
            "",
            "Forbidden",
            "{}",
            r#"{"allowed":false,"state":"403 Forbidden","trace":"7f3a-41bc"}"#,
            "<html><title>403 Forbidden</title><h1>Forbidden</h1></html>",
            "<html><title>403</title><p>Your client does not have permission to get URL /v1 from this server.</html>",
        ] {
            check(403, body, expected, "Nothing shows whether the key was checked");
        }
        let said = (DiagnosisKind::KeyNotPermitted, Certain, Owner::GatewayAdmin);
        check(403, r#"{"error":"insufficient permissions"}"#, said, "access mode");
        for body in [
            r#"{"error":{"message":"Lane 7 closed"}}"#,
            r#"{"info":"Lane 7 closed"}"#,
            "Audiences in Jwt are not allowed",
        ] {
            check(403, body, expected, "Read the server message");
        }
    }

    #[test]
    fn what_no_row_knows_is_possible_at_most() {
        let expected = (DiagnosisKind::Unrecognised, Possible, Owner::GatewayAdmin);
        check(400, r#"{"error":{"message":"Lane 7 closed"}}"#, expected, "does not guess");
        check(422, "Lane 7 closed", expected, "does not guess");
        let typed = (DiagnosisKind::RequestInvalid, Likely, Owner::GatewayAdmin);
        let body = r#"{"error":{"message":"Lane 7 closed","type":"invalid_request_error"}}"#;
        check(400, body, typed, "Read the server message");
    }
}
