//! A report in a link. It comes after `#`, which is sent to no server; and since links are stored in many
//! places, it contains no prompt, answer or body, unless the user includes them.
//!
//! Text that this page knows, such as the title of a check, is left out and filled in again.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::{Check, Diagnosis, Exchange, Report, ReportProblem};
use crate::check::{self, Verdict};
use crate::redact::Redacted;
use crate::share_link::Link;

/// The longest link that is made, in characters: chats and mails keep it whole.
pub const MAX_CHARS: usize = 6_000;
/// The longest fragment that is read, in characters.
const MAX_READ_CHARS: usize = 100_000;
/// Largest size of an unpacked fragment, in bytes: a report without bodies is far smaller.
pub const MAX_UNPACKED_BYTES: usize = 1_000_000;
/// The name in the fragment.
const NAME: &str = "report=";

/// Amount of a report that is left out, from little to much. A link takes the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slimness {
    /// Headers, times of events, texts that the page knows; prompt, answer and bodies stay.
    WithTexts,
    /// Also prompt, answer and bodies.
    WithoutTexts,
    /// Also checks that did not run, and the observations of those that passed.
    Verdicts,
    /// Also evidence, and requests except for their outcome.
    Summary,
}

impl Slimness {
    /// From little to much; without the texts unless they are included.
    pub fn tried(with_texts: bool) -> impl Iterator<Item = Self> {
        let all = [Self::WithTexts, Self::WithoutTexts, Self::Verdicts, Self::Summary];
        all.into_iter().skip(usize::from(!with_texts))
    }
}

impl Report {
    /// The report as JSON for a link.
    pub fn to_link_json(&self, slimness: Slimness) -> String {
        let mut report = self.clone();
        slim(&mut report.checks, &mut report.diagnoses, &mut report.exchanges, slimness);
        for trial in report.scenario.iter_mut().flat_map(|it| &mut it.trials) {
            slim(&mut trial.checks, &mut trial.diagnoses, &mut trial.exchanges, slimness);
        }
        serde_json::to_string(&report).unwrap_or_default()
    }

    /// The report with the texts that a link leaves out because the page knows them.
    #[must_use]
    pub fn remembered(mut self) -> Self {
        let trials = self.scenario.iter_mut().flat_map(|it| &mut it.trials);
        trials.flat_map(|trial| &mut trial.checks).for_each(Check::remember);
        self.checks.iter_mut().for_each(Check::remember);
        self
    }
}

fn slim(
    checks: &mut Vec<Check>,
    diagnoses: &mut [Diagnosis],
    exchanges: &mut [Exchange],
    slimness: Slimness,
) {
    for check in checks.iter_mut() {
        check.forget();
    }
    for exchange in exchanges {
        exchange.request_headers.clear();
        exchange.response_headers.clear();
        exchange.arrivals_ms.clear();
        if slimness >= Slimness::WithoutTexts {
            exchange.request_body = None;
            exchange.is_truncated |= !exchange.response_body.is_empty();
            exchange.response_body = Redacted::default();
        }
        if slimness >= Slimness::Summary {
            exchange.url = Redacted::default();
        }
    }
    if slimness >= Slimness::Verdicts {
        checks.retain(|check| check.verdict != Verdict::Skipped);
        for check in checks.iter_mut().filter(|check| check.verdict == Verdict::Pass) {
            check.observed = Redacted::default();
        }
    }
    if slimness >= Slimness::Summary {
        for diagnosis in diagnoses {
            diagnosis.evidence.clear();
        }
    }
}

impl Check {
    fn forget(&mut self) {
        if check::checks().any(|known| self.id == known.id.as_str()) {
            for text in [&mut self.title, &mut self.expected, &mut self.source, &mut self.group] {
                *text = Redacted::default();
            }
        }
    }

    fn remember(&mut self) {
        let Some(known) = check::checks().find(|known| self.id == known.id.as_str()) else { return };
        let group = check::GROUPS.iter().find(|group| group.checks.iter().any(|it| it.id == known.id));
        let texts = [
            (&mut self.title, known.title),
            (&mut self.expected, known.expected),
            (&mut self.source, known.source),
            (&mut self.group, group.map_or("", |group| group.title)),
        ];
        for (text, known) in texts {
            if text.is_empty() {
                *text = Redacted::own(known);
            }
        }
    }
}

/// The fragment of a link, without `#`, for a report that was packed.
pub fn to_fragment(packed: &[u8]) -> String {
    NAME.to_owned() + &BASE64_URL_SAFE_NO_PAD.encode(packed)
}

/// Returns the bytes packed in a fragment, with its `#` or without; `None` if it names no report.
pub fn packed(fragment: &str) -> Option<Result<Vec<u8>, ReportProblem>> {
    let text = split(fragment)?.0.strip_prefix(NAME)?;
    if text.len() > MAX_READ_CHARS {
        return Some(Err(ReportProblem::TooLarge));
    }
    Some(BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| ReportProblem::NotJson))
}

/// Returns what else is in the fragment of a report, which may be a key, and the fragment without it. A report
/// that cannot be decoded may be anything, so it counts as something else. `None` if it names no report.
pub fn beside(fragment: &str) -> Option<(Link, &str)> {
    let (report, rest) = split(fragment)?;
    let is_damaged = packed(report)? == Err(ReportProblem::NotJson);
    Some(if is_damaged { (Link::parse(fragment), "") } else { (Link::parse(rest), report) })
}

/// The part of a fragment that names a report, without `#`, and the rest.
fn split(fragment: &str) -> Option<(&str, &str)> {
    let fragment = fragment.trim_start_matches('#');
    let parts = fragment.split_once('&').unwrap_or((fragment, ""));
    parts.0.starts_with(NAME).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::testing::{filled, report};
    use super::*;

    const ALL: [Slimness; 4] =
        [Slimness::WithTexts, Slimness::WithoutTexts, Slimness::Verdicts, Slimness::Summary];

    #[test]
    fn verdicts_and_diagnoses_come_back_and_what_the_page_knows_is_filled_in() {
        let whole = report("Hello.");
        for slimness in ALL {
            let read = read(&whole.to_link_json(slimness)).expect("a report").remembered();
            assert_eq!(read.points, whole.points);
            let verdicts = |report: &Report| -> Vec<_> {
                let ran = report.checks.iter().filter(|check| check.verdict != Verdict::Skipped);
                ran.map(|it| (it.id.clone(), it.verdict, it.title.clone(), it.group.clone())).collect()
            };
            assert_eq!(verdicts(&read), verdicts(&whole), "{slimness:?}");
            let kinds = |report: &Report| -> Vec<_> {
                report
                    .diagnoses
                    .iter()
                    .map(|it| (it.kind.clone(), it.title.clone(), it.remedies.clone()))
                    .collect()
            };
            assert_eq!(kinds(&read), kinds(&whole), "{slimness:?}");
        }
    }

    #[test]
    fn each_step_is_shorter_and_texts_are_in_the_first_alone() {
        let whole = report("Hello.");
        let lengths = ALL.map(|slimness| whole.to_link_json(slimness).len());
        assert!(lengths.is_sorted_by(|a, b| a > b), "{lengths:?}");
        assert!(whole.to_json().len() > lengths[0]);
        for slimness in &ALL[1..] {
            let json = whole.to_link_json(*slimness);
            assert!(json.contains("\"request_body\":null") && json.contains("\"response_body\":\"\""));
            assert!(!json.contains("max_tokens") && !json.contains("completion_tokens\\\""), "{slimness:?}");
        }
        assert_eq!(Slimness::tried(true).next(), Some(Slimness::WithTexts));
        assert_eq!(Slimness::tried(false).next(), Some(Slimness::WithoutTexts));
    }

    #[test]
    fn each_step_leaves_out_what_it_says_and_nothing_else() {
        let mut whole = filled("Hello.");
        whole.scenario = None;
        whole.exchanges[1].response_body = Redacted::default();
        let all: &[&str] = &["Hello."; 6];
        let ran: &[&str] = &["", "Hello.", "Hello.", "Hello.", "Hello."];
        for (slimness, is_cut, observed, lines_of_evidence) in [
            (Slimness::WithTexts, false, all, 1),
            (Slimness::WithoutTexts, true, all, 1),
            (Slimness::Verdicts, true, ran, 1),
            (Slimness::Summary, true, ran, 0),
        ] {
            let read = read(&whole.to_link_json(slimness)).expect("a report");
            let cut: Vec<bool> = read.exchanges.iter().map(|it| it.is_truncated).collect();
            assert_eq!(cut, [is_cut, false], "{slimness:?}");
            let of_checks: Vec<&str> = read.checks.iter().map(|it| it.observed.as_str()).collect();
            assert_eq!(of_checks, observed, "{slimness:?}");
            assert_eq!(read.diagnoses[0].evidence.len(), lines_of_evidence, "{slimness:?}");
            assert!(read.checks.iter().all(|it| it.title == "Hello."), "a title that no page fills in again");
        }
    }

    #[test]
    fn a_fragment_gives_back_what_was_packed() {
        let bytes: Vec<u8> = (0..=255).collect();
        let fragment = to_fragment(&bytes);
        assert!(fragment.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_=".contains(&it)), "{fragment}");
        assert_eq!(packed(&fragment), Some(Ok(bytes.clone())));
        assert_eq!(packed(&format!("#{fragment}")), Some(Ok(bytes)));
    }

    #[test]
    fn a_key_beside_a_report_is_found_and_the_report_still_opens() {
        let report = to_fragment(b"packed");
        for key in ["api_key=gc-test-1", "utm=1&Authorization=Bearer%20gc-test-1"] {
            let fragment = format!("#{report}&{key}");
            let (link, rest) = beside(&fragment).expect("a report");
            assert!(link.had_key, "{key}");
            assert_eq!(rest, report);
            assert_eq!(packed(&fragment), Some(Ok(b"packed".to_vec())));
        }
        for damaged in ["report=%%%&api_key=gc-test-1", "report=abc?api_key=gc-test-1"] {
            let (link, rest) = beside(damaged).expect("a report");
            assert!(link.had_key, "{damaged}");
            assert_eq!(rest, "");
        }
        assert_eq!(beside(&report), Some((Link::default(), report.as_str())));
        assert_eq!(beside("model=m&api_key=gc-test-1"), None);
    }

    #[test]
    fn a_hostile_fragment_is_refused_before_it_is_unpacked() {
        assert_eq!(packed("#gateway=Production"), None);
        assert_eq!(packed(""), None);
        for text in ["#report=%%%", "#report=ab cd", "#report=a", "#report=é"] {
            assert_eq!(packed(text), Some(Err(ReportProblem::NotJson)), "{text}");
        }
        let long = format!("#report={}", "A".repeat(MAX_READ_CHARS + 4));
        assert_eq!(packed(&long), Some(Err(ReportProblem::TooLarge)));
        let longest = format!("#report={}", "A".repeat(100_000));
        assert_eq!(packed(&longest), Some(Ok(vec![0; 75_000])));
    }
}
