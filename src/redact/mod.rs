//! Masks keys: nothing that a server sends is shown before it went through here.
//!
//! [`Mask`] knows the keys of a run and finds them in any encoding in which a server may echo them;
//! [`LiveMask`] does the same for text that arrives in pieces; [`mask_lookalikes`] hides what looks
//! like somebody else's key or address.
//! The promise behind it: README.md, "What happens to your key".

#[cfg(test)]
mod encodings_tests;
#[cfg(test)]
mod growth_tests;
mod heuristics;
mod key_ring;
mod live;
mod mask;
pub mod one_line;
mod pieces;
mod redacted;
mod search;
#[cfg(test)]
mod writings_tests;

pub use heuristics::{holds_key, mask_lookalikes, mask_refused_key, url_holds_key};
pub use key_ring::KeyRing;
pub use live::LiveMask;
pub use mask::{MARK, Mask};
pub use redacted::Redacted;
