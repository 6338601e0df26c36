//! The figures of a repeated prompt.

use leptos::prelude::*;

use super::node::{all, live, node, words};
use super::session::Session;
use super::words as said;
use crate::metrics::Figure;
use crate::stats::{Distribution, RepeatStats};
use crate::text::number;

/// How many were answered, and how their times spread; nothing unless the prompt was repeated.
pub(super) fn repeated(session: Session) -> AnyView {
    live(move || {
        let shown = |view: Option<&crate::view::View>| {
            view.and_then(|view| view.repeated.as_ref()).map_or_else(|| all(Vec::new()), section)
        };
        session.view.with(|view| shown(view.as_ref()))
    })
}

fn section(repeated: &RepeatStats) -> AnyView {
    let spreads = [
        (Figure::FirstToken.label(), " ms", &repeated.ttft_ms),
        (Figure::Total.label(), " ms", &repeated.total_ms),
        (Figure::TokensPerSecond.label(), "", &repeated.tokens_per_s),
    ];
    let rows =
        spreads.into_iter().filter_map(|(label, unit, spread)| Some(row(label, unit, spread.as_ref()?)));
    let head =
        ["Figure", "p50", "p95", "min", "max", "each"].map(|name| words("th", &[("scope", "col")], name));
    node(
        "section",
        &[("class", "repeated"), ("aria-labelledby", "repeated-title")],
        vec![
            words("h3", &[("id", "repeated-title")], "Repeated"),
            words("p", &[("data-repeated", "")], said::repeated(repeated)),
            node(
                "div",
                &[("class", "wide"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Figures")],
                vec![node(
                    "table",
                    &[],
                    vec![
                        node("thead", &[], vec![node("tr", &[], head.into())]),
                        node("tbody", &[], rows.collect()),
                    ],
                )],
            ),
        ],
    )
}

fn row(label: &str, unit: &str, spread: &Distribution) -> AnyView {
    let figures = [spread.percentile(50), spread.percentile(95), spread.min(), spread.max()];
    let mut cells = vec![words("th", &[("scope", "row")], label)];
    cells.extend(figures.map(|figure| words("td", &[], format!("{}{unit}", number::whole(figure)))));
    let picture = format!("data:image/svg+xml,{}", spread.picture().replace('#', "%23"));
    let alt =
        said::spread(spread.sorted.len(), number::whole(spread.min()), number::whole(spread.max()), unit);
    let image = [("src", picture.as_str()), ("alt", alt.as_str()), ("width", "120"), ("height", "12")];
    cells.push(node("td", &[], vec![node("img", &image, Vec::new())]));
    node("tr", &[], cells)
}
