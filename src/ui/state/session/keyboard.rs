//! The keyboard, when what it is on disappears from the screen.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use super::Session;
use crate::browser::page;

impl Session {
    /// Moves the keyboard to the results if what it is on disappears by what has just changed, such as a
    /// button that was pressed.
    pub(super) fn keep_keyboard(self) {
        if page::has_keyboard() {
            spawn_local(self.catch_keyboard());
        }
    }

    /// Moves the keyboard to the results if it is nowhere once the screen shows what has just changed.
    pub(super) async fn catch_keyboard(self) {
        tick().await;
        if !page::has_keyboard()
            && let Some(region) = self.region.get_untracked()
        {
            page::focus(&region);
        }
    }
}
