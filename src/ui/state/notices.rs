//! The note at the lower edge of the page.

use std::time::Duration;

use leptos::prelude::*;

/// Time for which a note stays that only confirms what was done.
const SHORT: Duration = Duration::from_secs(5);

/// Says one thing at a time.
#[derive(Clone, Copy)]
pub struct Notices {
    text: RwSignal<String>,
    /// Counts what was said, so that a later note is not taken away by an earlier one's clock.
    turn: StoredValue<u32>,
}

impl Notices {
    /// A silent page.
    pub fn new() -> Self {
        Self { text: RwSignal::new(String::new()), turn: StoredValue::new(0) }
    }

    /// Returns the notice shown now; empty for none.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// Says this until something else is said.
    pub fn say(self, text: impl Into<String>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.text.set(text.into());
    }

    /// Says for a moment that something was done.
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

    /// Says nothing any more.
    pub fn clear(self) {
        self.say("");
    }
}
