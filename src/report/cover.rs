//! Covers the keys of this tab in an opened report: it may come from a run with one of them.

use super::{
    Beat, Check, Diagnosis, Exchange, Finding, Header, Key, Point, Report, Run, Scenario, Target, Trial,
};
use crate::redact::{Mask, Redacted};

impl Report {
    /// The report without the keys that `mask` covers.
    #[must_use]
    pub fn covered(&self, mask: &Mask) -> Self {
        let mut report = self.clone();
        if !mask.is_empty() {
            report.each_text(&mut |text| *text = mask.cover_body(text));
        }
        report
    }

    /// The times and the outcome of each request, without bodies and headers.
    pub fn timings(&self) -> Vec<Exchange> {
        let timing = |it: &Exchange| Exchange {
            n: it.n,
            probe: it.probe.clone(),
            method: it.method.clone(),
            status: it.status,
            unanswered: it.unanswered,
            started_ms: it.started_ms,
            headers_ms: it.headers_ms,
            first_token_ms: it.first_token_ms,
            total_ms: it.total_ms,
            ..Exchange::default()
        };
        self.exchanges.iter().map(timing).collect()
    }

    // Every field is named here and below, so that the compiler reports a new one.
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self {
            schema: _,
            generated_at,
            page_version,
            target,
            run,
            points,
            checks,
            diagnoses,
            metrics: _,
            exchanges,
            scenario,
        } = self;
        let Target { base_url, model, key: Key { is_given: _, kind } } = target;
        let Run { profile, requests: _, started_at, duration_ms: _, is_stopped: _ } = run;
        [generated_at, page_version, base_url, model, profile, started_at].into_iter().for_each(&mut *change);
        kind.iter_mut().for_each(&mut *change);
        for it in points {
            it.each_text(change);
        }
        for it in checks {
            it.each_text(change);
        }
        for it in diagnoses {
            it.each_text(change);
        }
        for it in exchanges {
            it.each_text(change);
        }
        if let Some(it) = scenario {
            it.each_text(change);
        }
    }
}

impl Scenario {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self { id, verdict: _, summary, findings, owner: _, steps, label, trials, watch } = self;
        [id, summary, label].into_iter().chain(steps).for_each(&mut *change);
        for Finding { title, verdict: _, observed, expected, trial: _, exchanges: _ } in findings {
            [title, observed, expected].into_iter().for_each(&mut *change);
        }
        for trial in trials {
            let mut label = trial.label.clone();
            change(&mut label);
            let mut report = std::mem::take(trial).into_report();
            report.each_text(change);
            *trial = Trial::of_report(label, report);
        }
        for Beat { at_ms: _, late_ms: _, outcome: _, kind, status: _, total_ms: _ } in
            watch.iter_mut().flat_map(|watch| &mut watch.beats)
        {
            change(kind);
        }
    }
}

impl Point {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self { id: _, verdict: _, grade: _, summary, open } = self;
        change(summary);
        open.iter_mut().for_each(change);
    }
}

impl Check {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self {
            id,
            point: _,
            group,
            title,
            verdict: _,
            observed,
            expected,
            would_resolve,
            source,
            exchanges: _,
        } = self;
        [id, group, title, observed, expected, source].into_iter().for_each(&mut *change);
        would_resolve.iter_mut().for_each(change);
    }
}

impl Diagnosis {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self { kind, title, cause, confidence: _, owner: _, remedies, evidence, exchanges: _ } = self;
        [kind, title, cause].into_iter().for_each(&mut *change);
        remedies.iter_mut().chain(evidence).for_each(change);
    }
}

impl Exchange {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut Redacted)) {
        let Self {
            n: _,
            probe,
            method,
            url,
            request_headers,
            request_body,
            status: _,
            response_headers,
            response_body,
            response_bytes: _,
            is_truncated: _,
            unanswered: _,
            started_ms: _,
            headers_ms: _,
            first_token_ms: _,
            total_ms: _,
            arrivals_ms: _,
        } = self;
        [probe, method, url, response_body].into_iter().for_each(&mut *change);
        request_body.iter_mut().for_each(&mut *change);
        for Header { name, value } in request_headers.iter_mut().chain(response_headers) {
            change(name);
            change(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::filled;
    use super::super::{Rounded, Unanswered};
    use super::*;

    #[test]
    fn no_text_of_an_opened_report_holds_a_key_of_this_tab() {
        let opened = filled("it is gc-test-of-the-tab");
        assert!(opened.to_json().contains("gc-test-of-the-tab"));
        let covered = opened.covered(&Mask::of_secrets(&["gc-test-of-the-tab"]));
        assert!(!format!("{covered:?}").contains("gc-test-of-the-tab"), "{covered:?}");
        assert!(covered.to_json().contains("it is [key]"));
        assert_eq!(opened.covered(&Mask::default()), opened);
    }

    #[test]
    fn the_times_of_a_request_stand_without_what_was_said() {
        let timing = Exchange {
            n: 3,
            probe: Redacted::own("stream"),
            method: Redacted::own("POST"),
            status: Some(200),
            unanswered: Some(Unanswered::Dropped),
            started_ms: Rounded(30.0),
            headers_ms: Some(Rounded(5.0)),
            first_token_ms: Some(Rounded(10.0)),
            total_ms: Some(Rounded(20.0)),
            ..Exchange::default()
        };
        let header = Header { name: Redacted::own("x-echo"), value: Redacted::own("Hello.") };
        let whole = Exchange {
            url: Redacted::own("https://gateway.example/v1/chat/completions"),
            request_headers: vec![header.clone()],
            request_body: Some(Redacted::own("{}")),
            response_headers: vec![header],
            response_body: Redacted::own("Hello."),
            arrivals_ms: vec![Rounded(10.0)],
            ..timing.clone()
        };
        let report = Report { exchanges: vec![whole], ..Report::default() };
        assert_eq!(report.timings(), [timing]);
    }
}
