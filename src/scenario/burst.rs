//! Replies that a program gets if it sends too fast.

use super::Finding;
use super::evidence::result_of;
use crate::check::Verdict;
use crate::exchange::{Exchange, Outcome, Reply, Unanswered};
use crate::probe::ProbeId;
use crate::refusal::{self, Category, Refusal};
use crate::run::Run;
use crate::text::number;
use crate::wire::retry_after;

/// Result of parallel requests.
pub(super) struct Burst {
    /// Verdict for the drill: a hidden wait warns, because there is something to ask for.
    pub(super) verdict: Verdict,
    /// The same in one sentence.
    pub(super) summary: String,
    /// Step to take.
    pub(super) step: Option<&'static str>,
    /// Finding with the observation. A server is not blamed for headers that a browser may hide.
    pub(super) finding: Finding,
}

/// Returns true if this run was to send the prompt several times at once.
pub(super) fn is_in(run: &Run) -> bool {
    let transcript = &run.transcript;
    let mut ids =
        transcript.exchanges.iter().map(|it| it.probe).chain(transcript.skipped.iter().map(|it| it.0));
    ids.any(|id| id == ProbeId::Burst)
}

/// Judges the parallel requests of the trial at `index`. Source: RFC 6585 section 4 and RFC 9110 section
/// 10.2.3; official SDKs wait as long as `Retry-After` says, after a status of 429.
pub(super) fn judge(index: usize, run: &Run) -> Burst {
    let sent: Vec<(usize, &Exchange)> =
        run.transcript.exchanges.iter().enumerate().filter(|(_, it)| it.probe == ProbeId::Burst).collect();
    let found = Found::of(&sent);
    let (finding, verdict, observed, step) = found.judge(run);
    Burst {
        verdict,
        summary: found.summary(),
        step,
        finding: Finding {
            title: "A program that sends too fast learns how long to wait".to_owned(),
            verdict: finding,
            observed,
            expected: "Answers, or status 429 with a Retry-After header that the browser shows.",
            trial: Some(index),
            exchanges: sent.iter().map(|(at, _)| *at).collect(),
        },
    }
}

/// The parallel requests by their outcome.
#[derive(Default)]
struct Found<'a> {
    sent: usize,
    answered: usize,
    limited: Vec<(&'a Reply, Refusal)>,
    unread: usize,
    /// Those that got nothing in time: they may have waited in the browser or in the gateway.
    silent: Vec<&'a Exchange>,
    /// Those that a budget refused, which is no matter of speed.
    spent: Vec<Refusal>,
    failed: Vec<&'a Exchange>,
}

type Judged = (Verdict, Verdict, String, Option<&'static str>);

impl<'a> Found<'a> {
    fn of(sent: &[(usize, &'a Exchange)]) -> Self {
        let mut found = Self { sent: sent.len(), ..Self::default() };
        for (_, exchange) in sent {
            match &exchange.outcome {
                Outcome::Replied(reply) if refusal::has_answered(reply) => found.answered += 1,
                Outcome::Replied(reply) => match refusal::of(reply) {
                    Some(refusal) if refusal.category == Category::RateLimit => {
                        found.limited.push((reply, refusal));
                    }
                    Some(refusal) if refusal.category == Category::Quota => found.spent.push(refusal),
                    _ => found.failed.push(exchange),
                },
                Outcome::Unanswered(Unanswered::Blocked { .. }) => found.unread += 1,
                Outcome::Unanswered(Unanswered::TimedOut { .. } | Unanswered::Cancelled) => {
                    found.silent.push(exchange);
                }
                Outcome::Unanswered(Unanswered::Redirected | Unanswered::Opaque) => {
                    found.failed.push(exchange);
                }
            }
        }
        found
    }

    fn summary(&self) -> String {
        let Self { sent, answered, limited, .. } = self;
        match (*sent, limited.len()) {
            (0, _) => "The parallel requests were not sent.".to_owned(),
            (_, 0) => format!("{answered} of {sent} parallel requests were answered."),
            (_, limited) => {
                format!("{answered} of {sent} parallel requests were answered, {limited} rate limited.")
            }
        }
    }

    fn judge(&self, run: &Run) -> Judged {
        use Verdict::{Inconclusive, Pass, Warn};
        let summary = self.summary();
        if self.sent == 0 {
            let observed = format!("{summary} The prompt before them got no answer.");
            return (Inconclusive, Inconclusive, observed, None);
        }
        if self.unread > 0 {
            let observed = format!("{summary} Replies that the browser could not read: {}.", self.unread);
            let step = "Ask the gateway's admin to send the CORS headers with status 429 too. The rate limiter may be in front of the gateway.";
            return (Inconclusive, Inconclusive, observed, Some(step));
        }
        if let Some(first) = self.failed.first() {
            let (count, sentence) = (self.failed.len(), result_of(first).sentence());
            let observed = format!("{summary} {count} failed in another way. {sentence}");
            let step = "Ask the gateway's admin to reject requests above the limit with status 429 and a Retry-After header.";
            return (Warn, Warn, observed, Some(step));
        }
        if let Some(first) = self.spent.first() {
            let (count, quote) = (self.spent.len(), first.quote());
            let observed =
                format!("{summary} Rejected because a budget is used up: {count}. The first: {quote}");
            let step = "Ask the gateway's admin to raise the budget of this key, then run this drill again.";
            return (Inconclusive, Inconclusive, observed, Some(step));
        }
        if let Some(first) = self.silent.first() {
            let (count, sentence) = (self.silent.len(), result_of(first).sentence());
            let observed = format!("{summary} Requests without a reply: {count}. {sentence}");
            let step = "Ask the gateway's admin whether parallel requests wait in line, and run this drill again with fewer of them or a longer time limit.";
            return (Inconclusive, Inconclusive, observed, Some(step));
        }
        match self.limited.first() {
            None => (Pass, Pass, format!("{summary} This number of requests shows no limit."), None),
            Some((reply, refusal)) => limited(&summary, reply, refusal, run),
        }
    }
}

fn limited(summary: &str, reply: &Reply, refusal: &Refusal, run: &Run) -> Judged {
    use Verdict::{Inconclusive, Pass, Warn};
    let quote = refusal.quote();
    if refusal.status != 429 {
        let observed = format!("{summary} The gateway reported the limit with {quote}");
        let step = "Ask the gateway's admin to reject requests above the limit with status 429: clients recognise a rate limit by that status.";
        return (Warn, Warn, observed, Some(step));
    }
    if let Some(value) = reply.header("retry-after").filter(|it| retry_after::duration_ms(it).is_some()) {
        return (
            Pass,
            Pass,
            format!("{summary} The gateway reported the limit with status 429 and retry-after: {value}."),
            None,
        );
    }
    let words = refusal.envelope.wait_ms.map_or_else(
        || "The message does not say how long to wait, either.".to_owned(),
        |ms| {
            #[expect(clippy::cast_precision_loss, reason = "no wait has 2^53 ms")]
            let ms = ms as f64;
            format!("The message says to wait {}.", number::duration(ms))
        },
    );
    if run.is_on_page_origin() {
        let step = "Ask the gateway's admin to send Retry-After with status 429.";
        return (Warn, Warn, format!("{summary} Status 429 came without Retry-After. {words}"), Some(step));
    }
    let observed =
        format!("{summary} Status 429 came without a Retry-After header that the browser shows. {words}");
    let step = "Ask the gateway's admin to send this line with status 429: Access-Control-Expose-Headers: retry-after";
    (Inconclusive, Warn, observed, Some(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{ANSWER, Case, case, completion, refused, with_header};

    const LIMIT: &str =
        r#"{"error":{"message":"Rate limit reached. Please try again in 2s.","code":"rate_limit_exceeded"}}"#;

    fn burst() -> Case {
        case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::Burst, completion(ANSWER))
    }

    #[track_caller]
    fn check(case: &Case, finding: Verdict, drill: Verdict, words: &str) {
        let run = case.run();
        assert!(is_in(&run));
        let burst = judge(2, &run);
        assert_eq!((burst.finding.verdict, burst.verdict), (finding, drill), "{}", burst.finding.observed);
        assert!(burst.finding.observed.contains(words), "{}", burst.finding.observed);
        assert_eq!(burst.step.is_some(), drill != Verdict::Pass);
    }

    #[test]
    fn a_limit_is_told_with_429_and_a_wait() {
        use Verdict::{Inconclusive, Pass, Warn};
        let with = |reply| burst().reply(ProbeId::Burst, reply);
        check(&burst(), Pass, Pass, "1 of 1 parallel requests were answered. This number");
        let limited = || refused(429, LIMIT);
        check(
            &with(with_header(limited(), "retry-after")),
            Pass,
            Pass,
            "1 of 2 parallel requests were answered, 1 rate limited. The gateway reported the limit with status 429 and retry-after: 7.",
        );
        check(&with(limited()), Inconclusive, Warn, "The message says to wait 2");
        check(
            &with(refused(429, r#"{"error":{"message":"Rate limit reached"}}"#)),
            Inconclusive,
            Warn,
            "does not say",
        );
        check(&with(refused(503, LIMIT)), Warn, Warn, "reported the limit with status 503");
        check(
            &with(refused(500, r#"{"error":{"message":"Internal error"}}"#)),
            Warn,
            Warn,
            "1 failed in another way. The prompt was rejected: status 500",
        );
        check(&burst().blocked(ProbeId::Burst), Inconclusive, Inconclusive, "could not read: 1.");
    }

    #[test]
    fn a_slow_server_and_a_used_up_budget_show_no_limit_on_speed() {
        use Verdict::Inconclusive;
        let slow = burst().unanswered(ProbeId::Burst, Unanswered::TimedOut { after_ms: 60_000 });
        check(&slow, Inconclusive, Inconclusive, "Requests without a reply: 1. No reply came within");
        let spent = r#"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#;
        let spent = burst().reply(ProbeId::Burst, refused(429, spent));
        check(&spent, Inconclusive, Inconclusive, "a budget is used up: 1. The first: status 429");
    }

    #[test]
    fn nothing_is_hidden_on_the_pages_own_origin() {
        let mut run = burst().reply(ProbeId::Burst, refused(429, LIMIT)).run();
        run.browser_context.page_origin = run.target.base_url.origin();
        let burst = judge(0, &run);
        assert_eq!(burst.finding.verdict, Verdict::Warn);
        assert!(burst.finding.observed.contains("without Retry-After."), "{}", burst.finding.observed);
    }

    #[test]
    fn what_was_left_out_is_not_judged() {
        let mut run = case().reply(ProbeId::Prompt, refused(401, LIMIT)).run();
        assert!(!is_in(&run));
        run.skip(ProbeId::Burst, "Stopped: the key was rejected.");
        assert!(is_in(&run));
        assert_eq!(judge(0, &run).verdict, Verdict::Inconclusive);
    }
}
