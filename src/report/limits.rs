//! Limits on a report that is opened. A file can come from anyone, so it is measured before anything of it
//! is kept: reading a list stops at the first item too many, and unknown parts are skipped.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::read::ReportProblem;

/// The largest file that is opened, in bytes: fifty long answers fit, and the worst known structure
/// takes a second.
pub const MAX_BYTES: usize = 5_000_000;
/// The longest body in it, in bytes: a long prompt, or the kept part of a reply.
pub const MAX_BODY_BYTES: usize = 4_000_000;
/// The longest other text in it, in bytes.
pub const MAX_TEXT_BYTES: usize = 300_000;

/// The most headers of a reply that are kept.
pub const MAX_HEADERS: usize = 1_000;

/// The most items of each list, with room for several times what a run comes to. The numbers of the
/// exchanges that a check or a diagnosis rests on are a list of the same name as the exchanges.
pub const MAX_ITEMS: [(&str, usize); 13] = [
    ("arrivals_ms", 1_000),
    ("beats", 5_000),
    ("checks", 200),
    ("diagnoses", 50),
    ("evidence", 200),
    ("exchanges", 500),
    ("findings", 200),
    ("points", 4),
    ("remedies", 20),
    ("request_headers", 100),
    ("response_headers", MAX_HEADERS),
    ("steps", 20),
    ("trials", 20),
];

/// A scenario holds a list of trials, whose exchanges hold lists of headers; nothing is deeper.
const MAX_DEPTH: usize = 9;

/// Head of a file, which identifies it.
#[derive(Default)]
pub(super) struct Head {
    /// The member `schema`; empty if it is missing or not a text.
    pub(super) schema: String,
    /// The names of its other members that a report must have.
    pub(super) has: [bool; NEEDED.len()],
}

/// Members that every report has.
pub(super) const NEEDED: [&str; 6] = ["generated_at", "target", "run", "points", "checks", "exchanges"];

/// Reads the head of a file, and measures the rest of it.
///
/// # Errors
/// [`ReportProblem`], if it is not a JSON object or exceeds a limit.
pub(super) fn head(text: &str) -> Result<Head, ReportProblem> {
    if text.len() > MAX_BYTES {
        return Err(ReportProblem::TooLarge);
    }
    let (mut head, broken) = (Head::default(), Cell::new(None));
    let place = Place { name: "", depth: 0, head: Some(&mut head), broken: &broken };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = place.deserialize(&mut json).and_then(|()| json.end());
    match (broken.take(), read) {
        (Some(problem), _) => Err(problem),
        (None, Ok(())) => Ok(head),
        (None, Err(_)) => Err(ReportProblem::NotJson),
    }
}

/// A place in a file that is being measured.
struct Place<'a> {
    /// The name of the member, also of an item of it.
    name: &'a str,
    depth: usize,
    /// Where the members of the whole file are noted.
    head: Option<&'a mut Head>,
    broken: &'a Cell<Option<ReportProblem>>,
}

impl Place<'_> {
    fn give_up<E: de::Error>(&self, problem: ReportProblem) -> E {
        self.broken.set(Some(problem));
        E::custom("a limit")
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        #[cfg(test)]
        crate::text::work::count(1);
        if self.depth < MAX_DEPTH {
            from.deserialize_any(self)
        } else {
            // Skipped without a step down, however deep it is.
            from.deserialize_ignored_any(IgnoredAny).map(|_| ())
        }
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        #[cfg(test)]
        crate::text::work::count(text.len());
        let is_body = matches!(self.name, "request_body" | "response_body");
        let most = if is_body { MAX_BODY_BYTES } else { MAX_TEXT_BYTES };
        if text.len() > most {
            return Err(self.give_up(ReportProblem::LongText { name: self.name.to_owned(), most }));
        }
        if let Some(head) = self.head.filter(|_| self.name == "schema") {
            text.clone_into(&mut head.schema);
        }
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let most = MAX_ITEMS.iter().find(|(name, _)| *name == self.name).map(|(_, most)| *most);
        let Some(most) = most else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let mut count = 0;
        loop {
            let item = Place { name: self.name, depth: self.depth + 1, head: None, broken: self.broken };
            if items.next_element_seed(item)?.is_none() {
                return Ok(());
            }
            count += 1;
            if count > most {
                return Err(self.give_up(ReportProblem::LongList { name: self.name.to_owned(), most }));
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            let head = self.head.as_deref_mut();
            let place = Place { name: &name, depth: self.depth + 1, head: None, broken: self.broken };
            match head {
                Some(head) if name == "schema" => {
                    members.next_value_seed(Place { head: Some(head), ..place })?;
                }
                Some(head) => {
                    members.next_value_seed(place)?;
                    if let Some(at) = NEEDED.iter().position(|needed| *needed == name) {
                        head.has[at] = true;
                    }
                }
                None => members.next_value_seed(place)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problem of a file with a text of so many bytes within so many objects.
    fn problem(bytes: usize, levels: usize) -> Option<ReportProblem> {
        let objects = r#"{"a":"#.repeat(levels);
        head(&format!("{objects}\"{}\"{}", "x".repeat(bytes), "}".repeat(levels))).err()
    }

    #[test]
    fn a_text_may_be_as_long_as_the_limit_and_is_not_measured_deeper_than_any_report() {
        let long = ReportProblem::LongText { name: "a".to_owned(), most: 300_000 };
        assert_eq!(problem(300_000, 1), None);
        assert_eq!(problem(300_001, 1), Some(long.clone()));
        assert_eq!(problem(300_001, 8), Some(long));
        assert_eq!(problem(300_001, 9), None);
    }
}
