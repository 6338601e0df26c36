//! Time limits of a wait.

/// The longest silence between two pieces of a reply, in ms.
const BETWEEN_MS: u32 = 30_000;

/// Time limits of the wait for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the response headers, and then for the first byte of the body, in ms.
    pub first_byte_ms: u32,
    /// Between two pieces of the body, in ms.
    pub between_ms: u32,
}

impl Limits {
    /// The limits that follow from the form's time limit.
    pub fn of_timeout(timeout_s: u32) -> Self {
        let first_byte_ms = timeout_s.saturating_mul(1000);
        Self { first_byte_ms, between_ms: BETWEEN_MS.min(first_byte_ms) }
    }
}
