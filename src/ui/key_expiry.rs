//! Deletes the key from memory when nobody has used the page for a while.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;

use super::state::Session;
use crate::browser::clock::now_ms;
use crate::scenario::ScenarioId;
use crate::ui_text::notices::key_forgotten;

/// Interval between two checks, in ms.
const LOOK_MS: f64 = 10_000.0;

/// Watches for as long as the page lives.
pub fn watch(session: Session) {
    let used_ms = StoredValue::new(now_ms());
    let use_it = move || used_ms.set_value(now_ms());
    let handles: [WindowListenerHandle; 3] = [
        window_event_listener(ev::keydown, move |_| use_it()),
        window_event_listener(ev::pointerdown, move |_| use_it()),
        window_event_listener(ev::input, move |_| use_it()),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    look_later(session, used_ms);
}

/// Checks at the end of the time, or a little later if the page was used meanwhile.
fn look_later(session: Session, used_ms: StoredValue<f64>) {
    let look = move || {
        // The page announces that a watch keeps the key, which it has to send meanwhile.
        if session.scenarios.running.get_untracked() == Some(ScenarioId::Watch) {
            used_ms.set_value(now_ms());
        }
        let is_unused = now_ms() - used_ms.get_value() >= limit_ms(session);
        if is_unused && session.form.holds_keys() {
            let has_stopped_run = session.forget_keys();
            let minutes = session.form.key_minutes.get_untracked();
            session.form.ask_for_key(key_forgotten(minutes, has_stopped_run));
        }
        look_later(session, used_ms);
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ten seconds at most")]
    let wait_ms = LOOK_MS.min(limit_ms(session)).max(0.0) as u64;
    set_timeout(look, Duration::from_millis(wait_ms));
}

fn limit_ms(session: Session) -> f64 {
    session.form.key_minutes.get_untracked() * 60_000.0
}
