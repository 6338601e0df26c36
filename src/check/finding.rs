//! How a rule came out: the verdict, with what was seen and what was wanted.

use std::borrow::Cow;

use super::Check;
use crate::text::truncate::with_ellipsis;
use crate::wire::Violation;

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule holds.
    Pass,
    /// It works, but will hurt someone.
    Warn,
    /// The server broke the rule.
    Fail,
    /// The server says clearly that it does not offer this.
    Unsupported,
    /// We cannot know.
    Inconclusive,
    /// We did not ask.
    Skipped,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] =
        [Self::Pass, Self::Warn, Self::Fail, Self::Unsupported, Self::Inconclusive, Self::Skipped];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Unsupported => "unsupported",
            Self::Inconclusive => "inconclusive",
            Self::Skipped => "skipped",
        }
    }
}

/// What a rule says of evidence that decides it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Pass, warn or fail.
    pub verdict: Verdict,
    /// What was seen, in the server's own terms, as a sentence.
    pub observed: Cow<'static, str>,
    /// A finer degree than the verdict, for rules that have one.
    pub grade: Option<&'static str>,
}

/// Why a rule could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    verdict: Verdict,
    why: Cow<'static, str>,
    would_resolve: Option<&'static str>,
    grade: Option<&'static str>,
}

impl Decided {
    /// The rule holds.
    pub fn pass(observed: impl Into<Cow<'static, str>>) -> Self {
        Self { verdict: Verdict::Pass, observed: observed.into(), grade: None }
    }

    /// It works, but will hurt someone.
    pub fn warn(observed: impl Into<Cow<'static, str>>) -> Self {
        Self { verdict: Verdict::Warn, observed: observed.into(), grade: None }
    }

    /// The server broke the rule.
    pub fn fail(observed: impl Into<Cow<'static, str>>) -> Self {
        Self { verdict: Verdict::Fail, observed: observed.into(), grade: None }
    }

    /// The same with a finer degree.
    #[must_use]
    pub fn graded(self, grade: &'static str) -> Self {
        Self { grade: Some(grade), ..self }
    }
}

impl Undecided {
    /// We cannot know: why, and what would tell.
    pub fn inconclusive(why: impl Into<Cow<'static, str>>, would_resolve: &'static str) -> Self {
        Self {
            verdict: Verdict::Inconclusive,
            why: why.into(),
            would_resolve: Some(would_resolve),
            grade: None,
        }
    }

    /// We did not ask: why.
    pub fn skipped(why: &'static str) -> Self {
        Self { verdict: Verdict::Skipped, why: why.into(), would_resolve: None, grade: None }
    }

    /// The server says clearly that it does not offer this.
    pub fn unsupported(why: String) -> Self {
        Self { verdict: Verdict::Unsupported, why: why.into(), would_resolve: None, grade: None }
    }

    /// The same with a finer degree.
    #[must_use]
    pub fn graded(self, grade: &'static str) -> Self {
        Self { grade: Some(grade), ..self }
    }
}

/// A rule with its verdict and evidence.
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub check: &'static Check,
    /// How it came out.
    pub verdict: Verdict,
    /// What was seen, or why it could not be judged.
    pub observed: Cow<'static, str>,
    /// What would decide an inconclusive one.
    pub would_resolve: Option<Cow<'static, str>>,
    /// A finer degree than the verdict, for rules that have one.
    pub grade: Option<&'static str>,
    /// The exchanges it rests on, by their place in the transcript.
    pub exchanges: Vec<usize>,
}

impl Finding {
    pub(super) fn new(
        check: &'static Check,
        outcome: Result<Decided, Undecided>,
        exchanges: Vec<usize>,
    ) -> Self {
        match outcome {
            Ok(Decided { verdict, observed, grade }) => {
                Self { check, verdict, observed, would_resolve: None, grade, exchanges }
            }
            Err(Undecided { verdict, why, would_resolve, grade }) => Self {
                check,
                verdict,
                observed: why,
                would_resolve: would_resolve.map(Cow::Borrowed),
                grade,
                exchanges,
            },
        }
    }
}

/// A server's words, short enough for a sentence, without what looks like a key.
pub fn quoted(words: &str) -> String {
    const MAX_CHARS: usize = 200;
    let shown = with_ellipsis(words.trim(), MAX_CHARS);
    format!("“{}”", crate::redact::mask_lookalikes(&shown))
}

/// Judges departures from a shape. What is there and merely unusual, as an empty id or a finish reason
/// outside of the list, warns: the official SDKs take it. So does usage, which has a rule of its own. What is missing or of another type fails.
pub(super) fn violations(violations: &[Violation]) -> Decided {
    const SHOWN: usize = 4;
    if violations.is_empty() {
        return Decided::pass("Every field is there, with the right type.");
    }
    let mut named: Vec<String> = violations
        .iter()
        .take(SHOWN)
        .map(|Violation { path, observed, expected }| format!("{path} is {observed}, wanted {expected}"))
        .collect();
    if violations.len() > SHOWN {
        named.push(format!("and {} more", violations.len() - SHOWN));
    }
    let is_unusual = |Violation { path, observed, .. }: &Violation| {
        observed == "an empty string"
            || path.starts_with("usage")
            || (path.ends_with("finish_reason") && observed.starts_with('"'))
    };
    let observed = format!("{}.", named.join("; "));
    if violations.iter().all(is_unusual) { Decided::warn(observed) } else { Decided::fail(observed) }
}
