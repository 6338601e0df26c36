//! The tabs of the page, and their content.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::results::Results;
use super::scenario::{Compare, Drills, WatchTab};
use super::state::{Session, Tab};
use super::unfold::Unfoldable;
use crate::ui_text::scenario as text;

/// The row of tabs and the panel of the chosen one. A page that its host locked shows the row with the rest
/// of its settings. The panels beside the check are created when they are opened.
#[component]
pub fn Tabs() -> impl IntoView {
    let session = expect_context::<Session>();
    let is_chosen = move |tab| session.tab.get() == tab;
    let buttons = Tab::ALL.map(|_| NodeRef::<html::Button>::new());
    // The row is one stop of the Tab key, as users of screen readers expect: arrows choose within it.
    let press = move |event: KeyboardEvent| {
        // With one of these, an arrow is the browser's, such as to go back.
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let here =
            session.tab.with_untracked(|tab| Tab::ALL.iter().position(|it| it == tab)).unwrap_or_default();
        let count = Tab::ALL.len();
        let index = match event.key().as_str() {
            "ArrowRight" => (here + 1) % count,
            "ArrowLeft" => (here + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        session.tab.set(Tab::ALL[index]);
        if let Some(button) = buttons[index].get_untracked() {
            // Fails only for an element that cannot be focused; a button can.
            let _ = button.focus();
        }
    };
    let button = move |((tab, label), node): ((Tab, &'static str), NodeRef<html::Button>)| {
        view! {
            <button type="button" role="tab" id=format!("tab-{}", tab.id()) data-tab=tab.id() node_ref=node
                tabindex=move || if is_chosen(tab) { "0" } else { "-1" }
                aria-selected=move || is_chosen(tab).to_string()
                on:click=move |_| session.tab.set(tab)>{label}</button>
        }
    };
    let all = Tab::ALL.into_iter().zip(text::TAB).zip(buttons);
    view! {
        <div class="panels">
            <Unfoldable is_unfolded=session.form.shows_settings>
                <div class="tabs" role="tablist" aria-label=text::TABS on:keydown=press>
                    {all.map(button).collect_view()}
                </div>
            </Unfoldable>
            <Results/>
            <Show when=move || is_chosen(Tab::Compare)><Compare/></Show>
            <Show when=move || is_chosen(Tab::Drills)><Drills/></Show>
            <Show when=move || is_chosen(Tab::Watch)><WatchTab/></Show>
        </div>
    }
}
