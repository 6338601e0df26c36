//! The runner against a server by script, under a clock that a test may stop: who is sent when, how
//! many at once, and how long all of it takes, exactly.
#![cfg(not(target_arch = "wasm32"))]

mod cancelling;
mod exchanges;
mod load;
mod models;
mod order;
mod redirects;
mod retrying;
mod scenarios;
mod scripted;
mod seeing;
mod waiting;
mod watching;
