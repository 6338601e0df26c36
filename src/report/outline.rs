//! Outline of a report for people: the same order in every format.
//!
//! It passes on plain texts. The [`Writer`] makes sure that none of them becomes more than text.

mod requests;
mod scenario;

use std::collections::HashMap;

use super::svg::Picture;
use super::{Check, Diagnosis, Report, words};
use crate::check::{Grade, Verdict};
use crate::client;
use crate::metrics::Figure;
use crate::picture::Spread;
use crate::redact::{Mask, Redacted};
use crate::text::number;

/// A format, which treats every text as hostile.
pub(super) trait Writer {
    /// A heading of this level, from 1.
    fn heading(&mut self, level: u8, text: &str);
    /// A paragraph: its subject, and the text.
    fn paragraph(&mut self, label: &str, text: Cell<'_>);
    /// A numbered list.
    fn list(&mut self, items: &[Redacted]);
    /// The beginning of a table with these columns, the first of which names the row.
    fn table(&mut self, columns: &[&str]);
    /// A row of it.
    fn row(&mut self, cells: &[Cell<'_>]);
    /// Its end.
    fn end_table(&mut self);
    /// A text with its lines as they are; nothing for an empty one.
    fn block(&mut self, text: &str);
    /// The beginning of a part that is folded below this line.
    fn fold(&mut self, summary: &str);
    /// Its end.
    fn end_fold(&mut self);
    /// A picture of facts that the texts around it also state.
    fn picture(&mut self, picture: Picture<'_>);
}

/// A short text.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// Prose.
    Text(&'a str),
    /// Text that is typed or sent, letter by letter.
    Code(&'a str),
    /// A verdict, and its grade.
    Graded(Verdict, &'a str),
}

use Cell::{Code, Graded, Text};

/// Writes all of it; if it `is_whole`, with every exchange and not only the failed ones.
pub(super) fn write(report: &Report, is_whole: bool, into: &mut dyn Writer) {
    let headline = words::headline(report);
    into.heading(1, &format!("Gateway Check: {headline}"));
    facts(report, into);
    if let Some(it) = &report.scenario {
        scenario::write(it, report, into);
    }
    into.heading(2, "The four points");
    into.table(&["Point", "Verdict", "Reason"]);
    for it in &report.points {
        let what = if it.verdict == Verdict::Inconclusive { TO_FIND_OUT } else { " " };
        let why = joined(&it.summary, what, it.open.as_ref());
        let grade = it.grade.map_or("", Grade::as_str);
        let grade = if grade.eq_ignore_ascii_case(it.verdict.label()) { "" } else { grade };
        into.row(&[Text(it.id.label()), Graded(it.verdict, grade), Text(&why)]);
    }
    into.end_table();
    if !report.diagnoses.is_empty() {
        into.heading(2, "How to fix it");
    }
    for it in &report.diagnoses {
        // The headline already contains the main one.
        if !headline.ends_with(it.title.as_str()) {
            into.heading(3, &it.title);
        }
        diagnosis(it, into);
    }
    limitations(report, into);
    programs(report, into);
    into.heading(2, "Checks");
    checks(&report.checks, into);
    let figures = words::figures(&report.metrics);
    if !figures.is_empty() {
        into.heading(2, "Timing and tokens");
        into.table(&["Figure", "Value"]);
        for (name, value) in &figures {
            into.row(&[Text(name), Text(value)]);
        }
        into.end_table();
    }
    repeated(report, into);
    into.heading(2, "Requests");
    requests::write(&report.exchanges, is_whole, into);
}

/// Writes the distribution of the times of a repeated prompt; nothing if it was not repeated.
fn repeated(report: &Report, into: &mut dyn Writer) {
    let Some(stats) = report.repeated() else { return };
    into.heading(2, "Repeated prompt");
    for spread in [Figure::FirstToken, Figure::Total].into_iter().filter_map(|it| Spread::of(&stats, it)) {
        into.paragraph(spread.figure, Text(&spread.text));
        into.picture(Picture::Spread(&spread));
    }
}

fn facts(report: &Report, into: &mut dyn Writer) {
    let Report { target, run, .. } = report;
    let key = match &target.key.kind {
        _ if !target.key.is_given => "none".to_owned(),
        None => "entered".to_owned(),
        Some(kind) => format!("entered; looks like a key for {kind}"),
    };
    let took = number::tenths(run.duration_ms.0 / 1000.0) + " s";
    into.table(&["Run", "Value"]);
    for row in [
        [Text("Base URL"), Code(&target.base_url)],
        [Text("Model"), Code(&target.model)],
        [Text("Key"), Text(&key)],
        [Text("Profile"), Text(&run.profile)],
        [Text("Requests"), Text(&run.requests.to_string())],
        [Text("Started"), Text(&run.started_at)],
        [Text("Duration"), Text(&took)],
        [Text("Stopped by the user"), Text(if run.is_stopped { "yes" } else { "no" })],
        [Text("Page version"), Text(&report.page_version)],
        [Text("Report created"), Text(&report.generated_at)],
    ] {
        into.row(&row);
    }
    into.end_table();
}

fn diagnosis(it: &Diagnosis, into: &mut dyn Writer) {
    into.paragraph("Cause", Text(&it.cause));
    into.paragraph("Who can fix it", Text(it.owner.name()));
    into.paragraph("Certainty", Text(it.confidence.label()));
    into.paragraph("Kind", Code(&it.kind));
    if !it.exchanges.is_empty() {
        into.paragraph("Requests", Text(&numbers(&it.exchanges)));
    }
    into.list(&it.remedies);
    into.block(&it.evidence.iter().map(Redacted::as_str).collect::<Vec<_>>().join("\n"));
}

/// Writes the checks that did not pass beside an answer: affected programs, and the first step.
fn limitations(report: &Report, into: &mut dyn Writer) {
    let view = report.view(&Mask::default());
    let found = view.limitations();
    if !found.is_empty() {
        into.heading(2, "What is limited");
    }
    for (_, it) in found {
        into.heading(3, it.name);
        into.paragraph("Affected", Text(it.affected));
        into.paragraph("Still works", Text(it.unaffected));
        into.paragraph("Who can fix it", Text(it.owner.name()));
        into.paragraph("First step", Text(it.step));
    }
}

/// The programs that will work, as the screen shows them; nothing if nothing was checked.
fn programs(report: &Report, into: &mut dyn Writer) {
    let view = report.view(&Mask::default());
    if report.scenario.is_some() || view.findings.iter().all(|it| it.verdict == Verdict::Skipped) {
        return;
    }
    let predictions = client::predict(&view);
    let hidden = client::is_hidden_from_browsers(&view);
    into.heading(2, client::TITLE);
    into.paragraph("Source", Text(if hidden { client::HIDDEN } else { client::NOTE }));
    into.fold(&client::summary(&predictions));
    into.table(&["Program", "Verdict", "Reason"]);
    for it in &predictions {
        into.row(&[Text(it.name), Text(it.outcome().label()), Text(&it.sentences().join(" "))]);
    }
    into.end_table();
    into.end_fold();
}

/// Those with something to say as a table; the passing ones folded by group, and last those that
/// were not run.
fn checks(checks: &[Check], into: &mut dyn Writer) {
    let telling: Vec<&Check> = [Verdict::Fail, Verdict::Warn, Verdict::Inconclusive, Verdict::Unsupported]
        .into_iter()
        .flat_map(|verdict| checks.iter().filter(move |it| it.verdict == verdict))
        .collect();
    if telling.is_empty() {
        into.paragraph("Summary", Text("All checks of this run passed."));
    } else {
        table(&telling, into);
    }
    for (group, these) in passed_by_group(checks) {
        into.fold(&format!("{group}: {} passed", these.len()));
        table(&these, into);
        into.end_fold();
    }
    let skipped: Vec<&Check> = checks.iter().filter(|it| it.verdict == Verdict::Skipped).collect();
    if !skipped.is_empty() {
        into.fold(&format!("Not run: {}", skipped.len()));
        table(&skipped, into);
        into.end_fold();
    }
}

/// The passing checks of each group, in the order in which the groups begin.
fn passed_by_group(checks: &[Check]) -> Vec<(&str, Vec<&Check>)> {
    let mut groups: Vec<(&str, Vec<&Check>)> = Vec::new();
    let mut indices: HashMap<&str, usize> = HashMap::new();
    for check in checks.iter().filter(|it| it.verdict == Verdict::Pass) {
        let index = *indices.entry(&check.group).or_insert_with(|| {
            groups.push((&check.group, Vec::new()));
            groups.len() - 1
        });
        groups[index].1.push(check);
    }
    groups
}

fn table(checks: &[&Check], into: &mut dyn Writer) {
    into.table(&["Check", "Verdict", "Observed", "Expected", "Requests", "Id"]);
    for it in checks {
        let observed = joined(&it.observed, TO_FIND_OUT, it.would_resolve.as_ref());
        into.row(&[
            Text(&it.title),
            Graded(it.verdict, ""),
            Text(&observed),
            Text(&it.expected),
            Text(&numbers(&it.exchanges)),
            Code(&it.id),
        ]);
    }
    into.end_table();
}

const TO_FIND_OUT: &str = " To find out: ";

/// Both sentences, with `between` if there is a second.
fn joined(first: &str, between: &str, second: Option<&Redacted>) -> String {
    match second {
        Some(second) if !second.is_empty() => format!("{first}{between}{second}"),
        _ => first.to_owned(),
    }
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Exchange;
    use crate::report::testing::{expect_in_markdown, filled, report};

    #[test]
    fn the_key_is_said_to_be_entered_or_not() {
        let mut report = report("Hello.");
        expect_in_markdown(&report, "| Key | entered |");
        report.target.key.kind = Some(Redacted::own("a vault"));
        expect_in_markdown(&report, "| Key | entered; looks like a key for a vault |");
        report.target.key.is_given = false;
        expect_in_markdown(&report, "| Key | none |");
    }

    #[test]
    fn a_point_ends_with_a_way_to_find_out_only_if_there_is_one() {
        let mut report = report("Hello.");
        report.points[0].verdict = Verdict::Inconclusive;
        report.points[0].grade = None;
        report.points[0].summary = Redacted::own("It is open.");
        for (open, why) in [
            (None, "It is open."),
            (Some(""), "It is open."),
            (Some("Ask."), "It is open. To find out: Ask."),
        ] {
            report.points[0].open = open.map(Redacted::own);
            expect_in_markdown(&report, &format!("| Authentication | ? Cannot tell | {why} |\n"));
        }
    }

    #[test]
    fn a_diagnosis_says_who_can_fix_it_and_how_and_what_it_rests_on() {
        let mut report = filled("x");
        report.scenario = None;
        let cause = "**Cause:** x\n\n**Who can fix it:** The model provider\n\n**Certainty:** Likely\n\n";
        let rest = "1. x\n2. x\n\n```text\nx\n```\n\n";
        expect_in_markdown(&report, &format!("{cause}**Kind:** `x`\n\n**Requests:** 1\n\n{rest}"));
        report.diagnoses[0].exchanges.clear();
        expect_in_markdown(&report, &format!("{cause}**Kind:** `x`\n\n{rest}"));
    }

    #[test]
    fn a_rule_that_is_broken_beside_an_answer_says_what_it_costs() {
        let mut report = report("Hello.");
        report.diagnoses.clear();
        report.checks[0].verdict = Verdict::Fail;
        expect_in_markdown(&report, "## What is limited\n\n### ");
        expect_in_markdown(
            &report,
            "### The base URL is not encrypted or looks unusual.\n\n**Affected:** On a plain",
        );
        expect_in_markdown(&report, "**Still works:** Requests to this base URL are answered.\n\n");
    }

    #[test]
    fn programs_are_predicted_from_a_run_of_its_own_with_checks() {
        let is_there = |report: &Report| report.to_markdown().contains("## Which programs will work\n");
        let mut report = report("Hello.");
        assert!(is_there(&report));
        report.scenario = filled("x").scenario;
        assert!(!is_there(&report));
        report.scenario = None;
        for check in &mut report.checks {
            check.verdict = Verdict::Skipped;
        }
        assert!(!is_there(&report));
    }

    #[test]
    fn a_repeated_prompt_has_its_figures() {
        let mut report = report("Hello.");
        assert!(!report.to_markdown().contains("## Repeated prompt"));
        let repeat = Exchange { probe: Redacted::own("repeat"), ..report.exchanges[0].clone() };
        report.exchanges.push(repeat);
        expect_in_markdown(
            &report,
            "## Repeated prompt\n\n**Total time:** 2 of 2 runs: half took at most 20 ms (p50)",
        );
    }
}
