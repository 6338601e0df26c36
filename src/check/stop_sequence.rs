//! The text ends before a stop sequence.

use super::capability;
use super::prelude::*;
use crate::probe::STOP_WORD;

/// The stop sequence is in the middle of a text that the model should repeat.
///
/// - Pass: the text ends before the stop sequence.
/// - Warning: the text contains the stop sequence.
/// - Cannot tell: the model did not repeat the text.
/// - For an application: with a warning, answers continue past the stop sequence.
pub(super) const CHECK: Check = Check {
    id: CheckId::StopSequence,
    title: "The text ends before a stop sequence",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Stop sequences have no effect.",
        affected: "Programs that rely on a stop sequence get text beyond it.",
        unaffected: "Chat without stop sequences.",
        step: "Ask the gateway's admin whether the parameter stop is passed on.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content"), Part::Member("/choices/*/finish_reason")],
    probes: &[ProbeId::Stop],
    expected: "The text up to the word delta, without it.",
    source: "OpenAI reference, chat/create: stop",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = evidence.capable_text(ProbeId::Stop, &["stop"])?;
    if text.contains(STOP_WORD) {
        return Ok(capability::warn_with("stop was accepted but had no effect", &text));
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("charlie") && !lower.contains("echo") {
        return pass("The text ends before the stop sequence.");
    }
    Err(capability::no_effect("The model did not repeat the text, so it never reached the stop sequence."))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Warn};
    use super::super::testing::{answered, check_probe};
    use crate::probe::ProbeId;

    #[test]
    fn a_text_that_ends_in_time_passes_and_a_longer_one_is_a_warning() {
        check_probe(CheckId::StopSequence, ProbeId::Stop, answered("alpha bravo charlie "), Pass);
        check_probe(CheckId::StopSequence, ProbeId::Stop, answered("alpha bravo charlie delta"), Warn);
        check_probe(
            CheckId::StopSequence,
            ProbeId::Stop,
            answered("alpha bravo charlie delta echo foxtrot"),
            Warn,
        );
    }

    #[test]
    fn another_text_proves_nothing() {
        check_probe(CheckId::StopSequence, ProbeId::Stop, answered("Sure!"), Inconclusive);
        check_probe(
            CheckId::StopSequence,
            ProbeId::Stop,
            answered("alpha bravo charlie Delta echo"),
            Inconclusive,
        );
    }
}
