//! The times of a repeated prompt.

use leptos::prelude::*;

use super::axis::AxisMarks;
use super::key::Key;
use super::labels::{LANE, Labels};
use crate::metrics::Figure;
use crate::picture::{Dot, Spread};
use crate::stats::RepeatStats;
use crate::ui_text::pictures as text;

/// The largest height of stacked dots, and of one dot, in pixels.
const DOTS: usize = 120;
const DOT: usize = 11;

/// One dot per run for the time to the first token and the total time, with the percentiles marked; nothing
/// unless a prompt was repeated.
#[component]
pub fn SpreadPicture(#[prop(into)] stats: Signal<Option<RepeatStats>>) -> impl IntoView {
    let spreads = Memo::new(move |_| {
        let of = |stats: &RepeatStats| {
            [Figure::FirstToken, Figure::Total].into_iter().filter_map(|it| Spread::of(stats, it)).collect()
        };
        stats.with(|stats| stats.as_ref().map_or_else(Vec::new, of))
    });
    move || spreads.get().into_iter().map(|spread| view! { <Dots spread/> }).collect_view()
}

#[component]
fn Dots(spread: Spread) -> impl IntoView {
    let Spread { figure, dots, levels, percentiles, lanes, axis, text: words } = spread;
    let levels = usize::from(levels);
    let step = (DOTS / levels.max(1)).clamp(1, DOT);
    let top = usize::from(lanes) * LANE + 4;
    let bottom = top + (levels * step).max(DOT) + 4;
    let has_failed = dots.iter().any(|dot| dot.is_failed);
    let dot = move |Dot { at, level, is_failed }: Dot| {
        let class = if is_failed { "dot failed" } else { "dot" };
        let y = bottom - 8 - usize::from(level) * step;
        view! { <circle class=class cx=at.to_string() cy=y.to_string() r="5"/> }
    };
    view! {
        <figure class="picture" dir="ltr">
            <figcaption>
                <strong>{figure}</strong>
                {has_failed.then(|| view! {
                    <Key class="dot" label=text::ANSWERED/>
                    <Key class="dot failed" label=text::FAILED/>
                })}
            </figcaption>
            <svg class="marks" aria-hidden="true" height=(bottom + LANE).to_string()>
                <AxisMarks axis height=bottom/>
                {dots.into_iter().map(dot).collect_view()}
                <Labels labels=percentiles top bottom/>
            </svg>
            <p class="picture-text">{words}</p>
        </figure>
    }
}
