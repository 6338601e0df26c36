//! What a report says to people, in order: the same for every format.
//!
//! It hands out bare texts. That none of them becomes more than text is the [`Writer`]'s part.

use super::{Check, Diagnosis, Exchange, Report, words};
use crate::text::number;
use crate::wire::json_text;

/// A format, which takes every text as hostile.
pub(super) trait Writer {
    /// A heading of this level, from 1.
    fn heading(&mut self, level: u8, text: &str);
    /// A paragraph: what it is about, and the text.
    fn paragraph(&mut self, label: &str, text: Cell<'_>);
    /// A numbered list.
    fn list(&mut self, items: &[String]);
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
}

/// A short text.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// Prose.
    Text(&'a str),
    /// What is typed or sent, letter by letter.
    Code(&'a str),
    /// A verdict by its id, and its grade.
    Verdict(&'a str, &'a str),
}

use Cell::{Code, Text, Verdict};

/// Writes all of it; if it `is_whole`, with every exchange and not only the failed ones.
pub(super) fn write(report: &Report, is_whole: bool, into: &mut dyn Writer) {
    into.heading(1, &("Gateway Check: ".to_owned() + &words::headline(report)));
    facts(report, into);
    into.heading(2, "The four points");
    into.table(&["Point", "Verdict", "Why"]);
    for it in &report.points {
        let what = if it.verdict == "inconclusive" { WOULD_TELL } else { " " };
        let why = joined(&it.summary, what, &it.open);
        let grade = if it.grade.eq_ignore_ascii_case(words::verdict(&it.verdict)) { "" } else { &it.grade };
        into.row(&[Text(words::point(&it.id)), Verdict(&it.verdict, grade), Text(&why)]);
    }
    into.end_table();
    if !report.diagnoses.is_empty() {
        into.heading(2, "What is wrong");
    }
    for it in &report.diagnoses {
        diagnosis(it, into);
    }
    into.heading(2, "Checks");
    checks(&report.checks, into);
    if !report.metrics.is_empty() {
        into.heading(2, "Figures of the prompt's reply");
        into.table(&["Figure", "Value"]);
        for (name, value) in &report.metrics {
            let (name, value) = words::figure(name, *value);
            into.row(&[Text(name), Text(&value)]);
        }
        into.end_table();
    }
    into.heading(2, "Exchanges");
    exchanges(&report.exchanges, is_whole, into);
}

fn facts(report: &Report, into: &mut dyn Writer) {
    let Report { target, run, .. } = report;
    let key = match target.key_kind.as_str() {
        _ if !target.key_given => "not given".to_owned(),
        "" => "given".to_owned(),
        kind => "given; it has the form of a key of ".to_owned() + kind,
    };
    let took = number::tenths(run.duration_ms / 1000.0) + " s";
    into.table(&["What", "Value"]);
    for row in [
        [Text("Base URL"), Code(&target.base_url)],
        [Text("Model"), Code(&target.model)],
        [Text("Key"), Text(&key)],
        [Text("Profile"), Text(&run.profile)],
        [Text("Requests"), Text(&run.requests.to_string())],
        [Text("Began"), Text(&run.started_at)],
        [Text("Took"), Text(&took)],
        [Text("Stopped by the user"), Text(if run.is_stopped { "yes" } else { "no" })],
        [Text("Version of the page"), Text(&report.page_version)],
        [Text("Report made"), Text(&report.generated_at)],
    ] {
        into.row(&row);
    }
    into.end_table();
}

fn diagnosis(it: &Diagnosis, into: &mut dyn Writer) {
    into.heading(3, &it.title);
    into.paragraph("Cause", Text(&it.cause));
    into.paragraph("Who can mend it", Text(words::owner(&it.owner)));
    into.paragraph("How sure", Text(words::confidence(&it.confidence)));
    into.paragraph("Kind", Code(&it.kind));
    if !it.exchanges.is_empty() {
        into.paragraph("Exchanges", Text(&numbers(&it.exchanges)));
    }
    into.list(&it.remedies);
    into.block(&it.evidence.join("\n"));
}

/// Those with something to say as a table; the passing ones folded by group, and last what was not
/// asked.
fn checks(checks: &[Check], into: &mut dyn Writer) {
    let telling: Vec<&Check> = ["fail", "warn", "inconclusive", "unsupported", ""]
        .into_iter()
        .flat_map(|verdict| checks.iter().filter(move |it| order(it) == verdict))
        .collect();
    if telling.is_empty() {
        into.paragraph("In short", Text("No check fails, warns, or is left open."));
    } else {
        table(&telling, into);
    }
    let mut rest: Vec<&Check> = checks.iter().filter(|it| it.verdict == "pass").collect();
    while let Some(group) = rest.first().map(|it| &it.group) {
        let (these, others): (Vec<&Check>, Vec<&Check>) = rest.iter().partition(|it| it.group == *group);
        into.fold(&(group.clone() + ": " + &these.len().to_string() + " passed"));
        table(&these, into);
        into.end_fold();
        rest = others;
    }
    let skipped: Vec<&Check> = checks.iter().filter(|it| it.verdict == "skipped").collect();
    if !skipped.is_empty() {
        into.fold(&("Not asked: ".to_owned() + &skipped.len().to_string()));
        table(&skipped, into);
        into.end_fold();
    }
}

/// The verdict, or nothing for one that this page does not know.
fn order(check: &Check) -> &str {
    let is_known = words::verdict(&check.verdict) != check.verdict;
    if is_known { &check.verdict } else { "" }
}

fn table(checks: &[&Check], into: &mut dyn Writer) {
    into.table(&["Check", "Verdict", "Seen", "Wanted", "Exchanges", "Id"]);
    for it in checks {
        let observed = joined(&it.observed, WOULD_TELL, &it.would_resolve);
        into.row(&[
            Text(&it.title),
            Verdict(&it.verdict, ""),
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
        return into.paragraph("In short", Text("Nothing was sent."));
    }
    into.table(&["No.", "Probe", "Method", "URL", "Came back", "Headers", "First word", "Complete"]);
    for it in exchanges {
        let time = |ms: Option<f64>| ms.map(number::whole_ms).unwrap_or_default();
        into.row(&[
            Text(&it.n.to_string()),
            Code(&it.probe),
            Text(&it.method),
            Code(&it.url),
            Text(&words::came_back(it)),
            Text(&time(it.headers_ms)),
            Text(&time(it.first_token_ms)),
            Text(&time(it.total_ms)),
        ]);
    }
    into.end_table();
    for it in exchanges {
        let has_failed = it.status.is_some_and(|status| status >= 400) || !it.unanswered.is_empty();
        let summary = it.n.to_string() + ". " + &it.probe + ": " + &words::came_back(it);
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
    into.paragraph("Request", Code(&(it.method.clone() + " " + &it.url)));
    into.block(&headers(&it.request_headers));
    into.block(&body(&it.request_body));
    into.paragraph("Started after", Text(&number::whole_ms(it.started_ms)));
    into.paragraph("Came back", Text(&words::came_back(it)));
    into.block(&headers(&it.response_headers));
    into.block(&body(&it.response_body));
    if it.is_truncated {
        let size = "the first part of ".to_owned() + &it.response_bytes.to_string() + " bytes";
        into.paragraph("Shown", Text(&size));
    }
    if !it.arrivals_ms.is_empty() {
        let arrivals: Vec<String> = it.arrivals_ms.iter().map(|ms| number::whole(*ms).to_string()).collect();
        into.paragraph("Events arrived after (ms)", Text(&arrivals.join(", ")));
    }
}

fn headers(headers: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in headers {
        for part in [name, ": ", value, "\n"] {
            text.push_str(part);
        }
    }
    text
}

/// JSON with its members below each other; any other text as it is.
fn body(text: &str) -> String {
    serde_json::from_str(text).map_or_else(|_| text.to_owned(), |json| json_text::pretty(&json))
}

const WOULD_TELL: &str = " What would tell: ";

/// Both sentences, with `between` if there is a second.
fn joined(first: &str, between: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { [first, between, second].concat() }
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
