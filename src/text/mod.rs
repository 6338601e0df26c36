//! Tools for text that every layer shares: to cut it, to find what in it nobody sees, to write numbers, and
//! to tell which names hold secrets.

pub mod defused;
pub mod invisible;
pub mod number;
pub mod pretty;
pub mod secret_names;
pub mod truncate;
#[cfg(test)]
pub(crate) mod work;
