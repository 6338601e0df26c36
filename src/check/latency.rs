//! How long the reply took. Information: no time is wrong.

use super::{Check, Decided, Evidence, Undecided, finding};
use crate::metrics::Metrics;

pub(super) const CHECK: Check = Check {
    id: "latency",
    title: "Time to headers, to first token and in total",
    role: None,
    probes: &[crate::probe::PROMPT],
    expected: "For information; no time is wrong.",
    source: "measured in this browser, with its clock",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Decided, Undecided> {
    let metrics = Metrics::of(evidence.prompt_reply()?);
    let mut parts = vec![format!("headers after {}", finding::seconds(metrics.headers_ms))];
    parts.extend(metrics.ttft_ms.map(|ms| format!("first token after {}", finding::seconds(ms))));
    parts.push(format!("complete after {}", finding::seconds(metrics.total_ms)));
    parts.extend(metrics.tokens_per_s.map(|rate| format!("{} tokens a second", finding::rounded(rate))));
    Ok(Decided::pass(format!("{}.", parts.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion};

    #[test]
    fn a_reply_has_times_and_silence_has_none() {
        check_gateway("latency", completion(ANSWER), Pass);
        check_unanswered("latency", Inconclusive);
    }
}
