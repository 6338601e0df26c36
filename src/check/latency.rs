//! How long the reply took. Information: no time is wrong.

use super::prelude::*;
use crate::metrics::Metrics;
use crate::text::number;

/// No time is wrong, so this passes whenever a reply came.
///
/// - Pass: the times, and the tokens a second where the server counts its tokens.
/// - For an application: these are times of this browser and this network; a server elsewhere sees others.
pub(super) const CHECK: Check = Check {
    id: CheckId::Latency,
    title: "Time to headers, to first token and in total",
    role: None,
    looks_at: &[Part::Arrivals],
    probes: &[ProbeId::Prompt],
    expected: "For information; no time is wrong.",
    source: "measured in this browser, with its clock",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let metrics = Metrics::of(evidence.prompt_reply()?);
    let mut parts = vec![format!("headers after {}", number::duration(metrics.headers_ms))];
    parts.extend(metrics.ttft_ms.map(|ms| format!("first token after {}", number::duration(ms))));
    parts.push(format!("complete after {}", number::duration(metrics.total_ms)));
    parts.extend(metrics.tokens_per_s.map(|rate| format!("{} tokens a second", number::whole(rate))));
    pass(format!("{}.", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion};

    #[test]
    fn a_reply_has_times_and_silence_has_none() {
        check_gateway(CheckId::Latency, completion(ANSWER), Pass);
        check_unanswered(CheckId::Latency, Inconclusive);
    }
}
