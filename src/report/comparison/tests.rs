use super::*;
use crate::redact::Mask;
use crate::report::{Exchange, Scenario, Trial};

const WORKS: (Verdict, Verdict) = (Verdict::Pass, Verdict::Pass);
const FAILS: (Verdict, Verdict) = (Verdict::Fail, Verdict::Pass);
const IS_OPEN: (Verdict, Verdict) = (Verdict::Skipped, Verdict::Pass);

/// A comparison of the targets `a`, `b` and `c`, each with the verdict of its points and that of the form of
/// its replies; so many checks differ.
fn comparison(targets: &[(Verdict, Verdict)], differing: usize) -> Comparison {
    let column = |(label, (_, form)): (&'static str, &(Verdict, Verdict))| Column {
        label: Redacted::own(label),
        base_url: Redacted::default(),
        model: Redacted::default(),
        ttft_ms: None,
        total_ms: None,
        problem: Redacted::default(),
        contract: Contract { verdict: *form, observed: String::new() },
    };
    let row = |is_point, cells| Row { id: String::new(), title: String::new(), is_point, cells };
    let points = row(true, targets.iter().map(|(point, _)| *point).collect());
    let checks = std::iter::repeat_n(row(false, Vec::new()), differing);
    Comparison {
        columns: ["a", "b", "c"].into_iter().zip(targets).map(column).collect(),
        rows: std::iter::once(points).chain(checks).collect(),
    }
}

/// The report of a comparison of these targets, named `a`, `b` and `c`.
fn compared(a: Report, b: Report, c: Report) -> Report {
    let trials = [("b", b), ("c", c)].map(|(label, it)| Trial::of_report(Redacted::own(label), it));
    let (outcome, mask) = (ScenarioOutcome::default(), Mask::default());
    let scenario = Scenario::new(ScenarioId::Compare, &outcome, Redacted::own("a"), trials.into(), &mask);
    Report { scenario: Some(scenario), ..a }
}

/// The report of a run whose prompt was answered with this body.
fn answered(body: &'static str) -> Report {
    let exchange = Exchange {
        probe: Redacted::own("prompt"),
        url: Redacted::own("https://gateway.example/v1/chat/completions"),
        status: Some(200),
        response_body: Redacted::own(body),
        ..Default::default()
    };
    Report { exchanges: vec![exchange], ..Default::default() }
}

/// Compares targets, and expects this outcome.
#[track_caller]
fn check(targets: &[(Verdict, Verdict)], differing: usize, verdict: Verdict, summary: &str) {
    let outcome = comparison(targets, differing).outcome();
    assert_eq!((outcome.verdict, outcome.summary.as_str()), (verdict, summary));
}

/// Expects this of the form of the replies of the second and the third target.
#[track_caller]
fn check_contracts(report: &Report, second: (Verdict, &str), third: (Verdict, &str)) {
    let columns = Comparison::of(report).unwrap().columns;
    let contracts = columns.iter().map(|it| (it.contract.verdict, it.contract.observed.as_str()));
    let own = (Verdict::Pass, "The other targets are compared with this one.");
    assert_eq!(contracts.collect::<Vec<_>>(), [own, second, third]);
}

#[test]
fn the_outcome_counts_the_targets_that_work_and_names_one_that_does_not() {
    let nothing = "There is only one target, so nothing was compared.";
    check(&[WORKS], 0, Verdict::Inconclusive, nothing);
    check(&[FAILS], 0, Verdict::Inconclusive, nothing);
    let open = "2 of 3 targets work; c has an open point.";
    check(&[WORKS, WORKS, IS_OPEN], 0, Verdict::Inconclusive, open);
    check(&[WORKS, FAILS, IS_OPEN], 0, Verdict::Fail, "1 of 3 targets work; b does not.");
    let mut refused = comparison(&[WORKS, FAILS], 0);
    refused.columns[1].problem = Redacted::own("The key is not accepted.");
    assert_eq!(refused.outcome().summary, "1 of 2 targets work; b does not: The key is not accepted.");
}

#[test]
fn where_all_targets_work_the_outcome_says_what_differs() {
    let [warned, similar, other] =
        [(Verdict::Warn, Verdict::Pass), (Verdict::Pass, Verdict::Warn), (Verdict::Pass, Verdict::Fail)];
    let same = "All 2 targets work, with the same verdicts and the same format of replies.";
    check(&[WORKS, warned], 0, Verdict::Pass, same);
    let one = "All 2 targets work. 1 check comes out differently. The replies have the same format.";
    check(&[WORKS, WORKS], 1, Verdict::Warn, one);
    let form = "All 2 targets work. The replies of b have a slightly different format.";
    check(&[WORKS, similar], 0, Verdict::Warn, form);
    let both = "All 3 targets work. 2 checks come out differently. The replies of b have another format, which can break programs.";
    check(&[WORKS, other, similar], 2, Verdict::Warn, both);
    let gravest = "All 3 targets work. The replies of c have another format, which can break programs.";
    check(&[WORKS, similar, other], 0, Verdict::Warn, gravest);
    let unread = "All 2 targets work. The format of the replies of b is not known.";
    check(&[WORKS, (Verdict::Pass, Verdict::Inconclusive)], 0, Verdict::Warn, unread);
}

#[test]
fn the_step_to_take_is_that_of_the_outcome() {
    let step = |other| {
        let outcome = comparison(&[WORKS, other], 0).outcome();
        (outcome.owner, outcome.steps.join("\n"))
    };
    let expected = |owner, step: &str| (Some(owner), step.to_owned());
    let of_failing =
        "Open the checks of the target that does not work: they say what is wrong and what to do.";
    assert_eq!(step(FAILS), expected(Owner::You, of_failing));
    let of_open = "Open the checks of the target with the open point: they say how to find out.";
    assert_eq!(step(IS_OPEN), expected(Owner::You, of_open));
    let of_other = "Read the rows that differ before you move a program to another target.";
    assert_eq!(step((Verdict::Pass, Verdict::Fail)), expected(Owner::You, of_other));
    assert_eq!(step(WORKS), (None, String::new()));
}

const BODY: &str = r#"{"created":1,"id":"c","model":"m","object":"chat.completion","timing":1}"#;

#[test]
fn the_form_of_the_replies_is_compared_with_the_first_targets() {
    check_contracts(
        &compared(answered(BODY), answered(BODY), Report::default()),
        (Verdict::Pass, "The same fields with the same types in: completion."),
        (Verdict::Inconclusive, "There is no answer to compare."),
    );
    let without_timing = r#"{"created":1,"id":"c","model":"m","object":"chat.completion"}"#;
    check_contracts(
        &compared(answered(BODY), answered(without_timing), answered(r#"{"text":"Hi"}"#)),
        (
            Verdict::Warn,
            "Only fields beyond the API's reference differ: completion: timing was removed (number).",
        ),
        (
            Verdict::Fail,
            "completion: created was removed (number); completion: id was removed (string); completion: model was removed (string); completion: object was removed (string); and 2 more.",
        ),
    );
}

#[test]
fn what_was_found_in_the_replies_outlasts_their_bodies() {
    let with_more = r#"{"created":1,"id":"c","model":"m","object":"chat.completion","timing":1,"x":1}"#;
    let without_id = r#"{"created":1,"model":"m","object":"chat.completion","timing":1}"#;
    let report = compared(answered(BODY), answered(with_more), answered(without_id));
    let outcome = Comparison::of(&report).unwrap().outcome();
    let claims: Vec<_> =
        outcome.findings.iter().map(|it| (it.title.as_str(), it.verdict, it.trial)).collect();
    assert_eq!(
        claims,
        [
            ("The replies of b have the format of the first target's", Verdict::Warn, Some(1)),
            ("The replies of c have the format of the first target's", Verdict::Fail, Some(2)),
        ]
    );
    let mut without_bodies = report.with_outcome(&outcome, &Mask::default());
    without_bodies.exchanges.clear();
    for trial in &mut without_bodies.scenario.as_mut().unwrap().trials {
        trial.exchanges.clear();
    }
    check_contracts(
        &without_bodies,
        (Verdict::Warn, "Only fields beyond the API's reference differ: completion: x is new (number)."),
        (Verdict::Fail, "completion: id was removed (string)."),
    );
}

#[test]
fn the_rows_are_the_points_and_the_checks_that_differ() {
    let run = |json: &str| serde_json::from_str::<Report>(json).unwrap();
    let comparison = Comparison::of(&compared(
        run(
            r#"{"points":[{"id":"routing","verdict":"pass"}],"checks":[{"id":"alike","verdict":"pass"},{"id":"failed","verdict":"pass"},{"id":"left-out","verdict":"warn"}],"metrics":{"total_ms":100}}"#,
        ),
        run(
            r#"{"points":[{"id":"routing","verdict":"fail"}],"checks":[{"id":"ran","verdict":"fail"},{"id":"alike","verdict":"pass"},{"id":"failed","verdict":"fail"}],"metrics":{"total_ms":400}}"#,
        ),
        run(
            r#"{"checks":[{"id":"alike","verdict":"pass"},{"id":"failed","verdict":"pass"},{"id":"left-out","verdict":"warn"}]}"#,
        ),
    ))
    .unwrap();
    let cells = |row: &Row| row.cells.iter().map(|it| it.id()).collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = comparison.rows.iter().map(|row| format!("{}: {}", row.id, cells(row))).collect();
    assert_eq!(
        rows,
        [
            "authentication: skipped skipped skipped",
            "routing: pass fail skipped",
            "model: skipped skipped skipped",
            "contract: skipped skipped skipped",
            "failed: pass fail pass",
            "left-out: warn skipped warn",
            "ran: skipped fail skipped",
        ]
    );
    let lines = comparison.times().unwrap().lines;
    let times: Vec<String> = lines.iter().map(|it| format!("{}: {}", it.label, it.text)).collect();
    assert_eq!(times, ["a: 100 ms", "b: 400 ms", "c: no reply"]);
}

#[test]
fn there_are_no_times_where_no_target_replied() {
    assert_eq!(comparison(&[WORKS, FAILS], 0).times(), None);
}
