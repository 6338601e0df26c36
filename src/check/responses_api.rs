//! The Responses API answers in its own shape.

use serde_json::Value;

use super::finding;
use super::prelude::*;

/// The page sends a minimal `POST responses`.
///
/// - Pass: a response object with text came.
/// - Warning: a response object without text came.
/// - Fail: the request was accepted, but the reply is not a response object.
/// - For an application: only programs that use the newer API need it.
pub(super) const CHECK: Check = Check {
    id: CheckId::ResponsesApi,
    title: "The Responses API works",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The Responses API does not work as it should.",
        affected: "Programs that use the Responses API fail, for example coding agents.",
        unaffected: "Programs that use chat completions.",
        step: "Ask the gateway's admin whether the Responses API is supported.",
    }),
    looks_at: &[Part::Status, Part::Member("/output")],
    probes: &[ProbeId::Responses],
    expected: "An object response, with text in output[].content[].",
    source: "OpenAI reference, responses/object",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.capability(ProbeId::Responses, &[])?;
    let json = reply.body.json().unwrap_or(&Value::Null);
    if json["object"] != "response" || !json["output"].is_array() {
        let observed = format!(
            "The reply is not a response object. It starts with: {}",
            finding::quoted(&reply.body.text)
        );
        return fail(observed);
    }
    let items = json["output"].as_array().into_iter().flatten();
    let mut parts = items.filter_map(|item| item["content"].as_array()).flatten();
    if parts.any(|part| part["text"].as_str().is_some_and(|text| !text.is_empty())) {
        pass("The reply is a response object with text.")
    } else {
        warn("The reply is a response object without text.")
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Warn};
    use super::super::testing::{ANSWER, check_probe, completion, text};
    use crate::probe::ProbeId;

    const RESPONSE: &str = r#"{"id":"resp-1","object":"response","status":"completed","error":null,"output":[{"type":"reasoning","summary":[]},{"type":"message","content":[{"type":"output_text","text":"Hello."}]}]}"#;

    #[test]
    fn a_response_with_text_passes_and_without_is_a_warning() {
        check_probe(CheckId::ResponsesApi, ProbeId::Responses, completion(RESPONSE), Pass);
        check_probe(
            CheckId::ResponsesApi,
            ProbeId::Responses,
            completion(&RESPONSE.replace("Hello.", "")),
            Warn,
        );
    }

    #[test]
    fn a_reply_of_another_shape_fails() {
        check_probe(CheckId::ResponsesApi, ProbeId::Responses, completion(ANSWER), Fail);
        check_probe(
            CheckId::ResponsesApi,
            ProbeId::Responses,
            completion(&RESPONSE.replace(r#":"response""#, r#":"x""#)),
            Fail,
        );
        check_probe(CheckId::ResponsesApi, ProbeId::Responses, text(200, "Hello."), Fail);
    }
}
