//! Takes the key out of memory when nobody has used the page for a while.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::on::on;
use super::session::Session;
use super::words as said;
use crate::browser::clock::{now_ms, sleep};

/// How often to look, in ms.
const LOOK_MS: f64 = 10_000.0;

/// Begins to watch.
pub(super) fn start(session: Session) {
    let used_ms = Rc::new(Cell::new(now_ms()));
    for kind in ["keydown", "pointerdown", "input"] {
        let used_ms = Rc::clone(&used_ms);
        on(&document(), kind, move |_| used_ms.set(now_ms()));
    }
    spawn_local(async move {
        loop {
            sleep(LOOK_MS.min(limit_ms(session))).await;
            let is_unused = now_ms() - used_ms.get() >= limit_ms(session);
            if is_unused && session.form.keys.with_untracked(|keys| !keys.is_empty()) {
                let has_stopped_run = session.forget_keys();
                let minutes = session.form.key_minutes.get_untracked();
                session.form.ask_for_key(&said::key_forgotten(minutes, has_stopped_run));
            }
        }
    });
}

fn limit_ms(session: Session) -> f64 {
    session.form.key_minutes.get_untracked() * 60_000.0
}
