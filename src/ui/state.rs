//! A value that the screen follows.
//!
//! Leptos' `RwSignal` is compiled anew for every type it holds, 2 kB each. Here the part that knows who
//! follows is one for all.

use std::cell::RefCell;

use leptos::prelude::{ArcTrigger, Notify, Track};

/// A value; what reads it in a live part of the screen is done anew when it changes. It lives as long
/// as the page.
pub(super) struct State<T: 'static>(&'static Kept<T>);

struct Kept<T> {
    value: RefCell<T>,
    change: ArcTrigger,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T> State<T> {
    /// Keeps `value`.
    pub(super) fn new(value: T) -> Self {
        Self(Box::leak(Box::new(Kept { value: RefCell::new(value), change: ArcTrigger::new() })))
    }

    /// Reads it, and follows it.
    pub(super) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.change.track();
        self.with_untracked(read)
    }

    /// Reads it once.
    pub(super) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.value.borrow())
    }

    /// A copy of it; follows it.
    pub(super) fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of it as it is now.
    pub(super) fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Puts `value` in its place.
    pub(super) fn set(self, value: T) {
        self.0.value.replace(value);
        self.0.change.notify();
    }

    /// Changes it.
    pub(super) fn update(self, change: impl FnOnce(&mut T)) {
        change(&mut self.0.value.borrow_mut());
        self.0.change.notify();
    }
}
