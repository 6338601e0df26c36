//! The model knows what was said in an earlier turn.

use super::capability;
use super::prelude::*;
use crate::probe::TOLD_NAME;

/// The first message contains a made-up name, and the last message asks for it.
///
/// - Pass: the answer contains the name.
/// - Warning: the answer does not contain the name.
/// - For an application: with a warning, conversations may lose earlier messages.
pub(super) const CHECK: Check = Check {
    id: CheckId::MultiTurn,
    title: "The model remembers an earlier message",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Earlier messages may get lost.",
        affected: "Chat programs forget what was said before.",
        unaffected: "Single questions.",
        step: "Try another model. If that does not help, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::MultiTurn],
    expected: "An answer with the name from two messages before, Zimbrel.",
    source: "OpenAI reference, chat/create: messages",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = evidence.capable_text(ProbeId::MultiTurn, &[])?;
    Ok(capability::names(
        &text,
        TOLD_NAME,
        "The answer contains the name from the first message.",
        "The answer does not contain the name from the first message",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Warn};
    use super::super::testing::{answered, check_probe};
    use crate::probe::ProbeId;

    #[test]
    fn the_told_name_passes_and_its_lack_is_a_warning() {
        check_probe(CheckId::MultiTurn, ProbeId::MultiTurn, answered("It is called Zimbrel."), Pass);
        check_probe(CheckId::MultiTurn, ProbeId::MultiTurn, answered("I do not know."), Warn);
        check_probe(CheckId::MultiTurn, ProbeId::MultiTurn, answered(" "), Inconclusive);
    }
}
