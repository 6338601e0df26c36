//! Values for the form that nobody typed: from saved data, `config.json`, a link, a chosen gateway or a
//! pasted text. Decides which take precedence, which the page's host forbids, and when the consent to send
//! ends.
//!
//! Saved data and `config.json` only fill what nobody has typed or chosen; a link, a chosen gateway and a
//! pasted text replace it.

use crate::config::{Config, Gateway, GatewayList};
use crate::field::FieldName;
use crate::form::{DEFAULT_TIMEOUT_S, FormInput};
use crate::history::Memory;
use crate::paste::Pasted;
use crate::profile::ChosenProfile;
use crate::share_link::Link;
use crate::target::ApiKey;
use crate::ui_text::form::DEFAULT_PROMPT;

/// One change of the form. Several are made in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// These become the gateways to choose from.
    Gateways(GatewayList),
    /// The gateway at this index becomes the chosen one; the fields stay.
    Gateway(usize),
    /// This becomes the base URL. A key that was typed for another origin is removed.
    BaseUrl(String),
    /// This becomes the base URL while the page starts. A key that was typed before any base URL stays.
    FirstBaseUrl(String),
    /// This becomes the key.
    Key(ApiKey),
    /// This becomes the model.
    Model(String),
    /// This becomes the prompt.
    Prompt(String),
    /// This becomes the profile.
    Profile(ChosenProfile),
    /// This becomes the time limit, in seconds.
    TimeoutS(u64),
    /// This says whether the answer is streamed.
    Streamed(bool),
    /// The gateway that a link named and that is not in the list, and the base URL of the form then; `None`
    /// if the form contains the gateway that was meant.
    UnknownGateway(Option<(String, String)>),
    /// The consent to send in spite of a warning ends.
    WithdrawConsent,
    /// A note says that the page's host does not allow the base URL.
    RefuseBaseUrl,
    /// The keyboard moves to this field of the form.
    Focus(FieldName),
}

/// Fills the form with saved data, as far as nobody has typed.
pub fn of_memory(memory: Memory, typed: &FormInput) -> Vec<Edit> {
    let Memory { base_url, model, prompt, .. } = memory;
    let saved = |text: String, is_free: bool| Some(text).filter(|text| is_free && !text.is_empty());
    let edits = [
        saved(base_url, typed.base_url.is_empty()).map(Edit::FirstBaseUrl),
        saved(model, typed.model.is_empty()).map(Edit::Model),
        saved(prompt, typed.prompt == DEFAULT_PROMPT).map(Edit::Prompt),
    ];
    edits.into_iter().flatten().collect()
}

/// Fills the form with the values of `config.json`. What was typed or saved stays, unless the page's host
/// forbids it. `profile` is the one of the form.
pub fn of_config(config: Config, typed: &FormInput, profile: ChosenProfile) -> Vec<Edit> {
    let gateways = GatewayList { gateways: config.gateways, chosen: 0, is_only: config.only_these_gateways };
    let mut edits = Vec::new();
    edits.extend(config.prompt.filter(|_| typed.prompt == DEFAULT_PROMPT).map(Edit::Prompt));
    edits.extend(config.timeout_s.filter(|_| typed.timeout_s == DEFAULT_TIMEOUT_S).map(Edit::TimeoutS));
    edits.extend(config.profile.filter(|_| profile == ChosenProfile::default()).map(Edit::Profile));
    // Not streamed is the usual choice; whoever ticked it meanwhile has chosen.
    edits.extend(config.stream.filter(|is_streamed| *is_streamed).map(Edit::Streamed));
    let is_free = if typed.base_url.is_empty() {
        gateways.is_only || typed.model.is_empty()
    } else {
        !admit(&typed.base_url, &gateways, gateways.chosen, &mut edits)
    };
    if is_free && let Some(gateway) = gateways.gateways.first() {
        edits.extend([Edit::Gateway(0), Edit::FirstBaseUrl(gateway.base_url.clone())]);
        edits.extend(first_model(gateway));
    }
    std::iter::once(Edit::Gateways(gateways)).chain(edits).collect()
}

/// Fills the form with the values of a link. Its base URL takes precedence over the gateway that it names.
pub fn of_link(link: Link, typed: &FormInput, gateways: &GatewayList) -> Vec<Edit> {
    let Link { base_url, model, prompt, profile, gateway, had_key: _, refused: _ } = link;
    let mut edits = Vec::new();
    let named = gateway.as_ref().and_then(|name| gateways.index_named(name));
    if let Some(index) = named {
        edits.extend(of_gateway(index, gateways));
    }
    let unknown = gateway.filter(|_| named.is_none());
    let chosen = named.unwrap_or(gateways.chosen);
    let base_url = base_url.filter(|base_url| admit(base_url, gateways, chosen, &mut edits));
    // Without a base URL, the form contains another gateway, which the link does not mean.
    let is_elsewhere = base_url.is_none() && unknown.is_some();
    if is_elsewhere || model.is_some() || prompt.is_some() {
        edits.push(Edit::WithdrawConsent);
    }
    let elsewhere = || unknown.map(|name| Edit::UnknownGateway(Some((name, typed.base_url.clone()))));
    edits.extend(base_url.map(Edit::BaseUrl).or_else(elsewhere));
    edits.extend(model.map(Edit::Model));
    edits.extend(prompt.map(Edit::Prompt));
    edits.extend(profile.map(Edit::Profile));
    edits
}

/// Fills the form from the gateway at this index, if there is one, and makes it the chosen one.
pub fn of_gateway(index: usize, gateways: &GatewayList) -> Vec<Edit> {
    let mut edits = vec![Edit::UnknownGateway(None)];
    if let Some(gateway) = gateways.gateways.get(index) {
        edits.extend([Edit::Gateway(index), Edit::BaseUrl(gateway.base_url.clone())]);
        edits.extend(first_model(gateway));
    }
    edits
}

/// Fills the form with pasted settings. The base URL comes first, since it may remove the old key; if the
/// page's host does not allow it, no part of the text belongs in the form.
pub fn of_pasted(pasted: Pasted, gateways: &GatewayList) -> Vec<Edit> {
    let Pasted { base_url, api_key, model, prompt, is_streamed, .. } = pasted;
    let mut edits = Vec::new();
    if let Some(base_url) = base_url {
        if !admit(&base_url, gateways, gateways.chosen, &mut edits) {
            return edits;
        }
        edits.push(Edit::BaseUrl(base_url));
    }
    let next = if api_key.is_some() { FieldName::Prompt } else { FieldName::ApiKey };
    edits.extend(api_key.map(Edit::Key));
    edits.push(Edit::WithdrawConsent);
    edits.extend(model.map(Edit::Model));
    edits.extend(prompt.map(Edit::Prompt));
    edits.extend(is_streamed.map(Edit::Streamed));
    edits.push(Edit::Focus(next));
    edits
}

/// Returns true if the page's host allows this base URL, which nobody typed; if not, a note says so. Of the
/// gateways that have it, the one at `chosen` or else the first becomes the chosen one.
fn admit(base_url: &str, gateways: &GatewayList, chosen: usize, edits: &mut Vec<Edit>) -> bool {
    match gateways.index_preferring(chosen, base_url) {
        Some(index) => edits.push(Edit::Gateway(index)),
        None if gateways.is_only => {
            edits.push(Edit::RefuseBaseUrl);
            return false;
        }
        None => {}
    }
    true
}

fn first_model(gateway: &Gateway) -> Option<Edit> {
    gateway.models.first().cloned().map(Edit::Model)
}

#[cfg(test)]
mod tests;
