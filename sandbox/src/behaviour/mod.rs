//! The table of behaviours: each a small departure from the healthy gateway.
//!
//! A new behaviour is a row in its family's file. A new family is a file and a line in [`FAMILIES`].

use serde_json::{Value, json};

use crate::expected::Expected;
use crate::gateway::{Gateway, HEALTHY};

mod capacity;
mod cors;
mod format;
mod healthy;
mod hostile;
mod key;
mod key_echo;
mod message;
mod model;
mod parameter;
mod path;
mod refusal;
mod reply;
mod reply_bytes;
mod route;
mod size;
mod stream_end;
mod stream_form;
mod stream_option;
mod tool;
mod traffic;
mod wait;

/// All behaviours, in the order in which they are listed.
pub const FAMILIES: &[Family] = &[
    healthy::FAMILY,
    key::FAMILY,
    key_echo::FAMILY,
    path::FAMILY,
    cors::FAMILY,
    model::FAMILY,
    refusal::FAMILY,
    route::FAMILY,
    wait::FAMILY,
    capacity::FAMILY,
    traffic::FAMILY,
    reply::FAMILY,
    reply_bytes::FAMILY,
    stream_end::FAMILY,
    stream_form::FAMILY,
    stream_option::FAMILY,
    message::FAMILY,
    tool::FAMILY,
    format::FAMILY,
    parameter::FAMILY,
    size::FAMILY,
    hostile::FAMILY,
];

/// Behaviours about one subject.
pub struct Family {
    /// The subject, as a heading.
    pub title: &'static str,
    /// Its behaviours.
    pub rows: &'static [Behaviour],
}

/// One way for a gateway to behave, and what a correct page must make of it.
pub struct Behaviour {
    /// Stable, in kebab case, and the first part of the path.
    pub id: &'static str,
    /// What the gateway does, as a sentence about it.
    pub title: &'static str,
    /// What a person learns from it.
    pub teaches: &'static str,
    /// The path of the base URL to type, if it is not `/<id>/v1`.
    pub typed_path: Option<&'static str>,
    /// The key to type, if it is not any test key. An empty one means that none is to be typed.
    pub key: Option<&'static str>,
    /// The model to type, if it is not `sandbox-small`.
    pub model: Option<&'static str>,
    /// The time limit to type, in seconds, where waiting for the usual one would take too long.
    pub timeout_s: Option<u32>,
    /// What a prompt is answered with.
    pub sends: Sends,
    /// The gateway itself.
    pub gateway: Gateway,
    /// What a correct page must show.
    pub expects: Expected,
}

/// Status and media type of the replies to the prompt that a row asks to type.
#[derive(Clone, Copy, Debug)]
pub struct Sends {
    /// Without `stream`.
    pub plain: &'static str,
    /// With `stream`.
    pub streamed: &'static str,
}

impl Sends {
    /// A completion, plain or in pieces.
    pub const COMPLETION: Self = Self { plain: "200 application/json", streamed: "200 text/event-stream" };

    /// The same to both.
    pub const fn always(sent: &'static str) -> Self {
        Self { plain: sent, streamed: sent }
    }
}

/// What a row has that says no more about itself.
const ROW: Behaviour = Behaviour {
    id: "",
    title: "",
    teaches: "",
    typed_path: None,
    key: None,
    model: None,
    timeout_s: None,
    sends: Sends::COMPLETION,
    gateway: HEALTHY,
    expects: Expected::PASSED,
};

/// Every behaviour, in the order of the list.
pub fn all() -> impl Iterator<Item = &'static Behaviour> {
    FAMILIES.iter().flat_map(|family| family.rows)
}

/// The behaviour with this id.
pub fn find(id: &str) -> Option<&'static Behaviour> {
    all().find(|behaviour| behaviour.id == id)
}

impl Behaviour {
    /// The path of the base URL to type.
    pub fn base_path(&self) -> String {
        self.typed_path.map_or_else(|| format!("/{}/v1", self.id), str::to_owned)
    }

    /// The row as the end-to-end tests read it.
    pub fn json(&self, host: &str) -> Value {
        let path = self.base_path();
        json!({
            "id": self.id,
            "title": self.title,
            "teaches": self.teaches,
            "base_path": path,
            "base_url": format!("http://{host}{path}"),
            "key": self.key,
            "model": self.model,
            "timeout_s": self.timeout_s,
            "sends": { "plain": self.sends.plain, "streamed": self.sends.streamed },
            "expects": self.expects.json(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[track_caller]
    fn check(rule: &str, holds: impl Fn(&Behaviour) -> bool) {
        let broken: Vec<&str> = all().filter(|row| !holds(row)).map(|row| row.id).collect();
        assert!(broken.is_empty(), "{rule}: {broken:?}");
    }

    fn is_kebab_case(word: &str) -> bool {
        !word.is_empty()
            && word.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    }

    #[test]
    fn every_row_is_complete() {
        check("id in kebab case", |row| is_kebab_case(row.id));
        check("title is a sentence", |row| row.title.ends_with('.'));
        check("teaches is a sentence", |row| row.teaches.ends_with('.'));
        check("base path begins with the id", |row| row.base_path().split('/').nth(1) == Some(row.id));
        check("diagnoses in kebab case", |row| {
            let outcomes = [row.expects.plain, row.expects.streamed];
            outcomes.into_iter().filter_map(|outcome| outcome.diagnosis).all(is_kebab_case)
        });
        check("checks in kebab case", |row| {
            let profiles = [row.expects.standard, row.expects.full].into_iter().flatten();
            let checks = profiles.map(|profiled| profiled.checks).chain([row.expects.checks]);
            checks.flatten().all(|(id, _)| is_kebab_case(id))
        });
    }

    #[test]
    fn no_id_is_used_twice() {
        let ids: BTreeSet<&str> = all().map(|row| row.id).collect();
        assert_eq!(ids.len(), all().count());
    }
}
