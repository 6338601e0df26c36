//! What the screen knows, as signals: the form, the run that it shows, the note at its lower edge.

mod form;
mod notices;
mod session;

pub use form::FormState;
pub use notices::Notices;
pub use session::{Filter, Session, Shown};
