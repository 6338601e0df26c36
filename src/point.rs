//! The four integration points, computed from the findings.
//!
//! The checks of a point are either required or advisory. The first of these that applies decides:
//!
//! 1. A required check failed: the point fails.
//! 2. A required check is inconclusive: the point is inconclusive.
//! 3. At least one required check passed or warned: the point passes, with a warning if any of its checks,
//!    required or advisory, warns or fails.
//! 4. Otherwise the point is skipped.
//!
//! Skipped checks do not count. What a passing point does not cover is stated beside its verdict.

use std::borrow::Cow;

use crate::check::{CheckId, Finding, Grade, PointId, Role, Verdict};

/// A point and its verdict. `Text` is raw while judging and redacted on the screen and in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point<Text = Cow<'static, str>> {
    /// The point.
    pub id: PointId,
    /// The verdict.
    pub verdict: Verdict,
    /// A finer grade than the verdict, if a check gave one.
    pub grade: Option<Grade>,
    /// The reason, in one or two plain sentences.
    pub summary: Text,
    /// A step that would decide an inconclusive point, or what a passing point does not cover.
    pub open: Option<Text>,
}

impl PointId {
    /// Summary of a pass, for points where the observation of the deciding check says too little.
    fn passed(self) -> Option<&'static str> {
        match self {
            Self::Authentication | Self::Routing | Self::Model => None,
            Self::Contract => Some("The reply has the format that OpenAI-compatible programs expect."),
        }
    }
}

/// Sentences about what a passing point does not cover. Of the rows of a point, the first one whose check
/// was skipped is shown.
const OPEN: &[(PointId, CheckId, &str)] = &[
    (
        PointId::Authentication,
        CheckId::AuthEnforced,
        "Not yet tested: whether a wrong key is rejected (run Standard).",
    ),
    (
        PointId::Routing,
        CheckId::AuthEnforced,
        "Not yet proven: test a wrong key to see whether the gateway itself answers (run Standard).",
    ),
    (
        PointId::Model,
        CheckId::ModelRefusedUnknown,
        "Not yet tested: whether a made-up model is rejected (run Standard).",
    ),
    (
        PointId::Contract,
        CheckId::ErrorShape,
        "Not yet tested: error replies (run Standard) and other features such as tools (run Full).",
    ),
    (PointId::Contract, CheckId::ToolCall, "Not yet tested: other features, such as tools (run Full)."),
];

/// Returns the first sentence of [`OPEN`] that applies to this point. A proven point has none.
fn left_open(id: PointId, grade: Option<Grade>, findings: &[Finding]) -> Option<&'static str> {
    let is_closed = |rule: CheckId| {
        grade == Some(Grade::Proven)
            || findings.iter().any(|it| it.check.id == rule && it.verdict != Verdict::Skipped)
    };
    let mut rows = OPEN.iter().filter(|(point, ..)| *point == id);
    rows.find(|(_, rule, _)| !is_closed(*rule)).map(|(.., sentence)| *sentence)
}

/// Computes the four points.
pub fn roll_up(findings: &[Finding]) -> [Point; 4] {
    PointId::ALL.map(|id| roll_up_one(id, findings))
}

fn roll_up_one(id: PointId, findings: &[Finding]) -> Point {
    let of_point = |expected: Option<Role>| {
        findings.iter().filter(move |finding| {
            finding
                .check
                .role
                .is_some_and(|(point, role)| point == id && expected.is_none_or(|it| it == role))
        })
    };
    let first =
        |role, verdicts: &[Verdict]| of_point(role).find(|finding| verdicts.contains(&finding.verdict));
    let required = Some(Role::Required);
    let (verdict, finding) = if let Some(failed) = first(required, &[Verdict::Fail]) {
        (Verdict::Fail, failed)
    } else if let Some(open) = first(required, &[Verdict::Inconclusive]) {
        (Verdict::Inconclusive, open)
    } else if let Some(proof) = first(required, &[Verdict::Pass, Verdict::Warn]) {
        match first(None, &[Verdict::Fail, Verdict::Warn]) {
            Some(warning) => (Verdict::Warn, warning),
            // The last passing check is the strongest one: the list goes from the address to the answer.
            None => {
                (Verdict::Pass, of_point(required).rfind(|it| it.verdict == Verdict::Pass).unwrap_or(proof))
            }
        }
    } else {
        return Point {
            id,
            verdict: Verdict::Skipped,
            grade: None,
            summary: "Not tested.".into(),
            open: None,
        };
    };
    let is_passed = verdict == Verdict::Pass;
    let summary = id.passed().filter(|_| is_passed).map_or_else(|| finding.observed.clone(), Cow::Borrowed);
    let grade = of_point(None).find_map(|finding| finding.grade);
    let open = if is_passed {
        left_open(id, grade, findings).map(Cow::Borrowed)
    } else {
        finding.would_resolve.clone()
    };
    Point { id, verdict, grade, summary, open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::checks;

    /// Findings with these verdicts.
    fn findings(verdicts: &[(CheckId, Verdict)]) -> Vec<Finding> {
        let finding = |&(id, verdict): &(CheckId, Verdict)| Finding {
            check: checks().find(|check| check.id == id).unwrap(),
            verdict,
            observed: id.as_str().into(),
            named: None,
            would_resolve: None,
            grade: None,
            exchanges: Vec::new(),
        };
        verdicts.iter().map(finding).collect()
    }

    /// Rolls authentication up from verdicts of `auth-accepted` (proves) and `key-kind` (warns).
    #[track_caller]
    fn check(accepted: Verdict, kind: Verdict, expected: Verdict) {
        let findings = findings(&[(CheckId::AuthAccepted, accepted), (CheckId::KeyKind, kind)]);
        let [authentication, routing, ..] = roll_up(&findings);
        assert_eq!(authentication.verdict, expected, "{accepted:?} {kind:?}");
        assert_eq!(routing.verdict, Verdict::Skipped);
    }

    #[test]
    fn a_proof_decides_and_a_warning_only_warns() {
        use Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
        check(Pass, Pass, Pass);
        check(Pass, Skipped, Pass);
        check(Pass, Warn, Warn);
        check(Pass, Fail, Warn);
        check(Warn, Pass, Warn);
        check(Fail, Pass, Fail);
        check(Inconclusive, Fail, Inconclusive);
        check(Skipped, Pass, Skipped);
    }

    #[test]
    fn every_point_has_a_rule_that_proves_it() {
        for id in PointId::ALL {
            assert!(checks().any(|check| check.role == Some((id, Role::Required))), "{id:?}");
        }
    }

    /// Expects whether the point that `proof` passes says that more requests would tell more.
    #[track_caller]
    fn check_open(id: PointId, verdicts: &[(CheckId, Verdict)], expected: Option<&str>) {
        let points = roll_up(&findings(verdicts));
        let point = points.into_iter().find(|point| point.id == id).unwrap();
        assert_eq!(point.verdict, Verdict::Pass);
        assert_eq!(point.open.is_some(), expected.is_some(), "{:?}", point.open);
        let open = point.open.unwrap_or_default();
        assert!(open.contains(expected.unwrap_or_default()), "{open}");
    }

    #[test]
    fn what_a_run_asked_is_no_longer_called_open() {
        use PointId::{Authentication, Contract, Model, Routing};
        use Verdict::{Pass, Skipped};
        let accepted = (CheckId::AuthAccepted, Pass);
        check_open(Authentication, &[accepted], Some("wrong key"));
        check_open(Authentication, &[accepted, (CheckId::AuthEnforced, Skipped)], Some("wrong key"));
        check_open(Authentication, &[accepted, (CheckId::AuthEnforced, Pass)], None);
        let routed = (CheckId::RouteEvidence, Pass);
        check_open(Routing, &[routed], Some("test a wrong key"));
        check_open(Routing, &[routed, (CheckId::AuthEnforced, Pass)], None);
        let callable = (CheckId::ModelCallable, Pass);
        check_open(Model, &[callable], Some("made-up model"));
        check_open(Model, &[callable, (CheckId::ModelRefusedUnknown, Pass)], None);
        let shaped = (CheckId::CompletionShape, Pass);
        check_open(Contract, &[shaped], Some("error replies"));
        check_open(Contract, &[shaped, (CheckId::ErrorShape, Pass)], Some(": other features"));
    }

    #[test]
    fn a_proven_route_leaves_nothing_open() {
        let mut proven = findings(&[(CheckId::RouteEvidence, Verdict::Pass)]);
        proven[0].grade = Some(Grade::Proven);
        assert_eq!(roll_up(&proven)[1].open, None);
    }
}
