//! Results of a scenario: findings, compared targets, a watch.

use super::Cell::{Code, Graded, Text};
use super::{Writer, requests};
use crate::report::{Comparison, Report, Scenario, Watch, WatchSummary};
use crate::text::number;

/// Writes the results of a scenario, before those of its first trial.
pub(super) fn write(it: &Scenario, report: &Report, into: &mut dyn Writer) {
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
        requests::write(&trial.exchanges, false, into);
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

#[cfg(test)]
mod tests {
    use crate::redact::Redacted;
    use crate::report::Rounded;
    use crate::report::testing::{expect_in_markdown, filled};
    use crate::scenario::ScenarioId;

    #[test]
    fn a_scenario_has_its_outcome_its_findings_and_its_watch() {
        let expected = "## Scenario

| Scenario | Verdict | Result |
| --- | --- | --- |
| x | ! Warning | x |

**Who can fix it:** The person who ran this check

1. x

| Claim | Verdict | Observed | Expected |
| --- | --- | --- | --- |
| x | ✗ Fail | x | x |

| Figure | Value |
| --- | --- |
| Prompts | 1 |
| Availability | 0 % |
| Longest outage | 0 ms, not over |

| From the start | Change |
| --- | --- |
| &#43;0:00 | No answer: x |

<details>
<summary>x: 2 requests</summary>
";
        expect_in_markdown(&filled("x"), expected);
    }

    #[test]
    fn a_comparison_has_a_column_for_each_target() {
        let mut report = filled("x");
        let scenario = report.scenario.as_mut().unwrap();
        scenario.id = Redacted::own(ScenarioId::Compare.id());
        let second = &mut scenario.trials[0];
        second.label = Redacted::own("second");
        second.target.model = Redacted::own("m-2");
        second.metrics.total_ms = Some(Rounded(1_200.0));
        let expected = "
| Target | Base URL | Model | Total time |
| --- | --- | --- | --- |
| x | `x` | `x` |  |
| second | `x` | `m-2` | 1200 ms |

| Row | Target 1 | Target 2 |
| --- | --- | --- |
| Name | x | second |
| Authentication | ○ Not run | ○ Not run |
| Routing | ✗ Fail | ✗ Fail |
| Model | ○ Not run | ○ Not run |
| Contract | ○ Not run | ○ Not run |

";
        expect_in_markdown(&report, expected);
    }
}
