//! The rate limit and what is left of it are readable.

use super::prelude::*;
use crate::exchange::Exchange;

/// Browsers hide most response headers, so the server may have sent a header that is not visible here.
///
/// - Pass: a rate limit header is visible.
/// - Cannot tell: no rate limit header is visible. The check shows the line that the gateway must send.
/// - For an application: programs outside a browser can read the headers. Slow down before they reach zero.
pub(super) const CHECK: Check = Check {
    id: CheckId::RateLimitVisible,
    title: "The rate limit is visible",
    role: None,
    limitation: None,
    looks_at: &[Part::AnyHeader],
    probes: &[ProbeId::Prompt, ProbeId::Models, ProbeId::WrongKey, ProbeId::Stream],
    expected: "Headers such as x-ratelimit-remaining-requests.",
    source: "OpenAI reference, rate limits; Fetch standard, CORS-exposed header names",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    evidence.prompt()?;
    let replies = evidence.transcript.exchanges.iter().filter_map(Exchange::reply);
    let mut names = replies.flat_map(|reply| &reply.headers).map(|(name, _)| name);
    match names.find(|name| is_rate_limit_header(name)) {
        Some(name) => pass(format!("The header {name} is visible.")),
        None => inconclusive(
            "No rate limit header is visible to the browser.",
            "Ask the gateway's admin to send x-ratelimit-limit-requests and x-ratelimit-remaining-requests, and to name both in Access-Control-Expose-Headers.",
        ),
    }
}

/// Returns true if `name` is a header with the rate limit: as OpenAI sends it, with the prefix of another
/// vendor (`anthropic-ratelimit-…`, `llm_provider-x-ratelimit-…` of LiteLLM), or as the IETF drafts it.
pub(crate) fn is_rate_limit_header(name: &str) -> bool {
    name == "ratelimit" || name.starts_with("ratelimit-") || name.contains("-ratelimit-")
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, with_header};
    use super::*;

    #[test]
    fn a_readable_header_passes() {
        let reply = with_header(completion(ANSWER), "x-ratelimit-remaining-tokens");
        case().reply(ProbeId::Prompt, reply).expect_saying(
            CheckId::RateLimitVisible,
            Pass,
            "remaining-tokens",
        );
    }

    #[test]
    fn a_limit_has_the_names_of_several_vendors() {
        for (name, is_one) in [
            ("x-ratelimit-limit-requests", true),
            ("anthropic-ratelimit-tokens-remaining", true),
            ("llm_provider-x-ratelimit-remaining-requests", true),
            ("ratelimit-policy", true),
            ("ratelimit", true),
            ("x-ratelimited", false),
            ("retry-after", false),
        ] {
            assert_eq!(is_rate_limit_header(name), is_one, "{name}");
        }
    }

    #[test]
    fn a_hidden_one_is_not_called_missing() {
        let run = case().reply(ProbeId::Prompt, completion(ANSWER));
        run.expect_saying(CheckId::RateLimitVisible, Inconclusive, "No rate limit header is visible");
        case().expect(CheckId::RateLimitVisible, Skipped);
    }
}
