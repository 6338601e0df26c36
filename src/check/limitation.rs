//! The consequences of a rule that does not pass, for people who decide whether to use the gateway anyway.

use super::{Check, CheckId, PointId, Verdict};
use crate::diagnosis::{DiagnosisKind, Owner};

/// The consequences of a rule that warns or fails, in more detail than the verdict of its point.
#[derive(Debug, PartialEq, Eq)]
pub struct Limitation {
    /// Who can fix it.
    pub owner: Owner,
    /// Problem in one sentence.
    pub name: &'static str,
    /// Affected programs, and how.
    pub affected: &'static str,
    /// Part that still works.
    pub unaffected: &'static str,
    /// First step to take.
    pub step: &'static str,
}

impl Check {
    /// Returns the limitation that follows from this verdict; `None` if there is none, or if one of the
    /// `diagnoses` already explains it.
    pub fn limitation_of(
        &self,
        verdict: Verdict,
        diagnoses: &[DiagnosisKind],
        has_answer: bool,
    ) -> Option<&Limitation> {
        let is_bad = matches!(verdict, Verdict::Fail | Verdict::Warn);
        let is_explained = !has_answer && !diagnoses.is_empty();
        let is_explained = is_explained || diagnoses.iter().any(|kind| self.is_explained_by(*kind));
        self.limitation.as_ref().filter(|_| is_bad && !is_explained)
    }

    /// Returns true if `kind`, found beside an answer, is about the subject of this rule.
    fn is_explained_by(&self, kind: DiagnosisKind) -> bool {
        use DiagnosisKind as Kind;
        match kind {
            Kind::KeyNotChecked => matches!(self.id, CheckId::AuthEnforced | CheckId::AuthRequired),
            Kind::UrlInsecure => self.id == CheckId::EndpointUrl,
            Kind::StreamBuffered => self.id == CheckId::StreamLive,
            Kind::CorsErrorUnreadable => self.id == CheckId::BrowserAccess,
            // The others are about the reply; each rule of the contract judges a part of it.
            _ => self.role.is_some_and(|(point, _)| point == PointId::Contract),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checks;
    use super::*;

    #[test]
    fn every_rule_of_a_point_says_what_it_costs() {
        for check in checks() {
            assert_eq!(check.role.is_some(), check.limitation.is_some(), "{}", check.id);
            let Some(it) = &check.limitation else { continue };
            for sentence in [it.name, it.affected, it.unaffected, it.step] {
                assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
                assert!(sentence.ends_with('.'), "{sentence}");
            }
        }
    }

    #[track_caller]
    fn check(id: CheckId, verdict: Verdict, diagnoses: &[DiagnosisKind], has_answer: bool, expected: bool) {
        let check = checks().find(|check| check.id == id).unwrap();
        assert_eq!(check.limitation_of(verdict, diagnoses, has_answer).is_some(), expected);
    }

    #[test]
    fn what_a_diagnosis_says_is_not_said_again() {
        use DiagnosisKind::{
            ConnectionDropped, CorsErrorUnreadable, KeyNotChecked, StreamBuffered, UrlInsecure,
        };
        use Verdict::{Fail, Inconclusive, Pass, Warn};
        check(CheckId::UsageReported, Fail, &[], true, true);
        check(CheckId::UsageReported, Warn, &[], true, true);
        check(CheckId::UsageReported, Pass, &[], true, false);
        check(CheckId::UsageReported, Inconclusive, &[], true, false);
        check(CheckId::UsageReported, Fail, &[StreamBuffered], true, true);
        check(CheckId::StreamLive, Warn, &[StreamBuffered], true, false);
        check(CheckId::AuthRequired, Fail, &[KeyNotChecked], true, false);
        check(CheckId::ModelIdentity, Warn, &[KeyNotChecked], true, true);
        check(CheckId::EndpointUrl, Warn, &[UrlInsecure], true, false);
        check(CheckId::UsageReported, Warn, &[UrlInsecure], true, true);
        check(CheckId::BrowserAccess, Fail, &[CorsErrorUnreadable], true, false);
        check(CheckId::UsageReported, Warn, &[CorsErrorUnreadable], true, true);
        check(CheckId::StreamTerminated, Fail, &[ConnectionDropped], true, false);
        check(CheckId::ModelIdentity, Warn, &[ConnectionDropped], true, true);
        check(CheckId::ModelIdentity, Warn, &[ConnectionDropped], false, false);
    }

    #[test]
    fn mere_information_costs_nothing() {
        check(CheckId::Latency, Verdict::Fail, &[], true, false);
    }
}
