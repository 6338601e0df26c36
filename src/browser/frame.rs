//! Work that is done with the next picture the browser draws.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{document, request_animation_frame};

use super::clock::now_ms;

/// Does one piece of work at the next animation frame, however often it is requested.
///
/// A hidden page draws no frames; there the work is done at once.
#[derive(Clone)]
pub struct NextFrame {
    is_scheduled: Rc<Cell<bool>>,
    /// The end of the rest, in ms on the page's clock.
    rests_until_ms: Rc<Cell<f64>>,
    work: Rc<dyn Fn() -> f64>,
}

impl NextFrame {
    /// Prepares `work`, which says for how many ms it then rests: it lets the frames of that time pass.
    pub fn new(work: impl Fn() -> f64 + 'static) -> Self {
        Self { is_scheduled: Rc::default(), rests_until_ms: Rc::default(), work: Rc::new(work) }
    }

    /// Schedules the work for the next frame.
    pub fn schedule(&self) {
        if document().hidden() {
            (self.work)();
        } else if !self.is_scheduled.replace(true) {
            let this = self.clone();
            request_animation_frame(move || {
                this.is_scheduled.set(false);
                if now_ms() < this.rests_until_ms.get() {
                    this.schedule();
                } else {
                    let rest_ms = (this.work)();
                    this.rests_until_ms.set(now_ms() + rest_ms);
                }
            });
        }
    }
}
