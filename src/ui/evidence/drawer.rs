//! The dialog around the evidence.

use leptos::html;
use leptos::prelude::*;

use super::exchange_view::ExchangeView;
use crate::check;
use crate::ui::state::{Session, Shown};
use crate::ui_text::evidence as text;

/// A dialog with one exchange below the other. It is open while the session has something to show, and
/// holds nothing once it is closed.
#[component]
pub fn EvidenceDrawer() -> impl IntoView {
    let session = expect_context::<Session>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (session.evidence.with(Option::is_some), dialog.open()) {
            // Fails only for a dialog that is open already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    view! {
        <dialog id="evidence" class="evidence-drawer" node_ref=dialog aria-labelledby="evidence-title"
            on:close=move |_| session.evidence.set(None)>
            <div class="dialog-head">
                <h2 id="evidence-title">{text::EVIDENCE}</h2>
                <form method="dialog">
                    <button type="submit" data-action="close-evidence">{text::CLOSE}</button>
                </form>
            </div>
            {move || session.evidence.get().map(|shown| view! { <Exchanges shown/> })}
        </dialog>
    }
}

/// What the drawer was opened on.
#[component]
fn Exchanges(shown: Shown) -> impl IntoView {
    let Shown { places, check } = shown;
    let check = check.and_then(|id| check::checks().find(|check| check.id == id));
    let looks_at = check.map_or(&[][..], |check| check.looks_at);
    let hint = check.filter(|check| !check.looks_at.is_empty());
    let one = move |place| view! { <ExchangeView place looks_at/> };
    view! {
        {hint.map(|check| view! { <p class="hint">{text::marked(check.title)}</p> })}
        {places.into_iter().map(one).collect_view()}
    }
}
