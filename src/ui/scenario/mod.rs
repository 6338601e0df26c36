//! The tabs beside the check: compare, drills, watch.

mod compare;
mod comparison_table;
mod controls;
mod drill_card;
mod further_target;
mod key_notes;
mod models_to_compare;
mod outcome;
mod save;
mod watch;

pub use compare::Compare;
pub use watch::WatchTab;

use leptos::prelude::*;

use crate::scenario::DRILLS;
use crate::ui_text::scenario as text;
use drill_card::DrillCard;

/// Every drill, each in its own card.
#[component]
pub fn Drills() -> impl IntoView {
    let cards = DRILLS.iter().map(|drill| view! { <DrillCard drill/> });
    view! {
        <section class="results" id="drills" role="tabpanel" aria-labelledby="tab-drills">
            <div class="card">
                <h2>{text::DRILLS}</h2>
                <p>{text::DRILLS_INTRO}</p>
            </div>
            {cards.collect_view()}
        </section>
    }
}
