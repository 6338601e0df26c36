//! The evidence drawer.
