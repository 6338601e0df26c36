//! Sentences about a program.

use super::{Compatibility, Feature, Prediction, Reason};
use crate::check::{Verdict, checks};
use crate::probe::Profile;
use crate::view::smallest_profile;

impl Compatibility {
    /// Label on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Works => "Works",
            Self::WorksWithout => "Works in part",
            Self::WillNot => "Will not work",
            Self::NotTested => "Not tested",
        }
    }
}

impl Prediction<'_> {
    /// Returns the sentences to show beside the label, one by one.
    pub fn sentences(&self) -> Vec<String> {
        let outcome = self.outcome();
        let mut reasons: Vec<(Reason<'_>, Vec<Feature>)> = Vec::new();
        for (feature, reason) in self.fails() {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, features)) => features.push(feature),
                None => reasons.push((reason, vec![feature])),
            }
        }
        let is_whole = |text: &str| text.ends_with('.') || text.ends_with(".”");
        let whole = |text: String| if is_whole(&text) { text } else { text + "." };
        let said = reasons.into_iter().map(|(reason, features)| match outcome {
            Compatibility::WillNot => because(&reason),
            Compatibility::Works | Compatibility::WorksWithout | Compatibility::NotTested => {
                format!("Without {}. {}", listed(&features), because(&reason))
            }
        });
        let untested = (outcome != Compatibility::WillNot).then(|| self.untested()).flatten();
        said.chain(untested).map(whole).collect()
    }

    /// Returns the sentence about what was not tested, and how to find out.
    fn untested(&self) -> Option<String> {
        let is_whole = self.outcome() == Compatibility::NotTested;
        let open: Vec<_> = self.open().filter(|(feature, _)| !is_whole || feature.is_essential()).collect();
        let (_, first) = open.iter().min_by_key(|(_, it)| it.verdict == Verdict::Skipped)?;
        let features: Vec<Feature> = open.iter().map(|(feature, _)| *feature).collect();
        let what = if is_whole { String::new() } else { format!("Not tested: {}. ", listed(&features)) };
        let skipped = open.iter().filter(|(_, it)| it.verdict == Verdict::Skipped);
        let tells = match skipped.map(|(_, it)| it.profile()).max() {
            Some(profile) if first.verdict == Verdict::Skipped => {
                format!("Run {} to test this.", profile.label())
            }
            Some(_) | None if first.verdict == Verdict::Pass => {
                format!("{} No check tests more of it.", first.observed)
            }
            Some(_) | None => first.observed.to_owned(),
        };
        Some(what + &tells)
    }
}

impl Reason<'_> {
    /// The smallest profile that runs the check.
    fn profile(&self) -> Profile {
        let check = checks().find(|it| it.id == self.check);
        check.map_or(Profile::Full, |check| smallest_profile(check.probes))
    }
}

/// The check by its title, with its evidence.
fn because(reason: &Reason<'_>) -> String {
    let title = checks().find(|it| it.id == reason.check).map_or("", |it| it.title);
    format!("Check “{title}”: {}", reason.observed)
}

/// Says how many programs work.
pub fn summary(predictions: &[Prediction<'_>]) -> String {
    let count = |outcome| predictions.iter().filter(|it| it.outcome() == outcome).count();
    let (whole, part) = (count(Compatibility::Works), count(Compatibility::WorksWithout));
    let more = [(part, "in part"), (count(Compatibility::NotTested), "not tested")];
    let more = more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("; {count} {what}"));
    let work = if whole == 1 { "works" } else { "work" };
    format!("{whole} of {} programs {work}{}", predictions.len(), more.collect::<String>())
}

/// Title of the programs.
pub const TITLE: &str = "Which programs will work";
/// Says where it comes from.
pub const NOTE: &str = "Predicted from the checks of this run. The programs themselves were not started.";
/// Reason why a browser that reads nothing says nothing about other programs.
pub const HIDDEN: &str =
    "This browser could not read the replies. Programs outside a browser are not affected by that.";

/// `a`, `a and b`, `a, b and c`.
fn listed(features: &[Feature]) -> String {
    let names: Vec<&str> = features.iter().map(|feature| feature.name()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CLIENTS;
    use super::*;
    use crate::check::CheckId;
    use crate::check::Verdict::{Inconclusive, Pass, Skipped};

    /// Expects these sentences about a program where every check passes but these.
    #[track_caller]
    fn check(client: &str, findings: &[(CheckId, Verdict, &str)], expected: &[&str]) {
        let of = |id: CheckId| {
            let found = findings.iter().find(|(check, ..)| *check == id);
            let (check, verdict, observed) = found.copied().unwrap_or((id, Pass, "Fine."));
            Some(Reason { check, verdict, observed, named: None })
        };
        let row = CLIENTS.iter().find(|it| it.id == client).unwrap();
        assert_eq!(row.predict(&of).sentences(), expected, "{client}");
    }

    #[test]
    fn what_was_not_tested_is_said_with_what_would_test_it() {
        check("codex-cli", &[], &["Fine. No check tests more of it."]);
        let not_run = (CheckId::ToolCall, Skipped, "This run does not include this check.");
        check("openai-python", &[not_run], &["Not tested: tool calls. Run Full to test this."]);
        let unclear = (CheckId::JsonObject, Inconclusive, "No reply came within 60 s.");
        check(
            "openai-python",
            &[not_run, unclear],
            &["Not tested: tool calls and structured output. No reply came within 60 s."],
        );
    }
}
