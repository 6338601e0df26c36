//! Cancelling of running work.

use std::fmt;
use std::future::{Pending, pending};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, Abortable, Shared};

/// Cancels everything that holds it, at any moment and permanently. Clones share their state.
#[derive(Clone)]
pub struct Cancel {
    handle: AbortHandle,
    cancelled: Shared<Abortable<Pending<()>>>,
}

impl Cancel {
    /// Cancels.
    pub fn cancel(&self) {
        self.handle.abort();
    }

    /// Returns true if it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.handle.is_aborted()
    }

    /// Returns true if the other one is a clone of this one.
    pub fn is_same(&self, other: &Self) -> bool {
        self.cancelled.ptr_eq(&other.cancelled)
    }

    /// Ends when it is cancelled.
    pub async fn cancelled(&self) {
        // Ends in no other way.
        let _ = self.cancelled.clone().await;
    }
}

impl Default for Cancel {
    fn default() -> Self {
        let (handle, registration) = AbortHandle::new_pair();
        Self { handle, cancelled: Abortable::new(pending(), registration).shared() }
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cancel").field("is_cancelled", &self.is_cancelled()).finish()
    }
}
