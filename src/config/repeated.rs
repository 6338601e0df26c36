//! Fields that a `config.json` contains twice. JSON allows that, and a reader silently takes the last one: so
//! a line further down could lift the lock.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::path::Path;

/// Returns the paths of the fields in `text`, which is JSON, whose object has a field of the same name before
/// them; at most `most` paths.
pub(super) fn repeated(text: &str, most: usize) -> Vec<String> {
    let found = RefCell::default();
    let place = Place { path: &Path::File, found: &found, most };
    let read = place.deserialize(&mut serde_json::Deserializer::from_str(text));
    debug_assert!(read.is_ok(), "it has been read as JSON before");
    found.into_inner()
}

/// A place in the file.
struct Place<'a> {
    path: &'a Path<'a>,
    found: &'a RefCell<Vec<String>>,
    most: usize,
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0.. {
            let path = Path::Item(self.path, index);
            let item = Place { path: &path, found: self.found, most: self.most };
            if items.next_element_seed(item)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let path = Path::Member(self.path, &name);
            if names.contains(&name) && self.found.borrow().len() < self.most {
                self.found.borrow_mut().push(path.to_string());
            }
            members.next_value_seed(Place { path: &path, found: self.found, most: self.most })?;
            names.insert(name);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects these paths of `text`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(repeated(text, 3), expected, "{text}");
    }

    #[test]
    fn a_name_is_unique_in_its_object() {
        check(r#"{"a":1,"b":{"a":-1,"c":[{"a":null},{"a":"a"}]},"c":1.5,"d":true}"#, &[]);
        check(r#"{"a":1,"b":2,"a":1}"#, &["a"]);
        check(r#"{"a":1,"\u0061":2}"#, &["a"]);
        check(r#"{"a":[{},{"b":1,"b":{"c":1,"c":2}}]}"#, &["a[1].b", "a[1].b.c"]);
        check(r#"{"a":1,"a":1,"a":1,"a":1,"a":1}"#, &["a", "a", "a"]);
        check("[]", &[]);
        check("7", &[]);
    }
}
