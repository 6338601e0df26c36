//! The figures of the reply.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::Session;
use super::words as said;
use crate::metrics::{Figure, Metrics};
use crate::redact::Redacted;
use crate::text::number;
use crate::view::AnswerView;

/// Times, token counts, and what the reply says of itself.
pub(super) fn figures(session: Session) -> AnyView {
    live(move || {
        session.view.with(|view| match view {
            Some(view) => view.metrics.map_or_else(|| all(Vec::new()), |it| rows(it, view.answer.as_ref())),
            None => all(Vec::new()),
        })
    })
}

fn rows(metrics: Metrics, answer: Option<&AnswerView>) -> AnyView {
    let ms = |ms: Option<f64>| ms.map_or_else(|| "–".to_owned(), number::whole_ms);
    let count =
        |count: Option<u64>| count.map_or_else(|| "not reported".to_owned(), |count| count.to_string());
    let named = |text: Option<&Redacted>| text.map_or_else(|| "not named".to_owned(), Redacted::to_string);
    let mut rows = vec![
        (Figure::Headers.label(), "headers_ms", ms(Some(metrics.headers_ms))),
        (Figure::FirstToken.label(), "ttft_ms", ms(metrics.ttft_ms)),
        (Figure::Total.label(), "total_ms", ms(Some(metrics.total_ms))),
    ];
    if let Some(answer) = answer {
        let rate = metrics.tokens_per_s.map_or_else(|| "–".to_owned(), number::tenths);
        rows.extend([
            (Figure::TokensPerSecond.label(), "tokens_per_s", rate),
            (Figure::CompletionTokens.label(), "tokens", count(metrics.completion_tokens)),
            (Figure::PromptTokens.label(), "prompt_tokens", count(metrics.prompt_tokens)),
            (said::MODEL_NAMED, "model", named(answer.model.as_ref())),
            (said::FINISH_REASON, "finish_reason", named(answer.finish_reason.as_ref())),
        ]);
    }
    let row = |(label, id, value): (&str, &str, String)| {
        node("div", &[], vec![words("dt", &[], label), words("dd", &[("data-metric", id)], value)])
    };
    node("dl", &[("class", "figures")], rows.into_iter().map(row).collect())
}
