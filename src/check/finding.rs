//! The outcome of a rule: the verdict, what was observed, and what was expected.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};

use super::{Check, Grade, NamedViolations};
use crate::text::truncate::with_ellipsis;
use crate::wire::Violation;

/// The outcome of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, EnumString, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema, strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// The rule holds.
    Pass,
    /// The rule holds, but the result will cause problems for some programs.
    Warn,
    /// The rule is broken.
    Fail,
    /// The server says clearly that it does not offer this feature. The points are not affected.
    Unsupported,
    /// The evidence is not enough. The page says why, and how to find out.
    Inconclusive,
    /// This run did not include the check.
    Skipped,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] =
        [Self::Pass, Self::Warn, Self::Fail, Self::Unsupported, Self::Inconclusive, Self::Skipped];

    /// The stable id for the page, the report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Label on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pass => "Pass",
            Self::Warn => "Warning",
            Self::Fail => "Fail",
            Self::Unsupported => "Not offered",
            Self::Inconclusive => "Cannot tell",
            Self::Skipped => "Not run",
        }
    }

    /// Returns the most serious of `verdicts`, which marks their group; skipped if there are none.
    pub fn gravest(verdicts: &[Self]) -> Self {
        const BY_GRAVITY: [Verdict; 6] = [
            Verdict::Fail,
            Verdict::Inconclusive,
            Verdict::Warn,
            Verdict::Pass,
            Verdict::Unsupported,
            Verdict::Skipped,
        ];
        BY_GRAVITY.into_iter().find(|it| verdicts.contains(it)).unwrap_or(Self::Skipped)
    }

    /// The mark shown beside the label.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Pass => "✓",
            Self::Warn => "!",
            Self::Fail => "✗",
            Self::Unsupported => "–",
            Self::Inconclusive => "?",
            Self::Skipped => "○",
        }
    }
}

/// The result of judging a rule: a decision, or the reason why there is none.
pub type Judgement = Result<Decided, Undecided>;

/// The outcome of a rule that could be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The rule holds.
    Pass,
    /// It works, but will cause problems for some programs.
    Warn,
    /// The server broke the rule.
    Fail,
}

impl From<Decision> for Verdict {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Pass => Self::Pass,
            Decision::Warn => Self::Warn,
            Decision::Fail => Self::Fail,
        }
    }
}

/// A decision of a rule and what was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    observed: Cow<'static, str>,
    named: Option<NamedViolations>,
    grade: Option<Grade>,
}

/// Why a rule could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    verdict: Verdict,
    why: Cow<'static, str>,
    would_resolve: Option<&'static str>,
    grade: Option<Grade>,
}

impl Decided {
    /// Creates a decision. `observed` is a sentence in the server's own terms.
    pub fn new(decision: Decision, observed: impl Into<Cow<'static, str>>) -> Self {
        Self { decision, observed: observed.into(), named: None, grade: None }
    }

    /// The rule holds.
    pub fn pass(observed: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Decision::Pass, observed)
    }

    /// It works, but will cause problems for some programs.
    pub fn warn(observed: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Decision::Warn, observed)
    }

    /// The server broke the rule.
    pub fn fail(observed: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Decision::Fail, observed)
    }

    /// Returns the observation.
    #[cfg(test)]
    pub fn observed(&self) -> &str {
        &self.observed
    }

    /// Returns the violations that the observation names.
    #[cfg(test)]
    pub fn named(&self) -> Option<&NamedViolations> {
        self.named.as_ref()
    }

    /// Adds the violations in a reply that the observation names.
    #[must_use]
    pub fn naming(self, named: NamedViolations) -> Self {
        Self { named: Some(named), ..self }
    }

    /// Adds a grade, which is finer than the verdict.
    #[must_use]
    pub fn graded(self, grade: Grade) -> Self {
        Self { grade: Some(grade), ..self }
    }
}

impl Undecided {
    /// No decision, for the reason `why`; the step `would_resolve` would lead to one.
    pub fn inconclusive(why: impl Into<Cow<'static, str>>, would_resolve: &'static str) -> Self {
        Self {
            verdict: Verdict::Inconclusive,
            why: why.into(),
            would_resolve: Some(would_resolve),
            grade: None,
        }
    }

    /// The check was not run, for the reason `why`.
    pub fn skipped(why: &'static str) -> Self {
        Self { verdict: Verdict::Skipped, why: why.into(), would_resolve: None, grade: None }
    }

    /// The server clearly says that it does not offer this feature.
    pub fn unsupported(why: impl Into<Cow<'static, str>>) -> Self {
        Self { verdict: Verdict::Unsupported, why: why.into(), would_resolve: None, grade: None }
    }

    /// Adds a grade, which is finer than the verdict.
    #[must_use]
    pub fn graded(self, grade: Grade) -> Self {
        Self { grade: Some(grade), ..self }
    }
}

/// The rule holds; `observed` says what was observed.
#[expect(clippy::unnecessary_wraps, reason = "what every rule returns")]
pub(super) fn pass(observed: impl Into<Cow<'static, str>>) -> Judgement {
    Ok(Decided::pass(observed))
}

/// The rule holds, with a problem for some programs; `observed` says what was observed.
#[expect(clippy::unnecessary_wraps, reason = "what every rule returns")]
pub(super) fn warn(observed: impl Into<Cow<'static, str>>) -> Judgement {
    Ok(Decided::warn(observed))
}

/// The server broke the rule; `observed` says what was observed.
#[expect(clippy::unnecessary_wraps, reason = "what every rule returns")]
pub(super) fn fail(observed: impl Into<Cow<'static, str>>) -> Judgement {
    Ok(Decided::fail(observed))
}

/// No decision, for the reason `why`; the step `would_resolve` would lead to one.
pub(super) fn inconclusive<T>(
    why: impl Into<Cow<'static, str>>,
    would_resolve: &'static str,
) -> Result<T, Undecided> {
    Err(Undecided::inconclusive(why, would_resolve))
}

/// The check was not run, for the reason `why`.
pub(super) fn skipped<T>(why: &'static str) -> Result<T, Undecided> {
    Err(Undecided::skipped(why))
}

/// The server clearly says that it does not offer this feature.
pub(super) fn unsupported<T>(why: impl Into<Cow<'static, str>>) -> Result<T, Undecided> {
    Err(Undecided::unsupported(why))
}

/// A rule with its verdict and evidence. `Text` is raw while judging and redacted on the screen and in
/// reports.
#[derive(Clone)]
pub struct Finding<Text = Cow<'static, str>> {
    /// The rule.
    pub check: &'static Check,
    /// The verdict.
    pub verdict: Verdict,
    /// The observation, or the reason why there is no decision.
    pub observed: Text,
    /// The violations that the observation names; `None` if it is not about parts of a reply.
    pub named: Option<NamedViolations>,
    /// A step that would decide an inconclusive rule.
    pub would_resolve: Option<Text>,
    /// A finer grade than the verdict, for rules that have one.
    pub grade: Option<Grade>,
    /// The exchanges it is based on, by index in the transcript.
    pub exchanges: Vec<usize>,
}

impl Finding {
    pub(super) fn new(check: &'static Check, judgement: Judgement, exchanges: Vec<usize>) -> Self {
        match judgement {
            Ok(Decided { decision, observed, named, grade }) => Self {
                check,
                verdict: decision.into(),
                observed,
                named,
                would_resolve: None,
                grade,
                exchanges,
            },
            Err(Undecided { verdict, why, would_resolve, grade }) => Self {
                check,
                verdict,
                observed: why,
                named: None,
                would_resolve: would_resolve.map(Cow::Borrowed),
                grade,
                exchanges,
            },
        }
    }
}

/// Quotes a server's words, short enough for a sentence. Nothing is masked here: the code that shows the
/// sentence does that, and masking part of a key here would keep it from recognising the whole key.
pub fn quoted(words: &str) -> String {
    const MAX_CHARS: usize = 200;
    format!("“{}”", with_ellipsis(words.trim(), MAX_CHARS))
}

/// Judges the violations of a shape that were found at `location`. Those that the official SDK tolerates are
/// a warning: it builds its objects without validation (openai-python 2.9, `_models.py`: `construct`), so a
/// program is affected only if it reads that very field. If it cannot reach the answer or the list at all,
/// the rule fails.
pub(super) fn violations(location: &str, violations: &[Violation]) -> Decided {
    const SHOWN: usize = 4;
    if violations.is_empty() {
        return Decided::pass("Every field is there, with the right type.");
    }
    let is_whole = violations.len() <= SHOWN;
    let shown = &violations[..violations.len().min(SHOWN)];
    let words = |it: &Violation| format!("{} is {}, expected {}", it.path, it.observed, it.expected);
    let mut items: Vec<String> = shown.iter().map(words).collect();
    if !is_whole {
        items.push(format!("and {} more", violations.len() - SHOWN));
    }
    let is_hidden = violations.iter().any(Violation::hides_content);
    let decision = if is_hidden { Decision::Fail } else { Decision::Warn };
    let observed = format!("In {location}: {}.", items.join("; "));
    Decided::new(decision, observed).naming(NamedViolations::of_shape(shown, is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(&Verdict::ALL, Verdict::id);
    }

    #[test]
    fn a_group_has_the_mark_of_its_most_serious_verdict() {
        let check = |verdicts: &[Verdict], expected| {
            assert_eq!(Verdict::gravest(verdicts), expected, "{verdicts:?}");
        };
        check(&[], Verdict::Skipped);
        check(&[Verdict::Skipped, Verdict::Unsupported], Verdict::Unsupported);
        check(&[Verdict::Unsupported, Verdict::Pass], Verdict::Pass);
        check(&[Verdict::Pass, Verdict::Warn], Verdict::Warn);
        check(&[Verdict::Warn, Verdict::Inconclusive], Verdict::Inconclusive);
        check(&Verdict::ALL, Verdict::Fail);
    }
}
