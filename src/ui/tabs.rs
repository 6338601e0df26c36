//! The tabs of the page, and what each shows.

use leptos::prelude::*;

use super::finer::Finer;
use super::results::Results;
use super::scenario::{Compare, Drills, WatchTab};
use super::state::{Session, Tab};
use crate::ui_text::scenario as text;

/// The row of tabs and the panel of the chosen one. A page that its host locked shows the row with the rest of
/// its settings. The panels beside the check are made when they are opened.
#[component]
pub fn Tabs() -> impl IntoView {
    let session = expect_context::<Session>();
    let is_chosen = move |tab| session.tab.get() == tab;
    let button = move |(tab, label): (Tab, &'static str)| {
        view! {
            <button type="button" role="tab" id=format!("tab-{}", tab.id()) data-tab=tab.id()
                aria-selected=move || is_chosen(tab).to_string() aria-controls=panel_of(tab)
                on:click=move |_| session.tab.set(tab)>{label}</button>
        }
    };
    view! {
        <div class="panels">
            <Finer is_unfolded=session.form.shows_settings>
                <div class="tabs" role="tablist" aria-label=text::TABS>
                    {Tab::ALL.into_iter().zip(text::TAB).map(button).collect_view()}
                </div>
            </Finer>
            <Results/>
            <Show when=move || is_chosen(Tab::Compare)><Compare/></Show>
            <Show when=move || is_chosen(Tab::Drills)><Drills/></Show>
            <Show when=move || is_chosen(Tab::Watch)><WatchTab/></Show>
        </div>
    }
}

fn panel_of(tab: Tab) -> &'static str {
    match tab {
        Tab::Check => "results",
        Tab::Compare => "compare",
        Tab::Drills => "drills",
        Tab::Watch => "watch",
    }
}
