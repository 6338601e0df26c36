//! The state of the screen as signals: the form, the run, the scenarios and the note at the bottom.

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
