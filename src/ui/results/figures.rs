//! The figures of the reply.

use leptos::prelude::*;

use crate::metrics::{Figure, Metrics};
use crate::redact::Redacted;
use crate::text::number;
use crate::ui::state::Session;
use crate::ui_text::results as text;
use crate::view::AnswerView;

/// Times, token counts, and the facts that the reply states about itself.
#[component]
pub fn Figures() -> impl IntoView {
    let session = expect_context::<Session>();
    let rows = Memo::new(move |_| {
        session.view.with(|view| {
            let view = view.as_ref();
            rows(view.and_then(|view| view.metrics), view.and_then(|view| view.answer.as_ref()))
        })
    });
    let row = |(label, id, value): Row| view! { <div><dt>{label}</dt><dd data-metric=id>{value}</dd></div> };
    view! { <dl class="figures">{move || rows.get().into_iter().map(row).collect_view()}</dl> }
}

/// Label, id and value.
type Row = (&'static str, &'static str, String);

/// The same rows before and after, so that nothing moves.
fn rows(metrics: Option<Metrics>, answer: Option<&AnswerView>) -> Vec<Row> {
    let none = || text::NONE.to_owned();
    let ms = |ms: Option<f64>| ms.map_or_else(none, number::whole_ms);
    let count = |count: fn(Metrics) -> Option<u64>| match (metrics, answer) {
        (Some(metrics), Some(_)) => {
            count(metrics).map_or_else(|| text::NOT_REPORTED.to_owned(), |count| count.to_string())
        }
        _ => none(),
    };
    let named = |name: fn(&AnswerView) -> Option<&Redacted>| {
        answer.map_or_else(none, |answer| text::named(name(answer)))
    };
    let rate = metrics.and_then(|metrics| metrics.tokens_per_s);
    vec![
        (Figure::FirstToken.label(), "ttft_ms", ms(metrics.and_then(|metrics| metrics.ttft_ms))),
        (Figure::Total.label(), "total_ms", ms(metrics.map(|metrics| metrics.total_ms))),
        (Figure::TokensPerSecond.label(), "tokens_per_s", rate.map_or_else(none, number::tenths)),
        (Figure::PromptTokens.label(), "prompt_tokens", count(|it| it.prompt_tokens)),
        (Figure::CompletionTokens.label(), "tokens", count(|it| it.completion_tokens)),
        (Figure::Headers.label(), "headers_ms", ms(metrics.map(|metrics| metrics.headers_ms))),
        (text::FINISH_REASON, "finish_reason", named(|it| it.finish_reason.as_ref())),
        (text::MODEL_NAMED, "model", named(|it| it.model.as_ref())),
    ]
}
