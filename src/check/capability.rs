//! The reply to the probe of a capability: accepted, not offered, or refused for another reason.

use super::{Decided, Evidence, Undecided, cut_short, finding};
use crate::exchange::{Answer, Exchange, Reply};
use crate::probe::ProbeId;
use crate::refusal::{self, Category, CategoryGroup, Refusal};
use crate::response::answer_of;

impl<'a> Evidence<'a> {
    /// The whole reply to the probe `id`, if the server accepted what was asked. `feature` holds
    /// what a refusal may call it, in lower case; a parameter in single quotes.
    ///
    /// # Errors
    /// Skipped, if it was not sent; unsupported, if the server refused it for this feature;
    /// inconclusive, if it refused it for another reason, or no whole reply came.
    pub(super) fn capability(&self, id: ProbeId, feature: &[&str]) -> Result<&'a Reply, Undecided> {
        let reply = self.reply_to(id)?;
        match refusal::of(reply) {
            Some(refusal) => Err(refused(self.exchange(id)?, &refusal, feature)),
            None => cut_short(reply).map_or(Ok(reply), Err),
        }
    }

    /// The model's answer to the probe `id`, if the server accepted what was asked.
    ///
    /// # Errors
    /// As [`Evidence::capability`]; inconclusive also, if the reply holds no answer, or if the model
    /// had no tokens left for one.
    pub(super) fn capable_answer(&self, id: ProbeId, feature: &[&str]) -> Result<Answer, Undecided> {
        let answer = answer_of(self.capability(id, feature)?);
        let Some(answer) = answer else {
            return Err(no_effect("The reply contains no answer from a model."));
        };
        let is_empty = answer.content.trim().is_empty() && answer.tool_calls.is_empty();
        if is_empty && is_at_limit(&answer) {
            return Err(no_effect("The model reached its token limit before it answered."));
        }
        Ok(answer.into_owned())
    }

    /// That answer, if no token limit cut it.
    ///
    /// # Errors
    /// As [`Evidence::capable_answer`]; inconclusive also, if one did.
    pub(super) fn uncut_answer(&self, id: ProbeId, feature: &[&str]) -> Result<Answer, Undecided> {
        let answer = self.capable_answer(id, feature)?;
        if is_at_limit(&answer) { Err(no_effect("A token limit cut the answer.")) } else { Ok(answer) }
    }

    /// The text of the answer, cut or not.
    ///
    /// # Errors
    /// As [`Evidence::capable_answer`]; inconclusive also, if there is no text.
    pub(super) fn capable_text(&self, id: ProbeId, feature: &[&str]) -> Result<String, Undecided> {
        text_of(self.capable_answer(id, feature)?)
    }
}

/// Returns true if a token limit ended the answer.
pub(super) fn is_at_limit(answer: &Answer) -> bool {
    answer.finish_reasons.iter().any(|reason| reason == "length")
}

/// The answer's text.
///
/// # Errors
/// Inconclusive, if there is none.
pub(super) fn text_of(answer: Answer) -> Result<String, Undecided> {
    if answer.content.trim().is_empty() {
        Err(no_effect("The answer contains no text."))
    } else {
        Ok(answer.content)
    }
}

/// The effect cannot be seen, for this reason.
pub(super) fn no_effect(why: &'static str) -> Undecided {
    Undecided::inconclusive(why, "Rerun this check, or use another model.")
}

/// A warning that shows the text. The server may be right and the model weak, so nothing fails.
pub(super) fn warn_with(why: &'static str, text: &str) -> Decided {
    Decided::warn(format!("{why}: {}", finding::quoted(text)))
}

/// Passes if the text names `fact`, a word in lower case; warns otherwise.
pub(super) fn names(text: &str, fact: &str, found: &'static str, missed: &'static str) -> Decided {
    if text.to_ascii_lowercase().contains(fact) { Decided::pass(found) } else { warn_with(missed, text) }
}

fn refused(exchange: &Exchange, refusal: &Refusal, feature: &[&str]) -> Undecided {
    let quote = refusal.quote();
    if is_for_the_feature(exchange, refusal, feature) {
        let part = refusal.envelope.param.as_deref().map(finding::quoted);
        let part = part.as_deref().unwrap_or("this feature");
        return Undecided::unsupported(format!("The server does not offer {part}: {quote}"));
    }
    Undecided::inconclusive(
        format!("The server rejected the request, and the reason is unclear: {quote}"),
        "Fix what the server message says, then rerun this check.",
    )
}

/// Returns true if the server says that it does not offer what was asked. The prompt has gone through, so
/// a refused form, unlike a refused key, is about what the prompt did not have.
fn is_for_the_feature(exchange: &Exchange, refusal: &Refusal, feature: &[&str]) -> bool {
    const DENIALS: [&str; 6] =
        ["not support", "n't support", "unsupported", "that support", "not implemented", "not enabled"];
    let envelope = &refusal.envelope;
    let inner = envelope.inner.as_deref().unwrap_or_default();
    let param = envelope.param.as_deref().unwrap_or_default();
    let words = format!("{} {inner} '{param}'", envelope.message).to_ascii_lowercase();
    let is_named = feature.iter().any(|name| words.contains(name));
    let is_denied =
        DENIALS.iter().any(|denial| words.contains(denial)) || is_named && words.contains("requires");
    let is_another_path = !exchange.request.url.ends_with("/chat/completions");
    let is = |category| refusal.category == category;
    match refusal.category.group() {
        CategoryGroup::Request => is(Category::Parameter) || is(Category::Request) && (is_denied || is_named),
        CategoryGroup::NotTheApi => is(Category::Path) && (is_denied || is_another_path),
        CategoryGroup::Unrecognised => is_denied || is_named || refusal.status == 501,
        CategoryGroup::Model => is_denied || refusal.status == 501,
        CategoryGroup::Upstream => is(Category::Upstream) && (is_denied || refusal.status == 501),
        CategoryGroup::Credentials | CategoryGroup::Capacity => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Skipped, Unsupported};
    use super::super::testing::{
        ANSWER, answered, called, check_gateway, check_probe, check_probe_unanswered, completion, refused,
    };
    use crate::exchange::Ending;
    use crate::probe::ProbeId;

    const RULES: [(CheckId, ProbeId); 15] = [
        (CheckId::ToolCall, ProbeId::ToolCall),
        (CheckId::ToolArguments, ProbeId::ToolCall),
        (CheckId::ToolRoundTrip, ProbeId::ToolResult),
        (CheckId::ToolStream, ProbeId::ToolStream),
        (CheckId::JsonObject, ProbeId::JsonObject),
        (CheckId::JsonSchema, ProbeId::JsonSchema),
        (CheckId::MultiTurn, ProbeId::MultiTurn),
        (CheckId::SystemMessage, ProbeId::SystemMessage),
        (CheckId::StopSequence, ProbeId::Stop),
        (CheckId::TokenLimit, ProbeId::Length),
        (CheckId::UnicodeEcho, ProbeId::Unicode),
        (CheckId::ImageInput, ProbeId::Image),
        (CheckId::ResponsesApi, ProbeId::Responses),
        (CheckId::EmbeddingsApi, ProbeId::Embeddings),
        (CheckId::Parameters, ProbeId::Parameters),
    ];

    #[test]
    fn what_the_server_says_it_does_not_offer_is_unsupported() {
        for (rule, probe) in RULES {
            let unsupported = r#"{"error":{"message":"Unsupported parameter: 'x'","param":"x"}}"#;
            check_probe(rule, probe, refused(400, unsupported), Unsupported);
            let denied = r#"{"error":{"message":"This is not supported - hint: another build","type":"server_error"}}"#;
            check_probe(rule, probe, refused(500, denied), Unsupported);
        }
    }

    #[test]
    fn a_feature_named_in_a_refusal_is_unsupported() {
        let needs = r#"{"error":{"message":"\"auto\" tool choice requires --enable-auto-tool-choice"}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(400, needs), Unsupported);
        let off = r#"{"error":{"message":"Tools are off here"}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(400, off), Unsupported);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(500, off), Inconclusive);
        let build = r#"{"error":{"message":"tools param requires --jinja flag","type":"server_error"}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(500, build), Unsupported);
        let no_endpoint = r#"{"error":{"message":"No endpoints found that support tool use","code":404}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(404, no_endpoint), Unsupported);
        let blind = r#"{"error":{"message":"This model doesn't support pictures"}}"#;
        check_probe(CheckId::ImageInput, ProbeId::Image, refused(400, blind), Unsupported);
        let other = r#"{"error":{"message":"Something is wrong"}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(400, other), Inconclusive);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(404, other), Inconclusive);
    }

    #[test]
    fn an_unknown_model_is_no_missing_feature_unless_the_status_says_so() {
        let unknown = r#"{"error":{"message":"Model not found: x"}}"#;
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(404, unknown), Inconclusive);
        check_probe(CheckId::ToolCall, ProbeId::ToolCall, refused(501, unknown), Unsupported);
    }

    #[test]
    fn a_missing_path_is_unsupported_where_it_is_another_than_the_prompts() {
        for (rule, probe) in
            [(CheckId::ResponsesApi, ProbeId::Responses), (CheckId::EmbeddingsApi, ProbeId::Embeddings)]
        {
            check_probe(rule, probe, refused(404, r#"{"detail":"Not Found"}"#), Unsupported);
            check_probe(rule, probe, refused(501, "{}"), Unsupported);
        }
    }

    #[test]
    fn other_refusals_and_silence_prove_nothing() {
        for (rule, probe) in RULES {
            for status in [401, 403, 408, 413, 429, 500, 503] {
                check_probe(rule, probe, refused(status, "{}"), Inconclusive);
            }
            check_probe_unanswered(rule, probe, Inconclusive);
            check_gateway(rule, completion(ANSWER), Skipped);
        }
    }

    #[test]
    fn a_reply_that_is_cut_short_or_has_no_tokens_left_proves_nothing() {
        for (rule, probe) in RULES {
            let mut cut = answered("Hello.");
            cut.ending = Ending::Cancelled;
            check_probe(rule, probe, cut, Inconclusive);
        }
        let used_up = answered("").body.text.replace(r#""stop""#, r#""length""#);
        for (rule, probe) in &RULES[..12] {
            if *rule != CheckId::TokenLimit {
                check_probe(*rule, *probe, completion(&used_up), Inconclusive);
            }
        }
    }

    #[test]
    fn an_answer_that_came_before_the_token_limit_counts() {
        for (rule, probe, answer) in [
            (CheckId::MultiTurn, ProbeId::MultiTurn, answered("It is called Zimbrel, and")),
            (CheckId::ToolCall, ProbeId::ToolCall, called("get_weather", r#""{}""#)),
        ] {
            let at_limit = answer.body.text.replace(r#""stop""#, r#""length""#);
            check_probe(rule, probe, completion(&at_limit), Pass);
        }
    }
}
