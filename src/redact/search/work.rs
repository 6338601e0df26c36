//! Counts the steps of the search, so that tests can check that they only grow with the text.
//!
//! In the program nothing is counted.

#[cfg(test)]
thread_local! {
    static DONE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Notes that so many steps were done.
#[cfg(test)]
pub(in crate::redact) fn count(steps: usize) {
    DONE.set(DONE.get() + steps);
}

/// Notes nothing.
#[cfg(not(test))]
#[inline]
pub(in crate::redact) const fn count(_steps: usize) {}

/// Returns the number of steps that `task` takes.
#[cfg(test)]
pub(in crate::redact) fn of(task: impl FnOnce()) -> usize {
    let before = DONE.get();
    task();
    DONE.get() - before
}
