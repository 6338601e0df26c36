//! The note at the lower edge of the page.

use std::time::Duration;

use leptos::prelude::*;

/// Time for which a note stays that only confirms an action.
const SHORT: Duration = Duration::from_secs(5);

/// Shows one note at a time.
#[derive(Clone, Copy)]
pub struct Notices {
    text: RwSignal<String>,
    /// Counts the notes, so that the timer of an earlier one does not remove a later one.
    turn: StoredValue<u32>,
}

impl Notices {
    /// No note.
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), turn: StoredValue::new(0) }
    }

    /// Returns the notice shown now; empty for none.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// Shows this until the next note.
    pub fn say(self, text: impl Into<String>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.text.set(text.into());
    }

    /// Shows for a moment that something was done.
    pub fn confirm(self, text: &'static str) {
        self.say(text);
        let turn = self.turn.get_value();
        set_timeout(
            move || {
                if self.turn.get_value() == turn {
                    self.text.set(String::new());
                }
            },
            SHORT,
        );
    }

    /// Removes the note.
    pub fn clear(self) {
        self.say("");
    }
}
