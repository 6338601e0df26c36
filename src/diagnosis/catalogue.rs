//! The texts of every kind of diagnosis, in the order of the docs.

use super::{
    DiagnosisKind, Owner, capacity, input, key, model, negative_controls, network, path, reply, request,
    upstream,
};

/// The texts of one kind, for readers who have never seen an HTTP status.
///
/// `{host}`, `{base_url}`, `{model}`, `{origin}` (this page's) and `{status}` are replaced with the run's
/// values.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub id: DiagnosisKind,
    /// Who can fix it.
    pub owner: Owner,
    /// Problem in one sentence.
    pub title: &'static str,
    /// Cause, in one or two sentences.
    pub cause: &'static str,
    /// Steps that the person at the page can take, the likeliest first.
    pub remedies: &'static [&'static str],
    /// Steps for the person who is asked for help, the likeliest first; empty if the person at the page
    /// can fix it without help, so that no message is offered.
    pub admin_remedies: &'static [&'static str],
}

impl Kind {
    /// Returns true if it is about a key, so that a server may have printed the key that it expected.
    pub fn is_about_key(&self) -> bool {
        key::KINDS.iter().any(|kind| kind.id == self.id)
    }
}

/// Kinds of one subject.
pub struct Family {
    /// The subject.
    pub title: &'static str,
    /// Its kinds.
    pub kinds: &'static [Kind],
}

/// Every kind, in the families and the order of the docs.
pub const FAMILIES: &[Family] = &[
    Family { title: "Before anything is sent", kinds: input::KINDS },
    Family { title: "No answer", kinds: network::KINDS },
    Family { title: "The key", kinds: key::KINDS },
    Family { title: "The address", kinds: path::KINDS },
    Family { title: "The model", kinds: model::KINDS },
    Family { title: "The request", kinds: request::KINDS },
    Family { title: "Capacity", kinds: capacity::KINDS },
    Family { title: "The gateway and what is behind it", kinds: upstream::KINDS },
    Family { title: "The reply", kinds: reply::KINDS },
    Family { title: "Negative controls", kinds: negative_controls::KINDS },
];

/// Every kind, in the order of [`FAMILIES`].
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    FAMILIES.iter().flat_map(|family| family.kinds)
}

impl DiagnosisKind {
    /// Returns its row in the catalogue: owner, title, cause and steps.
    ///
    /// # Panics
    /// Never: a test holds that every kind has a row.
    pub fn row(self) -> &'static Kind {
        kinds().find(|kind| kind.id == self).expect("a row for every kind, which a test holds")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row_in_its_place() {
        assert_eq!(kinds().map(|kind| kind.id).collect::<Vec<_>>(), DiagnosisKind::ALL);
    }

    #[test]
    fn a_server_may_print_the_key_it_expected_where_the_problem_is_with_a_key() {
        let ids: Vec<_> = kinds().filter(|kind| kind.is_about_key()).map(|kind| kind.id.as_str()).collect();
        let expected = [
            "key-missing",
            "key-rejected",
            "key-malformed",
            "key-expired-or-disabled",
            "key-kind-wrong",
            "key-is-storage-key",
            "key-is-provider-key",
            "key-not-permitted",
            "policy-denied",
            "upstream-key-rejected",
            "account-blocked",
            "origin-or-address-refused",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn no_vendors_words_are_on_everybodys_page() {
        let texts = |kind: &Kind| {
            let steps = kind.remedies.iter().chain(kind.admin_remedies).copied();
            [kind.title, kind.cause].into_iter().chain(steps).collect::<Vec<_>>().join(" ").to_lowercase()
        };
        for kind in kinds().chain(super::super::all_variants().map(|variant| &variant.words)) {
            let said = texts(kind);
            for word in ["repositor", "workspace", "bridge node", "endpoint type", "type openai"] {
                assert!(!said.contains(word), "{}: {word}", kind.id);
            }
            // The reply is one.
            assert!(kind.id == DiagnosisKind::UrlIsConsole || !said.contains("console"), "{}", kind.id);
        }
    }

    #[test]
    fn every_kind_says_what_to_do() {
        for kind in kinds().chain(super::super::all_variants().map(|variant| &variant.words)) {
            let is_whole = |sentence: &&str| sentence.ends_with('.');
            assert!(is_whole(&kind.title) && is_whole(&kind.cause), "{}", kind.id);
            assert!(!kind.remedies.is_empty(), "{}", kind.id);
            assert!(kind.remedies.iter().chain(kind.admin_remedies).all(is_whole), "{}", kind.id);
            assert!(kind.owner == Owner::You || !kind.admin_remedies.is_empty(), "{}", kind.id);
        }
    }
}
