//! Gateway Check: shows whether an AI gateway works, and if not, what is wrong and who can fix it.
//!
//! ```text
//! what the user typed -> Target -> probe -> Request -> Exchange -> Check -> Finding -> Point, Diagnosis
//! ```
//!
//! Where to start: [`run`] shows how a run becomes results, [`check`] contains the rules, one per file,
//! [`diagnosis`] contains the kinds of problems, and `browser::transport` is the only place where the key
//! leaves the page.
//!
//! All modules are pure and compile for any target, except `browser` and `ui`, which exist only for wasm32. A
//! module may use only the modules below it (see `docs/architecture.md`).

pub mod check;
pub mod client;
pub mod config;
pub mod diagnosis;
pub mod exchange;
pub mod field;
pub mod form;
pub mod history;
pub mod metrics;
pub mod paste;
pub mod persistence;
pub mod picture;
pub mod plan;
pub mod point;
pub mod policy;
pub mod prefill;
pub mod probe;
pub mod profile;
pub mod redact;
pub mod refusal;
pub mod report;
pub mod response;
pub mod run;
pub mod runner;
pub mod scenario;
pub mod share_link;
pub mod snippet;
pub mod sse;
pub mod stats;
pub mod target;
#[cfg(test)]
mod testing;
pub mod text;
pub mod ticket;
pub mod ui_text;
pub mod version;
pub mod view;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
