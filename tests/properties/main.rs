//! Properties of every reader of foreign bytes: input that is generated, against what must hold.
//!
//! Each test tries a fixed number of cases. A failing input becomes a separate test beside the reader; no
//! file of seeds is kept.

#![cfg(not(target_arch = "wasm32"))]

mod generate;
mod promises;

mod config;
mod error;
mod form;
mod link;
mod paste;
mod redact;
mod reply;
mod report;
mod shape;
mod sse;

use proptest::test_runner::Config;

/// Number of cases, with shrinking of failures, and without a file of seeds.
fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() }
}
