//! The upper edge.

use leptos::prelude::*;

use super::report_file;
use super::state::Session;
use crate::browser::page;
use crate::ui_text::shell;

/// The logo's two strokes: a gate, and a tick in it.
const GATE: &str = "M5 36V17a15 15 0 0 1 30 0v19";
const TICK: &str = "m13 23 5.5 6L28 18";

const THEMES: [&str; 3] = ["system", "dark", "light"];

/// Logo and title, and the buttons that belong to no run: open a report, theme, shortcuts.
#[component]
pub fn Masthead(title: RwSignal<String>) -> impl IntoView {
    let session = expect_context::<Session>();
    let theme = RwSignal::new(THEMES[0]);
    let next_theme = move |_| {
        let index = THEMES.iter().position(|it| *it == theme.get_untracked()).unwrap_or_default();
        theme.set(THEMES[(index + 1) % THEMES.len()]);
        page::set_theme(theme.get_untracked());
    };
    view! {
        <header class="masthead">
            <svg class="logo" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
                <path d=GATE/>
                <path d=TICK/>
            </svg>
            <h1>{title}</h1>
            <div class="tools">
                <button type="button" class="quiet" data-action="open-report"
                    on:click=move |_| report_file::choose(session.report_file)>{shell::OPEN_REPORT}</button>
                <button type="button" class="quiet icon-button" data-action="theme" on:click=next_theme
                    aria-label=move || shell::theme(theme.get())>"◐"</button>
                <button type="button" class="quiet icon-button" data-action="show-shortcuts"
                    aria-haspopup="dialog" aria-label=shell::SHORTCUTS
                    on:click=move |_| session.shows_shortcuts.set(true)>"?"</button>
            </div>
        </header>
    }
}
