//! Reports that are opened, and what is made of them.

use std::collections::HashSet;

use gateway_check::redact::Mask;
use gateway_check::report::link::Slimness;
use gateway_check::report::{self, Comparison, Exchange, Report, drift};
use gateway_check::ui_text::saved_report;

use super::redact::settled;

/// Expects one sentence for a text that is not a report. A report is written as it was read, in every format,
/// and everything that the screen makes of it can be made.
pub fn holds(text: &str) {
    match report::read(text) {
        Ok(report) => keeps(&settled(report, |it| report::read(&it.to_json()).expect("a report"))),
        Err(problem) => {
            super::one_sentence(&saved_report::problem(&problem));
            super::one_sentence(&saved_report::link_problem(&problem));
        }
    }
}

/// A report opens as it was, from each of its files and from a link.
pub fn keeps(report: &Report) {
    let json = report.to_json();
    for file in [json.clone(), report.to_html(), report.to_markdown_file()] {
        let opened = report::read(&file).unwrap_or_else(|problem| panic!("{problem:?} in {file}"));
        assert_eq!(opened.to_json(), json);
    }
    for slimness in Slimness::tried(true) {
        let opened = report::read(&report.to_link_json(slimness)).expect("a report of a link");
        assert_eq!(opened.remembered().points, report.points, "{slimness:?}");
    }
    let mask = Mask::default();
    let ids: HashSet<&str> = report.checks.iter().map(|check| check.id.as_str()).collect();
    let drift = drift(report, report);
    // In a file, a check may occur twice.
    assert!(drift.is_empty() || ids.len() < report.checks.len(), "a report differs from itself: {drift:?}");
    assert_eq!(report.covered(&mask).to_json(), json, "covered with no key");
    let _ = (report.view(&mask), report.answer_text(&mask), report.fingerprint(), report.timings());
    let _ = (report.repeated(), saved_report::opened(report, &mask));
    let _: Vec<_> = report.exchanges.iter().map(Exchange::timeline).collect();
    if let Some(comparison) = Comparison::of(report) {
        let _ = (comparison.outcome(), comparison.times());
    }
    for watch in report.scenario.iter().filter_map(|scenario| scenario.watch.as_ref()) {
        let summary = watch.summary();
        let _ = (watch.course(false), summary.map(|it| (it.outcome(), it.figures(), it.availability())));
    }
    let _: Vec<_> = report.trials().iter().map(|(_, trial)| trial.view(&mask)).collect();
}
