//! Outline of a report for people: the same order in every format.
//!
//! It hands out bare texts. That none of them becomes more than text is the [`Writer`]'s part.

use std::collections::HashMap;

use super::svg::Picture;
use super::{
    Check, Comparison, Diagnosis, Exchange, Report, Rounded, Scenario, Watch, WatchSummary, waterfall, words,
};
use crate::check::{Grade, Verdict};
use crate::client;
use crate::metrics::Figure;
use crate::picture::Spread;
use crate::probe::ProbeId;
use crate::redact::{Mask, Redacted};
use crate::text::{number, pretty};

/// A format, which takes every text as hostile.
pub(super) trait Writer {
    /// A heading of this level, from 1.
    fn heading(&mut self, level: u8, text: &str);
    /// A paragraph: what it is about, and the text.
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
    /// The beginning of a part that is folded behind this line.
    fn fold(&mut self, summary: &str);
    /// Its end.
    fn end_fold(&mut self);
    /// A picture of what the texts around it say too.
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
        scenario(it, report, into);
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
        // The headline has said the main one.
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
    exchanges(&report.exchanges, is_whole, into);
}

/// Writes the results of a scenario, before those of its first trial.
fn scenario(it: &Scenario, report: &Report, into: &mut dyn Writer) {
    into.heading(2, "Scenario");
    into.table(&["Scenario", "Verdict", "Result"]);
    into.row(&[Text(it.title()), Graded(it.verdict, ""), Text(&it.summary)]);
    into.end_table();
    if let Some(owner) = it.owner {
        into.paragraph("Who can fix it", Text(owner.name()));
    }
    into.list(&it.steps);
    if !it.findings.is_empty() {
        into.table(&["Claim", "Verdict", "Observed", "Expected"]);
        for finding in &it.findings {
            into.row(&[
                Text(&finding.title),
                Graded(finding.verdict, ""),
                Text(&finding.observed),
                Text(&finding.expected),
            ]);
        }
        into.end_table();
    }
    if let Some(comparison) = Comparison::of(report) {
        compared(&comparison, into);
    }
    if let Some(summary) = it.watch.as_ref().and_then(Watch::summary) {
        watched(&summary, into);
    }
    for (label, trial) in report.trials().iter().skip(1) {
        into.fold(&format!("{label}: {} requests", trial.exchanges.len()));
        exchanges(&trial.exchanges, false, into);
        into.end_fold();
    }
}

/// Points and differing checks of all targets.
fn compared(comparison: &Comparison, into: &mut dyn Writer) {
    let labels = comparison.columns.iter().map(|column| column.label.as_str());
    into.table(&["Target", "Base URL", "Model", "Total time"]);
    for it in &comparison.columns {
        let total = it.total_ms.map(number::whole_ms).unwrap_or_default();
        into.row(&[Text(&it.label), Code(&it.base_url), Code(&it.model), Text(&total)]);
    }
    into.end_table();
    // The columns of a table are this page's own words, so the names of targets are a row.
    let heads: Vec<String> = (1..=comparison.columns.len()).map(|n| format!("Target {n}")).collect();
    let columns: Vec<&str> = std::iter::once("Row").chain(heads.iter().map(String::as_str)).collect();
    into.table(&columns);
    into.row(&std::iter::once(Text("Name")).chain(labels.map(Text)).collect::<Vec<_>>());
    for row in &comparison.rows {
        let cells = row.cells.iter().map(|verdict| Graded(*verdict, ""));
        into.row(&std::iter::once(Text(&row.title)).chain(cells).collect::<Vec<_>>());
    }
    into.end_table();
}

/// Figures and changes of a watch.
fn watched(summary: &WatchSummary, into: &mut dyn Writer) {
    into.table(&["Figure", "Value"]);
    for (name, value) in summary.figures() {
        into.row(&[Text(name), Text(&value)]);
    }
    into.end_table();
    into.table(&["From the start", "Change"]);
    for it in &summary.turns {
        into.row(&[Text(&number::offset(it.at_ms)), Text(&it.words())]);
    }
    into.end_table();
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

/// Writes what did not pass beside an answer: which programs it hurts, and what to do first.
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

/// Which programs will work, as the screen says it; nothing where nothing was checked.
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
    let mut places: HashMap<&str, usize> = HashMap::new();
    for check in checks.iter().filter(|it| it.verdict == Verdict::Pass) {
        let place = *places.entry(&check.group).or_insert_with(|| {
            groups.push((&check.group, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(check);
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

fn exchanges(exchanges: &[Exchange], is_whole: bool, into: &mut dyn Writer) {
    if exchanges.is_empty() {
        return into.paragraph("Summary", Text("No request was sent."));
    }
    into.picture(Picture::Waterfall(&waterfall(exchanges, Vec::new(), 0.0)));
    into.table(&["No.", "Request", "Method", "URL", "Result", "Headers", "First token", "Total"]);
    for it in exchanges {
        let time = |ms: Option<Rounded>| ms.map(|ms| number::whole_ms(ms.0)).unwrap_or_default();
        into.row(&[
            Text(&it.n.to_string()),
            Text(ProbeId::label_of(&it.probe)),
            Text(&it.method),
            Code(&it.url),
            Text(&words::came_back(it)),
            Text(&time(it.headers_ms)),
            Text(&time(it.first_token_ms)),
            Text(&time(it.total_ms.filter(|_| it.status.is_some()))),
        ]);
    }
    into.end_table();
    for it in exchanges {
        let has_failed = it.status.is_some_and(|status| status >= 400) || it.unanswered.is_some();
        let summary = format!("{}. {}: {}", it.n, ProbeId::label_of(&it.probe), words::came_back(it));
        if is_whole {
            into.fold(&summary);
            whole(it, into);
            into.end_fold();
        } else if has_failed && !it.response_body.is_empty() {
            into.fold(&summary);
            into.block(&it.response_body);
            into.end_fold();
        }
    }
}

fn whole(it: &Exchange, into: &mut dyn Writer) {
    into.paragraph("Sent", Code(&format!("{} {}", it.method, it.url)));
    into.block(&words::headers(&it.request_headers));
    into.block(&body(it.request_body.as_deref().unwrap_or_default()));
    into.paragraph("Start", Text(&number::whole_ms(it.started_ms.0)));
    into.paragraph("Result", Text(&words::came_back(it)));
    if let Some(timeline) = it.timeline() {
        into.paragraph("Times", Text(&timeline.text));
        into.picture(Picture::Timeline(&timeline));
    }
    into.block(&words::headers(&it.response_headers));
    into.block(&body(&it.response_body));
    if it.is_truncated {
        let size = format!("first part of {} bytes", it.response_bytes);
        into.paragraph("Shown", Text(&size));
    }
    if !it.arrivals_ms.is_empty() {
        let arrivals: Vec<String> = it.arrivals_ms.iter().map(|ms| number::whole(ms.0).to_string()).collect();
        into.paragraph("Arrival of events (ms)", Text(&arrivals.join(", ")));
    }
}

/// JSON with its members below each other; any other text as it is.
fn body(text: &str) -> String {
    pretty::json(text).unwrap_or_else(|| text.to_owned())
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
