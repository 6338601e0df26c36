//! Work that is done with the next picture the browser draws.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{document, request_animation_frame};

/// Does one piece of work at the next animation frame, however often it is requested.
///
/// A hidden page draws no frames; there the work is done at once.
#[derive(Clone)]
pub struct NextFrame {
    is_asked: Rc<Cell<bool>>,
    work: Rc<dyn Fn()>,
}

impl NextFrame {
    /// Prepares `work`.
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self { is_asked: Rc::default(), work: Rc::new(work) }
    }

    /// Asks for the work to be done.
    pub fn ask(&self) {
        if document().hidden() {
            (self.work)();
        } else if !self.is_asked.replace(true) {
            let (is_asked, work) = (Rc::clone(&self.is_asked), Rc::clone(&self.work));
            request_animation_frame(move || {
                is_asked.set(false);
                work();
            });
        }
    }
}
