//! Measures the delay of the page itself, caused by a machine under load or a tab in the background.

use std::cell::Cell;
use std::convert::Infallible;

use super::Transport;

/// Interval between two measurements, in ms.
const EVERY_MS: f64 = 50.0;

/// Measures repeatedly how late a short sleep ends. While the page is late, everything that a server sends
/// seems to take longer and then to arrive at once.
pub(super) struct Lag<'a, T> {
    transport: &'a T,
    asleep_ms: Cell<f64>,
    longest_ms: Cell<f64>,
}

impl<'a, T: Transport> Lag<'a, T> {
    pub(super) fn new(transport: &'a T) -> Self {
        Self { transport, asleep_ms: Cell::new(transport.now_ms()), longest_ms: Cell::new(0.0) }
    }

    /// Measures until the future is dropped.
    pub(super) async fn measure(&self) -> Infallible {
        loop {
            self.asleep_ms.set(self.transport.now_ms());
            self.transport.sleep(EVERY_MS).await;
            self.longest_ms.set(self.longest_ms());
        }
    }

    /// Returns the longest delay so far, in ms. The current sleep counts too, because the awaited reply may
    /// have ended before it.
    pub(super) fn longest_ms(&self) -> f64 {
        let late_ms = self.transport.now_ms() - self.asleep_ms.get() - EVERY_MS;
        self.longest_ms.get().max(late_ms)
    }
}
