//! Handling of the keys that are typed into the form.

use leptos::prelude::*;

use super::FormState;
use crate::field::FieldName;
use crate::redact::{KeyRing, Mask};
use crate::runner::{Cancel, Job};
use crate::target::ApiKey;
use crate::ui_text::notices;

impl FormState {
    /// Covers every key of this tab.
    pub fn mask(self) -> Mask {
        self.keys.with_untracked(KeyRing::mask)
    }

    /// The same; follows every key that is typed.
    pub fn live_mask(self) -> Mask {
        self.keys.with(KeyRing::mask)
    }

    /// Covers those keys that are not ordinary words.
    pub fn mask_of_long(self) -> Mask {
        self.keys.with_untracked(KeyRing::mask_of_long)
    }

    /// True if the tab holds a key, or a text that may contain one.
    pub fn holds_keys(self) -> bool {
        self.keys.with_untracked(|keys| !keys.is_empty())
            || self.pasted.with_untracked(|text| !text.is_empty())
    }

    /// Covers the content of a field for a key from now on.
    pub fn note_key(self, field: FieldName, typed: &str) {
        self.keys.update(|keys| keys.type_in(field, typed));
    }

    /// Keeps a key that is about to be sent covered, also if its field goes on being edited.
    pub fn keep_key(self, key: Option<&ApiKey>) {
        if let Some(key) = key {
            // The mask stays the same: what is sent was typed.
            self.keys.update_untracked(|keys| keys.keep(key.expose()));
        }
    }

    /// Records the content of the key's field after an edit.
    pub fn type_key(self, typed: String) {
        self.note_key(FieldName::ApiKey, &typed);
        self.api_key.set(typed);
        self.is_key_deleted.set(false);
        let request = self.key_request.get_untracked();
        if !request.is_empty() {
            self.key_request.set(String::new());
            self.notices.withdraw(&request);
        }
    }

    /// Empties the key's field; the next key is hidden again.
    pub fn delete_key(self) {
        if self.api_key.with_untracked(|key| !key.is_empty()) {
            self.is_key_deleted.set(true);
        }
        self.api_key.set(String::new());
        self.shows_key.set(false);
    }

    /// Empties the fields whose key is sent to the base URL of the form; returns whether there was one.
    pub(super) fn delete_keys_of_base_url(self) -> bool {
        let had_key = self.api_key.with_untracked(|key| !key.is_empty());
        self.delete_key();
        self.scenario_fields.delete_drill_keys() || had_key
    }

    /// Deletes every key, also from other fields, and ends all work that still sends one.
    pub fn forget_keys(self) {
        self.loading.with_value(Cancel::cancel);
        let mask = self.mask_of_long();
        for field in [self.base_url, self.model, self.prompt] {
            let covered = field.with_untracked(|typed| mask.cover(typed));
            if field.with_untracked(|typed| covered != typed.as_str()) {
                field.set(covered.to_string());
            }
        }
        self.delete_key();
        self.pasted.set(String::new());
        self.keys.update(KeyRing::forget);
    }

    /// Begins to load models with the key; an earlier loading ends.
    pub fn begin_loading(self) -> Cancel {
        let cancel = Cancel::default();
        self.loading.with_value(Cancel::cancel);
        self.loading.set_value(cancel.clone());
        cancel
    }

    /// Shows why a key is needed, until somebody types one.
    pub fn ask_for_key(self, why: impl Into<String>) {
        let why: String = why.into();
        self.notices.say(why.clone());
        self.key_request.set(why);
    }

    /// True if the job sends no key, or the one in the field; if not, asks for it.
    pub fn holds_key_of(self, job: &Job) -> bool {
        let typed = self.api_key.with_untracked(|typed| ApiKey::parse(typed).ok().flatten());
        let is_held = job.key().is_none_or(|key| typed.as_ref() == Some(&key));
        if !is_held {
            self.ask_for_key(notices::KEY_IS_GONE);
            self.focus(FieldName::ApiKey);
        }
        is_held
    }
}
