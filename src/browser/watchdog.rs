//! A time limit that starts anew with every sign of life.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AbortController;

use super::clock::now_ms;

/// Aborts a request when nothing was heard for too long. One timer serves a whole request, however
/// many chunks come.
pub(super) struct Watchdog {
    state: Rc<State>,
}

struct State {
    controller: AbortController,
    limit_ms: Cell<u32>,
    heard_ms: Cell<f64>,
    has_fired: Cell<bool>,
    is_over: Cell<bool>,
}

impl Watchdog {
    /// Starts to watch.
    pub(super) fn new(controller: &AbortController, limit_ms: u32) -> Self {
        let state = Rc::new(State {
            controller: controller.clone(),
            limit_ms: Cell::new(limit_ms),
            heard_ms: Cell::new(now_ms()),
            has_fired: Cell::new(false),
            is_over: Cell::new(false),
        });
        wake_later(&state, f64::from(limit_ms));
        Self { state }
    }

    /// Something came: the time starts anew, with this limit.
    pub(super) fn hear(&self, limit_ms: u32) {
        self.state.heard_ms.set(now_ms());
        if self.state.limit_ms.replace(limit_ms) > limit_ms {
            wake_later(&self.state, f64::from(limit_ms));
        }
    }

    /// Whether it aborted the request, and after how many ms of silence.
    pub(super) fn fired_after_ms(&self) -> Option<u32> {
        self.state.has_fired.get().then(|| self.state.limit_ms.get())
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.state.is_over.set(true);
    }
}

fn wake_later(state: &Rc<State>, ms: f64) {
    let state = Rc::clone(state);
    let wake = Closure::once_into_js(move || {
        if state.is_over.get() || state.has_fired.get() {
            return;
        }
        let left_ms = f64::from(state.limit_ms.get()) - (now_ms() - state.heard_ms.get());
        if left_ms > 0.0 {
            wake_later(&state, left_ms);
        } else {
            state.has_fired.set(true);
            state.controller.abort();
        }
    });
    #[expect(clippy::cast_possible_truncation, reason = "limits are at most ten minutes")]
    let ms = ms.ceil() as i32;
    // Refused only when the window is closing.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(wake.unchecked_ref(), ms);
}
