//! Reports that were saved: opened, refused, compared, remembered.

use crate::check::{PointId, Verdict};
use crate::history::RunSummary;
use crate::redact::{Mask, Redacted};
use crate::report::limits::MAX_BYTES;
use crate::report::{Report, ReportProblem};
use crate::text::invisible::visible;

/// Returns to an empty screen.
pub const CLOSE_REPORT: &str = "Close report";
/// Title of a comparison.
pub const DRIFT: &str = "Compared with the saved report";
/// Nothing changed.
pub const NO_DRIFT: &str = "No differences.";

/// Says that a saved report is shown, and which one, without the keys that `mask` covers.
pub fn opened(report: &Report, mask: &Mask) -> String {
    let Report { target, run, page_version, .. } = report;
    let shown = |text: &Redacted| mask.cover(text).visible();
    format!(
        "Saved report, not a new run: {} with {}, {} UTC, made by version {} of this page.",
        shown(&target.base_url),
        shown(&target.model),
        shown(&run.started_at).replace('T', " at ").trim_end_matches('Z'),
        shown(page_version),
    )
}

/// Reason why a file cannot be opened as a report.
pub fn problem(problem: &ReportProblem) -> String {
    match problem {
        ReportProblem::TooLarge => {
            format!("This report is too large to open: more than {MAX_BYTES} bytes.")
        }
        ReportProblem::LongList { name, most } => {
            format!("This report is too large to open: “{name}” has more than {most} items.")
        }
        ReportProblem::LongText { name, most } => {
            format!("This report is too large to open: a text in “{name}” has more than {most} bytes.")
        }
        ReportProblem::NotJson => {
            "This file is not a report that was saved here, or it is incomplete.".to_owned()
        }
        ReportProblem::Foreign => "This is not a Gateway Check report.".to_owned(),
        ReportProblem::Newer { schema } => {
            format!("This report was made by a newer version of this page ({schema}). Open it there.")
        }
        ReportProblem::Broken { path } => {
            format!("This report is damaged: “{path}” is missing or invalid.")
        }
    }
}

/// Reason why the report in a link cannot be opened.
pub fn link_problem(why: &ReportProblem) -> String {
    match why {
        ReportProblem::NotJson => {
            "The result in this link is damaged or incomplete. Ask for a new link.".to_owned()
        }
        ReportProblem::TooLarge => "The result in this link is too large to open.".to_owned(),
        ReportProblem::LongList { .. }
        | ReportProblem::LongText { .. }
        | ReportProblem::Foreign
        | ReportProblem::Newer { .. }
        | ReportProblem::Broken { .. } => problem(why),
    }
}

/// Says how a saved run ended.
pub fn remembered(run: &RunSummary) -> String {
    let verdicts = PointId::ALL.iter().zip(&run.verdicts);
    let verdicts: Vec<String> =
        verdicts.map(|(id, verdict)| format!("{} {}", id.id(), verdict.map_or("", Verdict::id))).collect();
    let diagnosis = if run.diagnosis.is_empty() { String::new() } else { format!(" ({})", run.diagnosis) };
    let text = format!("{}: {} with {}, {}{diagnosis}", run.at, run.base_url, run.model, verdicts.join(", "));
    visible(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Run, Target};

    #[test]
    fn a_saved_report_is_told_from_a_new_run() {
        let report = Report {
            page_version: Redacted::own("0.1.0"),
            target: Target {
                base_url: Redacted::own("https://gateway.example/v1"),
                model: Redacted::own("m-small"),
                ..Target::default()
            },
            run: Run { started_at: Redacted::own("2026-01-02T03:04:05Z"), ..Run::default() },
            ..Report::default()
        };
        assert_eq!(
            opened(&report, &Mask::default()),
            "Saved report, not a new run: https://gateway.example/v1 with m-small, \
             2026-01-02 at 03:04:05 UTC, made by version 0.1.0 of this page."
        );
    }

    #[test]
    fn a_saved_report_shows_what_turns_text_and_no_key_that_was_typed_later() {
        let report = Report {
            page_version: Redacted::own("0\u{202e}1"),
            target: Target {
                base_url: Redacted::own("https://a.example/\u{202e}v1"),
                model: Redacted::own("m\u{2066} gc-test-later"),
                ..Target::default()
            },
            ..Report::default()
        };
        let said = opened(&report, &Mask::of_secrets(&["gc-test-later"]));
        assert!(said.contains("https://a.example/\\u{202e}v1 with m\\u{2066} [key], "), "{said}");
        assert!(said.contains("version 0\\u{202e}1 of"), "{said}");
    }

    #[test]
    fn a_link_that_holds_no_report_is_not_called_a_file() {
        for (problem, said) in [
            (ReportProblem::NotJson, "The result in this link is damaged or incomplete. Ask for a new link."),
            (ReportProblem::TooLarge, "The result in this link is too large to open."),
            (ReportProblem::Foreign, "This is not a Gateway Check report."),
        ] {
            assert_eq!(link_problem(&problem), said);
        }
    }

    #[test]
    fn a_remembered_run_says_how_each_point_came_out_and_why() {
        let run = RunSummary {
            at: "2026-01-02T03:04:05Z".to_owned(),
            base_url: "https://gateway.example/v1".to_owned(),
            model: "m-small".to_owned(),
            verdicts: [Verdict::Pass, Verdict::Warn, Verdict::Fail, Verdict::Skipped].map(Some).into(),
            ..RunSummary::default()
        };
        let said = "2026-01-02T03:04:05Z: https://gateway.example/v1 with m-small, authentication pass, \
            routing warn, model fail, contract skipped";
        assert_eq!(remembered(&run), said);
        let run = RunSummary { diagnosis: "model-not-found".to_owned(), ..run };
        assert_eq!(remembered(&run), format!("{said} (model-not-found)"));
        let run = RunSummary { model: "m\u{202e}c".to_owned(), ..run };
        assert!(remembered(&run).contains(" with m\\u{202e}c, "), "{}", remembered(&run));
    }
}
