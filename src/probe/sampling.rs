//! Do the parameters that shape an answer take effect?
//!
//! Source: OpenAI reference, chat/create.

use super::chat::{chat, is_refused_for};
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::exchange::Exchange;
use crate::response;
use crate::wire::chat::ChatRequest;

/// The stop sequence, in the middle of the text to be repeated.
pub const STOP_WORD: &str = "delta";
/// The token limit.
pub const LIMIT: u64 = 16;
/// Number of requested choices.
pub const CHOICES: usize = 2;

pub(super) const STOP_PROBE: Probe = Probe {
    id: ProbeId::Stop,
    question: "Does the text end before a stop sequence?",
    profile: Profile::Full,
    tokens: 50,
    after: &[],
    request: |context| {
        let question = ChatRequest::user("Repeat exactly: alpha bravo charlie delta echo foxtrot");
        Ok(chat(context.target, ChatRequest { stop: &[STOP_WORD], ..question }))
    },
    again: never,
};

/// Reasoning models require `max_completion_tokens`; older servers only know `max_tokens`, and reject or
/// ignore the newer name.
pub(super) const LENGTH_PROBE: Probe = Probe {
    id: ProbeId::Length,
    question: "Does the server apply a token limit?",
    profile: Profile::Full,
    tokens: 50,
    after: &[],
    request: |context| {
        Ok(chat(context.target, ChatRequest { max_completion_tokens: Some(LIMIT), ..counting() }))
    },
    again: |context: &ProbeContext<'_>, exchange: &Exchange| {
        let is_unknown = is_refused_for(exchange, "max_completion_tokens") || is_ignored(exchange);
        let older = || chat(context.target, ChatRequest { max_tokens: Some(LIMIT), ..counting() });
        is_unknown.then(older)
    },
};

/// Returns true if the answer counts more tokens than the limit explains.
fn is_ignored(exchange: &Exchange) -> bool {
    let answer = exchange.reply().and_then(response::answer_of);
    let tokens = answer.and_then(|it| it.usage.as_ref()?.get("completion_tokens")?.as_u64());
    tokens.is_some_and(|tokens| tokens > 2 * LIMIT)
}

fn counting() -> ChatRequest<'static> {
    ChatRequest::user("Count from one to forty in words.")
}

/// Only `n` and `logprobs` show an effect in a single reply; the others must at least be accepted.
pub(super) const PARAMETERS_PROBE: Probe = Probe {
    id: ProbeId::Parameters,
    question: "Which parameters have an effect?",
    profile: Profile::Full,
    tokens: 50,
    after: &[],
    request: |context| {
        let request = ChatRequest {
            n: Some(CHOICES),
            logprobs: Some(true),
            top_logprobs: Some(1),
            seed: Some(7),
            temperature: Some(0),
            top_p: Some(1),
            presence_penalty: Some(0),
            frequency_penalty: Some(0),
            ..ChatRequest::user("Say hello.")
        };
        Ok(chat(context.target, request))
    },
    again: never,
};

#[cfg(test)]
mod tests {
    use super::super::testing::{refusal_to, request};
    use super::*;
    use crate::exchange::Transcript;

    #[test]
    fn the_bodies_say_what_the_rules_look_for() {
        let body = |probe| request(probe, &Transcript::default()).unwrap().body.unwrap();
        assert!(body(&STOP_PROBE).contains(&format!(r#""stop":["{STOP_WORD}"]"#)));
        assert!(body(&LENGTH_PROBE).contains(&format!(r#""max_completion_tokens":{LIMIT}}}"#)));
        assert!(body(&PARAMETERS_PROBE).contains(&format!(r#""n":{CHOICES},"#)));
    }

    #[test]
    fn the_older_limit_is_tried_only_if_the_newer_is_refused_or_ignored() {
        let unknown =
            r#"{"error":{"message":"Unrecognized request argument supplied: max_completion_tokens"}}"#;
        let again = refusal_to(&LENGTH_PROBE, 400, unknown).unwrap().body.unwrap();
        assert!(again.contains(r#""max_tokens":16}"#));
        assert_eq!(refusal_to(&LENGTH_PROBE, 400, r#"{"error":{"message":"No."}}"#), None);
        let counted = |tokens: u64| {
            let reply =
                format!(r#"{{"choices":[{{"message":{{}}}}],"usage":{{"completion_tokens":{tokens}}}}}"#);
            refusal_to(&LENGTH_PROBE, 200, &reply).is_some()
        };
        assert_eq!([counted(LIMIT), counted(2 * LIMIT), counted(80)], [false, false, true]);
        assert_eq!(
            refusal_to(&LENGTH_PROBE, 429, r#"{"error":{"message":"Rate limit on max_completion_tokens"}}"#),
            None
        );
    }
}
