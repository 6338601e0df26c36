//! Pictures (stub).
use crate::stats::RepeatStats;
use leptos::prelude::*;
#[component]
pub fn RequestTimelinePicture(place: Memo<Option<usize>>) -> impl IntoView {
    let _ = place;
}
#[component]
pub fn SpreadPicture(stats: Memo<Option<RepeatStats>>) -> impl IntoView {
    let _ = stats;
}
#[component]
pub fn WaterfallPicture() -> impl IntoView {}
