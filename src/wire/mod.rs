//! The JSON and HTTP that the page writes exactly and reads leniently.

pub mod chat;
pub mod error;
pub mod foreign;
pub mod models;
pub mod request;
pub mod retry_after;
pub mod shape;

pub use error::{EnvelopeShape, ErrorEnvelope};
pub use foreign::foreign_protocol;
pub use request::{Authorization, Redirects, Request};
pub use shape::{
    MAX_CHOICES, Violation, Wrong, chunk_violations, completion_violations, is_of_chunk, is_of_completion,
    is_of_list, list_violations,
};
