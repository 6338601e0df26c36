//! The names of the rules, of the points they prove, and of the finer degrees of a verdict.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr, VariantArray};

/// Which rule: the same word in page, report and docs.
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
    /// The base URL is well formed and encrypted.
    EndpointUrl,
    /// The host is a gateway, not a model provider.
    EndpointHost,
    /// The API answers at the base URL.
    Reachable,
    /// A browser may read every reply, refusals included.
    BrowserAccess,
    /// The key is of the kind this gateway takes.
    KeyKind,
    /// The key is accepted.
    AuthAccepted,
    /// A wrong key is refused.
    AuthEnforced,
    /// A request without a key is refused.
    AuthRequired,
    /// No redirect leads away from the gateway.
    RouteStays,
    /// The reply went through the gateway.
    RouteEvidence,
    /// The list of models has the model.
    ModelListed,
    /// A call to the model succeeds.
    ModelCallable,
    /// The key may use the model.
    ModelAuthorised,
    /// The reply names the model asked for.
    ModelIdentity,
    /// A model that cannot exist is refused.
    ModelRefusedUnknown,
    /// The reply has the shape of a chat completion.
    CompletionShape,
    /// The answer holds text.
    CompletionContent,
    /// The reply reports its token usage.
    UsageReported,
    /// The list of models has the form of the reference.
    ModelsShape,
    /// Refusals have the form of the reference.
    ErrorShape,
    /// Refusals have a status of 400 to 499.
    ErrorStatus,
    /// The stream is made of chat completion chunks.
    StreamShape,
    /// The stream ends with a finish reason and [DONE].
    StreamTerminated,
    /// The stream reports its token usage.
    StreamUsage,
    /// The stream arrives bit by bit.
    StreamLive,
    /// Streamed and plain replies carry the same fields.
    StreamParity,
    /// No error is hidden under a success status.
    ErrorInStream,
    /// The model calls a tool when one is demanded.
    ToolCall,
    /// A tool call's arguments are JSON that fits the tool's schema.
    ToolArguments,
    /// The result of a tool call is used in the answer.
    ToolRoundTrip,
    /// A streamed tool call adds up to a whole one.
    ToolStream,
    /// The answer is a JSON object when one is asked for.
    JsonObject,
    /// The answer fits the schema it was given.
    JsonSchema,
    /// The model knows what was said in an earlier turn.
    MultiTurn,
    /// The system message is obeyed.
    SystemMessage,
    /// The text ends before a stop sequence.
    StopSequence,
    /// A token limit is kept.
    TokenLimit,
    /// Text of any script passes unharmed.
    UnicodeEcho,
    /// The model sees a picture that is sent along.
    ImageInput,
    /// Parameters that are accepted take effect.
    Parameters,
    /// The Responses API answers.
    ResponsesApi,
    /// The embeddings API answers.
    EmbeddingsApi,
    /// A request id is readable.
    RequestIdVisible,
    /// Time to headers, to first token and in total.
    Latency,
    /// The rate limit is readable.
    RateLimitVisible,
}

/// One of the four headline results.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, IntoStaticStr, VariantArray,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum PointId {
    /// The key works, and a wrong one would not.
    Authentication,
    /// The request went through the gateway.
    Routing,
    /// The model is available to this key.
    Model,
    /// The reply keeps the OpenAI-compatible contract.
    Contract,
}

/// How sure it is that a request went through the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, IntoStaticStr, VariantArray)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Grade {
    /// Seen what only the gateway adds.
    Proven,
    /// Nothing contradicts it.
    Consistent,
    /// Nothing speaks for or against it.
    #[serde(rename = "cannot tell")]
    #[strum(serialize = "cannot tell")]
    CannotTell,
    /// A provider's own host or words.
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

    /// What it is about, for someone who sees it for the first time.
    pub fn question(self) -> &'static str {
        match self {
            Self::Authentication => "Does the gateway accept this key?",
            Self::Routing => "Does the request go through the gateway, not straight to a provider?",
            Self::Model => "May this key use the model, and does the model answer?",
            Self::Contract => "Does the reply have the form that OpenAI-compatible programs expect?",
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
    fn a_grade_is_written_as_it_is_said() {
        let words = Grade::ALL.iter().map(|grade| grade.as_str());
        assert_eq!(words.collect::<Vec<_>>(), ["proven", "consistent", "cannot tell", "contradicted"]);
        for grade in Grade::ALL {
            assert_eq!(serde_json::to_value(grade).unwrap(), grade.as_str());
        }
    }
}
