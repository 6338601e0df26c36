//! The tabs beside the check: compare, drills, watch.

use crate::check::Verdict;
use crate::field::FieldName;
use crate::picture::WatchCourse;
use crate::redact::Redacted;
use crate::report::{Beat, BeatOutcome, Watch};
use crate::scenario::Missing;
use crate::scenario::compare::FIELDS;

/// Names the row of tabs.
pub const TABS: &str = "What to do";
/// The labels of the tabs: check, compare, drills, watch.
pub const TAB: [&str; 4] = ["Check", "Compare", "Drills", "Watch"];
/// Notice that the run or scenario on the other tab has to end first.
pub const STOP_FIRST: &str =
    "Stop the run on the other tab first. Two runs at once would distort each other's times.";
/// Starts a scenario.
pub const RUN: &str = "Run";
/// Starts a watch.
pub const START_WATCH: &str = "Start watching";
/// Title of the findings.
pub const FINDINGS: &str = "Evidence";
/// Words before the buttons that open a trial on the first tab.
pub const OPEN_TRIAL: &str = "Checks and requests:";
/// Opens the one trial of a scenario.
pub const ALL_REQUESTS: &str = "Show all";

/// Purpose of a comparison.
pub const COMPARE_INTRO: &str = "Checks up to six targets side by side: models of one gateway, or whole connections. The result shows whether the same code keeps working when the model or the provider behind the gateway changes. The first target is the connection form.";
/// Title of the list of models.
pub const MODELS_TO_COMPARE: &str = "Models of this gateway";
/// Source of the list of models.
pub const LIST_FIRST: &str =
    "Press “List” beside the model in the connection form to choose from the gateway's models.";
/// Label of a further target's model.
pub const TARGET_MODEL: &str = "Model";
/// Meaning of an empty model.
pub const TARGET_MODEL_HINT: &str = "same model";
/// Unfolds base URL and key of a further target.
pub const OTHER_GATEWAY: &str = "Another gateway or key";
/// Meaning of an empty base URL.
pub const SAME_GATEWAY: &str = "same base URL and key";
/// Use of the key of a further target.
pub const TARGET_KEY_HINT: &str = "Sent only to this base URL. Leave empty if no key is needed.";
/// Shows the fields of one more target.
pub const ADD_TARGET: &str = "Add a target";
/// Names the table of a comparison.
pub const COMPARISON: &str = "Comparison";
/// The row that compares the replies' structure.
pub const CONTRACT_ROW: &str = "Format of the replies";
/// Title of the picture of times.
pub const TIMES: &str = "Time to answer";
/// There is nothing to compare with.
pub const NO_TARGET: Missing = Missing {
    field: FieldName::Model2,
    sentence: "Enter a second target: another model, or another gateway.",
};

/// Title of the drills.
pub const DRILLS: &str = "Drills";
/// Purpose of drills.
pub const DRILLS_INTRO: &str = "Each drill answers one question about a gateway in use. It sends a few requests with the values of the connection form, and shows what works, what does not, and what to do first.";

/// Purpose of a watch.
pub const WATCH_INTRO: &str = "Sends the prompt again and again during a rollout, a key rotation or a failover, and shows when answers stopped and came back. The watch continues in a background tab. If the browser slows it down there, the result says so.";
/// Label of the time between prompts.
pub const EVERY: &str = "Every (seconds)";
/// Label of the length.
pub const FOR_MINUTES: &str = "For (minutes)";
/// The shortest and the longest time between prompts, in seconds.
pub const EVERY_S: (u32, u32) = (5, 300);
/// The shortest and the longest watch, in minutes.
pub const MINUTES: (u32, u32) = (1, 60);
/// Title of the course of a watch.
pub const COURSE: &str = "Timeline";
/// Title of the changes.
pub const CHANGES: &str = "Changes";

/// A further target that is not valid, by its index among them.
pub fn target_missing(index: usize) -> Missing {
    const SENTENCE: &str = "This target is not ready. The problem is shown below it.";
    let field = FIELDS.get(index).map_or(FieldName::Model2, |[_, _, model]| *model);
    Missing { field, sentence: SENTENCE }
}

/// A key in this field that is not sent without a consent.
pub fn consent_missing(field: FieldName) -> Missing {
    Missing { field, sentence: "Tick “Send anyway” first, or enter another key." }
}

/// The heading of a further target, by its index among them.
pub fn target(index: usize) -> String {
    format!("Target {}", index + 2)
}

/// The schedule that was typed: seconds between prompts, and minutes.
///
/// # Errors
/// The first invalid field, with a sentence about it.
pub fn schedule(typed: impl Fn(FieldName) -> String) -> Result<(u32, u32), Missing> {
    let within = |field, (least, most): (u32, u32), sentence| {
        let number = typed(field).parse().ok().filter(|it| (least..=most).contains(it));
        number.ok_or(Missing { field, sentence })
    };
    Ok((
        within(FieldName::WatchEveryS, EVERY_S, "Enter a whole number of seconds from 5 to 300.")?,
        within(FieldName::WatchMinutes, MINUTES, "Enter a whole number of minutes from 1 to 60.")?,
    ))
}

/// Says what a drill would send.
pub fn cost(requests: usize, tokens: u32) -> String {
    let requests = if requests == 1 { "1 request".to_owned() } else { format!("{requests} requests") };
    format!("Sends {requests}, about {tokens} tokens.")
}

/// Says what a comparison would send.
pub fn compare_cost(requests: usize, tokens: u32) -> String {
    format!("Sends {requests} requests, about {tokens} tokens; a few more if a prompt gets no answer.")
}

/// Says what a watch would send; each prompt costs this many tokens.
pub fn watch_cost(every_s: u32, minutes: u32, tokens: u32) -> String {
    let requests = (minutes * 60).div_ceil(every_s.max(1));
    format!("Sends up to {requests} requests, about {} tokens in all.", requests * tokens)
}

/// Shows the progress of a scenario.
pub fn progress((trial, of): (usize, usize), label: &str, requests: u32) -> String {
    let requests = if requests == 1 { "1 request".to_owned() } else { format!("{requests} requests") };
    match of {
        0 => "Starting…".to_owned(),
        _ => format!("{trial} of {of}: {label}, {requests} sent."),
    }
}

/// The trial of a scenario that is under way, for screen readers; nothing before the first.
pub fn trial((trial, of): (usize, usize), label: &str) -> String {
    match of {
        0 => String::new(),
        _ => format!("{trial} of {of}: {label}"),
    }
}

/// The outcome of a scenario, for screen readers.
pub fn heard(verdict: Verdict, summary: &Redacted) -> String {
    format!("{}: {}", verdict.label(), summary.visible())
}

/// Shows the progress of a watch.
pub fn watching(watch: &Watch) -> String {
    let sent = watch.beats.len();
    let answered = watch.beats.iter().filter(|beat| beat.outcome == BeatOutcome::Answered).count();
    format!("Watching: {answered} of {sent} prompts answered.")
}

/// The whole course in one sentence, for those who do not see the picture; another says what it leaves out.
pub fn course(beats: &[Beat]) -> String {
    const MAX_MARKS: usize = WatchCourse::MAX_MARKS;
    let count = |outcome| beats.iter().filter(|beat| beat.outcome == outcome).count();
    let whole = format!(
        "{} answered, {} rejected, {} without an answer.",
        count(BeatOutcome::Answered),
        count(BeatOutcome::Refused),
        count(BeatOutcome::Unanswered)
    );
    if beats.len() <= MAX_MARKS {
        return whole;
    }
    format!("{whole} The picture shows the last {MAX_MARKS} prompts.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_its_limits() {
        let typed = |every: &str, minutes: &str| {
            let (every, minutes) = (every.to_owned(), minutes.to_owned());
            schedule(move |name| if name == FieldName::WatchEveryS { every.clone() } else { minutes.clone() })
        };
        assert_eq!(typed("5", "60"), Ok((5, 60)));
        for (every, minutes, field) in [
            ("4", "1", FieldName::WatchEveryS),
            ("301", "1", FieldName::WatchEveryS),
            ("x", "1", FieldName::WatchEveryS),
            ("5", "0", FieldName::WatchMinutes),
            ("5", "61", FieldName::WatchMinutes),
        ] {
            assert_eq!(typed(every, minutes).unwrap_err().field, field, "{every} {minutes}");
        }
    }

    #[test]
    fn costs_are_said_before_anything_is_sent() {
        assert_eq!(watch_cost(5, 60, 40), "Sends up to 720 requests, about 28800 tokens in all.");
        assert_eq!(cost(2, 80), "Sends 2 requests, about 80 tokens.");
        assert!(compare_cost(12, 80).starts_with("Sends 12 requests, about 80 tokens; a few more"));
    }

    #[test]
    fn a_scenario_says_how_far_it_is() {
        assert_eq!([target(0), target(4)], ["Target 2", "Target 6"]);
        assert_eq!(progress((0, 0), "", 0), "Starting…");
        assert_eq!(progress((1, 2), "m-small", 1), "1 of 2: m-small, 1 request sent.");
        assert_eq!([trial((0, 0), ""), trial((1, 2), "m-small")], ["", "1 of 2: m-small"]);
        assert_eq!(progress((2, 2), "m-large", 7), "2 of 2: m-large, 7 requests sent.");
    }

    #[test]
    fn an_outcome_is_heard_with_its_verdict() {
        let summary = Redacted::own("The new key of a\u{202e}b works.");
        assert_eq!(heard(Verdict::Warn, &summary), "Warning: The new key of a\\u{202e}b works.");
    }

    #[test]
    fn the_prompts_of_a_watch_are_counted_by_what_came_of_them() {
        let all = [BeatOutcome::Answered, BeatOutcome::Refused, BeatOutcome::Answered]
            .into_iter()
            .chain([BeatOutcome::Unanswered; 3]);
        let beats: Vec<Beat> = all.map(|outcome| Beat { outcome, ..Beat::default() }).collect();
        assert_eq!(course(&beats), "2 answered, 1 rejected, 3 without an answer.");
        let watch = Watch { beats, ..Watch::default() };
        assert_eq!(watching(&watch), "Watching: 2 of 6 prompts answered.");
        let beats = |count| vec![Beat::default(); count];
        assert_eq!(course(&beats(1_000)), "0 answered, 0 rejected, 1000 without an answer.");
        assert_eq!(
            course(&beats(1_001)),
            "0 answered, 0 rejected, 1001 without an answer. The picture shows the last 1000 prompts."
        );
    }
}
