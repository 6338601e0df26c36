//! Cancels running work.

use std::fmt;
use std::future::{Pending, pending};

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, Abortable, Shared};

/// Cancels all work that holds a clone of it, at any moment and permanently. Clones share their state.
#[derive(Clone)]
pub struct Cancel {
    handle: AbortHandle,
    cancelled: Shared<Abortable<Pending<()>>>,
}

impl Cancel {
    /// Cancels the work.
    pub fn cancel(&self) {
        self.handle.abort();
    }

    /// Returns true if the work was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.handle.is_aborted()
    }

    /// Returns true if `other` is a clone of this one.
    pub fn is_same(&self, other: &Self) -> bool {
        self.cancelled.ptr_eq(&other.cancelled)
    }

    /// Waits for the cancellation.
    pub async fn cancelled(&self) {
        // The future inside never completes, so the only outcome is `Aborted`.
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
