//! An OpenAI-compatible gateway on this machine that behaves, or misbehaves on purpose.
//!
//! One behaviour a base path, all of them in one table ([`behaviour`]). It is a teaching tool and a
//! test server; no part of it is ever in the page.

pub mod behaviour;
pub mod call;
pub mod chat;
pub mod completion;
pub mod cors;
pub mod expected;
pub mod fault;
pub mod gateway;
pub mod index;
pub mod log;
pub mod model;
pub mod options;
pub mod pacing;
pub mod pages;
pub mod preset;
pub mod reply;
pub mod routes;
pub mod server;
pub mod traffic;
