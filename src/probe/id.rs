//! The names of the probes.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr, VariantArray};

/// Id of a probe: the same word in page, report and docs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ProbeId {
    /// Sends the user's prompt.
    Prompt,
    /// Sends the prompt several times, one after the other; only on request.
    Repeat,
    /// Sends the prompt several times at once; only on request.
    Burst,
    /// Sends the prompt streamed.
    Stream,
    /// Lists the models.
    Models,
    /// Sends the prompt with a wrong key.
    WrongKey,
    /// Sends the prompt without a key.
    NoKey,
    /// Names a made-up model.
    WrongModel,
    /// Sends a request that must be rejected.
    Malformed,
    /// Calls a made-up path.
    WrongPath,
    /// Demands a tool call.
    ToolCall,
    /// Sends the result of the tool call back.
    ToolResult,
    /// Demands the tool call streamed.
    ToolStream,
    /// Asks for a JSON object.
    JsonObject,
    /// Asks for JSON of a strict schema.
    JsonSchema,
    /// Asks for what was said in an earlier turn.
    MultiTurn,
    /// Gives a system message.
    SystemMessage,
    /// Gives a stop sequence.
    Stop,
    /// Sets a small token limit.
    Length,
    /// Asks for an exact echo.
    Unicode,
    /// Sends an image.
    Image,
    /// Calls the Responses API.
    Responses,
    /// Calls the embeddings API.
    Embeddings,
    /// Sets many parameters at once.
    Parameters,
    /// The follow-up that tests whether a server responds.
    LadderAnswers,
    /// The follow-up that asks for the models without a key.
    LadderPlain,
    /// The follow-up that asks for the models with the key.
    LadderKeyed,
    /// The follow-up that sends the typed base URL the same request as every correction.
    RepairTyped,
    /// The follow-up that tries the likeliest correction of the base URL.
    #[serde(rename = "repair-1")]
    #[strum(serialize = "repair-1")]
    Repair1,
    /// The follow-up that tries the second correction.
    #[serde(rename = "repair-2")]
    #[strum(serialize = "repair-2")]
    Repair2,
    /// The follow-up that tries the third correction.
    #[serde(rename = "repair-3")]
    #[strum(serialize = "repair-3")]
    Repair3,
    /// The follow-up that tries the fourth correction.
    #[serde(rename = "repair-4")]
    #[strum(serialize = "repair-4")]
    Repair4,
}

impl ProbeId {
    /// All probes, follow-ups included.
    pub const ALL: &[Self] = Self::VARIANTS;
    /// The follow-ups that try a corrected base URL each.
    pub const REPAIRS: [Self; 4] = [Self::Repair1, Self::Repair2, Self::Repair3, Self::Repair4];

    /// The stable word for page, report and docs.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Name of the request with this id for people; an unknown id stays as it is.
    pub fn label_of(id: &str) -> &str {
        let known = Self::ALL.iter().find(|it| it.as_str() == id);
        known.map_or(id, |it| it.label())
    }

    /// The subject of its request, in a word or two, short enough for a picture.
    pub fn label(self) -> &'static str {
        match self {
            Self::Prompt => "Prompt",
            Self::Repeat => "Repeated prompt",
            Self::Burst => "Parallel prompt",
            Self::Stream => "Streamed prompt",
            Self::Models => "Model list",
            Self::WrongKey => "Wrong key",
            Self::NoKey => "No key",
            Self::WrongModel => "Made-up model",
            Self::Malformed => "Malformed request",
            Self::WrongPath => "Unknown path",
            Self::ToolCall => "Tool call",
            Self::ToolResult => "Tool result",
            Self::ToolStream => "Streamed tool call",
            Self::JsonObject => "JSON object",
            Self::JsonSchema => "JSON schema",
            Self::MultiTurn => "Conversation",
            Self::SystemMessage => "System message",
            Self::Stop => "Stop sequence",
            Self::Length => "Token limit",
            Self::Unicode => "Unicode text",
            Self::Image => "Image",
            Self::Responses => "Responses API",
            Self::Embeddings => "Embeddings",
            Self::Parameters => "Parameters",
            Self::LadderAnswers => "Connection test",
            Self::LadderPlain => "Request without key",
            Self::LadderKeyed => "Request with key",
            Self::RepairTyped => "Typed URL",
            Self::Repair1 => "Corrected URL 1",
            Self::Repair2 => "Corrected URL 2",
            Self::Repair3 => "Corrected URL 3",
            Self::Repair4 => "Corrected URL 4",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(ProbeId::ALL, ProbeId::as_str);
    }

    #[test]
    fn labels_are_short_and_each_is_that_of_one_probe() {
        for (index, id) in ProbeId::ALL.iter().enumerate() {
            assert!((1..=20).contains(&id.label().len()), "{id}");
            assert!(!ProbeId::ALL[..index].iter().any(|other| other.label() == id.label()), "{id}");
        }
    }

    #[test]
    fn an_unknown_id_is_its_own_label() {
        assert_eq!(ProbeId::label_of("wrong-model"), "Made-up model");
        assert_eq!(ProbeId::label_of("of-another-version"), "of-another-version");
    }
}
