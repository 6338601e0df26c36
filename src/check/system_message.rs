//! The system message is obeyed.

use super::capability;
use super::prelude::*;
use crate::probe::ONLY_WORD;

/// The system message demands one made-up word. If the server rejects the role `system`, the page sends the
/// request again with `developer`.
///
/// - Pass: the answer contains the word.
/// - Warning: the answer does not contain the word.
/// - For an application: with a warning, its instructions may be lost or ignored.
pub(super) const CHECK: Check = Check {
    id: CheckId::SystemMessage,
    title: "The model follows the system message",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "System messages may get lost.",
        affected: "Assistants with instructions of their own may ignore them.",
        unaffected: "Chat without a system message.",
        step: "Try another model. If that does not help, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::SystemMessage],
    expected: "An answer with the only word that the system message allows, Quorvel.",
    source: "OpenAI reference, chat/create: messages, system and developer message",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = evidence.capable_text(ProbeId::SystemMessage, &["role"])?;
    Ok(capability::names(
        &text,
        ONLY_WORD,
        "The answer contains the word that the system message demands.",
        "The answer does not contain the word that the system message demands",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Warn};
    use super::super::testing::{answered, check_probe};
    use crate::probe::ProbeId;

    #[test]
    fn the_demanded_word_passes_and_its_lack_is_a_warning() {
        check_probe(CheckId::SystemMessage, ProbeId::SystemMessage, answered("Quorvel."), Pass);
        check_probe(CheckId::SystemMessage, ProbeId::SystemMessage, answered("Paris."), Warn);
        check_probe(CheckId::SystemMessage, ProbeId::SystemMessage, answered(" "), Inconclusive);
    }
}
