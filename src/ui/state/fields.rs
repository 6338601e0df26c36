//! The input fields of drills, comparisons and watches, in addition to the connection form.

use leptos::prelude::*;

use crate::config::{DrillPresets, GatewayList};
use crate::field::FieldName;
use crate::redact::Mask;
use crate::scenario::{DRILLS, FieldKind, compare};

/// The fields of a watch with their defaults: seconds between prompts, and duration in minutes.
const WATCH_FIELDS: [(FieldName, &str); 2] =
    [(FieldName::WatchEveryS, "10"), (FieldName::WatchMinutes, "10")];

/// One field.
#[derive(Clone, Copy)]
struct Field {
    name: FieldName,
    text: RwSignal<String>,
    is_key: bool,
    /// True if the page has deleted the key in it, until the user types into it.
    is_deleted: RwSignal<bool>,
}

/// All fields. They live as long as the page, so that they survive a change of tabs.
#[derive(Clone, Copy)]
pub struct ScenarioFields(StoredValue<Vec<Field>>);

impl ScenarioFields {
    /// Creates the fields with their initial values.
    pub fn new() -> Self {
        let mut fields: Vec<Field> = Vec::new();
        let mut add = |name: FieldName, text: &str, is_key| {
            if !fields.iter().any(|field| field.name == name) {
                let (text, is_deleted) = (RwSignal::new(text.to_owned()), RwSignal::new(false));
                fields.push(Field { name, text, is_key, is_deleted });
            }
        };
        for field in DRILLS.iter().flat_map(|drill| drill.fields) {
            add(field.name, "", field.kind == FieldKind::Key);
        }
        for [base_url, api_key, model] in compare::FIELDS {
            add(base_url, "", false);
            add(api_key, "", true);
            add(model, "", false);
        }
        for (name, default) in WATCH_FIELDS {
            add(name, default, false);
        }
        Self(StoredValue::new(fields))
    }

    /// Fills the fields of the drills from config.json whenever another gateway is chosen; typed values stay.
    pub fn follow(self, gateways: RwSignal<GatewayList>) {
        Effect::new(move |before: Option<DrillPresets>| {
            let now = gateways.with(|known| known.chosen_gateway().map(|gateway| gateway.drills.clone()));
            let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
            for Field { name, text, .. } in self.0.get_value() {
                let typed = text.get_untracked();
                if let Some(preset) = now.value(name)
                    && (typed.is_empty() || before.value(name) == Some(typed))
                {
                    text.set(preset);
                }
            }
            now
        });
    }

    /// Returns the text of this field; an unused signal if no scenario has it.
    pub fn text(self, name: FieldName) -> RwSignal<String> {
        self.0.with_value(|fields| {
            let found = fields.iter().find(|field| field.name == name);
            found.map_or_else(RwSignal::default, |field| field.text)
        })
    }

    /// Returns the current text of this field, trimmed.
    pub fn typed(self, name: FieldName) -> String {
        self.text(name).with_untracked(|text| text.trim().to_owned())
    }

    /// Records the content of this key field after an edit.
    pub fn type_key(self, name: FieldName, typed: String) {
        self.text(name).set(typed);
        for field in self.0.get_value().into_iter().filter(|field| field.name == name) {
            field.is_deleted.set(false);
        }
    }

    /// Returns true if the page has deleted the key in this field, until the user types into it; reactive.
    pub fn is_key_deleted(self, name: FieldName) -> bool {
        self.0.get_value().into_iter().any(|field| field.name == name && field.is_deleted.get())
    }

    /// Clears the messages about deleted keys.
    pub fn clear(self) {
        for field in self.0.get_value() {
            field.is_deleted.set(false);
        }
    }

    /// Empties the key fields of the drills, whose keys are sent to the base URL of the connection form.
    /// Returns true if one of them was not empty.
    pub fn delete_drill_keys(self) -> bool {
        let fields = DRILLS.iter().flat_map(|drill| drill.fields);
        let keys = fields.filter(|field| field.kind == FieldKind::Key).map(|field| self.text(field.name));
        let typed: Vec<_> = keys.filter(|text| text.with_untracked(|text| !text.is_empty())).collect();
        for text in &typed {
            text.set(String::new());
        }
        !typed.is_empty()
    }

    /// Empties the key fields, and masks keys that were typed into other fields.
    pub fn forget_keys(self, mask: &Mask) {
        for Field { text, is_key, is_deleted, .. } in self.0.get_value() {
            let covered = text.with_untracked(|text| mask.cover(text));
            if is_key {
                if text.with_untracked(|text| !text.is_empty()) {
                    is_deleted.set(true);
                }
                text.set(String::new());
            } else if text.with_untracked(|text| covered != text.as_str()) {
                text.set(covered.to_string());
            }
        }
    }
}
