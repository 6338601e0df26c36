//! The names of the rules, of the points they prove, and of the finer degrees of a verdict.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr, VariantArray};

/// Id of a rule: the same word in page, report and docs.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum CheckId {
    /// The base URL is valid and encrypted.
    EndpointUrl,
    /// The host is a gateway, not a model provider.
    EndpointHost,
    /// The API answers at the base URL.
    Reachable,
    /// The browser can read every reply, including errors.
    BrowserAccess,
    /// The key has the right type for this gateway.
    KeyKind,
    /// The key is accepted.
    AuthAccepted,
    /// A wrong key is rejected.
    AuthEnforced,
    /// A request without a key is rejected.
    AuthRequired,
    /// No redirect leads away from the gateway.
    RouteStays,
    /// The reply went through the gateway.
    RouteEvidence,
    /// The model list contains the model.
    ModelListed,
    /// A call to the model succeeds.
    ModelCallable,
    /// The key is allowed to use the model.
    ModelAuthorised,
    /// The reply names the requested model.
    ModelIdentity,
    /// A made-up model is rejected.
    ModelRefusedUnknown,
    /// The reply has the structure of a chat completion.
    CompletionShape,
    /// The answer contains text.
    CompletionContent,
    /// The reply reports its token usage.
    UsageReported,
    /// The model list has the standard structure.
    ModelsShape,
    /// Errors have the standard structure.
    ErrorShape,
    /// Errors have a status from 400 to 499.
    ErrorStatus,
    /// The stream consists of chat completion chunks.
    StreamShape,
    /// The stream ends with a finish reason and [DONE].
    StreamTerminated,
    /// The stream reports its token usage.
    StreamUsage,
    /// The stream arrives piece by piece.
    StreamLive,
    /// Streamed and plain replies have the same fields.
    StreamParity,
    /// No error is hidden under a success status.
    ErrorInStream,
    /// The model calls a tool when it must.
    ToolCall,
    /// A tool call's arguments match the tool's schema.
    ToolArguments,
    /// The answer uses the result of a tool call.
    ToolRoundTrip,
    /// A streamed tool call is complete.
    ToolStream,
    /// The answer is a JSON object when requested.
    JsonObject,
    /// The answer matches a given schema.
    JsonSchema,
    /// The model remembers an earlier message.
    MultiTurn,
    /// The model follows the system message.
    SystemMessage,
    /// The text ends before a stop sequence.
    StopSequence,
    /// The server applies a token limit.
    TokenLimit,
    /// Text in any script arrives unchanged.
    UnicodeEcho,
    /// The model sees an image.
    ImageInput,
    /// Accepted parameters have an effect.
    Parameters,
    /// The Responses API works.
    ResponsesApi,
    /// The embeddings API works.
    EmbeddingsApi,
    /// A request id is visible.
    RequestIdVisible,
    /// Time to headers, to first token and in total.
    Latency,
    /// The rate limit is visible.
    RateLimitVisible,
}

/// Id of one of the four points.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, IntoStaticStr, VariantArray,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum PointId {
    /// The key works, and a wrong key does not.
    Authentication,
    /// The request went through the gateway.
    Routing,
    /// The model is available to this key.
    Model,
    /// The reply follows the OpenAI-compatible contract.
    Contract,
}

/// Degree of evidence that a request went through the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr, VariantArray)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Grade {
    /// The reply contains something that only the gateway adds.
    Proven,
    /// Nothing contradicts it.
    Consistent,
    /// The evidence does not decide.
    #[serde(rename = "cannot tell")]
    #[strum(serialize = "cannot tell")]
    CannotTell,
    /// A provider's own host, or a made-up key that is rejected in a provider's own words.
    Contradicted,
}

impl CheckId {
    /// Every rule, in display order.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable word for page, report and docs.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl PointId {
    /// All points, in display order.
    pub const ALL: [Self; 4] = [Self::Authentication, Self::Routing, Self::Model, Self::Contract];

    /// The stable word for page, report and automation.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Its title.
    pub fn label(self) -> &'static str {
        match self {
            Self::Authentication => "Authentication",
            Self::Routing => "Routing",
            Self::Model => "Model",
            Self::Contract => "Contract",
        }
    }

    /// Question that the point answers, for first-time readers.
    pub fn question(self) -> &'static str {
        match self {
            Self::Authentication => "Does the gateway accept this key?",
            Self::Routing => "Does the request go through the gateway?",
            Self::Model => "Is the key allowed to use the model, and does the model answer?",
            Self::Contract => "Does the reply have the format that OpenAI-compatible programs expect?",
        }
    }
}

impl Grade {
    /// All degrees, the surest first.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word for page and report.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_ids;

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(CheckId::ALL, CheckId::as_str);
        check_ids(&PointId::ALL, PointId::id);
    }

    #[test]
    fn every_point_asks_a_question_of_its_own() {
        for (index, point) in PointId::ALL.iter().enumerate() {
            assert!(point.question().ends_with('?'), "{point}");
            assert!(PointId::ALL[..index].iter().all(|it| it.question() != point.question()), "{point}");
        }
    }

    #[test]
    fn a_grade_is_written_as_it_is_said() {
        let words = Grade::ALL.iter().map(|grade| grade.as_str());
        assert_eq!(words.collect::<Vec<_>>(), ["proven", "consistent", "cannot tell", "contradicted"]);
        for grade in Grade::ALL {
            assert_eq!(serde_json::to_value(grade).unwrap(), grade.as_str());
        }
    }
}
