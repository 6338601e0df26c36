//! Every key that the tab has held: all of them are masked, whatever the field contains now.

use std::collections::BTreeMap;
use std::fmt;

use super::Mask;
use crate::field::FieldName;
use crate::target::ApiKey;

/// The keys that were typed since the tab was opened, or since they were last deleted.
///
/// A server may echo a key that the field no longer contains, and half of one may be in a prompt before the
/// other half is typed. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct KeyRing {
    /// Each with its field, unless it was sent; the latest comes last. None is the beginning of another of
    /// its field.
    keys: Vec<(Option<FieldName>, String)>,
    /// Text in each field for a key, and the key in it.
    typed: BTreeMap<FieldName, [String; 2]>,
}

impl KeyRing {
    /// Largest number of keys. Nobody has so many, but editing one letter by letter can reach it.
    const MAX_KEYS: usize = 32;

    /// Records the content of this field after an edit.
    pub fn type_in(&mut self, field: FieldName, text: &str) {
        // Other texts may hold the key without the quotes that were pasted with it.
        let bare = ApiKey::parse(text).err().and_then(|problem| problem.fix(text));
        let text = text.trim();
        let key = bare.unwrap_or_else(|| text.to_owned());
        let is_known = self.keys.iter().any(|(_, known)| known.starts_with(key.as_str()));
        if !key.is_empty() && !is_known {
            // The text so far was the beginning of this one. A key of another field may be whole.
            let is_beginning = |known: &str| key.starts_with(known) || text.starts_with(known);
            self.keys.retain(|(of, known)| *of != Some(field) || !is_beginning(known.as_str()));
            self.push(Some(field), &key);
        }
        self.typed.insert(field, [text.to_owned(), key]);
    }

    /// Keeps a key that is about to be sent: it is whole, so the text that is typed on in its field is
    /// another.
    pub fn keep(&mut self, sent: &str) {
        match self.keys.iter_mut().find(|(_, key)| key == sent) {
            Some((field, _)) => *field = None,
            None => self.push(None, sent),
        }
    }

    fn push(&mut self, field: Option<FieldName>, key: &str) {
        if self.keys.len() == Self::MAX_KEYS {
            // Servers have those that were sent, and may echo them; the others are mostly steps of an edit.
            let unsent = self.keys.iter().position(|(field, _)| field.is_some());
            self.keys.remove(unsent.unwrap_or(0));
        }
        self.keys.push((field, key.to_owned()));
    }

    /// Deletes every key.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns true if it holds none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Covers those that are not ordinary words, of at least 8 bytes: for texts that stay in use.
    pub fn mask_of_long(&self) -> Mask {
        const LONG_BYTES: usize = 8;
        let long: Vec<&str> = self.whole().filter(|it| it.len() >= LONG_BYTES).collect();
        Mask::of_secrets(&long)
    }

    /// Covers all of them.
    pub fn mask(&self) -> Mask {
        let mut secrets: Vec<&str> = self.whole().collect();
        for typed in self.typed.values().flatten() {
            if !secrets.contains(&typed.as_str()) {
                secrets.push(typed);
            }
        }
        Mask::of_secrets(&secrets)
    }

    fn whole(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(_, key)| key.as_str())
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyRing(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(edits: &[&str]) -> KeyRing {
        let mut ring = KeyRing::default();
        for text in edits {
            ring.type_in(FieldName::ApiKey, text);
        }
        ring
    }

    #[track_caller]
    fn check(edits: &[&str], text: &str, shown: &str) {
        assert_eq!(after(edits).mask().text(text), shown, "{edits:?}");
    }

    #[test]
    fn a_key_is_covered_from_its_first_letter() {
        check(&[], "g gc-test-one", "g gc-test-one");
        check(&["g"], "g gc", "[key] gc");
        check(&["g", "gc-te", "gc-test-one"], "g gc-test-one", "g [key]");
    }

    #[test]
    fn a_key_stays_covered_after_the_field_was_emptied_or_holds_another() {
        check(&["gc-test-one", ""], "gc-test-one", "[key]");
        check(&["gc-test-one", "gc-test-two"], "gc-test-one gc-test-two", "[key] [key]");
        check(&["gc-test-one", "gc-test-o", "gc-test-"], "gc-test-one", "[key]");
    }

    #[test]
    fn a_key_that_is_deleted_letter_by_letter_stays_covered() {
        let key = "gc-test-0123456789-abcdefghijklmnopqrstuv";
        let edits: Vec<&str> = (0..=key.len()).rev().map(|end| &key[..end]).collect();
        check(&edits, key, "[key]");
    }

    #[test]
    fn a_key_that_was_sent_stays_covered_though_a_longer_one_is_typed_on() {
        let mut ring = after(&["gc", "gc-test-old"]);
        ring.keep("gc-test-old");
        ring.type_in(FieldName::ApiKey, "gc-test-old-2");
        ring.type_in(FieldName::ApiKey, "gc-test-old-23");
        assert_eq!(ring.mask().text("gc-test-old, gc-test-old-23"), "[key], [key]");
        assert_eq!(ring.keys.len(), 2);
        ring.keep("gc-test-of-a-trial");
        assert_eq!(ring.mask().text("gc-test-of-a-trial"), "[key]");
    }

    #[test]
    fn a_whole_key_stays_covered_though_others_of_its_field_begin_alike() {
        for order in [["gc-test-one", "gc-test-one-2"], ["gc-test-one-2", "gc-test-one"]] {
            let mut ring = KeyRing::default();
            for key in order.into_iter().chain(["gc-test-another"]) {
                ring.type_in(FieldName::Pasted, key);
                ring.keep(key);
            }
            assert_eq!(ring.mask().text("gc-test-one, gc-test-one-2"), "[key], [key]", "{order:?}");
        }
    }

    #[test]
    fn each_field_has_its_own_key() {
        let mut ring = after(&["gc-test-old"]);
        ring.type_in(FieldName::NewApiKey, "gc-test-old-2");
        ring.type_in(FieldName::ApiKey2, "");
        assert_eq!(ring.mask().text("gc-test-old gc-test-old-2"), "[key] [key]");
        ring.type_in(FieldName::NewApiKey, "");
        assert_eq!(ring.mask().text("gc-test-old gc-test-old-2"), "[key] [key]");
    }

    #[test]
    fn a_key_that_another_one_begins_with_stays_covered() {
        let mut ring = after(&["gc-test-old", ""]);
        for text in ["gc-test-old", "gc-test-old-", "gc-test-old-2"] {
            ring.type_in(FieldName::NewApiKey, text);
        }
        assert_eq!(ring.mask().text("gc-test-old gc-test-old-2"), "[key] [key]");
    }

    #[test]
    fn white_space_around_a_key_is_none_of_it() {
        check(&[" gc-test-one\n"], "gc-test-one", "[key]");
    }

    #[test]
    fn a_key_is_covered_though_it_was_pasted_with_quotes_or_bearer() {
        for typed in ["\"gc-test-one\"", "gc-test-one'", "Bearer gc-test-one", "'bearer gc-test-one'"] {
            check(&[typed], "gc-test-one", "[key]");
            check(&[typed, "gc-test-two"], "gc-test-one", "[key]");
        }
        check(&["gc-test-one", "\"gc-test\""], "gc-test", "[key]");
        check(&["Bearer", "Bearer gc", "Bearer gc-test-one", ""], "gc-test-one gc Bearer", "[key] gc Bearer");
    }

    #[test]
    fn an_ordinary_word_stays_in_texts_that_stay_in_use() {
        let ring = after(&["test", "", "gc-test-one"]);
        assert_eq!(ring.mask().text("a test of gc-test-one"), "a [key] of [key]");
        assert_eq!(ring.mask_of_long().text("a test of gc-test-one"), "a test of [key]");
    }

    #[test]
    fn a_deleted_key_is_no_longer_covered() {
        let mut ring = after(&["gc-test-one", ""]);
        assert!(!ring.is_empty());
        ring.forget();
        assert!(ring.is_empty());
        assert_eq!(ring.mask().text("gc-test-one"), "gc-test-one");
    }

    #[test]
    fn it_is_bounded_and_keeps_the_latest() {
        let many: Vec<String> = (100..200).map(|number| format!("{number}-gc-test")).collect();
        let ring = after(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ring.keys.len(), KeyRing::MAX_KEYS);
        assert_eq!(ring.mask().text("199-gc-test 100-gc-test"), "[key] 100-gc-test");
    }

    #[test]
    fn a_key_that_was_sent_stays_covered_however_long_its_field_is_edited() {
        let mut ring = after(&["gc-test-sent"]);
        ring.keep("gc-test-sent");
        for number in 100..200 {
            ring.type_in(FieldName::ApiKey, &format!("{number}-gc-test"));
        }
        assert_eq!(ring.keys.len(), KeyRing::MAX_KEYS);
        assert_eq!(ring.mask().text("gc-test-sent 199-gc-test"), "[key] [key]");
    }

    #[test]
    fn nothing_shows_its_keys() {
        assert_eq!(format!("{:?}", after(&["gc-test-one"])), "KeyRing(…)");
    }
}
