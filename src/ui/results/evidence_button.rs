//! The button that opens the evidence.

use leptos::prelude::*;

use crate::check::CheckId;
use crate::ui::state::{Session, ShownEvidence};
use crate::ui_text::results as text;

/// A button that opens the drawer on these exchanges, by their place; nothing without any.
#[component]
pub fn EvidenceButton(
    #[prop(into)] exchanges: Signal<Vec<usize>>,
    /// The check whose evidence it is.
    #[prop(optional_no_strip)]
    check: Option<CheckId>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let places = Memo::new(move |_| {
        let mut places = exchanges.get();
        places.sort_unstable();
        places.dedup();
        places
    });
    let open = move |_| session.evidence.set(Some(ShownEvidence { places: places.get_untracked(), check }));
    view! {
        <Show when=move || places.with(|places| !places.is_empty())>
            <button type="button" class="small" data-action="show-evidence" on:click=open>
                {move || places.with(|places| text::evidence_of(places))}
            </button>
        </Show>
    }
}
