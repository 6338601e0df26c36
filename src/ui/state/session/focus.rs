//! The focus, when the element that has it disappears.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::Session;
use crate::browser::page;

impl Session {
    /// Moves the focus to the results if the change that was just made removes the focused element, such as
    /// the button that was pressed. If no element had the focus, as after a click beside, it stays so.
    pub(super) fn keep_focus(self) {
        if page::has_focus() {
            spawn_local(self.recover_focus());
        }
    }

    /// Waits until the screen is up to date, then moves the focus to the results if no element has it.
    async fn recover_focus(self) {
        tick().await;
        if !page::has_focus()
            && let Some(region) = self.region.get_untracked()
        {
            page::focus(&region);
        }
    }
}
