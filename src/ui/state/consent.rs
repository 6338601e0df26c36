//! The user's consent to send in spite of a warning.

use leptos::prelude::*;

/// Consent to send in spite of a warning. It is valid for one base URL and one key.
#[derive(Clone, Copy)]
pub struct SendConsent {
    given_for: RwSignal<Option<(String, String)>>,
    base_url: RwSignal<String>,
    api_key: RwSignal<String>,
}

impl SendConsent {
    /// Creates a consent for the contents of these two fields, which is not given yet.
    pub fn new(base_url: RwSignal<String>, api_key: RwSignal<String>) -> Self {
        let consent = Self { given_for: RwSignal::new(None), base_url, api_key };
        // A user who returns to the same values has to consent again.
        Effect::new(move || {
            if consent.given_for.with(Option::is_some) && !consent.is_given() {
                consent.given_for.set(None);
            }
        });
        consent
    }

    /// Returns true if it was given for the current values of the fields; reactive.
    pub fn is_given(self) -> bool {
        let now = (self.base_url.get(), self.api_key.get());
        self.given_for.with(|given_for| given_for.as_ref() == Some(&now))
    }

    /// Gives or withdraws the consent.
    pub fn set(self, is_given: bool) {
        let now = (self.base_url.get_untracked(), self.api_key.get_untracked());
        self.given_for.set(is_given.then_some(now));
    }
}
