//! State of the screen, as signals: the form, the run that it shows, the note at its lower edge.

mod consent;
mod fields;
mod form;
mod new_job;
mod notices;
mod scenarios;
mod session;
mod tab;

pub use consent::SendConsent;
pub use fields::ScenarioFields;
pub use form::FormState;
pub use new_job::new_job;
pub use notices::Notices;
pub use scenarios::Scenarios;
pub use session::{Filter, Session, ShownEvidence};
pub use tab::Tab;
