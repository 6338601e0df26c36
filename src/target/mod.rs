//! Target of a run: base URL, key and model, parsed once from the typed text.

mod api_key;
mod base_url;
mod base_url_problem;
mod correction;
mod invalid_key;
mod key_forms;
mod key_vendor;
mod known_hosts;
mod model_name;
mod punycode;
mod reach;
mod url_parts;

pub use api_key::{ApiKey, KeyProblem};
pub use base_url::{BaseUrl, Scheme};
pub use base_url_problem::UrlProblem;
pub use correction::corrections;
pub use key_forms::{KEY_PREFIXES, KeyPrefix, KeyRest};
pub use key_vendor::{KeyKind, Mismatch};
pub use known_hosts::{Operator, gateway_of, operator_of, provider_of};
pub use model_name::{ModelName, ModelProblem};
pub use reach::Reach;

/// The gateway, the key and the model a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where the API begins.
    pub base_url: BaseUrl,
    /// The key; `None` for a server that requires none.
    pub key: Option<ApiKey>,
    /// The model to call.
    pub model: ModelName,
}

/// Effect of a problem with an input on sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A warning; the request is sent.
    Warning,
    /// The request is only sent after the user has confirmed it.
    NeedsConfirmation,
    /// Nothing can be sent.
    Error,
}
