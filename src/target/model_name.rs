//! The name of the model to call.

use super::Severity;
use crate::text::invisible::is_invisible;

/// A model name: one line of text without outer white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelName(String);

/// Reason why the typed text cannot be a model name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelProblem {
    /// Nothing was typed.
    Missing,
    /// White space at its beginning or end, which servers take as part of the name.
    HasOuterSpace,
    /// Quotes around it.
    HasQuotes,
    /// Longer than 300 characters.
    TooLong,
}

impl ModelName {
    const MAX_CHARS: usize = 300;

    /// Reads the typed text.
    ///
    /// # Errors
    /// The first [`ModelProblem`].
    pub fn parse(typed: &str) -> Result<Self, ModelProblem> {
        if bare(typed).is_empty() {
            Err(ModelProblem::Missing)
        } else if bare(typed) != typed {
            Err(ModelProblem::HasOuterSpace)
        } else if unquoted(typed) != typed {
            Err(ModelProblem::HasQuotes)
        } else if typed.chars().count() > Self::MAX_CHARS {
            Err(ModelProblem::TooLong)
        } else {
            Ok(Self(typed.to_owned()))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ModelProblem {
    /// Returns its effect on sending.
    pub fn severity(self) -> Severity {
        Severity::Error
    }

    /// `typed` without the pasted extras, if they are the problem.
    pub fn fix(self, typed: &str) -> Option<String> {
        match self {
            Self::HasOuterSpace | Self::HasQuotes => Some(bare(unquoted(bare(typed))).to_owned()),
            Self::Missing | Self::TooLong => None,
        }
    }
}

/// The text without white space around it, and without what nobody can see there.
fn bare(text: &str) -> &str {
    text.trim_matches(|it: char| it.is_whitespace() || is_invisible(it))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`', '“', '”', '‘', '’'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, ModelProblem>) {
        let read = ModelName::parse(typed);
        assert_eq!(read.as_ref().map(ModelName::as_str).map_err(|problem| *problem), expected, "{typed:?}");
    }

    #[test]
    fn a_name_is_kept_as_typed() {
        check("meta-llama/Llama-3.3-70B Instruct", Ok("meta-llama/Llama-3.3-70B Instruct"));
        check("模型:latest", Ok("模型:latest"));
    }

    #[test]
    fn what_a_server_would_misread_is_refused() {
        check(" ", Err(ModelProblem::Missing));
        check("gpt-4o ", Err(ModelProblem::HasOuterSpace));
        check("gpt-4o\u{200b}", Err(ModelProblem::HasOuterSpace));
        check("\u{feff}", Err(ModelProblem::Missing));
        check("\"gpt-4o\"", Err(ModelProblem::HasQuotes));
        check(&"m".repeat(301), Err(ModelProblem::TooLong));
        assert_eq!(ModelProblem::HasOuterSpace.fix("gpt-4o\u{200b}").as_deref(), Some("gpt-4o"));
        assert_eq!(ModelProblem::HasQuotes.fix("“gpt-4o”").as_deref(), Some("gpt-4o"));
    }
}
