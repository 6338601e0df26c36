//! The names of the kinds of diagnosis.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Kind of diagnosis: the same word in page, report and docs.
///
/// The comments below appear in `docs/diagnoses.md`. A test runs every example that is a reply.
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
#[cfg_attr(not(target_arch = "wasm32"), derive(strum::EnumMessage))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DiagnosisKind {
    /// Example: the base URL field is empty.
    UrlMissing,
    /// Example: the base URL is typed as `gateway.example/v1`.
    UrlMalformed,
    /// Example: base URL `http://gateway.example/v1`, reply `200 application/json` `{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}`
    UrlInsecure,
    /// Example: the base URL is typed as `https://gateway.example/v1?key=…`.
    UrlHasSecrets,
    /// Example: the model field is empty.
    ModelMissing,
    /// Example: the browser is offline and could read no reply.
    Offline,
    /// Example: the browser could read no reply, and a simple connection test failed too. A wrong name, a
    /// refused connection, a bad certificate and a firewall look the same to a page.
    Unreachable,
    /// Example: the browser could read no reply, with or without a key, but the same request got one that was not to be read.
    CorsMissing,
    /// Example: the model list could be read without a key (even as an error), but not with a key. Only
    /// the request with a key needs a CORS preflight.
    CorsPreflightRefused,
    /// Example: the model list could be read with the key, but the reply to the prompt could not. If the model is not in the list, `model-not-found` is shown as well; if the list shows that the key is rejected, that comes first.
    CorsErrorUnreadable,
    /// Example: the base URL is `https://10.1.2.3/v1`, and the browser's permission for the local network was denied.
    LocalNetworkBlocked,
    /// Example: the browser reported that `connect-src` of the page's Content-Security-Policy blocked the request.
    PagePolicyBlocks,
    /// Example: the page is open at an `https://` address, and the base URL is `http://gateway.example/v1`.
    MixedContent,
    /// Example: no response headers came within the form's time limit.
    TimedOut,
    /// Example: the run was stopped before the reply was complete.
    Stopped,
    /// Example: reply `401 application/json` `{"error":{"message":"Missing API key in the request.","code":"missing_api_key"}}`
    KeyMissing,
    /// Example: reply `401 application/json` `{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}`
    KeyRejected,
    /// Example: reply `401 application/json` `{"message":"Malformed authorization header."}`
    KeyMalformed,
    /// Example: reply `401 application/json` `{"error":{"message":"The key has expired.","code":"expired_key"}}`
    KeyExpiredOrDisabled,
    /// Example: reply `401 application/json` `{"error":{"message":"Virtual key expected.","type":"auth_error"}}`
    KeyKindWrong,
    /// Example: key `AKIAQWERTYUIOPASDFGH`, reply `401 application/json` `{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}`
    KeyIsStorageKey,
    /// Example: key `sk-or-gc-test-1`, reply `401 application/json` `{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}`
    KeyIsProviderKey,
    /// Example: reply `403 application/json` `{"error":{"message":"Key not allowed to call this route.","code":"insufficient_permissions"}}`
    KeyNotPermitted,
    /// Example: reply `403 text/plain` `RBAC: access denied`
    PolicyDenied,
    /// Example: reply `401 application/json` `{"error":{"message":"litellm.AuthenticationError: the provider refused the key."}}`
    UpstreamKeyRejected,
    /// Example: reply `403 application/json` `{"error":{"message":"Your account is not active.","code":"account_deactivated"}}`
    AccountBlocked,
    /// Example: reply `403 application/json` `{"error":{"message":"Your IP address is not in the list.","code":"ip_not_allowed"}}`
    OriginOrAddressRefused,
    /// Example: reply `404 text/plain` `404 page not found`
    PathNotFound,
    /// Example: base URL `https://gateway.example`, reply `404 text/plain` `404 page not found`
    UrlVersionMissing,
    /// Example: base URL `https://gateway.example/v1/v1`, reply `404 text/plain` `404 page not found`
    UrlVersionDoubled,
    /// Example: reply `404 application/json` `{"error":{"message":"Invalid URL (POST /v1/chat/completions/chat/completions)","type":"invalid_request_error"}}`
    UrlIsWholeEndpoint,
    /// Example: reply `200 text/html` `<!doctype html><title>Welcome</title><p>Hello</p>`
    HtmlInsteadOfApi,
    /// Example: reply `200 text/html` `<!doctype html><title>Gateway console</title><p>Hello</p>`
    UrlIsConsole,
    /// Example: reply `403 application/xml` `<?xml version="1.0"?><Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message></Error>`
    UrlIsStorageEndpoint,
    /// Example: reply `400 application/json` `{"type":"error","error":{"type":"invalid_request_error","message":"anthropic-version: header is required"}}`
    WrongEndpointType,
    /// Example: reply `403 text/html` `<!doctype html><title>Just a moment...</title><p>Checking your browser</p>`
    BotWall,
    /// Example: reply `401 text/html` `<!doctype html><title>Sign in</title><p>Please sign in.</p>`
    LoginWall,
    /// Example: from `https://elsewhere.example/v1/chat/completions`, reply `401 application/json` `{"error":{"message":"Missing API key in the request","code":"missing_api_key"}}`
    Redirected,
    /// Example: config.json locks the page to its gateways, and the gateway answered the prompt with a redirect.
    RedirectNotFollowed,
    /// Example: reply `404 application/json` `{"error":{"message":"The model m-small does not exist.","code":"model_not_found"}}`
    ModelNotFound,
    /// Example: reply `403 application/json` `{"error":{"message":"This key is not allowed to access model m-small.","code":"key_model_access_denied"}}`
    ModelNotPermitted,
    /// Example: reply `503 application/json` `{"error":{"message":"No available channel for model m-small."}}`
    ModelNotDeployed,
    /// Example: reply `503 application/json` `{"error":{"message":"Loading model","type":"unavailable_error"}}`
    ModelLoading,
    /// Example: reply `400 application/json` `{"error":{"message":"m-small does not support chat."}}`
    WrongModelKind,
    /// Example: reply `400 application/json` `{"error":{"message":"Unsupported parameter: stream_options.","code":"unsupported_parameter"}}`
    ParameterUnsupported,
    /// Example: reply `422 application/json` `{"error":{"message":"messages must be a list."}}`
    RequestInvalid,
    /// Example: reply `413 text/html` `<html><head><title>413 Request Entity Too Large</title></head></html>`
    RequestTooLarge,
    /// Example: reply `400 application/json` `{"error":{"message":"The prompt is longer than the context window.","code":"context_length_exceeded"}}`
    ContextTooLong,
    /// Example: reply `400 application/json` `{"error":{"message":"The prompt was stopped by a content filter.","code":"content_filter"}}`
    ContentBlocked,
    /// Example: reply `429 application/json` `{"error":{"message":"Rate limit reached. Please try again in 20s.","code":"rate_limit_exceeded"}}`
    RateLimited,
    /// Example: reply `429 application/json` `{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}`
    QuotaExhausted,
    /// Example: reply `529 application/json` `{"error":{"message":"Overloaded.","type":"overloaded_error"}}`
    Overloaded,
    /// Example: reply `500 application/json` `{"error":{"message":"Internal server error.","type":"server_error"}}`
    GatewayFailed,
    /// Example: reply `503 text/plain` `upstream connect error or disconnect/reset before headers`
    UpstreamFailed,
    /// Example: reply `504 text/html` `<html><body><h1>504 Gateway Time-out</h1></body></html>`
    UpstreamTimedOut,
    /// Example: reply `300 text/plain` `Choose one.`
    Unrecognised,
    /// Example: reply `200 application/json` `{"error":{"message":"Internal server error.","type":"server_error"}}`
    #[serde(rename = "error-under-200")]
    #[strum(serialize = "error-under-200")]
    ErrorUnder200,
    /// Example: the answer started, and then nothing came for 30 seconds, or for the form's time limit if
    /// that is shorter.
    Stalled,
    /// Example: the answer started, and the connection broke before its end.
    ConnectionDropped,
    /// Example: a plain reply of more than 4 MiB, or a stream of more than 256 MiB.
    ReplyTooLarge,
    /// Example: reply `200 application/json`
    ReplyEmpty,
    /// Example: reply `200 text/plain` `Hello there!`
    ReplyNotJson,
    /// Example: reply `200 application/json` `{"id":"c-1","object":"chat.compl`
    ReplyTruncated,
    /// Example: reply `200 application/json` `{"object":"list","data":[]}`
    ReplyNotACompletion,
    /// Example: reply `200 application/json` `{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}]}`
    ContentEmpty,
    /// Example: reply `200 application/json` `{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"","reasoning_content":"Let me think"},"finish_reason":"length"}]}`
    ReasoningUsedTheLimit,
    /// Example: streamed reply `200 application/json` `{"id":"c-1","object":"chat.completion","created":1,"model":"m-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}`
    StreamNotSse,
    /// Example: reply `200 text/event-stream` `data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m-small","choices":[{"index":0,"delta":{"content":"Hello."},"finish_reason":null}]}\n\ndata: [DONE]\n\n`
    StreamUnasked,
    /// Example: streamed reply `200 text/event-stream` `data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m-small","choices":[{"index":0,"delta":{"content":"Hello."},"finish_reason":null}]}\n\n`
    StreamUnterminated,
    /// Example: streamed reply `200 text/event-stream` `data: {"id":\n\ndata: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m-small","choices":[{"index":0,"delta":{"content":"Hello."},"finish_reason":null}]}\n\ndata: [DONE]\n\n`
    StreamMalformed,
    /// Example: a streamed answer of twelve chunks, all within 1 ms after 3 seconds of silence.
    StreamBuffered,
    /// Example: streamed reply `200 text/event-stream` `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello."}}\n\n`
    StreamForeign,
    /// Example: the prompt was answered with the key, and also with a made-up key.
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
    use crate::testing::{check_ids, check_parsing};

    #[test]
    fn names_are_the_same_everywhere() {
        check_ids(DiagnosisKind::ALL, DiagnosisKind::as_str);
        check_parsing(DiagnosisKind::ALL, DiagnosisKind::as_str);
    }
}
