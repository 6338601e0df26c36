//! The names of the kinds of trouble.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Which kind of trouble: the same word in page, report and docs.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DiagnosisKind {
    /// The base URL is missing.
    UrlMissing,
    /// The base URL cannot be called as it is written.
    UrlMalformed,
    /// The address is not encrypted.
    UrlInsecure,
    /// The base URL has a part that may hold a secret.
    UrlHasSecrets,
    /// The model's name is missing.
    ModelMissing,
    /// Your browser is not connected to a network.
    Offline,
    /// Nothing could be reached at {host}.
    Unreachable,
    /// The gateway does not let web pages read its replies.
    CorsMissing,
    /// The gateway refuses the question that browsers ask beforehand.
    CorsPreflightRefused,
    /// The gateway refused the request, and hides from web pages why.
    CorsErrorUnreadable,
    /// Your browser does not let this page reach your local network.
    LocalNetworkBlocked,
    /// This page's own security policy does not allow {host}.
    PagePolicyBlocks,
    /// A secure page may not call an insecure address.
    MixedContent,
    /// No reply came within the time limit.
    TimedOut,
    /// You stopped the run.
    Stopped,
    /// The gateway wants a key, and none arrived.
    KeyMissing,
    /// The gateway did not accept the key.
    KeyRejected,
    /// The server cannot read the key.
    KeyMalformed,
    /// The key has expired or was switched off.
    KeyExpiredOrDisabled,
    /// The gateway wants another kind of key.
    KeyKindWrong,
    /// This is a storage key, not an AI key.
    KeyIsStorageKey,
    /// This key belongs to another system.
    KeyIsProviderKey,
    /// The key is not permitted to do this.
    KeyNotPermitted,
    /// A rule of the gateway refused the request.
    PolicyDenied,
    /// The provider refused the gateway's own key.
    UpstreamKeyRejected,
    /// The account behind the key is blocked.
    AccountBlocked,
    /// The server refuses requests from where you are.
    OriginOrAddressRefused,
    /// The server has no chat endpoint at this address.
    PathNotFound,
    /// The base URL lacks its version path.
    UrlVersionMissing,
    /// The base URL names its version twice.
    UrlVersionDoubled,
    /// The base URL already holds the end of an address.
    UrlIsWholeEndpoint,
    /// A web page came back instead of an API reply.
    HtmlInsteadOfApi,
    /// This is the address of a console, not of the API.
    UrlIsConsole,
    /// This is a storage endpoint, not an AI endpoint.
    UrlIsStorageEndpoint,
    /// The endpoint speaks another API.
    WrongEndpointType,
    /// A protection against robots stands in front of the gateway.
    BotWall,
    /// A login page stands in front of the gateway.
    LoginWall,
    /// The request was sent on to another address.
    Redirected,
    /// The gateway does not know the model “{model}”.
    ModelNotFound,
    /// This key may not use the model “{model}”.
    ModelNotPermitted,
    /// No provider serves the model “{model}” at the moment.
    ModelNotDeployed,
    /// The model is still starting.
    ModelLoading,
    /// The model “{model}” cannot chat.
    WrongModelKind,
    /// The server does not take one of the parameters.
    ParameterUnsupported,
    /// The server called the request invalid.
    RequestInvalid,
    /// The request was too large for something on the way.
    RequestTooLarge,
    /// The prompt is too long for this model.
    ContextTooLong,
    /// A content filter stopped the prompt or the answer.
    ContentBlocked,
    /// Too many requests in a short time.
    RateLimited,
    /// The budget is used up.
    QuotaExhausted,
    /// The provider has no capacity at the moment.
    Overloaded,
    /// The gateway itself failed.
    GatewayFailed,
    /// The gateway could not get an answer from the provider.
    UpstreamFailed,
    /// The gateway gave up waiting for the provider.
    UpstreamTimedOut,
    /// The server answered in a way this page does not know.
    Unrecognised,
    /// An error came under a success status.
    #[serde(rename = "error-under-200")]
    #[strum(serialize = "error-under-200")]
    ErrorUnder200,
    /// The answer began and then stood still.
    Stalled,
    /// The connection broke in the middle of the answer.
    ConnectionDropped,
    /// The reply was larger than this page reads.
    ReplyTooLarge,
    /// The reply is empty.
    ReplyEmpty,
    /// The reply is not in the API's format.
    ReplyNotJson,
    /// The reply is cut off or broken.
    ReplyTruncated,
    /// The reply is not a chat answer.
    ReplyNotACompletion,
    /// The model sent no text.
    ContentEmpty,
    /// The model spent its whole limit on reasoning.
    ReasoningUsedTheLimit,
    /// Streaming was asked for and did not happen.
    StreamNotSse,
    /// A stream came although none was asked for.
    StreamUnasked,
    /// The stream was cut off.
    StreamUnterminated,
    /// Parts of the stream cannot be read.
    StreamMalformed,
    /// The stream is held back and comes all at once.
    StreamBuffered,
    /// The stream follows another vendor's format.
    StreamForeign,
    /// The gateway answers to any key.
    KeyNotChecked,
}

impl DiagnosisKind {
    /// Every kind, in the order of the docs.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable word for page, report and docs.
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
        check_ids(DiagnosisKind::ALL, DiagnosisKind::as_str);
    }
}
