//! The gateway: one well-made whole, whose parts a behaviour may replace.

use std::time::Duration;

use crate::call::Call;
use crate::chat::{BadRequest, Chat};
use crate::completion::Completion;
use crate::cors::Cors;
use crate::reply::Reply;
use crate::{model, routes};

mod refusal;
mod stream;

pub use refusal::{refused, unknown_model};
pub use stream::{as_events, event, events, frame, plain, streamed};

/// A gateway in parts. Every behaviour is [`HEALTHY`] with a few of them replaced.
pub struct Gateway {
    /// CORS headers of the replies, which decide what browsers may read.
    pub cors: Cors,
    /// Answers instead of the gateway before it looks at anything, the key included.
    pub before_auth: fn(&Call) -> Option<Reply>,
    /// Path before every route.
    pub prefix: &'static str,
    /// The paths that exist, after the prefix.
    pub routes: &'static [&'static str],
    /// The answer to a path that does not exist.
    pub not_found: fn(&Call) -> Reply,
    /// Is this key, or its absence, good enough?
    pub accepts_key: fn(Option<&str>) -> bool,
    /// The answer to a key that is not.
    pub refuse_key: fn(&Call) -> Reply,
    /// The models in the list.
    pub lists: &'static [&'static str],
    /// The list itself.
    pub models: fn(&Gateway) -> Reply,
    /// Can a model of this name be called?
    pub serves: fn(&str) -> bool,
    /// The answer to any other model.
    pub refuse_model: fn(&Chat) -> Reply,
    /// The answer to a request that is none.
    pub refuse_request: fn(&BadRequest) -> Reply,
    /// Answers a good chat request with something other than a completion, if anything.
    pub override_reply: fn(&Call, &Chat) -> Option<Reply>,
    /// Returns the part of a good request that reaches the model.
    pub transform_request: fn(Chat) -> Chat,
    /// Returns the answer of the model behind it.
    pub respond: fn(&Call, &Chat) -> Completion,
    /// The time from one streamed token to the next.
    pub pace: Duration,
    /// A completion as one reply.
    pub plain: fn(&Completion) -> Reply,
    /// A completion in pieces.
    pub streamed: fn(&Gateway, &Chat, &Completion) -> Reply,
    /// The last touch to every reply.
    pub finalize: fn(&Call, Reply) -> Reply,
}

/// The gateway that does everything right.
pub const HEALTHY: Gateway = Gateway {
    cors: Cors::Open,
    before_auth: |_| None,
    prefix: "/v1",
    routes: ROUTES,
    not_found: refusal::unknown_path,
    accepts_key: refusal::is_test_key,
    refuse_key: refusal::key,
    lists: MODELS,
    models: routes::models,
    serves: |model| MODELS.contains(&model),
    refuse_model: unknown_model,
    refuse_request: refusal::bad_request,
    override_reply: |_, chat| (chat.model == EMBEDDING_MODEL).then(refusal::no_chat),
    transform_request: |chat| chat,
    respond: model::answer,
    pace: Duration::from_millis(10),
    plain,
    streamed,
    finalize: |_, reply| reply,
};

/// The paths of the healthy gateway, after the version.
pub const ROUTES: &[&str] = &["/models", "/chat/completions", "/responses", "/embeddings"];
/// The models of the healthy gateway.
pub const MODELS: &[&str] = &["sandbox-small", "sandbox-large", EMBEDDING_MODEL];
/// The model that turns texts into numbers, and does not chat.
pub const EMBEDDING_MODEL: &str = "sandbox-embed";

impl Gateway {
    /// The reply to a request.
    pub fn reply(&self, call: &Call) -> Reply {
        if call.method == "OPTIONS" {
            self.cors.preflight(call)
        } else {
            self.cors.mark(call, self.answer(call))
        }
    }

    /// The same without its CORS headers.
    fn answer(&self, call: &Call) -> Reply {
        (self.finalize)(call, self.route(call))
    }

    fn route(&self, call: &Call) -> Reply {
        if let Some(reply) = (self.before_auth)(call) {
            return reply;
        }
        let Some(endpoint) = call.behind(self.prefix) else {
            return (self.not_found)(call);
        };
        if !(self.accepts_key)(call.key()) {
            return (self.refuse_key)(call);
        }
        if !self.routes.contains(&endpoint) {
            return (self.not_found)(call);
        }
        match (call.method.as_str(), endpoint) {
            ("GET", "/models") => (self.models)(self),
            ("POST", "/chat/completions") => self.chat(call),
            ("POST", "/responses") => routes::responses(self, call),
            ("POST", "/embeddings") => routes::embeddings(self, call),
            _ => refused(405, Some("method_not_allowed"), "This path requires another method."),
        }
    }

    fn chat(&self, call: &Call) -> Reply {
        let chat = match Chat::parse(&call.body) {
            Ok(chat) => chat,
            Err(problem) => return (self.refuse_request)(&problem),
        };
        match self.complete(call, chat) {
            Ok((chat, completion)) if chat.stream => (self.streamed)(self, &chat, &completion),
            Ok((_, completion)) => (self.plain)(&completion),
            Err(refusal) => refusal,
        }
    }

    /// Returns what reached the model of the request, and its answer.
    ///
    /// # Errors
    /// The refusal, if the gateway does not let the request through.
    pub fn complete(&self, call: &Call, chat: Chat) -> Result<(Chat, Completion), Reply> {
        if !(self.serves)(&chat.model) {
            return Err((self.refuse_model)(&chat));
        }
        if let Some(reply) = (self.override_reply)(call, &chat) {
            return Err(reply);
        }
        let chat = (self.transform_request)(chat);
        let completion = (self.respond)(call, &chat);
        Ok((chat, completion))
    }
}
