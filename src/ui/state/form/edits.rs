//! Values that nobody typed, put into the form.

use leptos::prelude::*;

use super::FormState;
use crate::form::{Problem, Suggestions};
use crate::prefill::{self, Edit};
use crate::ui_text::notices;

impl FormState {
    /// Makes these changes, in their order.
    pub fn apply(self, edits: Vec<Edit>) {
        for edit in edits {
            self.make(edit);
        }
    }

    /// Fills the form from the gateway at this index, if there is one, and makes it the chosen one.
    pub fn apply_gateway(self, index: usize) {
        self.apply(self.gateways.with_untracked(|gateways| prefill::of_gateway(index, gateways)));
    }

    /// Puts the value that fixes `problem` into its field, and moves the focus there.
    pub fn apply_fix(self, problem: &Problem, fix: String) {
        match problem {
            Problem::Url(_) => self.change_base_url(&fix),
            Problem::Key(_) => self.type_key(fix),
            Problem::Model(_) => self.model.set(fix),
            // These have no fix.
            Problem::Elsewhere
            | Problem::Closed
            | Problem::UnknownGateway(_)
            | Problem::KeyDeleted
            | Problem::Mismatch(_)
            | Problem::PromptMissing
            | Problem::HoldsKey(_)
            | Problem::TimeLimit => {}
        }
        self.focus(problem.field());
    }

    fn make(self, edit: Edit) {
        match edit {
            Edit::Gateways(gateways) => self.gateways.set(gateways),
            Edit::Gateway(index) => self.select_gateway(index),
            Edit::BaseUrl(to) => self.change_base_url(&to),
            Edit::FirstBaseUrl(to) => self.prefill_base_url(&to),
            Edit::Key(key) => {
                // The user showed the key before it, if any.
                self.shows_key.set(false);
                self.type_key(key.expose().to_owned());
            }
            Edit::Model(name) => self.model.set(name),
            Edit::Prompt(text) => self.prompt.set(text),
            Edit::Profile(profile) => self.profile.set(profile),
            Edit::TimeoutS(seconds) => self.timeout_s.set(seconds.to_string()),
            Edit::Streamed(is_streamed) => self.is_streamed.set(is_streamed),
            Edit::UnknownGateway(named) => self.unknown_gateway.set(named),
            Edit::WithdrawConsent => self.consent.set(false),
            Edit::RefuseBaseUrl => self.notices.say(notices::ELSEWHERE_REFUSED),
            Edit::Focus(name) => self.focus(name),
        }
    }

    /// Makes the gateway at this index the chosen one, and leaves the fields as they are.
    fn select_gateway(self, index: usize) {
        let gateway = self.gateways.with_untracked(|gateways| gateways.gateways.get(index).cloned());
        let Some(gateway) = gateway else { return };
        self.gateways.update(|gateways| gateways.chosen = index);
        let mask = self.mask();
        let models = gateway.models.iter().map(|model| mask.cover(model)).collect();
        self.suggestions.set(Suggestions::new(&gateway.base_url, models));
        self.key_help.set(gateway.help.key_help);
    }
}
