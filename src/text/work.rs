//! Counts what readers of hostile text look at, for the tests of growth: it only exists in tests.

use std::cell::Cell;

thread_local! {
    static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
}

/// Notes that so many bytes, or items, were looked at.
pub(crate) fn count(looked_at: usize) {
    LOOKED_AT.set(LOOKED_AT.get() + looked_at);
}

/// Returns the amount of text that `read` looks at.
pub(crate) fn of(read: impl FnOnce()) -> usize {
    let before = LOOKED_AT.get();
    read();
    LOOKED_AT.get() - before
}

/// Expects `read` to look at no more than about twice as much where the input of `make` is twice as
/// large, and to have counted anything at all. `make` takes the number of repetitions in its text.
#[track_caller]
pub(crate) fn check_growth(name: &str, times: usize, make: impl Fn(usize) -> String, read: impl Fn(&str)) {
    let [once, twice] = [times, 2 * times].map(|times| {
        let text = make(times);
        of(|| read(&text))
    });
    assert!(once > 0, "{name}: nothing is counted");
    assert!(10 * twice <= 22 * once + 100_000, "{name}: {once} at {times}, {twice} at twice as much");
}
