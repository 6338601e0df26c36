//! Tools for text that every layer shares: to cut it, to find invisible characters, to write numbers, and
//! to recognise names of secrets.

pub mod defused;
pub mod invisible;
pub mod number;
pub mod pretty;
pub mod secret_names;
pub mod truncate;
#[cfg(test)]
pub(crate) mod work;
