//! Questions after a prompt without a readable reply, one after the other.
//!
//! Browsers report a missing name, a refused connection, a bad certificate and a reply that may not
//! be read (CORS) as the same error; only the comparison of requests distinguishes them.

use super::{Probe, ProbeContext, ProbeId, Profile, models, never};
use crate::exchange::{Exchange, Outcome, Unanswered};
use crate::wire::{Authorization, Request};

pub(super) const PLAIN_PROBE: Probe = Probe {
    id: ProbeId::LadderPlain,
    question: "Can the browser read a reply to a simple request (no key, no CORS preflight)?",
    profile: Profile::Quick,
    tokens: 0,
    after: &[],
    request: |context| {
        blocked_prompt(context).ok_or(NOT_NEEDED)?;
        Ok(Request { authorization: Authorization::Nothing, ..models(&context.target.base_url) })
    },
    again: never,
};

/// Where the simple request's reply could not be read, the same request again, so that only the permission
/// to read differs. Where it could, the prompt's own address.
pub(super) const ANSWERS_PROBE: Probe = Probe {
    id: ProbeId::LadderAnswers,
    question: "Does a server respond at this address, readable or not?",
    request: |context| {
        let prompt = blocked_prompt(context).ok_or(NOT_NEEDED)?;
        let url = match context.transcript.of_probe(ProbeId::LadderPlain).map(|(_, plain)| plain) {
            // It is slow even if nobody reads the reply.
            Some(Exchange { outcome: Outcome::Unanswered(Unanswered::TimedOut { .. }), .. }) => {
                return Err(NOT_NEEDED);
            }
            Some(plain) if plain.reply().is_none() => plain.request.url.clone(),
            Some(_) | None => prompt.request.url.clone(),
        };
        let authorization = Authorization::Nothing;
        Ok(Request { authorization, is_opaque: true, ..Request::get(url) })
    },
    ..PLAIN_PROBE
};

pub(super) const KEYED_PROBE: Probe = Probe {
    id: ProbeId::LadderKeyed,
    question: "Can the browser read a reply to a request with the key?",
    request: |context| {
        blocked_prompt(context).ok_or(NOT_NEEDED)?;
        let is_known = context.target.key.is_none() || context.transcript.of_probe(ProbeId::Models).is_some();
        let has_answered =
            |id| context.transcript.of_probe(id).is_some_and(|(_, exchange)| is_answered(exchange));
        if is_known || !(has_answered(ProbeId::LadderAnswers) || has_answered(ProbeId::LadderPlain)) {
            return Err(NOT_NEEDED);
        }
        Ok(models(&context.target.base_url))
    },
    ..PLAIN_PROBE
};

const NOT_NEEDED: &str = "This request would show nothing new.";

/// The prompt's exchange, if the browser could read no reply to it and nobody stopped it.
fn blocked_prompt<'a>(context: &ProbeContext<'a>) -> Option<&'a Exchange> {
    let (_, prompt) = context.transcript.of_probe(ProbeId::Prompt)?;
    matches!(prompt.outcome, Outcome::Unanswered(Unanswered::Blocked { .. })).then_some(prompt)
}

/// Returns true if something answered, readable or not.
fn is_answered(exchange: &Exchange) -> bool {
    match &exchange.outcome {
        Outcome::Replied(_) | Outcome::Unanswered(Unanswered::Opaque | Unanswered::Redirected) => true,
        Outcome::Unanswered(
            Unanswered::Blocked { .. } | Unanswered::TimedOut { .. } | Unanswered::Cancelled,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{context, reply, target};
    use super::*;
    use crate::exchange::Transcript;

    const BLOCKED: Unanswered = Unanswered::Blocked { message: String::new() };

    /// The ones of the three questions that follow these outcomes, in this order.
    fn asked(outcomes: &[(ProbeId, Unanswered)]) -> Vec<ProbeId> {
        let target = target();
        let request = models(&target.base_url);
        let exchanges = outcomes.iter().map(|(probe, unanswered)| Exchange {
            probe: *probe,
            request: request.clone(),
            started_ms: 0.0,
            outcome: Outcome::Unanswered(unanswered.clone()),
        });
        let transcript = Transcript { exchanges: exchanges.collect(), ..Transcript::default() };
        let context = context(&target, &transcript);
        let probes = [&PLAIN_PROBE, &ANSWERS_PROBE, &KEYED_PROBE].into_iter();
        probes.filter(|probe| (probe.request)(&context).is_ok()).map(|probe| probe.id).collect()
    }

    #[test]
    fn nothing_is_asked_unless_the_prompt_could_not_be_read() {
        assert_eq!(asked(&[]), []);
        assert_eq!(asked(&[(ProbeId::Prompt, Unanswered::Cancelled)]), []);
        assert_eq!(asked(&[(ProbeId::Prompt, Unanswered::TimedOut { after_ms: 1 })]), []);
        assert_eq!(asked(&[(ProbeId::Prompt, BLOCKED)]), [ProbeId::LadderPlain, ProbeId::LadderAnswers]);
    }

    #[test]
    fn the_key_is_shown_only_where_something_answers_and_the_list_was_not_asked_for() {
        let answers = (ProbeId::LadderAnswers, Unanswered::Opaque);
        assert!(
            !asked(&[(ProbeId::Prompt, BLOCKED), (ProbeId::LadderAnswers, BLOCKED)])
                .contains(&ProbeId::LadderKeyed)
        );
        assert!(asked(&[(ProbeId::Prompt, BLOCKED), answers.clone()]).contains(&ProbeId::LadderKeyed));
        assert!(
            !asked(&[(ProbeId::Models, BLOCKED), (ProbeId::Prompt, BLOCKED), answers])
                .contains(&ProbeId::LadderKeyed)
        );
    }

    /// The URL of the request that nobody reads, after this outcome of the simple request.
    fn opaque_url(plain: Outcome) -> Option<String> {
        let target = target();
        let exchange = |probe, request, outcome| Exchange { probe, request, started_ms: 0.0, outcome };
        let prompt = super::super::prompt(&target, "Hi", false);
        let prompt = exchange(ProbeId::Prompt, prompt, Outcome::Unanswered(BLOCKED));
        let mut transcript = Transcript { exchanges: vec![prompt], ..Transcript::default() };
        let simple = (PLAIN_PROBE.request)(&context(&target, &transcript)).unwrap();
        assert_eq!((simple.method, &simple.authorization), ("GET", &Authorization::Nothing));
        transcript.exchanges.push(exchange(ProbeId::LadderPlain, simple, plain));
        let request = (ANSWERS_PROBE.request)(&context(&target, &transcript)).ok()?;
        assert_eq!((request.method, request.body, request.is_opaque), ("GET", None, true));
        assert_eq!(request.authorization, Authorization::Nothing);
        Some(request.url)
    }

    #[test]
    fn what_nobody_could_read_is_asked_again_without_reading() {
        let hidden = opaque_url(Outcome::Unanswered(BLOCKED));
        assert_eq!(hidden.as_deref(), Some("https://a.example/v1/models"));
        let readable = opaque_url(Outcome::Replied(reply(401, "{}")));
        assert_eq!(readable.as_deref(), Some("https://a.example/v1/chat/completions"));
        assert_eq!(opaque_url(Outcome::Unanswered(Unanswered::TimedOut { after_ms: 1 })), None);
    }
}
