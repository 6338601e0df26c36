//! Settings from a text that somebody was sent: a curl command, a block of variables, code, a request, or
//! a part of a program's settings.
//!
//! Each form is a file with its reader. A reader says what it found, as a request or as settings with names.
//! `service` decides which of those belong together. What all that means for the form is decided here, once
//! for all forms. Nothing of the text is kept.

mod code;
mod curl;
mod fetch;
mod http_request;
mod json;
mod literals;
mod names;
mod placeholder;
mod request;
mod saved_request;
mod service;
mod settings;
#[cfg(test)]
mod tests;
mod variables;

use crate::target::{ApiKey, BaseUrl, UrlProblem, provider_of};

use names::Field;
use placeholder::{is_placeholder, is_whole_placeholder};
use request::Request;
use service::{Setting, first_of, is_of_web, keys_in, name_variables, of_one_service, without_bearer};

/// A supported kind of text.
pub struct PasteForm {
    /// Name of the form, for "Found in …".
    pub name: &'static str,
    /// Reader of such a text; returns `None` if the text has another form.
    read: fn(&str) -> Option<Found>,
}

/// The forms, the most specific first: a script with variables and a curl command is a curl command.
pub const FORMS: &[PasteForm] = &[
    curl::FORM,
    fetch::FORM,
    http_request::FORM,
    saved_request::FORM,
    json::FORM,
    code::FORM,
    variables::FORM,
    settings::FORM,
];

/// Result of a reader.
enum Found {
    Request(Request),
    /// Settings with names, in their order.
    Settings(Vec<Setting>),
}

/// Settings of a text; `None` for those that it does not contain.
#[derive(Clone, Default)]
pub struct Pasted {
    /// Form of the text, one of the names of [`FORMS`].
    pub form: &'static str,
    /// The base URL, without the path of an endpoint.
    pub base_url: Option<String>,
    /// The key.
    pub api_key: Option<ApiKey>,
    /// The keys of the text, also of other services, to be covered where the text is used; at most 16.
    pub keys: Vec<ApiKey>,
    /// The model's name.
    pub model: Option<String>,
    /// The last message of the user.
    pub prompt: Option<String>,
    /// True if the answer is streamed.
    pub is_streamed: Option<bool>,
    /// Parts that were left out, in the order of the text; at most [`MAX_LEFT_OUT`].
    pub left_out: Vec<LeftOut>,
}

/// A part that the page does not use, or handles in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The value in the key's place is not a key.
    KeyPlaceholder,
    /// A key may belong to another service than the base URL.
    OtherKey,
    /// The value in a field's place is a placeholder.
    Placeholder,
    /// The key is in this header; this page sends it as `Authorization: Bearer`.
    KeyHeader(String),
    /// A request header.
    Header(String),
    /// A member of the request body.
    Parameter(String),
    /// The query of the URL.
    Query,
    /// Messages before the last one of the user.
    Messages,
}

/// No more is listed.
pub const MAX_LEFT_OUT: usize = 12;

/// No more keys are listed.
const MAX_KEYS: usize = 16;

/// No address contains these.
const BEHIND_ADDRESS: [char; 8] = [' ', '\t', '\n', ',', ';', '|', '\u{ff0c}', '\u{ff1b}'];

/// A longer text is not read, in bytes.
pub const MAX_BYTES: usize = 200_000;

/// Reads a text; `None` if no form fits, or it contains nothing useful.
pub fn read(text: &str) -> Option<Pasted> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let text = text
        .replace("\r\n", "\n")
        // Chats and word processors put them between words, and at the ends of copied lines.
        .replace(['\u{a0}', '\u{202f}'], " ")
        .replace(['\u{200b}', '\u{2060}', '\u{feff}'], "")
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace(['\u{2018}', '\u{2019}'], "'");
    FORMS.iter().find_map(|form| {
        let mut pasted = Pasted { form: form.name, ..Pasted::default() };
        match (form.read)(text.trim())? {
            Found::Request(request) => pasted.take_request(&request),
            Found::Settings(mut settings) => {
                name_variables(&mut settings);
                pasted.keys = settings.iter().flat_map(Setting::keys).take(MAX_KEYS).collect();
                for setting in of_one_service(&settings) {
                    pasted.take_value(&setting.name, &setting.value);
                }
                if pasted.api_key.is_none() && settings.iter().any(Setting::is_key) {
                    pasted.left_out.push(LeftOut::OtherKey);
                }
            }
        }
        if pasted.api_key.is_some() || pasted.left_out.contains(&LeftOut::OtherKey) {
            pasted.left_out.retain(|it| *it != LeftOut::KeyPlaceholder);
        }
        pasted.left_out.dedup();
        pasted.left_out.truncate(MAX_LEFT_OUT);
        pasted.is_useful().then_some(pasted)
    })
}

impl Pasted {
    fn is_useful(&self) -> bool {
        self.base_url.is_some() || self.api_key.is_some() || (self.model.is_some() && self.prompt.is_some())
    }

    fn take_value(&mut self, name: &str, value: &str) {
        let Some(field) = names::field_of(name) else { return };
        let value = value.trim();
        let is_known = match field {
            Field::BaseUrl | Field::AzureEndpoint => self.base_url.is_some(),
            Field::Key => self.api_key.is_some(),
            Field::Model => self.model.is_some(),
            Field::Prompt => self.prompt.is_some(),
            Field::Stream => self.is_streamed.is_some(),
        };
        if value.is_empty() || is_known {
            return;
        }
        if field == Field::Key && name.eq_ignore_ascii_case("authorization") {
            return self.take_authorization(value);
        }
        if field == Field::Key {
            return self.take_key(first_of(value), None);
        }
        let is_unset = if field == Field::Prompt { is_whole_placeholder } else { is_placeholder };
        if is_unset(value) {
            self.left_out.push(LeftOut::Placeholder);
            return;
        }
        match field {
            Field::BaseUrl | Field::AzureEndpoint => self.take_url(value, field == Field::AzureEndpoint),
            Field::Model => set(&mut self.model, value),
            Field::Prompt => set(&mut self.prompt, value),
            Field::Stream => self.is_streamed = self.is_streamed.or(truth(value)),
            Field::Key => {}
        }
    }

    fn take_request(&mut self, request: &Request) {
        self.take_url(&request.url, false);
        let is_key =
            |name: &str| matches!(names::header(name), names::Header::Authorization | names::Header::Key);
        let of_keys = request.headers.iter().filter(|(name, _)| is_key(name));
        self.keys = of_keys.flat_map(|(_, value)| keys_in(value)).take(MAX_KEYS).collect();
        for (name, value) in &request.headers {
            match names::header(name) {
                names::Header::Authorization => self.take_authorization(value),
                names::Header::Key => self.take_key(value, Some(name)),
                names::Header::OfThisPage => {}
                names::Header::Other => self.left_out.push(LeftOut::Header(name.clone())),
            }
        }
        self.take_body(&request.body);
    }

    fn take_authorization(&mut self, value: &str) {
        match value.split_once(' ') {
            Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") => self.take_key(key.trim(), None),
            Some(_) => self.left_out.push(LeftOut::Header("Authorization".to_owned())),
            None if value.eq_ignore_ascii_case("bearer") => self.left_out.push(LeftOut::KeyPlaceholder),
            None => self.take_key(value, None),
        }
    }

    fn take_key(&mut self, value: &str, header: Option<&str>) {
        let value = without_bearer(value);
        if value.is_empty() || self.api_key.is_some() {
            return;
        }
        match ApiKey::parse(value) {
            Ok(Some(key)) if !is_placeholder(value) => {
                self.api_key = Some(key);
                self.left_out.extend(header.map(|name| LeftOut::KeyHeader(name.to_owned())));
            }
            _ => self.left_out.push(LeftOut::KeyPlaceholder),
        }
    }

    fn take_url(&mut self, url: &str, is_azure: bool) {
        // Other settings may follow, such as a key.
        let url = url.split(BEHIND_ADDRESS).next().unwrap_or_default();
        if self.base_url.is_some() || url.is_empty() || !is_of_web(url) {
            return;
        }
        if is_placeholder(url) {
            return self.left_out.push(LeftOut::Placeholder);
        }
        let (url, query) = url.split_once('?').map_or((url, ""), |(url, query)| (url, query));
        if !query.is_empty() {
            self.left_out.push(LeftOut::Query);
        }
        let url = url.split('#').next().unwrap_or_default();
        // A sentence may end behind it.
        let base_url = base_of(url.trim_end_matches(['/', '.']));
        self.base_url = Some(match BaseUrl::parse(&base_url) {
            Ok(parsed) => self.take_azure(&parsed, is_azure).unwrap_or(base_url),
            Err(_) => base_url,
        });
    }

    /// The base URL of an Azure resource's OpenAI-compatible API, which is below this path. There the model
    /// is the deployment, whose own path only works with a query.
    fn take_azure(&mut self, url: &BaseUrl, is_azure: bool) -> Option<String> {
        if !is_azure && provider_of(url.host()) != Some("Azure OpenAI") {
            return None;
        }
        let deployment = url.path().strip_prefix("/openai/deployments/").and_then(|it| it.split('/').next());
        if let Some(deployment) = deployment {
            set(&mut self.model, deployment);
        }
        (deployment.is_some() || url.path().is_empty()).then(|| url.origin() + "/openai/v1")
    }

    fn take_body(&mut self, body: &str) {
        let Ok(serde_json::Value::Object(body)) = serde_json::from_str(body) else { return };
        for (name, value) in &body {
            match name.as_str() {
                "model" => value.as_str().into_iter().for_each(|name| self.take_value("model", name)),
                "stream" => self.is_streamed = self.is_streamed.or(value.as_bool()),
                "messages" | "input" => self.take_messages(value),
                "prompt" => value.as_str().into_iter().for_each(|prompt| self.take_value("prompt", prompt)),
                _ => self.left_out.push(LeftOut::Parameter(name.clone())),
            }
        }
    }

    /// The last message of the user: a text, or its parts that are text.
    fn take_messages(&mut self, messages: &serde_json::Value) {
        if let Some(text) = messages.as_str() {
            return set(&mut self.prompt, text);
        }
        let Some(messages) = messages.as_array() else { return };
        let of_user = messages.iter().rev().find(|message| message["role"] == "user");
        let Some(content) = of_user.map(|message| &message["content"]) else { return };
        let parts = content.as_array().into_iter().flatten().filter_map(|part| part["text"].as_str());
        let text = content.as_str().map_or_else(|| parts.collect::<Vec<_>>().join("\n"), str::to_owned);
        if !text.is_empty() {
            set(&mut self.prompt, &text);
        }
        if messages.len() > 1 {
            self.left_out.push(LeftOut::Messages);
        }
    }
}

/// The URL without the path of an endpoint, and without a user.
fn base_of(url: &str) -> String {
    match BaseUrl::parse(url) {
        Ok(base_url) => base_url.to_string(),
        Err(UrlProblem::WholeEndpoint { base, .. }) => base,
        Err(UrlProblem::HasCredentials { without }) => base_of(&without),
        // The form says what is wrong with it, and shows it.
        Err(_) => without_user(url),
    }
}

/// The text of a URL that cannot be read, without a user, who may have a password.
fn without_user(url: &str) -> String {
    let (scheme, rest) = url.split_at(url.find("://").map_or(0, |at| at + "://".len()));
    let authority = &rest[..rest.find('/').unwrap_or(rest.len())];
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}{}", &rest[host..])
}

/// The first value counts.
fn set(field: &mut Option<String>, value: &str) {
    field.get_or_insert_with(|| value.to_owned());
}

fn truth(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}
