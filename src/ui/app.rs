//! The whole page.

use leptos::prelude::*;

use super::config_file::{self, ConfigProblems};
use super::evidence::EvidenceDrawer;
use super::form::ConnectionForm;
use super::masthead::Masthead;
use super::report_file::ReportFiles;
use super::shortcuts::{self, ShortcutList};
use super::stage::{Stage, Stages};
use super::state::Session;
use super::tabs::Tabs;
use super::{deep_link, key_expiry, memory, tell_ready};
use crate::ui_text::shell;

/// The masthead, the connection form, the tabs, the version and the dialogs.
#[component]
pub fn App(
    session: Session,
    /// Shows the page when it is complete, then calls the given function, which starts the listeners.
    show: impl FnOnce(Box<dyn FnOnce()>) + 'static,
) -> impl IntoView {
    provide_context(session);
    let title = RwSignal::new(shell::TITLE.to_owned());
    let config_problems = ConfigProblems::default();
    let notices = session.notices;

    Effect::new(move || {
        session.form.live_mask();
        session.cover_soon();
    });
    let begin = move || {
        key_expiry::watch(session);
        shortcuts::listen(session);
        memory::restore(session.form);
        config_file::load(session, title, config_problems, move || {
            deep_link::listen(session);
            tell_ready(session.form);
        });
    };
    let stages = Stages::new();
    provide_context(stages);
    stages.go_on(move || show(Box::new(begin)));

    view! {
        <Masthead title/>
        <main>
            <ConnectionForm config_problems/>
            <Stage step=5><Tabs/></Stage>
            <p class="version">{shell::version()}</p>
        </main>
        <Stage step=6>
            <EvidenceDrawer/>
            <ShortcutList/>
            <ReportFiles/>
        </Stage>
        <footer>
            <p id="boot-note" role="status">{notices.text()}</p>
        </footer>
    }
}
