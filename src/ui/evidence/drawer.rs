//! The dialog around the evidence.

use leptos::prelude::*;

use super::exchange_view::ExchangeView;
use crate::check;
use crate::ui::modal::Modal;
use crate::ui::state::{Session, ShownEvidence};
use crate::ui_text::evidence as text;

/// A dialog with one exchange below the other. It is open while the session has something to show, and
/// holds nothing once it is closed.
#[component]
pub fn EvidenceDrawer() -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <Modal id="evidence" title=text::EVIDENCE close_action="close-evidence"
            is_open=Signal::derive(move || session.evidence.with(Option::is_some))
            on_close=move |()| session.evidence.set(None)>
            {move || session.evidence.get().map(|shown| view! { <Exchanges shown/> })}
        </Modal>
    }
}

/// Exchanges that the drawer was opened on.
#[component]
fn Exchanges(shown: ShownEvidence) -> impl IntoView {
    let ShownEvidence { indices, check } = shown;
    let check = check.and_then(|id| check::checks().find(|check| check.id == id));
    let looks_at = check.map_or(&[][..], |check| check.looks_at);
    let hint = check.filter(|check| !check.looks_at.is_empty());
    let one = move |index| view! { <ExchangeView index looks_at/> };
    view! {
        {hint.map(|check| view! { <p class="hint">{text::marked(check.title)}</p> })}
        {indices.into_iter().map(one).collect_view()}
    }
}
