//! Tasks that only a browser can do. They do as told, report what happened, and decide nothing.

pub mod clipboard;
pub mod clock;
pub mod csp_monitor;
pub mod deflate;
pub mod early_input;
pub mod file;
pub mod frame;
pub mod page;
pub mod permission;
pub mod site_file;
pub mod storage;
pub mod transport;
