//! Deletes the key from memory when nobody has used the page for a while.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::state::Session;
use crate::browser::clock::{date_ms, now_ms};
use crate::scenario::ScenarioId;
use crate::ui_text::notices::key_forgotten;

/// Interval between two checks, in ms.
const LOOK_MS: f64 = 10_000.0;

/// Watches for as long as the page lives.
pub fn watch(session: Session) {
    let used = StoredValue::new(clocks_ms());
    let reset_timer = move || {
        // A machine that slept has run no timer, so the time may be over.
        look(session, used);
        used.set_value(clocks_ms());
    };
    let handles: [WindowListenerHandle; 3] = [
        window_event_listener(ev::keydown, move |_| reset_timer()),
        window_event_listener(ev::pointerdown, move |_| reset_timer()),
        window_event_listener(ev::input, move |_| reset_timer()),
    ];
    // A page to which “Back” returns has run no timer either, and shows its form before anybody presses.
    let returned = window_event_listener_untyped("pageshow", move |_| look(session, used));
    // Assistive technology may click without a press. The page learns of it before what was clicked.
    let click = StoredValue::new_local(Closure::<dyn Fn()>::new(reset_timer).into_js_value());
    click.with_value(|listener| {
        // Fails only if the listener is no function.
        let _ = window().add_event_listener_with_callback_and_bool("click", listener.unchecked_ref(), true);
    });
    on_cleanup(move || {
        click.with_value(|listener| {
            let listener = listener.unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool("click", listener, true);
        });
    });
    on_cleanup(move || handles.into_iter().chain([returned]).for_each(WindowListenerHandle::remove));
    look_later(session, used);
}

/// Checks at the end of the time, or a little later if the page was used meanwhile.
fn look_later(session: Session, used: StoredValue<[f64; 2]>) {
    let look_again = move || {
        look(session, used);
        look_later(session, used);
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ten seconds at most")]
    let wait_ms = LOOK_MS.min(limit_ms(session)).max(0.0) as u64;
    set_timeout(look_again, Duration::from_millis(wait_ms));
}

/// Deletes the keys if the page was last used too long ago.
fn look(session: Session, used: StoredValue<[f64; 2]>) {
    // The page announces that a watch keeps the key, which it has to send meanwhile.
    if session.scenarios.running.get_untracked() == Some(ScenarioId::Watch) {
        used.set_value(clocks_ms());
    }
    let since_ms = clocks_ms().into_iter().zip(used.get_value()).map(|(now_ms, used_ms)| now_ms - used_ms);
    let is_unused = since_ms.fold(0.0, f64::max) >= limit_ms(session);
    if is_unused && session.form.holds_keys() {
        let has_stopped_run = session.forget_keys();
        let minutes = session.form.key_minutes.get_untracked();
        session.form.ask_for_key(key_forgotten(minutes, has_stopped_run));
    }
}

/// The page's clock, which may stop while the machine sleeps, and the date, which can be set back.
fn clocks_ms() -> [f64; 2] {
    [now_ms(), date_ms()]
}

fn limit_ms(session: Session) -> f64 {
    session.form.key_minutes.get_untracked() * 60_000.0
}
