//! What every layer shares about text: how it is cut, what in it nobody sees, how numbers are said, and
//! which names hold secrets.

pub mod defused;
pub mod invisible;
pub mod number;
pub mod pretty;
pub mod secret_names;
pub mod truncate;
#[cfg(test)]
pub(crate) mod work;
