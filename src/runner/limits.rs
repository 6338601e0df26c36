//! Time limits for a reply.

/// Longest time between two chunks of a reply, in ms.
const BETWEEN_MS: u32 = 30_000;

/// Time limits for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Limit for the response headers, and again for the first byte of the body, in ms.
    pub first_byte_ms: u32,
    /// Limit between two chunks of the body, in ms.
    pub between_ms: u32,
}

impl Limits {
    /// Derives the limits from the time limit in the form.
    pub fn of_timeout(timeout_s: u32) -> Self {
        let first_byte_ms = timeout_s.saturating_mul(1000);
        Self { first_byte_ms, between_ms: BETWEEN_MS.min(first_byte_ms) }
    }
}
