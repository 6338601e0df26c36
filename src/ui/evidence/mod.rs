//! The evidence drawer: what was sent and what came back, with the parts marked that a check looked at.

mod body;
mod drawer;
mod exchange_view;
mod headers;
mod json_tree;

pub use drawer::EvidenceDrawer;
