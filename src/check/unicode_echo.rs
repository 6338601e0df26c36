//! Text of any script passes the server unchanged.

use super::capability;
use super::prelude::*;
use crate::probe::ECHO;

/// The text contains an emoji of two code points, a combining mark, right-to-left and Chinese script.
///
/// - Pass: the text came back exactly.
/// - Warning: the text came back changed, by the model or on the way.
/// - Fail: the reply is not valid UTF-8.
/// - For an application: with a fail, text that is not English arrives damaged.
pub(super) const CHECK: Check = Check {
    id: CheckId::UnicodeEcho,
    title: "Text in any script arrives unchanged",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Text in other scripts may arrive changed.",
        affected: "Users may see damaged characters.",
        unaffected: "English text.",
        step: "Try another model. If the reply is not valid UTF-8, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::Unicode],
    expected: "The same text: emoji, combining marks, right-to-left and Chinese script.",
    source: "RFC 8259 section 8.1; OpenAI reference, chat/create: messages",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = evidence.capable_text(ProbeId::Unicode, &[])?;
    Ok(if !evidence.reply_to(ProbeId::Unicode)?.body.is_utf8 {
        Decided::fail("The reply is not valid UTF-8.")
    } else if text.contains(ECHO) {
        Decided::pass("The text came back exactly.")
    } else {
        capability::warn_with("The text came back changed, by the model or on the way", &text)
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Warn};
    use super::super::testing::{answered, check_probe};
    use super::ECHO;
    use crate::probe::ProbeId;

    #[test]
    fn an_exact_echo_passes_and_another_is_a_warning() {
        check_probe(CheckId::UnicodeEcho, ProbeId::Unicode, answered(ECHO), Pass);
        check_probe(CheckId::UnicodeEcho, ProbeId::Unicode, answered(&ECHO.replace('\u{301}', "")), Warn);
    }

    #[test]
    fn bytes_that_are_not_utf_8_fail() {
        let mut reply = answered(ECHO);
        reply.body.is_utf8 = false;
        check_probe(CheckId::UnicodeEcho, ProbeId::Unicode, reply, Fail);
    }
}
