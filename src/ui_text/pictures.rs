//! Pictures.

/// The key to the waterfall: from the start to the headers,
pub const WAITING: &str = "Waiting";
/// and from the headers to the end.
pub const RECEIVING: &str = "Receiving";
/// The key to the dots of a repeated prompt: an answered run,
pub const ANSWERED: &str = "Answered";
/// and one that was not answered.
pub const FAILED: &str = "Failed";
