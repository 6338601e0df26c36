//! The table of behaviours: each a small departure from the healthy gateway.
//!
//! A new behaviour is a row in its family's file. A new family is a file and a line in [`FAMILIES`].

use serde_json::{Value, json};

use crate::expected::Expected;
use crate::fault::At;
use crate::gateway::{Gateway, HEALTHY};

mod base_url;
mod browser;
mod capacity;
mod capacity_said;
mod connection;
mod cors;
mod departure;
mod format;
mod healthy;
mod hostile;
mod key;
mod key_echo;
mod key_expected;
mod key_pieces;
mod key_refusal;
mod load;
mod message;
mod model;
mod model_refusal;
mod parameter;
mod path;
mod redirect;
mod refusal;
mod refusal_words;
mod reply;
mod reply_bytes;
mod request;
mod route;
mod scenario;
mod size;
mod stream_end;
mod stream_form;
mod stream_option;
mod tool;
mod traffic;
mod upstream;
mod wait;

pub use browser::{IN_BROWSER, is_in_browser};

/// All behaviours, in the order in which they are listed.
pub const FAMILIES: &[Family] = &[
    healthy::FAMILY,
    key::FAMILY,
    key_refusal::FAMILY,
    key_echo::FAMILY,
    key_expected::FAMILY,
    key_pieces::FAMILY,
    base_url::FAMILY,
    path::FAMILY,
    redirect::FAMILY,
    connection::FAMILY,
    cors::FAMILY,
    model::FAMILY,
    model_refusal::FAMILY,
    request::FAMILY,
    refusal::FAMILY,
    refusal_words::FAMILY,
    route::FAMILY,
    wait::FAMILY,
    capacity::FAMILY,
    capacity_said::FAMILY,
    upstream::FAMILY,
    traffic::FAMILY,
    scenario::FAMILY,
    reply::FAMILY,
    reply_bytes::FAMILY,
    departure::FAMILY,
    stream_end::FAMILY,
    stream_form::FAMILY,
    stream_option::FAMILY,
    message::FAMILY,
    tool::FAMILY,
    format::FAMILY,
    parameter::FAMILY,
    size::FAMILY,
    load::FAMILY,
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
    /// Behaviour of the gateway, as a sentence about it.
    pub title: &'static str,
    /// Lesson that a person learns from it.
    pub lesson: &'static str,
    /// Where it lives.
    pub at: At,
    /// The path of the base URL to type, if it is not the usual: `/<id>/v1`, or `/v1` on a port of its
    /// own.
    pub typed_path: Option<&'static str>,
    /// The key to type, if it is not any test key. An empty one means that none is to be typed.
    pub key: Option<&'static str>,
    /// The model to type, if it is not `sandbox-small`.
    pub model: Option<&'static str>,
    /// The time limit to type, in seconds, where waiting for the usual one would take too long.
    pub timeout_s: Option<u32>,
    /// Status and media type of the replies to a prompt.
    pub sends: Sends,
    /// The gateway itself.
    pub gateway: Gateway,
    /// Results that a correct page must show.
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

    /// Nothing at all, or no whole head of a reply, within the row's time limit.
    pub const NOTHING: Self = Self::always("nothing");
    /// The connection does not come about, or ends before the head of a reply does.
    pub const NO_REPLY: Self = Self::always("no reply");

    /// The same to both.
    pub const fn always(sent: &'static str) -> Self {
        Self { plain: sent, streamed: sent }
    }
}

/// Defaults of a row that says no more about itself.
const ROW: Behaviour = Behaviour {
    id: "",
    title: "",
    lesson: "",
    at: At::Gateway,
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
        match (self.typed_path, self.at) {
            (Some(path), _) => path.to_owned(),
            (None, At::Alone) => "/v1".to_owned(),
            (None, _) => format!("/{}/v1", self.id),
        }
    }

    /// The row as the end-to-end tests read it.
    pub fn json(&self, base_url: &str) -> Value {
        json!({
            "id": self.id,
            "title": self.title,
            "lesson": self.lesson,
            "base_path": self.base_path(),
            "base_url": base_url,
            "key": self.key,
            "model": self.model,
            "timeout_s": self.timeout_s,
            "browser": is_in_browser(self.id),
            "sends": { "plain": self.sends.plain, "streamed": self.sends.streamed },
            "expects": self.expects.json(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use gateway_check::diagnosis::DiagnosisKind;

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
        check("lesson is a sentence", |row| row.lesson.ends_with('.'));
        check("base path begins with the id, or the row has a port of its own", |row| {
            row.at == At::Alone || row.base_path().split('/').nth(1) == Some(row.id)
        });
    }

    /// Kinds without a row: what is typed wrong, what only another page or its user can bring about, and
    /// an error under 200, which is said beside what the error is.
    const WITHOUT_A_ROW: &[DiagnosisKind] = &[
        DiagnosisKind::UrlMissing,
        DiagnosisKind::UrlMalformed,
        DiagnosisKind::UrlInsecure,
        DiagnosisKind::UrlHasSecrets,
        DiagnosisKind::ModelMissing,
        DiagnosisKind::Offline,
        DiagnosisKind::LocalNetworkBlocked,
        DiagnosisKind::PagePolicyBlocks,
        DiagnosisKind::MixedContent,
        DiagnosisKind::Stopped,
        DiagnosisKind::KeyMalformed,
        DiagnosisKind::UrlIsWholeEndpoint,
        DiagnosisKind::RedirectNotFollowed,
        DiagnosisKind::ErrorUnder200,
    ];

    #[test]
    fn every_kind_that_can_be_brought_about_here_has_a_row() {
        let shown: Vec<DiagnosisKind> =
            all().flat_map(|row| row.expects.diagnoses()).map(|diagnosis| diagnosis.kind).collect();
        let is_without = |kind: &&DiagnosisKind| !shown.contains(kind);
        let without: Vec<DiagnosisKind> = DiagnosisKind::ALL.iter().filter(is_without).copied().collect();
        assert_eq!(without, WITHOUT_A_ROW);
    }

    #[test]
    fn there_are_rows_enough_to_trust() {
        let faults = all().filter(|row| row.expects.diagnoses().next().is_some()).count();
        assert!(faults >= 60, "{faults}");
    }

    #[test]
    fn what_runs_in_a_browser_is_a_row_named_once() {
        let mut named = BTreeSet::new();
        for (id, why) in IN_BROWSER {
            assert!(find(id).is_some() && named.insert(id) && !why.is_empty(), "{id}");
        }
        assert!(find("healthy").unwrap().json("")["browser"] == true);
        assert!(find("healthy-slow-stream").unwrap().json("")["browser"] == false);
    }

    #[test]
    fn no_id_is_used_twice() {
        let ids: BTreeSet<&str> = all().map(|row| row.id).collect();
        assert_eq!(ids.len(), all().count());
    }
}
