//! The button that opens the evidence.

use leptos::prelude::*;

use crate::check::CheckId;
use crate::ui::state::{Session, ShownEvidence};
use crate::ui_text::results as text;

/// A button that opens the drawer on these exchanges, by index; nothing without any.
#[component]
pub fn EvidenceButton(
    #[prop(into)] exchanges: Signal<Vec<usize>>,
    /// The check whose evidence it is.
    #[prop(optional_no_strip)]
    check: Option<CheckId>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let indices = Memo::new(move |_| {
        let mut indices = exchanges.get();
        indices.sort_unstable();
        indices.dedup();
        indices
    });
    let open = move |_| session.evidence.set(Some(ShownEvidence { indices: indices.get_untracked(), check }));
    view! {
        <Show when=move || indices.with(|indices| !indices.is_empty())>
            <button type="button" class="small" data-action="show-evidence" on:click=open>
                {move || indices.with(|indices| text::evidence_of(indices))}
            </button>
        </Show>
    }
}
