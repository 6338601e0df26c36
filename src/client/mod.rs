//! Programs and gateways: the table of programs, and the prediction of a run about each.
//!
//! A program is a row of data: what it sends, and which checks that relies on. To add one, write a row in
//! [`CLIENTS`]; `tests/clients/` compares the rows that can be installed with the real programs.

mod feature;
mod need;
mod predict;
mod table;
mod ways;
mod words;

pub use feature::Feature;
pub use need::{Need, Reads, Scope};
pub use predict::{Compatibility, Prediction, Reason, State, is_hidden_from_browsers, predict};
pub use table::CLIENTS;
pub use words::{HIDDEN, NOTE, TITLE, summary};

/// A program that calls OpenAI-compatible APIs.
#[derive(Debug)]
pub struct Client {
    /// Stable, in kebab case: the same word in page, docs and tests.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Kind of program, and its language.
    pub kind: &'static str,
    /// The version that was tried, or whose source was read.
    pub version: &'static str,
    /// Place in its source or documentation that this row is based on.
    pub source: &'static str,
    /// True if the tests run this version against every row of the sandbox.
    pub is_tried: bool,
    /// Checks that all its requests rely on.
    pub always: &'static [Need],
    /// Parts that it reads so strictly that it fails where the reply differs.
    pub reads: &'static [Reads],
    /// Requests that it sends, each with its needs; the essential ones first.
    pub ways: &'static [Way],
}

/// One kind of request that a program sends.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Purpose of the request.
    pub feature: Feature,
    /// Checks that it relies on. The first one, if it holds, shows that such a request was answered.
    pub needs: &'static [Need],
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(Feature::ALL, Feature::as_str);
    }

    #[test]
    fn every_row_is_complete() {
        let ids: BTreeSet<&str> = CLIENTS.iter().map(|client| client.id).collect();
        assert_eq!(ids.len(), CLIENTS.len());
        for Client { id, name, kind, version, source, ways, .. } in CLIENTS {
            assert!(![name, kind, version, source].iter().any(|text| text.is_empty()), "{id}");
            assert!(ways.iter().any(|way| way.feature.is_essential()), "{id}");
            assert!(ways.iter().all(|way| !way.needs.is_empty()), "{id}");
        }
    }
}
