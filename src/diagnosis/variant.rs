//! Other texts for a kind, if the evidence contradicts its usual ones.
//!
//! A variant is a row like a kind's own, with the same id, and a rule that says when it applies. The first
//! that applies replaces the kind's row.

use super::{DiagnosisKind, Kind, Owner, capacity, key_variants, network, path, reply_variants, upstream};
use crate::check::Evidence;
use crate::exchange::Exchange;

/// Other texts for a kind.
pub struct Variant {
    /// When they apply, for the docs: the end of a sentence that begins with "When".
    pub when: &'static str,
    /// Returns true if they apply to a diagnosis that rests on this exchange.
    pub(super) applies: fn(&Evidence<'_>, &Exchange) -> bool,
    /// The texts.
    pub words: Kind,
}

/// Every variant of every family.
const VARIANTS: &[&[Variant]] = &[
    network::VARIANTS,
    key_variants::VARIANTS,
    path::VARIANTS,
    capacity::VARIANTS,
    upstream::VARIANTS,
    reply_variants::VARIANTS,
];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Variant> {
    VARIANTS.iter().copied().flatten()
}

/// The variants of this kind, in the order in which they are tried.
pub fn variants(kind: DiagnosisKind) -> impl Iterator<Item = &'static Variant> {
    all().filter(move |variant| variant.words.id == kind)
}

/// The texts of a saved diagnosis of this kind and owner.
pub fn of_saved(kind: DiagnosisKind, owner: Owner) -> &'static Kind {
    let mut words = variants(kind).map(|variant| &variant.words);
    let usual = Some(kind.row()).filter(|row| row.owner == owner);
    usual.or_else(|| words.find(|words| words.owner == owner)).unwrap_or(kind.row())
}

/// The row of the first variant that applies; `None` if the kind's own row is right.
pub(super) fn row(
    kind: DiagnosisKind,
    evidence: &Evidence<'_>,
    exchange: &Exchange,
) -> Option<&'static Kind> {
    variants(kind).find(|variant| (variant.applies)(evidence, exchange)).map(|variant| &variant.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_says_what_to_do() {
        for Variant { when, words, .. } in all() {
            let is_whole = |sentence: &&str| sentence.ends_with('.');
            assert!(is_whole(when) && is_whole(&words.title) && is_whole(&words.cause), "{}", words.id);
            assert!(words.remedies.iter().chain(words.admin_remedies).all(is_whole), "{}", words.id);
            assert!(!words.remedies.is_empty(), "{}", words.id);
            assert!(words.owner == Owner::You || !words.admin_remedies.is_empty(), "{}", words.id);
        }
    }
}
