//! Features of a gateway that programs use.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr, VariantArray};

/// Purpose for which a program sends a request.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Feature {
    /// An answer in one piece.
    Plain,
    /// An answer in pieces.
    Streamed,
    /// An answer by the Responses API.
    Responses,
    /// An answer in pieces, with calls of tools, by the Responses API.
    StreamedResponses,
    /// Calls of tools.
    Tools,
    /// Answers in JSON.
    Json,
    /// Counts of tokens.
    Usage,
    /// A list to choose the model from.
    Models,
    /// Requests from a browser instead of a server.
    Browser,
}

impl Feature {
    /// All of them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable word for tests.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Returns its name for people, within a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain answers",
            Self::Streamed => "streaming",
            Self::Responses => "the Responses API",
            Self::StreamedResponses => "streams and tools of the Responses API",
            Self::Tools => "tool calls",
            Self::Json => "structured output",
            Self::Usage => "token counts",
            Self::Models => "the model list",
            Self::Browser => "direct connections from a browser",
        }
    }

    /// Returns true if a program with none of these does not work at all.
    pub fn is_essential(self) -> bool {
        matches!(self, Self::Plain | Self::Streamed | Self::Responses | Self::StreamedResponses)
    }
}
