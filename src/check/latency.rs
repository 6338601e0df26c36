//! Times of the reply. For information: no time is wrong.

use super::prelude::*;
use crate::metrics::Metrics;
use crate::text::number;

/// No time is wrong, so this check passes whenever a reply came.
///
/// - Pass: the check shows the times, and the tokens per second if the server counts its tokens.
/// - For an application: the times apply to this browser and this network. A server elsewhere sees other
///   times.
pub(super) const CHECK: Check = Check {
    id: CheckId::Latency,
    title: "Time to headers, to first token and in total",
    role: None,
    limitation: None,
    looks_at: &[Part::Arrivals],
    probes: &[ProbeId::Prompt],
    expected: "Any time: this check is for information.",
    source: "measured in this browser, with its clock",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    let metrics = Metrics::of(reply);
    let mut parts = vec![format!("Headers after {}", number::duration(metrics.headers_ms))];
    parts.extend(metrics.ttft_ms.map(|ms| format!("first token after {}", number::duration(ms))));
    parts.push(format!("total time {}", number::duration(metrics.total_ms)));
    parts.extend(metrics.tokens_per_s.map(|rate| format!("{} tokens per second", number::whole(rate))));
    let busy = reply.busy_ms().map(|ms| format!(" {}", number::busy(ms))).unwrap_or_default();
    pass(format!("{}.{busy}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass};
    use super::super::testing::{ANSWER, case, check_gateway, check_unanswered, completion};
    use crate::probe::ProbeId;

    #[test]
    fn a_reply_has_times_and_silence_has_none() {
        check_gateway(CheckId::Latency, completion(ANSWER), Pass);
        check_unanswered(CheckId::Latency, Inconclusive);
    }

    #[test]
    fn a_busy_page_says_so() {
        let mut reply = completion(ANSWER);
        reply.lag_ms = 400.0;
        case().reply(ProbeId::Prompt, reply).expect_saying(
            CheckId::Latency,
            Pass,
            "This page itself was busy",
        );
    }
}
