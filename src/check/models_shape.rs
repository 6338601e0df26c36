//! The list of models keeps its contract.

use super::prelude::*;
use super::{cut_short, finding, model_listed};
use crate::refusal;
use crate::wire::list_violations;

/// The check compares the model list with the OpenAI reference. Unknown fields are fine.
///
/// - Pass: every field is there, with the right type.
/// - Warning: a field is missing, unusual or of another type. The check names each with its JSON path.
/// - Fail: the list is not under `data`, for example a bare array. This only warns.
/// - Cannot tell: the request was rejected, or the reply is not JSON.
/// - For an application: programs that let people choose a model may not show the list.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelsShape,
    title: "The model list has the standard structure",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The model list differs from the OpenAI reference.",
        affected: "Programs that let people choose from the model list may show no models.",
        unaffected: "Programs in which the model's name is typed.",
        step: "Show the gateway's admin the places that the check below names.",
    }),
    looks_at: &[Part::Member("/data")],
    probes: &[ProbeId::Models],
    expected: "An object \"list\" with data[].id and data[].object.",
    source: "OpenAI reference, models/list",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.reply_to(ProbeId::Models)?;
    if let Some(cut) = cut_short(reply) {
        return Err(cut);
    }
    match reply.body.json().filter(|_| reply.is_success() && refusal::of(reply).is_none()) {
        Some(list) => Ok(finding::violations("the model list", &list_violations(list))),
        None => Err(model_listed::no_list(reply)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{case, completion, refused, text};
    use crate::probe::ProbeId;

    const LIST: &str = r#"{"object":"list","data":[{"id":"m","object":"model"}]}"#;

    #[test]
    fn a_list_of_models_passes_and_violations_are_named() {
        case().reply(ProbeId::Models, completion(LIST)).expect(CheckId::ModelsShape, Pass);
        let nameless = LIST.replace("\"id\"", "\"name\"");
        case().reply(ProbeId::Models, completion(&nameless)).expect_saying(
            CheckId::ModelsShape,
            Warn,
            "data[0].id is missing",
        );
        let untyped = LIST.replace("\"object\":\"list\",", "");
        case().reply(ProbeId::Models, completion(&untyped)).expect_saying(
            CheckId::ModelsShape,
            Warn,
            "object is missing",
        );
        case().reply(ProbeId::Models, completion(r#"{"data":{}}"#)).expect(CheckId::ModelsShape, Fail);
    }

    #[test]
    fn a_list_in_another_place_fails() {
        for other in [r#"[{"id":"m","object":"model"}]"#, r#"{"models":[{"name":"m"}]}"#, r#"["m"]"#, "{}"] {
            case().reply(ProbeId::Models, completion(other)).expect(CheckId::ModelsShape, Fail);
        }
    }

    #[test]
    fn where_no_list_came_none_is_judged() {
        case().reply(ProbeId::Models, refused(404, LIST)).expect(CheckId::ModelsShape, Inconclusive);
        let hidden = r#"{"error":{"message":"No."}}"#;
        case().reply(ProbeId::Models, completion(hidden)).expect(CheckId::ModelsShape, Inconclusive);
        case().reply(ProbeId::Models, text(200, "<p>Hi</p>")).expect(CheckId::ModelsShape, Inconclusive);
    }
}
