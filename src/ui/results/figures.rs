//! The figures of the reply.

use leptos::prelude::*;

use crate::metrics::{Figure, Metrics};
use crate::text::number;
use crate::ui::state::Session;
use crate::ui_text::results as text;
use crate::view::AnswerView;

/// Times, token counts, and what the reply says of itself.
#[component]
pub fn Figures() -> impl IntoView {
    let session = expect_context::<Session>();
    let rows = Memo::new(move |_| {
        session.view.with(|view| {
            let view = view.as_ref()?;
            Some(rows(view.metrics?, view.answer.as_ref()))
        })
    });
    let row = |(label, id, value): Row| view! { <div><dt>{label}</dt><dd data-metric=id>{value}</dd></div> };
    view! { <dl class="figures">{move || rows.get().unwrap_or_default().into_iter().map(row).collect_view()}</dl> }
}

/// Label, id and value.
type Row = (&'static str, &'static str, String);

fn rows(metrics: Metrics, answer: Option<&AnswerView>) -> Vec<Row> {
    let ms = |ms: Option<f64>| ms.map_or_else(|| "–".to_owned(), number::whole_ms);
    let count =
        |count: Option<u64>| count.map_or_else(|| text::NOT_REPORTED.to_owned(), |count| count.to_string());
    let mut rows = vec![
        (Figure::FirstToken.label(), "ttft_ms", ms(metrics.ttft_ms)),
        (Figure::Total.label(), "total_ms", ms(Some(metrics.total_ms))),
    ];
    if let Some(answer) = answer {
        let rate = metrics.tokens_per_s.map_or_else(|| "–".to_owned(), number::tenths);
        rows.extend([
            (Figure::TokensPerSecond.label(), "tokens_per_s", rate),
            (Figure::PromptTokens.label(), "prompt_tokens", count(metrics.prompt_tokens)),
            (Figure::CompletionTokens.label(), "tokens", count(metrics.completion_tokens)),
            (text::FINISH_REASON, "finish_reason", text::named(answer.finish_reason.as_ref())),
            (text::MODEL_NAMED, "model", text::named(answer.model.as_ref())),
        ]);
    }
    rows.push((Figure::Headers.label(), "headers_ms", ms(Some(metrics.headers_ms))));
    rows
}
