//! Checks that did not pass beside an answer.

use leptos::prelude::*;

use super::EvidenceButton;
use crate::check::checks;
use crate::ui::state::Session;
use crate::ui_text::results as text;
use crate::view::View;

/// Each limitation: the affected programs, what still works, who can fix it and what
/// to do first; nothing without any.
#[component]
pub fn Limitations() -> impl IntoView {
    let session = expect_context::<Session>();
    let found = Memo::new(move |_| {
        session.view.with(|view| {
            let found = view.iter().flat_map(View::limitations);
            found.map(|(finding, _)| (finding.check.id, finding.exchanges.clone())).collect::<Vec<_>>()
        })
    });
    let item = |(id, exchanges)| {
        let check = checks().find(|check| check.id == id)?;
        let it = check.limitation.as_ref()?;
        Some(view! {
            <li data-limitation=id.as_str() data-owner=it.owner.id()>
                <div class="card-head">
                    <h4>{it.name}</h4>
                    <p class="badges"><span class="badge">{it.owner.label()}</span></p>
                </div>
                <dl>
                    <div><dt>{text::AFFECTED}</dt><dd>{it.affected}</dd></div>
                    <div><dt>{text::UNAFFECTED}</dt><dd>{it.unaffected}</dd></div>
                    <div><dt>{text::FIRST_STEP}</dt><dd>{it.step}</dd></div>
                </dl>
                <p class="actions"><EvidenceButton exchanges=Signal::stored(exchanges) check=Some(id)/></p>
            </li>
        })
    };
    let has_ended = move || session.has_ended.get() && found.with(|found| !found.is_empty());
    view! {
        <Show when=has_ended>
            <section class="card limitations" aria-labelledby="limitations-title">
                <h3 id="limitations-title">{text::LIMITATIONS}</h3>
                <ul>{move || found.get().into_iter().filter_map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}
