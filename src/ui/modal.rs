//! Dialogs above the page.

use leptos::html;
use leptos::prelude::*;

use super::state::Session;
use crate::ui_text::shell;

/// A dialog with a title and a button that closes it. It is open as long as `is_open` says so, and holds
/// nothing otherwise; closed by the reader, it calls `on_close`. While it is open, it repeats the notes of
/// the page's lower edge, which nobody sees or hears beside an open dialog.
#[component]
pub fn Modal(
    /// Its id; its title has the same with `-title`.
    id: &'static str,
    title: &'static str,
    /// The hook of the button that closes it.
    close_action: &'static str,
    #[prop(into)] is_open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let notices = expect_context::<Session>().notices;
    // A note from before was announced, and is about something else.
    let before = Memo::new(move |_| is_open.get().then(|| untrack(|| notices.count())));
    let note = move || before.get().filter(|before| *before != notices.count()).map(|_| notices.text().get());
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (is_open.get(), dialog.open()) {
            // Fails only for a dialog that is already open.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog id=id node_ref=dialog aria-labelledby=labelled_by on:close=move |_| on_close.run(())>
            <div class="dialog-head">
                <h2 id=title_id>{title}</h2>
                <form method="dialog">
                    <button type="submit" data-action=close_action>{shell::CLOSE}</button>
                </form>
            </div>
            <Show when=move || is_open.get()>{children()}</Show>
            <p class="note" role="status">{note}</p>
        </dialog>
    }
}
