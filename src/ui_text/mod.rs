//! The screen's own sentences: labels, buttons, notes, and texts about a run. Checks, points and
//! diagnoses contain their own.
//!
//! Written as `CONTRIBUTING.md` says; a change is one accepted snapshot.

pub mod closed;
pub mod evidence;
pub mod export;
pub mod form;
pub mod notices;
pub mod paste;
pub mod pictures;
pub mod problems;
pub mod results;
pub mod saved_report;
pub mod scenario;
pub mod shell;
