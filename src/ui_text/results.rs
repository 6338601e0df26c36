//! Texts about the results of a run.

use crate::check::{PointId, Verdict};
use crate::probe::Profile;
use crate::redact::Redacted;
use crate::report;
use crate::stats::RepeatStats;
use crate::text::invisible::visible;
use crate::text::number;
use crate::view::{Phase, Subject, View};

/// Names the region.
pub const RESULT: &str = "Result";
/// The person to act, if the page's host names a contact.
pub const FOR_CONTACT: &str = "For the contact below";
/// Title of the steps that fix the problem.
pub const HOW_TO_FIX: &str = "How to fix it";
/// Unfolds the technical evidence.
pub const TECHNICAL_EVIDENCE: &str = "Technical evidence";
/// Unfolds the connectivity checks.
pub const TESTED: &str = "What we tested";
/// Title of the checks that did not pass beside an answer.
pub const LIMITATIONS: &str = "What is limited";
/// Label of the programs that a limitation affects.
pub const AFFECTED: &str = "Affected";
/// Label of the features that work in spite of a limitation.
pub const UNAFFECTED: &str = "Still works";
/// Label of the first step about a limitation.
pub const FIRST_STEP: &str = "First step";
/// Unfolds the evidence of the verdict, on a locked page.
pub const MORE_DETAILS: &str = "Details";
/// Names the contact.
pub const QUESTIONS: &str = "Questions? ";
/// Links to the documentation that the page's host named.
pub const DOCS: &str = "Gateway documentation";
/// Title of the answer.
pub const ANSWER: &str = "Answer";
/// Title of the requests.
pub const REQUESTS: &str = "Requests";
/// Title of a repeated prompt.
pub const REPEATED: &str = "Repeated prompt";
/// Names the table of a repeated prompt.
pub const FIGURES: &str = "Figures";
/// The columns of that table.
pub const COLUMNS: [&str; 5] = ["Figure", "p50", "p95", "min", "max"];
/// Title of the checks.
pub const CHECKS: &str = "Checks";
/// Names the choice of checks to show.
pub const SHOW: &str = "Show";
/// Label of the observation.
pub const OBSERVED: &str = "Observed";
/// Label of the expectation.
pub const EXPECTED: &str = "Expected";
/// Label of the step that would decide.
pub const TO_FIND_OUT: &str = "To find out";
/// Label of the source of a rule.
pub const SOURCE: &str = "Source";
/// Runs a check again.
pub const RERUN: &str = "Rerun";
/// Runs the failed checks again.
pub const RERUN_FAILED: &str = "Rerun failed checks";
/// The model that the reply names.
pub const MODEL_NAMED: &str = "Model in the reply";
/// Reason why the answer ended.
pub const FINISH_REASON: &str = "Finish reason";
/// A figure that is not there.
pub const NONE: &str = "–";
/// A figure that the reply does not report.
pub const NOT_REPORTED: &str = "not reported";
/// Names the mark of a point or a check that is being tested.
pub const TESTING: &str = "Testing…";
/// Names the mark of a point before anything was sent.
pub const NOT_TESTED_YET: &str = "Not tested yet";

/// The verdict banner: a mark, one sentence, and one line with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// The value of `data-outcome`.
    pub outcome: &'static str,
    /// The sentence.
    pub sentence: String,
    /// The line with the reason; empty if the sentence says everything.
    pub why: String,
}

/// Returns the banner of a run so far.
pub fn banner(phase: Phase, subject: Option<&Subject>, view: Option<&View>) -> Banner {
    // A server, a link or an opened report may have said a part of it.
    let say = |outcome, sentence: String, why: &str| Banner {
        outcome,
        sentence: visible(&sentence).into_owned(),
        why: visible(why).into_owned(),
    };
    let host = subject.map_or("", |subject| subject.host.as_str());
    match (phase, view) {
        (Phase::Idle, _) | (Phase::Done, None) => say("pending", String::new(), ""),
        (Phase::Running, _) => say("running", format!("Checking {host}"), ""),
        (Phase::Stopped, _) => say("skipped", "Stopped.".to_owned(), "The results so far are below."),
        (Phase::Done, Some(view)) => {
            let verdicts = view.points.each_ref().map(|point| point.verdict);
            let main = view.diagnoses.first();
            let (verdict, sentence) =
                report::outcome(&verdicts, main.map(|main| main.title.as_str()), &view.limitations());
            let why = match (main, subject) {
                (Some(main), _) => main.cause.to_string(),
                (None, Some(subject)) => answered(subject, view).unwrap_or_default(),
                (None, None) => String::new(),
            };
            say(verdict.id(), sentence, &why)
        }
    }
}

fn answered(subject: &Subject, view: &View) -> Option<String> {
    view.answer.as_ref()?;
    let Subject { host, model } = subject;
    let took = number::duration(view.metrics?.total_ms);
    let refused = view.refused_on_purpose();
    let refused = if refused.is_empty() { String::new() } else { format!(" {refused}") };
    Some(format!("{model} answered through {host} in {took}.{refused}"))
}

/// Shows the progress of a run.
pub fn progress(over: usize, all: usize, elapsed_ms: f64) -> String {
    format!("{over} of {all} requests done, {} s", number::whole(elapsed_ms / 1000.0))
}

/// A verdict, or `pending` or `running`, for people.
pub fn verdict(id: &str) -> &str {
    match id {
        "running" => TESTING,
        "pending" => NOT_TESTED_YET,
        judged => judged.parse().map_or(judged, |known: Verdict| known.label()),
    }
}

/// A point with its verdict, for screen readers.
pub fn heard(id: PointId, view: &View) -> String {
    let judged = view.points.iter().find(|point| point.id == id);
    judged.map_or_else(String::new, |it| format!("{}: {}. ", id.label(), it.verdict.label()))
}

/// Names the step that would answer an open question.
pub fn would_resolve(what: &str) -> String {
    format!("{TO_FIND_OUT}: {what}")
}

/// Says how many checks of a group passed.
pub fn passed(passed: usize, judged: usize) -> String {
    match judged {
        0 => "not run".to_owned(),
        _ => format!("{passed} of {judged}"),
    }
}

/// The label of a filter with how many checks it shows.
pub fn filter(label: &str, count: usize) -> String {
    format!("{label} ({count})")
}

/// The checks that did not run, in one line.
pub fn not_run(count: usize, has_answer: bool) -> String {
    match (count, has_answer) {
        (1, true) => "1 check did not run.".to_owned(),
        (1, false) => "1 check did not run: it requires an answer first.".to_owned(),
        (_, true) => format!("{count} checks did not run."),
        (_, false) => format!("{count} checks did not run: they require an answer first."),
    }
}

/// The button that runs a profile, with how many more checks it runs.
pub fn run_profile(profile: Profile, checks: usize) -> String {
    format!("Run {} ({checks} more)", profile.label())
}

/// The label of the button that shows the requests at these indices.
pub fn evidence_of(indices: &[usize]) -> String {
    match indices {
        [one] => format!("Request {}", one + 1),
        _ => format!("{} requests", indices.len()),
    }
}

/// Summarises a repeated prompt.
pub fn repeated(repeated: &RepeatStats) -> String {
    let RepeatStats { sent, answered, rate_limited, refused, busy_ms, .. } = repeated;
    let busy = busy_ms.map(|ms| format!(" {}", number::busy(ms))).unwrap_or_default();
    format!("{answered} of {sent} answered, {rate_limited} rate limited, {refused} failed.{busy}")
}

/// A text of a server, or that it named none.
pub fn named(text: Option<&Redacted>) -> String {
    text.map_or_else(|| "not named".to_owned(), Redacted::visible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{ANSWER, Case, case, completion, refused};
    use crate::probe::ProbeId;
    use crate::redact::Mask;

    #[test]
    fn a_verdict_is_said_as_a_person_would_and_an_unknown_one_as_it_is() {
        for (id, said) in [
            ("running", "Testing…"),
            ("pending", "Not tested yet"),
            ("unsupported", "Not offered"),
            ("of-tomorrow", "of-tomorrow"),
        ] {
            assert_eq!(verdict(id), said);
        }
        assert_eq!(would_resolve("Run the checks."), "To find out: Run the checks.");
    }

    #[test]
    fn the_banner_shows_what_turns_text() {
        let subject = Subject { host: Redacted::own("a\u{202e}b"), model: Redacted::own("m\u{2066}c") };
        assert_eq!(banner(Phase::Running, Some(&subject), None).sentence, "Checking a\\u{202e}b");
        let of = |case: Case| View::new(&case.run().assessment(), &Mask::default());
        let good = of(case().reply(ProbeId::Prompt, completion(ANSWER)));
        let done = banner(Phase::Done, Some(&subject), Some(&good));
        assert!(done.why.starts_with("m\\u{2066}c answered through a\\u{202e}b in "), "{}", done.why);
        let mut bad = of(case().reply(ProbeId::Prompt, refused(401, "{}")));
        let main = bad.diagnoses.first_mut().expect("a diagnosis");
        (main.title, main.cause) = (Redacted::own("T\u{202e}t"), Redacted::own("C\u{202e}c"));
        let done = banner(Phase::Done, Some(&subject), Some(&bad));
        assert_eq!((done.sentence.as_str(), done.why.as_str()), ("Not ready: T\\u{202e}t", "C\\u{202e}c"));
    }

    #[test]
    fn a_point_is_heard_with_its_own_verdict() {
        let mut view = View::new(&case().run().assessment(), &Mask::default());
        let verdicts = [Verdict::Pass, Verdict::Fail, Verdict::Warn, Verdict::Skipped];
        for (point, verdict) in view.points.iter_mut().zip(verdicts) {
            point.verdict = verdict;
        }
        assert_eq!(heard(PointId::Authentication, &view), "Authentication: Pass. ");
        assert_eq!(heard(PointId::Model, &view), "Model: Warning. ");
    }

    #[test]
    fn a_repeated_prompt_is_counted_and_its_times_are_doubted_if_the_page_was_busy() {
        let stats =
            RepeatStats { sent: 10, answered: 7, rate_limited: 2, refused: 1, ..RepeatStats::default() };
        assert_eq!(repeated(&stats), "7 of 10 answered, 2 rate limited, 1 failed.");
        assert_eq!(
            repeated(&RepeatStats { busy_ms: Some(300.0), ..stats }),
            "7 of 10 answered, 2 rate limited, 1 failed. \
             This page itself was busy for 0.3 s, so these times may be too long."
        );
    }

    #[test]
    fn what_a_server_names_is_shown_with_what_nobody_sees() {
        assert_eq!(named(Some(&Redacted::own("m\u{202e}small"))), "m\\u{202e}small");
        assert_eq!(named(None), "not named");
    }
}
