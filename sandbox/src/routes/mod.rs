//! The paths of the gateway beside the one that chats.

mod embeddings;
mod models;
mod responses;

pub use embeddings::embeddings;
pub use models::models;
pub use responses::responses;
