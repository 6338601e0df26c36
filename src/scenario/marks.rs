//! Facts that a reply states about itself in headers that the browser shows, as `name: value`.

use crate::check::is_rate_limit_header;
use crate::exchange::Reply;
use crate::text::secret_names::is_secret_name;
use crate::text::truncate::with_ellipsis;

/// Headers with the time that the server took. Sources: OpenAI reference; W3C Server Timing; the documents
/// of LiteLLM, Envoy and Kong.
const TIMES: [&str; 8] = [
    "openai-processing-ms",
    "server-timing",
    "x-litellm-response-duration-ms",
    "x-envoy-upstream-service-time",
    "x-kong-upstream-latency",
    "x-response-time",
    "x-process-time",
    "x-runtime",
];

/// Headers that identify the provider that answered by its place in a list. Sources: the documents of Portkey
/// and of Cloudflare.
const PLACES: [&str; 2] = ["x-portkey-last-used-option-index", "cf-aig-step"];

/// Words in the names of headers that tell who answered, such as `x-litellm-model-id`,
/// `x-litellm-attempted-fallbacks`, `ngrok-aig-model` and `x-kong-llm-model`.
const WORDS: [&str; 5] = ["model", "provider", "deployment", "fallback", "fallbacks"];

/// Largest number of marks of one kind.
const MAX: usize = 3;

/// The headers with the rate limit.
pub(super) fn of_limits(reply: &Reply) -> Vec<String> {
    matching(reply, is_rate_limit_header)
}

/// The headers with the time that the server took.
pub(super) fn of_time(reply: &Reply) -> Vec<String> {
    matching(reply, |name| TIMES.contains(&name))
}

/// The headers that tell who answered behind the gateway, or that the page's host expects of the gateway.
pub(super) fn of_answerer(reply: &Reply, expected: &[String]) -> Vec<String> {
    matching(reply, |name| {
        let is_expected = expected.iter().any(|it| it.eq_ignore_ascii_case(name));
        is_expected || PLACES.contains(&name) || name.split('-').any(|word| WORDS.contains(&word))
    })
}

/// The headers with one of these names.
pub(super) fn named(reply: &Reply, names: &[&str]) -> Vec<String> {
    matching(reply, |name| names.contains(&name))
}

fn matching(reply: &Reply, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    const VALUE_CHARS: usize = 80;
    let meant = reply.headers.iter().filter(|(name, _)| is_meant(name) && !is_secret_name(name));
    meant.take(MAX).map(|(name, value)| format!("{name}: {}", with_ellipsis(value, VALUE_CHARS))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{ANSWER, completion, with_header};

    #[track_caller]
    fn check(header: &str, [limits, time, answerer]: [bool; 3]) {
        let reply = with_header(completion(ANSWER), header);
        let told = |is_told: bool| if is_told { vec![format!("{header}: 7")] } else { Vec::new() };
        assert_eq!(of_limits(&reply), told(limits), "{header}");
        assert_eq!(of_time(&reply), told(time), "{header}");
        assert_eq!(of_answerer(&reply, &["X-Own".to_owned()]), told(answerer), "{header}");
    }

    #[test]
    fn headers_are_told_from_each_other() {
        check("x-ratelimit-remaining-tokens", [true, false, false]);
        check("ratelimit", [true, false, false]);
        check("server-timing", [false, true, false]);
        for name in ["x-litellm-model-id", "cf-aig-step", "x-openrouter-provider", "ngrok-aig-model", "x-own"]
        {
            check(name, [false, false, true]);
        }
        for name in ["x-remodel", "x-kong-proxy-latency", "x-model-token", "content-type"] {
            check(name, [false; 3]);
        }
    }
}
