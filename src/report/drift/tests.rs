use super::*;
use crate::redact::Redacted;
use crate::report::{Check, Exchange, Target, testing};

fn exchange(probe: &str, status: u16, body: &str) -> Exchange {
    Exchange {
        probe: Redacted::untouched(probe),
        url: Redacted::own("https://gateway.example/v1/chat/completions"),
        status: Some(status),
        response_body: Redacted::untouched(body),
        ..Default::default()
    }
}

fn with(exchanges: Vec<Exchange>) -> Report {
    Report { exchanges, ..Default::default() }
}

/// Compares two answers to the prompt, and expects this verdict and these changes.
#[track_caller]
fn check(before: &str, now: &str, verdict: Verdict, expected: &[&str]) {
    let report = |body| with(vec![exchange("prompt", 200, body)]);
    let drift = drift(&report(before), &report(now));
    let lines: Vec<String> = drift.changes().map(|(part, it)| it.line(part)).collect();
    assert_eq!((drift.contract().0, lines), (verdict, expected.iter().map(|it| (*it).to_owned()).collect()));
    assert_eq!(drift.is_empty(), expected.is_empty());
}

#[test]
fn the_same_fields_pass_whatever_they_say() {
    let body = r#"{"id":"a","choices":[{"n":1}]}"#;
    check(body, r#"{"choices":[{"n":2},{"n":3}],"id":"b"}"#, Verdict::Pass, &[]);
    let (_, observed) = drift(&testing::report("a"), &testing::report("b")).contract();
    assert_eq!(observed, "The same fields with the same types in: completion, chunk, error.");
}

#[test]
fn what_is_new_or_null_warns() {
    check(r#"{"a":1}"#, r#"{"a":1,"b":{"c":2}}"#, Verdict::Warn, &["completion: b is new (object)"]);
    check(r#"{"a":1}"#, r#"{"a":null}"#, Verdict::Warn, &["completion: a was number, is null"]);
    check(r#"{"a":null}"#, r#"{"a":{"b":1}}"#, Verdict::Warn, &["completion: a was null, is object"]);
    let mixed = r#"{"a":[{"b":1},{"b":"x"}]}"#;
    check(mixed, r#"{"a":[{"b":1}]}"#, Verdict::Warn, &["completion: a[].b was number or string, is number"]);
}

#[test]
fn what_is_gone_or_of_another_type_fails() {
    check(r#"{"a":1,"b":{"c":2}}"#, r#"{"a":1}"#, Verdict::Fail, &["completion: b was removed (object)"]);
    check(r#"{"a":1}"#, r#"{"a":"1"}"#, Verdict::Fail, &["completion: a was number, is string"]);
    let mixed = r#"{"a":[1,"x"]}"#;
    check(r#"{"a":[1]}"#, mixed, Verdict::Fail, &["completion: a[] was number, is number or string"]);
    check(r#"{"a":1}"#, "<html>", Verdict::Fail, &["completion: $ was object, is no JSON"]);
}

#[test]
fn a_key_of_the_tab_in_either_report_is_covered() {
    let key = "gc-test-of-the-tab";
    let of_key = Report {
        target: Target { model: Redacted::untouched(key), ..Default::default() },
        checks: vec![Check {
            id: Redacted::untouched(key),
            title: Redacted::untouched(key),
            ..testing::report("a").checks[0].clone()
        }],
        ..with(vec![exchange("prompt", 200, r#"{"a":1,"gc-test-of-the-tab":2}"#)])
    };
    let bare = with(vec![exchange("prompt", 200, r#"{"a":1}"#)]);
    for (before, now) in [(&of_key, &bare), (&bare, &of_key)] {
        let drift = drift(before, now);
        let said = |drift: &Drift| drift.lines().join("\n") + &drift.contract().1;
        assert!(said(&drift).contains(key), "{}", said(&drift));
        let covered = drift.covered(&Mask::of_secrets(&[key]));
        assert!(!said(&covered).contains(key), "{}", said(&covered));
        assert!(said(&covered).contains("[key]"));
    }
}

#[test]
fn the_gravest_change_is_named_first() {
    let report = |body| with(vec![exchange("prompt", 200, body)]);
    let (verdict, observed) =
        drift(&report(r#"{"z":1}"#), &report(r#"{"a":1,"b":1,"c":1,"d":1}"#)).contract();
    assert_eq!(verdict, Verdict::Fail);
    assert!(
        observed.starts_with("completion: z was removed (number); ") && observed.ends_with("; and 1 more."),
        "{observed}"
    );
    let (_, observed) = drift(&report("{}"), &report(r#"{"a":1,"b":1,"c":1,"d":1}"#)).contract();
    let expected = "completion: a is new (number); completion: b is new (number); \
                    completion: c is new (number); completion: d is new (number).";
    assert_eq!(observed, expected);
}

#[test]
fn a_field_that_is_new_leaves_nothing_open() {
    let report = |body| with(vec![exchange("prompt", 200, body)]);
    let expected = [
        "completion: b is new (number)",
        "chunk: not comparable: neither report contains it",
        "error: not comparable: neither report contains it",
        "models: not comparable: neither report contains it",
    ];
    assert_eq!(drift(&report(r#"{"a":1}"#), &report(r#"{"a":1,"b":1}"#)).lines(), expected);
}

#[test]
fn an_empty_list_shows_nothing_of_its_items() {
    check(r#"{"a":[{"b":1}]}"#, r#"{"a":[]}"#, Verdict::Pass, &[]);
    let report = |body| with(vec![exchange("prompt", 200, body)]);
    let drift = drift(&report(r#"{"a":[]}"#), &report(r#"{"a":[1]}"#));
    assert!(drift.lines()[0].contains("completion: incomplete: an empty list"), "{:?}", drift.lines());
}

#[test]
fn only_like_is_compared_with_like() {
    let before = with(vec![exchange("prompt", 200, r#"{"a":1}"#), exchange("no-key", 401, r#"{"b":1}"#)]);
    let now = with(vec![exchange("prompt", 401, r#"{"c":1}"#), exchange("no-key", 429, r#"{"d":1}"#)]);
    let back = drift(&now, &before).lines();
    assert_eq!(back[0], "completion: not comparable: the earlier report does not contain it");
    let drift = drift(&before, &now);
    assert!(drift.is_empty());
    assert_eq!(drift.contract().0, Verdict::Inconclusive);
    let expected = [
        "completion: not comparable: the later report does not contain it",
        "chunk: not comparable: neither report contains it",
        "error: not comparable: no request got the same status in both reports",
        "models: not comparable: neither report contains it",
    ];
    assert_eq!(drift.lines(), expected);
}

#[test]
fn what_a_cut_reply_lacks_is_not_counted() {
    let whole = exchange("stream", 200, "data: {\"a\":1}\n\ndata: {\"b\":1}\n\n");
    let cut = Exchange {
        is_truncated: true,
        ..exchange("stream", 200, "data: {\"a\":1}\n\ndata: {\"x\":1}\n\nda")
    };
    let lines = |before: &Exchange, now: &Exchange| {
        let drift = drift(&with(vec![before.clone()]), &with(vec![now.clone()]));
        drift.lines().into_iter().filter(|line| line.starts_with("chunk")).collect::<Vec<_>>()
    };
    let open = "chunk: incomplete: a reply was cut short, so its missing fields are not counted";
    assert_eq!(lines(&whole, &cut), ["chunk: x is new (number)", open]);
    assert_eq!(lines(&cut, &whole), ["chunk: x was removed (number)", open]);
    let unread = Exchange { is_truncated: true, ..exchange("prompt", 200, "{\"a\":") };
    let drift = drift(&with(vec![unread]), &with(vec![exchange("prompt", 200, "{\"a\":1}")]));
    assert!(
        drift.lines()[0].starts_with("completion: not comparable: a reply was cut"),
        "{:?}",
        drift.lines()
    );
}

#[test]
fn verdicts_that_changed_are_listed_and_so_are_new_and_vanished_checks() {
    let before = testing::report("Hello.");
    let mut now = before.clone();
    assert!(drift(&before, &now).is_empty());
    now.points[0].verdict = Verdict::Fail;
    let gone = now.checks.remove(0);
    now.checks[0].verdict = Verdict::Warn;
    now.checks.push(Check {
        id: Redacted::own("new-one"),
        title: Redacted::own("New"),
        verdict: Verdict::Pass,
        ..gone
    });
    now.target.model = Redacted::own("m-large");
    let drift = drift(&before, &now);
    assert!(!drift.is_empty());
    let expected = [
        "Model: m-small → m-large",
        "Authentication (authentication): Pass → Fail",
        "The base URL is valid and encrypted (endpoint-url): removed (was Pass)",
        "The host is a gateway, not a model provider (endpoint-host): Pass → Warning",
        "New (new-one): new (Pass)",
        "models: not comparable: neither report contains it",
    ];
    assert_eq!(drift.lines(), expected);
}

#[test]
fn a_check_that_did_not_run_may_be_left_out_as_a_link_does() {
    let whole = testing::report("Hello.");
    let mut linked = whole.clone();
    linked.checks.retain(|check| check.verdict != Verdict::Skipped);
    assert!(linked.checks.len() < whole.checks.len());
    assert!(drift(&whole, &linked).is_empty() && drift(&linked, &whole).is_empty());
}

#[test]
fn one_verdict_that_changed_is_a_change() {
    let before = testing::report("Hello.");
    let mut now = before.clone();
    now.points[0].verdict = Verdict::Fail;
    assert!(!drift(&before, &now).is_empty());
    let mut now = before.clone();
    now.checks[0].verdict = Verdict::Warn;
    assert!(!drift(&before, &now).is_empty());
}
