//! Stopping what is under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::AbortController;

/// Stops every request it was given to, those under way and those to come.
#[derive(Clone, Default)]
pub struct Stop {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    is_pressed: Cell<bool>,
    under_way: RefCell<Vec<AbortController>>,
}

impl Stop {
    /// Stops.
    pub fn press(&self) {
        self.inner.is_pressed.set(true);
        for controller in self.inner.under_way.take() {
            // Without a reason: another value than the default crashes the HTTP wrapper.
            controller.abort();
        }
    }

    /// Whether it was pressed.
    pub fn is_pressed(&self) -> bool {
        self.inner.is_pressed.get()
    }

    pub(super) fn watch(&self, controller: &AbortController) {
        if self.is_pressed() {
            controller.abort();
        } else {
            self.inner.under_way.borrow_mut().push(controller.clone());
        }
    }

    pub(super) fn forget(&self, controller: &AbortController) {
        self.inner.under_way.borrow_mut().retain(|known| known != controller);
    }
}
