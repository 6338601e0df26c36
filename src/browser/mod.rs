//! Tasks that only a browser can do. They do as told, report what happened, and decide nothing.

pub mod clipboard;
pub mod clock;
pub mod deflate;
pub mod early_input;
pub mod file;
pub mod frame;
pub mod own_file;
pub mod page;
pub mod permission;
pub mod policy;
pub mod storage;
pub mod transport;
