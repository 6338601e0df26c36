//! Work that is done with the next picture the browser draws.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{document, request_animation_frame};

/// Does one piece of work at the next animation frame, however often it is requested.
///
/// A hidden page draws no frames; there the work is done at once.
#[derive(Clone)]
pub struct NextFrame {
    is_scheduled: Rc<Cell<bool>>,
    work: Rc<dyn Fn()>,
}

impl NextFrame {
    /// Prepares `work`.
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self { is_scheduled: Rc::default(), work: Rc::new(work) }
    }

    /// Schedules the work for the next frame.
    pub fn schedule(&self) {
        if document().hidden() {
            (self.work)();
        } else if !self.is_scheduled.replace(true) {
            let (is_scheduled, work) = (Rc::clone(&self.is_scheduled), Rc::clone(&self.work));
            request_animation_frame(move || {
                is_scheduled.set(false);
                work();
            });
        }
    }
}
