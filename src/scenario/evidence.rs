//! Reply of a gateway to the prompt of a trial.

use crate::exchange::{Exchange, Outcome, Unanswered};
use crate::probe::ProbeId;
use crate::refusal::{self, Category, CategoryGroup};
use crate::run::Run;
use crate::text::number;

/// Result of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PromptResult {
    /// The model answered.
    Answered,
    /// The key was rejected, in these words.
    KeyRejected(String),
    /// The gateway refused for another reason, in these words.
    Refused(Category, String),
    /// No answer could be read, for this reason.
    NoAnswer(String),
}

impl PromptResult {
    /// The same as a sentence.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Answered => "The prompt was answered.".to_owned(),
            Self::KeyRejected(words) => format!("The key was rejected: {words}"),
            Self::Refused(_, words) => format!("The prompt was rejected: {words}"),
            Self::NoAnswer(why) => why.clone(),
        }
    }
}

/// Returns the result of this run's prompt, and the index of its exchange.
pub(super) fn prompt_result(run: &Run) -> (PromptResult, Vec<usize>) {
    match run.transcript.of_probe(ProbeId::Prompt) {
        Some((index, exchange)) => (result_of(exchange), vec![index]),
        None => (PromptResult::NoAnswer("The prompt was not sent.".to_owned()), Vec::new()),
    }
}

/// Returns true if this run's prompt was denied with status 403 for no known reason, as by a firewall.
pub(super) fn is_unexplained_denial(run: &Run) -> bool {
    let reply = run.transcript.of_probe(ProbeId::Prompt).and_then(|(_, exchange)| exchange.reply());
    reply.and_then(refusal::of).is_some_and(|refusal| refusal.is_unexplained_denial())
}

/// Returns the result of this prompt.
pub(super) fn result_of(exchange: &Exchange) -> PromptResult {
    let reply = match &exchange.outcome {
        Outcome::Replied(reply) => reply,
        Outcome::Unanswered(why) => return PromptResult::NoAnswer(silence(why)),
    };
    if refusal::has_answered(reply) {
        return PromptResult::Answered;
    }
    let Some(refusal) = refusal::of(reply) else {
        return PromptResult::NoAnswer("The reply contains no answer that can be read.".to_owned());
    };
    let words = refusal.quote();
    match refusal.category.group() {
        CategoryGroup::Credentials if !refusal.is_about_a_rule() => PromptResult::KeyRejected(words),
        _ => PromptResult::Refused(refusal.category, words),
    }
}

fn silence(why: &Unanswered) -> String {
    match why {
        Unanswered::Blocked { .. } => "The browser could not read a reply.".to_owned(),
        Unanswered::TimedOut { after_ms } => {
            format!("No reply came within {}.", number::duration(f64::from(*after_ms)))
        }
        Unanswered::Cancelled => "The run was stopped before a reply came.".to_owned(),
        Unanswered::Redirected => {
            "The server redirects, and this page only sends to its gateways.".to_owned()
        }
        Unanswered::Opaque => "The content of the reply was not requested.".to_owned(),
    }
}

/// The words as a list in a sentence: `a, b and c`.
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn the_last_word_of_a_list_comes_after_and() {
        assert_eq!([listed(&[]), listed(&["a"]), listed(&["a", "b"])], ["", "a", "a and b"]);
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
