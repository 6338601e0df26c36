//! Expected results of a case: what the row says, read as the end-to-end tests read it.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::OnceLock;

use gateway_check::check::{CheckId, Finding, Verdict};
use gateway_check::exchange::{Ending, Exchange, Outcome, Reply, Unanswered};
use gateway_check::plan::{CONCURRENCY, Plan};
use gateway_check::probe::{MAX_FOLLOW_UPS, Profile};
use gateway_check::redact::Mask;
use gateway_check::view::View;
use gateway_check_sandbox::expected::{self, Diagnosis, Points, Profiled};

use crate::browser::Decisions;
use crate::canary;
use crate::case::{Case, Observed, Way};

/// Checks that are judged from further requests than the prompt.
const NEEDS_MORE_THAN_THE_PROMPT: [CheckId; 10] = [
    CheckId::AuthEnforced,
    CheckId::AuthRequired,
    CheckId::BrowserAccess,
    CheckId::ErrorShape,
    CheckId::ErrorStatus,
    CheckId::ModelAuthorised,
    CheckId::ModelListed,
    CheckId::ModelRefusedUnknown,
    CheckId::ModelsShape,
    CheckId::StreamParity,
];

/// Fails with all that is otherwise than the row says.
pub fn check(case: Case, seen: &Observed) -> Result<(), String> {
    let mut problems = Problems::default();
    match case.way {
        Way::Plain => check_prompt(case, seen, case.row.expects.plain, &mut problems),
        Way::Streamed => check_prompt(case, seen, case.row.expects.streamed, &mut problems),
        Way::Checks(profile) => check_profile(case, seen, profile, &mut problems),
    }
    check_requests(case, seen, &mut problems);
    check_waits(case, seen, &mut problems);
    check_said(seen, &mut problems);
    problems.0.extend(canary::check(case, seen).err());
    if problems.0.is_empty() { Ok(()) } else { Err(problems.0.join("\n")) }
}

#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn compare<T: PartialEq + Debug>(&mut self, what: &str, observed: &T, expected: &T) {
        if observed != expected {
            self.0.push(format!("{what}: {observed:?}, expected {expected:?}"));
        }
    }
}

fn check_prompt(case: Case, seen: &Observed, expected: expected::Outcome, problems: &mut Problems) {
    problems.compare("points", &points(seen), &expected.points);
    problems.compare("diagnosis", &diagnosis(seen), &expected.diagnosis);
    // Where all is well, no check differs.
    if expected.points == Points::PASSED {
        return;
    }
    let is_of_streams = |id: CheckId| id.as_str().starts_with("stream-") || id == CheckId::ErrorInStream;
    let verdicts = verdicts(seen);
    for (id, verdict) in case.row.expects.checks {
        if !NEEDS_MORE_THAN_THE_PROMPT.contains(id) && is_of_streams(*id) == (case.way == Way::Streamed) {
            problems.compare(id.as_str(), &verdicts.get(id), &Some(verdict));
        }
    }
}

fn check_profile(case: Case, seen: &Observed, profile: Profile, problems: &mut Problems) {
    let healthy = healthy(case, profile);
    let verdicts = verdicts(seen);
    let differing: BTreeMap<_, _> =
        verdicts.iter().filter(|(id, verdict)| healthy.get(*id) != Some(verdict)).map(copied).collect();
    // A profile that is not named comes out as the healthy gateway's, and nothing is wrong.
    let named = case.row.expects.in_profile(profile);
    if named.is_none_or(|profiled| profiled.diagnosis.is_some()) {
        problems.compare("diagnosis", &diagnosis(seen), &named.and_then(|profiled| profiled.diagnosis));
    }
    let Profiled { points: expected_points, checks, is_whole, .. } = named.unwrap_or(Profiled::AS_HEALTHY);
    if is_whole {
        problems.compare("points", &points(seen), &expected_points);
        problems.compare("checks that differ", &differing, &checks.iter().copied().collect());
    } else {
        for (id, verdict) in checks {
            problems.compare(id.as_str(), &verdicts.get(id), &Some(verdict));
        }
    }
}

/// Whatever fails or warns at a point is said with an owner and a first step: by a diagnosis, or as a
/// limitation of that point.
fn check_said(seen: &Observed, problems: &mut Problems) {
    let view = View::new(&seen.assessment, &Mask::default());
    for point in view.points.iter().filter(|it| matches!(it.verdict, Verdict::Fail | Verdict::Warn)) {
        let is_of_point = |finding: &Finding<_>| finding.check.role.is_some_and(|(id, _)| id == point.id);
        if view.diagnoses.is_empty() && !view.limitations().iter().any(|(it, _)| is_of_point(it)) {
            problems.0.push(format!("nothing says who fixes {:?}", point.id));
        }
    }
}

/// No run sends more than the probes of its profile, each as often as a refusal for too many requests
/// is tried again, and what the outcome of the prompt raises.
fn check_requests(case: Case, seen: &Observed, problems: &mut Problems) {
    let probes = case.way.profile().probes().count();
    let waits = seen.run.transcript.exchanges.iter().filter(|it| status(it) == Some(429)).count();
    let most = probes + waits + MAX_FOLLOW_UPS;
    let sent = seen.run.transcript.exchanges.len();
    if sent > most {
        problems.0.push(format!("{sent} requests, at most {most}"));
    }
    let planned = Plan::of_profile(case.way.profile(), CONCURRENCY).max_requests();
    if sent > planned {
        problems.0.push(format!("{sent} requests, the plan allows {planned}"));
    }
}

/// The page waits no longer than the typed time limit, for a reply or between two pieces of one.
fn check_waits(case: Case, seen: &Observed, problems: &mut Problems) {
    for exchange in &seen.run.transcript.exchanges {
        let waited_ms = match &exchange.outcome {
            Outcome::Unanswered(Unanswered::TimedOut { after_ms })
            | Outcome::Replied(Reply { ending: Ending::Stalled { after_ms }, .. }) => *after_ms,
            Outcome::Unanswered(_) | Outcome::Replied(_) => continue,
        };
        if waited_ms > 1000 * case.timeout_s() {
            problems.0.push(format!("{:?} waited {waited_ms} ms", exchange.probe));
        }
    }
}

fn status(exchange: &Exchange) -> Option<u16> {
    exchange.reply().map(|reply| reply.status)
}

/// The healthy gateway's verdicts in a profile, of which none is bad.
fn healthy(case: Case, profile: Profile) -> &'static BTreeMap<CheckId, Verdict> {
    static STANDARD: OnceLock<BTreeMap<CheckId, Verdict>> = OnceLock::new();
    static FULL: OnceLock<BTreeMap<CheckId, Verdict>> = OnceLock::new();
    let kept = if profile == Profile::Standard { &STANDARD } else { &FULL };
    kept.get_or_init(|| {
        let verdicts = verdicts(&case.healthy().run(&Decisions::default()));
        let is_bad = |verdict| matches!(verdict, Verdict::Fail | Verdict::Warn | Verdict::Inconclusive);
        let bad: Vec<_> = verdicts.iter().filter(|(_, verdict)| is_bad(**verdict)).collect();
        assert!(bad.is_empty(), "the healthy gateway: {bad:?}");
        verdicts
    })
}

fn verdicts(seen: &Observed) -> BTreeMap<CheckId, Verdict> {
    seen.assessment.findings.iter().map(|finding| (finding.check.id, finding.verdict)).collect()
}

fn copied((id, verdict): (&CheckId, &Verdict)) -> (CheckId, Verdict) {
    (*id, *verdict)
}

fn points(seen: &Observed) -> Points {
    let [authentication, routing, model, contract] = seen.assessment.points.each_ref().map(|it| it.verdict);
    Points::of(authentication, routing, model, contract)
}

fn diagnosis(seen: &Observed) -> Option<Diagnosis> {
    let main = seen.assessment.diagnoses.first()?;
    Some(Diagnosis { kind: main.kind.id, confidence: main.confidence })
}
