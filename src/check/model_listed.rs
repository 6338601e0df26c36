//! The list of models has the model. A list that is missing proves nothing about the key.

use super::prelude::*;
use super::{finding, model_identity};
use crate::exchange::Reply;
use crate::wire;

/// The check compares the names in the list with the model as entered. A `models/` in front of a name makes
/// no difference.
///
/// - Pass: the list contains the name.
/// - Warning: the list does not contain the name. If it contains a similar name, the check shows it.
/// - Not offered: the server has no model list (404, 405 or 501).
/// - Cannot tell: the list was rejected, or the reply is not a list. That proves nothing about the key.
/// - For an application: a model outside the list may still work. Ask the gateway's admin for its name.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelListed,
    title: "The model list contains the model",
    role: Some((PointId::Model, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The model list does not contain the model.",
        affected: "Programs that let people choose from the model list do not offer this model.",
        unaffected: "Programs in which the model's name is typed.",
        step: "Ask the gateway's admin for the model's listed name, or to add the model to the list.",
    }),
    looks_at: &[Part::Member("/data")],
    probes: &[ProbeId::Models],
    expected: "The requested model name in the reply to GET models.",
    source: "OpenAI reference, models/list",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let status = evidence.reply_to(ProbeId::Models)?.status;
    if matches!(status, 404 | 405 | 501) {
        return unsupported("The server offers no model list.");
    }
    let ids = listed(evidence)?;
    let model = evidence.target.model.as_str();
    if has(&ids, model) {
        return pass(format!("The list contains {}.", finding::quoted(model)));
    }
    let asked = finding::quoted(model);
    warn(match (ids.iter().find(|id| model_identity::is_same(model, id)), ids.len()) {
        (Some(like), _) => {
            format!("The model list does not contain {asked}, but a similar name: {}.", finding::quoted(like))
        }
        (None, 0) => "The model list is empty.".to_owned(),
        (None, 1) => format!("The model list has one model, and it is not {asked}."),
        (None, count) => format!("The model list has {count} models, and none is {asked}."),
    })
}

/// The names in the list of models.
///
/// # Errors
/// Skipped, if it was not asked for; inconclusive, if there is none.
pub(super) fn listed<'a>(evidence: &Evidence<'a>) -> Result<Vec<&'a str>, Undecided> {
    let reply = evidence.reply_to(ProbeId::Models)?;
    let list = reply.body.json().filter(|_| reply.is_success());
    list.and_then(wire::models::names).ok_or_else(|| no_list(reply))
}

/// States that this reply to the probe is not a list of models.
pub(super) fn no_list(reply: &Reply) -> Undecided {
    let observed = format!("No model list came (status {}), which says nothing about the key.", reply.status);
    Undecided::inconclusive(observed, "Rerun this check to get a model list.")
}

/// Returns true if `ids` name `model`; Google's list puts `models/` in front, and gateways list whole
/// families with a `*` at the end.
pub(crate) fn has(ids: &[&str], model: &str) -> bool {
    ids.iter().any(|id| {
        let is_of_family = id.strip_suffix('*').is_some_and(|family| model.starts_with(family));
        *id == model || id.strip_prefix("models/") == Some(model) || is_of_family
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Skipped, Unsupported, Warn};
    use super::super::testing::{case, completion, refused, text};
    use crate::probe::ProbeId;

    #[test]
    fn a_listed_model_passes() {
        for id in ["m-small", "models/m-small"] {
            let list = format!(r#"{{"data":[{{}},{{"id":"{id}"}}]}}"#);
            case().reply(ProbeId::Models, completion(&list)).expect(CheckId::ModelListed, Pass);
        }
    }

    #[test]
    fn a_list_without_it_warns_and_names_a_form_of_it() {
        let other = r#"{"data":[{"id":"vendor/m-small"}]}"#;
        case().reply(ProbeId::Models, completion(other)).expect_saying(
            CheckId::ModelListed,
            Warn,
            "“vendor/m-small”",
        );
        case().reply(ProbeId::Models, completion(r#"{"data":[]}"#)).expect(CheckId::ModelListed, Warn);
    }

    #[test]
    fn a_missing_list_proves_nothing() {
        case().reply(ProbeId::Models, refused(404, "{}")).expect(CheckId::ModelListed, Unsupported);
        case()
            .reply(ProbeId::Models, refused(403, r#"{"data":[]}"#))
            .expect(CheckId::ModelListed, Inconclusive);
        case().reply(ProbeId::Models, text(200, "<html></html>")).expect(CheckId::ModelListed, Inconclusive);
        case().expect(CheckId::ModelListed, Skipped);
    }
}
