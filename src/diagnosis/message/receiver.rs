//! What the receiver of a message can do: a kind's steps speak to the person at the page instead.

/// The remedies for this kind of trouble, the likeliest first; `remedies` are the kind's own.
pub(super) fn remedies(kind: &str, remedies: &[&str]) -> Vec<String> {
    if let Some((_, remedies)) = ROWS.iter().find(|(id, _)| *id == kind) {
        return remedies.iter().map(|remedy| (*remedy).to_owned()).collect();
    }
    let own: Vec<String> = remedies.iter().filter_map(|step| turned_round(step)).collect();
    if own.is_empty() { vec!["Look in the gateway's log at the time above.".to_owned()] } else { own }
}

/// A step as the receiver reads it; `None` if it only says whom to ask.
fn turned_round(step: &str) -> Option<String> {
    if let Some(question) = step.strip_prefix("Ask the gateway's admin to ") {
        let (first, rest) = question.split_at_checked(1)?;
        return Some(first.to_ascii_uppercase() + rest);
    }
    let only_asks = ["sk the ", "sk your ", "sk for ", "sk whoever ", "how the ", "how them ", "ive the "];
    (!only_asks.iter().any(|words| step.contains(words))).then(|| step.to_owned())
}

/// Kinds whose own steps would not do.
const ROWS: &[(&str, &[&str])] = &[
    (
        "key-rejected",
        &[
            "See whether this key exists at {host}, is active, and is an AI key of the right repository or workspace.",
            "If it is, see whether the gateway's own key at the provider is still good.",
        ],
    ),
    (
        "key-not-permitted",
        &[
            "Let this key's access mode or role include chat completions.",
            "See whether a policy forbids this request.",
        ],
    ),
    ("upstream-key-rejected", &["Replace the provider's key in the gateway's configuration for {model}."]),
    ("account-blocked", &["See whether the account that owns this key is active, paid for, and not banned."]),
    (
        "origin-or-address-refused",
        &[
            "Allow the origin {origin}, or the network address this was sent from.",
            "See whether a country or network rule stands in front of the gateway.",
        ],
    ),
    (
        "key-not-checked",
        &[
            "Let the gateway refuse requests without a key and with a wrong one.",
            "See whether something in front of it adds a key of its own.",
        ],
    ),
    (
        "cors-missing",
        &[
            "Allow the origin {origin}, the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS, on error replies too.",
            "Or host the page on the gateway's own address; then no permission is needed.",
        ],
    ),
    (
        "cors-preflight-refused",
        &[
            "Answer OPTIONS requests with 200 or 204 before a key is asked for: browsers send them first, and always without one.",
            "Name the origin {origin} and the headers Authorization and Content-Type in that answer.",
        ],
    ),
    (
        "cors-error-unreadable",
        &[
            "Send the header Access-Control-Allow-Origin with error replies too, those of a proxy in front included.",
            "Look in the gateway's log for what this request was refused for.",
        ],
    ),
    (
        "mixed-content",
        &["Offer the gateway over https.", "Or host this page where plain http is in use as well."],
    ),
    (
        "unreachable",
        &[
            "See whether DNS, firewall, VPN and proxy let this person's browser reach {host}.",
            "See whether the gateway is running and its certificate is valid.",
        ],
    ),
    (
        "timed-out",
        &[
            "See whether the gateway is healthy and can reach the provider.",
            "See whether {model} answers in time there.",
        ],
    ),
    (
        "upstream-timed-out",
        &[
            "Raise the gateway's time limit towards the provider.",
            "See whether the provider is slow for {model}.",
        ],
    ),
    (
        "gateway-failed",
        &["Look in the gateway's log at the time above.", "See whether other requests fail there as well."],
    ),
    (
        "upstream-failed",
        &[
            "See whether the provider of {model} works, and whether the gateway reaches it.",
            "Set up a fallback to another provider.",
        ],
    ),
    (
        "overloaded",
        &["Set up a fallback to another provider for {model}.", "Ask the provider for more capacity."],
    ),
    (
        "rate-limited",
        &[
            "Raise the limit of this key, if more is needed.",
            "See whether the limit is the provider's, and spread the load.",
        ],
    ),
    (
        "quota-exhausted",
        &["Raise the budget of this key or team.", "Top up the gateway's account at the provider."],
    ),
    (
        "model-not-found",
        &[
            "See whether a provider of {model} is configured and attached.",
            "Say which name the gateway has for it, and whether a policy hides it.",
        ],
    ),
    ("model-not-permitted", &["Allow {model} for this key.", "Or say which models it may use."]),
    (
        "model-not-deployed",
        &[
            "See to which provider or deployment {model} is mapped.",
            "See whether that is switched on and works.",
        ],
    ),
    (
        "wrong-endpoint-type",
        &["Set the endpoint's type to OpenAI-compatible.", "Or say which base URL speaks that API."],
    ),
    (
        "path-not-found",
        &[
            "Say which base URL is the right one.",
            "See whether {base_url} leads to the OpenAI-compatible API.",
        ],
    ),
    (
        "redirected",
        &["Say what the final base URL is.", "Remove the redirect: browsers drop the key on the way."],
    ),
    (
        "login-wall",
        &[
            "Offer an address that takes keys without a login page.",
            "Or exempt the API's paths from the login.",
        ],
    ),
    (
        "content-blocked",
        &["Say which policy or filter applied.", "See whether it is meant to stop such a prompt."],
    ),
    (
        "policy-denied",
        &[
            "Say which rule refused this request.",
            "See whether it is meant to apply to this key and {model}.",
        ],
    ),
    (
        "request-too-large",
        &["Raise the limit for the size of requests, in the gateway and in proxies before it."],
    ),
    (
        "parameter-unsupported",
        &[
            "Let the gateway drop or translate the parameter that is named above.",
            "Or say which models take it.",
        ],
    ),
    (
        "request-invalid",
        &[
            "See in the gateway's log what it or the provider expected.",
            "The request was a plain one in OpenAI's form.",
        ],
    ),
    ("unrecognised", &["Look in the gateway's log at the time above.", "Say what the reply means."]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(step: &str, expected: Option<&str>) {
        assert_eq!(turned_round(step).as_deref(), expected, "{step}");
    }

    #[test]
    fn a_step_that_asks_the_receiver_speaks_to_them() {
        check("Ask the gateway's admin to raise the limit.", Some("Raise the limit."));
        check("Shorten the prompt.", Some("Shorten the prompt."));
        check("If it goes on, ask the gateway's admin for a fallback.", None);
        check("Show the evidence below to the gateway's admin.", None);
    }

    #[test]
    fn every_row_is_a_list_of_sentences_and_stands_once() {
        for (id, remedies) in ROWS {
            assert_eq!(ROWS.iter().filter(|(other, _)| other == id).count(), 1, "{id}");
            assert!(remedies.iter().all(|remedy| remedy.ends_with('.')), "{id}");
        }
    }
}
