//! Parameters are not silently ignored.

use super::capability;
use super::prelude::*;
use crate::probe::CHOICES;

/// One request sets `n`, `logprobs`, `top_logprobs`, `seed`, `temperature`, `top_p` and both penalties. In
/// one reply, only `n` and `logprobs` show an effect. The others must be accepted.
///
/// - Pass: two choices came, with logprobs.
/// - Warning: a parameter was accepted but had no effect; the check names it.
/// - For an application: with a warning, a setting is lost without an error.
pub(super) const CHECK: Check = Check {
    id: CheckId::Parameters,
    title: "Accepted parameters have an effect",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Some parameters have no effect.",
        affected: "A program's settings are ignored without an error.",
        unaffected: "Chat without these parameters.",
        step: "Ask the gateway's admin whether the parameters that the check below names are passed on.",
    }),
    looks_at: &[Part::Status, Part::Member("/error")],
    probes: &[ProbeId::Parameters],
    expected: "Two choices for n, and logprobs of the tokens. The others show no effect in one reply.",
    source: "OpenAI reference, chat/create: n, logprobs, top_logprobs",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let json = evidence.capability(ProbeId::Parameters, NAMES)?.body.json();
    let choices = json.and_then(|json| json.get("choices")?.as_array()).filter(|choices| !choices.is_empty());
    let Some(choices) = choices else {
        return Err(capability::no_effect("The reply contains no answer from a model."));
    };
    let has_logprobs = choices[0].pointer("/logprobs/content").is_some_and(serde_json::Value::is_array);
    warn(match (choices.len() == CHOICES, has_logprobs) {
        (true, true) => {
            return pass("n and logprobs had an effect. The other parameters were accepted.");
        }
        (false, true) => "n was accepted but had no effect: the reply does not contain two choices.",
        (true, false) => "logprobs was accepted but had no effect: the reply contains none.",
        (false, false) => "n and logprobs were accepted but had no effect.",
    })
}

/// The short name needs its quotes.
const NAMES: &[&str] = &["'n'", "`n`", "logprobs", "seed", "temperature", "top_p", "penalty"];

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Unsupported, Warn};
    use super::super::testing::{ANSWER, check_probe, completion, quote, refused};
    use crate::probe::ProbeId;

    fn with(choices: &[&str]) -> String {
        format!(r#"{{"object":"chat.completion","choices":[{}]}}"#, choices.join(","))
    }
    const PLAIN: &str = r#"{"index":0,"message":{"content":"Hi"},"logprobs":null}"#;
    const LOGPROBS: &str =
        r#"{"index":0,"message":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.1}]}}"#;

    #[test]
    fn effects_pass_and_ignored_parameters_are_named() {
        check_probe(CheckId::Parameters, ProbeId::Parameters, completion(&with(&[LOGPROBS, LOGPROBS])), Pass);
        for (choices, named) in [
            (vec![LOGPROBS], "n was accepted"),
            (vec![PLAIN, PLAIN], "logprobs was accepted"),
            (vec![&PLAIN.replace("null", r#"{"content":null}"#), PLAIN], "logprobs was accepted"),
            (vec![PLAIN], "n and logprobs were accepted"),
        ] {
            check_probe(CheckId::Parameters, ProbeId::Parameters, completion(&with(&choices)), Warn);
            assert!(
                quote(CheckId::Parameters, ProbeId::Parameters, completion(&with(&choices)))
                    .starts_with(named)
            );
        }
        check_probe(CheckId::Parameters, ProbeId::Parameters, completion(ANSWER), Warn);
    }

    #[test]
    fn a_refused_parameter_is_unsupported_and_named() {
        let refusal = r#"{"error":{"message":"Unsupported parameter","param":"logprobs","code":"unsupported_parameter"}}"#;
        check_probe(CheckId::Parameters, ProbeId::Parameters, refused(400, refusal), Unsupported);
        assert!(
            quote(CheckId::Parameters, ProbeId::Parameters, refused(400, refusal)).contains("“logprobs”")
        );
    }

    #[test]
    fn a_refused_value_is_unsupported_too() {
        let field = r#"{"error":{"message":"Field 'n': Value must be between 1 and 1, but got 2","type":"invalid_request_error"}}"#;
        check_probe(CheckId::Parameters, ProbeId::Parameters, refused(400, field), Unsupported);
        let param = r#"{"error":{"message":"Must be 1","param":"n"}}"#;
        check_probe(CheckId::Parameters, ProbeId::Parameters, refused(400, param), Unsupported);
        let other = r#"{"error":{"message":"An invalid request"}}"#;
        check_probe(CheckId::Parameters, ProbeId::Parameters, refused(400, other), Inconclusive);
    }
}
