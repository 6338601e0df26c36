//! Reports.

use std::sync::LazyLock;

use gateway_check::redact::Redacted;
use gateway_check::report::{Header, Report, Rounded, example, read};
use proptest::prelude::*;
use serde_json::Value;

use super::promises::report::{holds, keeps};
use super::{cases, generate};

const NAMES: &[&str] = &[
    "schema",
    "gateway-check/report/1",
    "gateway-check/report/2",
    "target",
    "run",
    "points",
    "checks",
    "exchanges",
    "diagnoses",
    "scenario",
    "trials",
    "watch",
    "beats",
    "id",
    "verdict",
    "pass",
    "fail",
    "kind",
    "owner",
    "you",
    "n",
    "probe",
    "prompt",
    "status",
    "response_body",
    "arrivals_ms",
    "confidence",
    "certain",
    "title",
    "generated_at",
];

static EXAMPLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&example().to_json()).expect("the example is JSON"));

/// The example with strange words in every place that a server or a person fills.
fn report() -> impl Strategy<Value = Report> {
    let words = prop::collection::vec(generate::text(6), 8);
    let numbers = (any::<u16>(), 0.0..1e9_f64, prop::collection::vec(0.0..1e6_f64, 0..5));
    (words, numbers).prop_map(|(words, (status, ms, arrivals))| {
        let words: Vec<Redacted> = words.iter().map(|text| Redacted::of_stranger(text)).collect();
        let mut report = example();
        let thousandths = |ms: f64| Rounded((ms * 1000.0).round() / 1000.0);
        words[0].clone_into(&mut report.target.model);
        words[1].clone_into(&mut report.page_version);
        words[2].clone_into(&mut report.checks[0].observed);
        words[3].clone_into(&mut report.points[1].summary);
        report.run.duration_ms = thousandths(ms);
        let exchange = &mut report.exchanges[0];
        words[4].clone_into(&mut exchange.response_body);
        exchange.request_body = Some(words[5].clone());
        exchange.response_headers = vec![Header { name: words[6].clone(), value: words[7].clone() }];
        exchange.status = Some(status);
        exchange.arrivals_ms = arrivals.into_iter().map(thousandths).collect();
        report
    })
}

/// A part of the example, by the way to it, replaced.
fn replaced(places: &[prop::sample::Index], by: &Value) -> Value {
    let mut whole = EXAMPLE.clone();
    let mut at = &mut whole;
    for place in places {
        let (object, list) = (at.is_object(), at.is_array());
        let len = if object {
            at.as_object().map_or(0, serde_json::Map::len)
        } else {
            at.as_array().map_or(0, Vec::len)
        };
        if !(object || list) || len == 0 {
            break;
        }
        let nth = place.index(len);
        at = if object {
            at.as_object_mut().and_then(|it| it.values_mut().nth(nth)).expect("a member")
        } else {
            &mut at[nth]
        };
    }
    by.clone_into(at);
    whole
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_report_of_strange_words_comes_back(report in report()) {
        let opened = read(&report.to_json());
        prop_assert_eq!(opened.as_ref(), Ok(&report));
        keeps(&report);
    }

    #[test]
    fn a_report_with_a_strange_part_opens_or_is_refused_in_a_sentence(
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        by in generate::json(NAMES),
    ) {
        holds(&replaced(&places, &by).to_string());
    }

    #[test]
    fn a_damaged_report_opens_or_is_refused_in_a_sentence(text in generate::damaged(EXAMPLE.to_string())) {
        holds(&text);
    }

    #[test]
    fn any_text_is_refused_in_a_sentence(json in generate::json(NAMES), text in generate::text(12)) {
        holds(&json.to_string());
        holds(&text);
        holds(&format!("<!-- gateway-check/report/1\n{json}\n-->"));
    }
}
