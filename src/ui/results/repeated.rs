//! The figures of a repeated prompt.

use leptos::prelude::*;

use crate::metrics::Figure;
use crate::stats::{Distribution, RepeatStats};
use crate::text::number;
use crate::ui::pictures::SpreadPicture;
use crate::ui::state::Session;
use crate::ui_text::results as text;

/// Number of prompts answered, the distribution of their times, and a table; only if the prompt was repeated.
#[component]
pub fn Repeated() -> impl IntoView {
    let session = expect_context::<Session>();
    let stats = Memo::new(move |_| session.view.with(|view| view.as_ref()?.repeated.clone()));
    view! {
        <Show when=move || stats.with(Option::is_some)>
            <section class="card" aria-labelledby="repeated-title">
                <h3 id="repeated-title">{text::REPEATED}</h3>
                <p data-repeated="">{move || stats.get().map(|stats| text::repeated(&stats))}</p>
                <SpreadPicture stats/>
                <RepeatTable stats/>
            </section>
        </Show>
    }
}

/// Each figure with its percentiles and extremes.
#[component]
fn RepeatTable(stats: Memo<Option<RepeatStats>>) -> impl IntoView {
    let row = |(label, figures): (&'static str, Vec<String>)| {
        let cell = |figure: String| view! { <td>{figure}</td> };
        view! { <tr><th scope="row">{label}</th>{figures.into_iter().map(cell).collect_view()}</tr> }
    };
    let column = |name: &'static str| view! { <th scope="col">{name}</th> };
    view! {
        <div class="wide" tabindex="0" role="group" aria-label=text::FIGURES>
            <table>
                <thead><tr>{text::COLUMNS.map(column)}</tr></thead>
                <tbody>{move || stats.get().iter().flat_map(rows).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn rows(stats: &RepeatStats) -> Vec<(&'static str, Vec<String>)> {
    let row = |figure: Figure, unit: &str, spread: &Option<Distribution>| {
        let spread = spread.as_ref()?;
        let figures = [spread.percentile(50), spread.percentile(95), spread.min(), spread.max()];
        let cells = figures.map(|figure| format!("{}{unit}", number::whole(figure)));
        Some((figure.label(), cells.to_vec()))
    };
    let rows = [
        row(Figure::FirstToken, " ms", &stats.ttft_ms),
        row(Figure::Total, " ms", &stats.total_ms),
        row(Figure::TokensPerSecond, "", &stats.tokens_per_s),
    ];
    rows.into_iter().flatten().collect()
}
