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
    turn: RwSignal<u32>,
    /// Collects the notes that are shown together; `None` otherwise.
    together: StoredValue<Option<Vec<String>>>,
}

impl Notices {
    /// No note.
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), turn: RwSignal::new(0), together: StoredValue::new(None) }
    }

    /// Returns the notice shown now; empty for none.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// Returns the number of notes so far, which wraps around; follows every note.
    pub fn count(self) -> u32 {
        self.turn.get()
    }

    /// Shows this until the next note.
    pub fn say(self, text: impl Into<String>) {
        let text: String = text.into();
        if let Some(mut said) = self.together.get_value() {
            if !text.is_empty() && !said.contains(&text) {
                said.push(text);
            }
            self.together.set_value(Some(said));
            return;
        }
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.text.set(text);
    }

    /// Shows all that `act` says as one note, in that order, so that none replaces another; returns it.
    pub fn say_together(self, act: impl FnOnce()) -> String {
        self.together.set_value(Some(Vec::new()));
        act();
        let said = self.together.get_value().unwrap_or_default().join(" ");
        self.together.set_value(None);
        if !said.is_empty() {
            self.say(said.clone());
        }
        said
    }

    /// Removes this part of the note; the rest stays.
    pub fn withdraw(self, part: &str) {
        let shown = self.text.get_untracked();
        if shown.contains(part) {
            self.say(shown.replace(part, "").trim());
        }
    }

    /// Shows for a moment that something was done.
    pub fn confirm(self, text: &'static str) {
        self.say(text);
        let turn = self.turn.get_untracked();
        set_timeout(
            move || {
                if self.turn.get_untracked() == turn {
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
