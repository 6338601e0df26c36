//! Talks HTTP to the sandbox the way any client would.

mod base_urls;
mod behaves;
mod bodies;
mod browsers;
mod client;
mod command;
mod departs;
mod honours;
mod keys;
mod listed;
mod log;
mod pages;
mod places;
mod plain;
mod reply;
mod streams;
mod traffic;
