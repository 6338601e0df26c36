//! The note at the bottom of the page.

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
    /// Creates an empty note.
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), turn: RwSignal::new(0), together: StoredValue::new(None) }
    }

    /// Returns the current note; empty if there is none.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// Returns the number of notes so far, which wraps around; reactive.
    pub fn count(self) -> u32 {
        self.turn.get()
    }

    /// Shows this note until the next one.
    pub fn say(self, text: impl Into<String>) {
        let text: String = text.into();
        if let Some(mut notes) = self.together.get_value() {
            if !text.is_empty() && !notes.contains(&text) {
                notes.push(text);
            }
            self.together.set_value(Some(notes));
            return;
        }
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.text.set(text);
    }

    /// Calls `act` and shows all of its notes as one, so that none replaces another. Returns that note.
    pub fn say_together(self, act: impl FnOnce()) -> String {
        self.together.set_value(Some(Vec::new()));
        act();
        let note = self.together.get_value().unwrap_or_default().join(" ");
        self.together.set_value(None);
        if !note.is_empty() {
            self.say(note.clone());
        }
        note
    }

    /// Removes this part of the current note and keeps the rest.
    pub fn withdraw(self, part: &str) {
        let shown = self.text.get_untracked();
        if shown.contains(part) {
            self.say(shown.replace(part, "").trim());
        }
    }

    /// Shows a confirmation for a short time.
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
