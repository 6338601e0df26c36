//! The fields and choices of the form as signals, and the operations on them.

mod edits;
mod keys;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notices, ScenarioFields, SendConsent};
use crate::browser::early_input::EarlyInput;
use crate::config::{Closed, Config, GatewayList};
use crate::field::FieldName;
use crate::form::{DEFAULT_TIMEOUT_S, FormInput, Problem, Suggestions, ValidForm, may_keep_key};
use crate::plan::CONCURRENCY;
use crate::probe::{ProbeId, Profile};
use crate::profile::ChosenProfile;
use crate::redact::{KeyRing, Redacted};
use crate::runner::Cancel;
use crate::stats::{DEFAULT_TIMES, MAX_TIMES};
use crate::ui_text::{form as text, notices};

/// The fields that decide what a request contains or how long it may take.
const SENT: [FieldName; 5] =
    [FieldName::BaseUrl, FieldName::ApiKey, FieldName::Model, FieldName::Prompt, FieldName::TimeoutS];

/// The form.
#[derive(Clone, Copy)]
pub struct FormState {
    pub base_url: RwSignal<String>,
    pub api_key: RwSignal<String>,
    pub model: RwSignal<String>,
    pub prompt: RwSignal<String>,
    pub timeout_s: RwSignal<String>,
    /// True if the answer should be streamed.
    pub is_streamed: RwSignal<bool>,
    /// The chosen profile.
    pub profile: RwSignal<ChosenProfile>,
    /// The probes ticked for the custom profile.
    pub ticked: RwSignal<Vec<ProbeId>>,
    /// Largest number of parallel requests, as typed.
    pub concurrency: RwSignal<String>,
    /// Number of times to send the prompt, as typed.
    pub repeat: RwSignal<String>,
    /// The suggested models and the base URL they belong to.
    pub suggestions: RwSignal<Suggestions>,
    /// The help text of config.json about the key of the chosen gateway.
    pub key_help: RwSignal<Option<String>>,
    /// Minutes of inactivity after which the key is deleted.
    pub key_minutes: RwSignal<f64>,
    /// The preset gateways.
    pub gateways: RwSignal<GatewayList>,
    /// Why nothing may be sent at all: config.json could not be read, so its restrictions are unknown.
    pub closed: RwSignal<Option<Closed>>,
    /// The unknown gateway that a link named, and the base URL that was in the form at that time.
    pub unknown_gateway: RwSignal<Option<(String, String)>>,
    /// True once config.json was read. Nothing is sent before.
    pub is_ready: RwSignal<bool>,
    /// True if the form is folded into one line; only on a phone.
    pub is_folded: RwSignal<bool>,
    /// True if the key is readable while it is typed, until it is deleted or another is pasted with settings.
    pub shows_key: RwSignal<bool>,
    /// True if the options are open.
    pub shows_options: RwSignal<bool>,
    /// The text in the dialog for pasted settings; it may contain a key.
    pub pasted: RwSignal<String>,
    /// True if a locked page shows the whole form.
    pub shows_settings: RwSignal<bool>,
    /// The text of config.json about what users need.
    pub intro: RwSignal<Option<String>>,
    /// True after the first attempt to send: from then on, missing values are problems too.
    pub is_tried: RwSignal<bool>,
    pub consent: SendConsent,
    pub fields: FieldRefs,
    /// Fields of the other tabs.
    pub scenario_fields: ScenarioFields,
    /// The problems to show now, found once for all fields: to look for a key in a long prompt takes a while.
    problems: Memo<Vec<Problem>>,
    notices: Notices,
    /// The part of the note that asks for a key; empty if it does not.
    key_request: RwSignal<String>,
    /// True if the page has emptied the key field, until the user types into it or sends without a key.
    is_key_deleted: RwSignal<bool>,
    /// All keys that were typed since the tab was opened.
    keys: RwSignal<KeyRing>,
    /// Cancels the request for the model list, which holds the key.
    loading: StoredValue<Cancel, LocalStorage>,
}

/// The elements that can take the focus.
#[derive(Clone, Copy, Default)]
pub struct FieldRefs {
    pub gateway: NodeRef<html::Select>,
    pub base_url: NodeRef<html::Input>,
    pub api_key: NodeRef<html::Input>,
    pub model: NodeRef<html::Input>,
    pub prompt: NodeRef<html::Textarea>,
    pub timeout_s: NodeRef<html::Input>,
}

impl FormState {
    /// Creates an empty form.
    pub fn new(notices: Notices) -> Self {
        let (base_url, api_key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let form = Self {
            base_url,
            api_key,
            model: RwSignal::new(String::new()),
            prompt: RwSignal::new(text::DEFAULT_PROMPT.to_owned()),
            timeout_s: RwSignal::new(DEFAULT_TIMEOUT_S.to_owned()),
            is_streamed: RwSignal::new(false),
            profile: RwSignal::new(ChosenProfile::default()),
            ticked: RwSignal::new(ids_of(Profile::default())),
            concurrency: RwSignal::new(CONCURRENCY.to_string()),
            repeat: RwSignal::new(DEFAULT_TIMES.to_string()),
            suggestions: RwSignal::new(Suggestions::default()),
            key_help: RwSignal::new(None),
            key_minutes: RwSignal::new(Config::DEFAULT_KEY_MINUTES),
            gateways: RwSignal::new(GatewayList::default()),
            closed: RwSignal::new(None),
            unknown_gateway: RwSignal::new(None),
            is_ready: RwSignal::new(false),
            is_folded: RwSignal::new(false),
            shows_key: RwSignal::new(false),
            shows_options: RwSignal::new(false),
            pasted: RwSignal::new(String::new()),
            shows_settings: RwSignal::new(false),
            intro: RwSignal::new(None),
            is_tried: RwSignal::new(false),
            consent: SendConsent::new(base_url, api_key),
            fields: FieldRefs::default(),
            scenario_fields: ScenarioFields::new(),
            problems: Memo::new(|_| Vec::new()),
            notices,
            key_request: RwSignal::new(String::new()),
            is_key_deleted: RwSignal::new(false),
            keys: RwSignal::new(KeyRing::default()),
            loading: StoredValue::new_local(Cancel::default()),
        };
        Self { problems: Memo::new(move |_| form.typed().visible_problems(form.is_tried.get())), ..form }
    }

    /// Takes over what the user typed before the program was ready.
    pub fn take_early(self, early: &EarlyInput) {
        let texts = [
            (FieldName::BaseUrl, self.base_url),
            (FieldName::Model, self.model),
            (FieldName::Prompt, self.prompt),
        ];
        for (text, field) in texts.into_iter().filter_map(|(name, field)| Some((early.text(name)?, field))) {
            field.set(text.to_owned());
        }
        if let Some(key) = early.text(FieldName::ApiKey) {
            self.type_key(key.to_owned());
        }
        self.is_streamed.set(early.text(FieldName::Stream).is_some());
    }

    /// Returns true if config.json allows only its own gateways; reactive.
    pub fn is_locked(self) -> bool {
        // A closed form was meant to be locked.
        self.gateways.with(|gateways| gateways.is_only) || self.closed.with(Option::is_some)
    }

    /// Sets a base URL that the user did not type. The keys were entered for the previous one, so they are
    /// deleted unless both have the same origin.
    pub fn change_base_url(self, to: &str) {
        let may_keep = self.base_url.with_untracked(|before| may_keep_key(before, to));
        self.base_url.set(to.to_owned());
        if !may_keep && self.delete_keys_of_base_url() {
            self.ask_for_key(notices::KEY_TAKEN_OUT);
        }
    }

    /// Sets the base URL from config.json or the saved data while the page starts. If the field was empty, an
    /// already typed key stays: it was typed for this base URL. Do not use this for links, which anyone can
    /// write.
    pub fn prefill_base_url(self, to: &str) {
        if self.base_url.with_untracked(String::is_empty) {
            self.base_url.set(to.to_owned());
        } else {
            self.change_base_url(to);
        }
    }

    /// Returns the values of the fields; reactive.
    pub fn typed(self) -> FormInput {
        let base_url = self.base_url.get();
        let host =
            |gateways: &GatewayList| (gateways.key_prefix().map(str::to_owned), gateways.refuses(&base_url));
        let (key_prefix, is_forbidden_gateway) = self.gateways.with(host);
        // A user who typed another base URL has made a choice.
        let unknown_gateway =
            self.unknown_gateway.get().filter(|(_, at)| *at == base_url).map(|(name, _)| name);
        FormInput {
            base_url,
            api_key: self.api_key.get(),
            model: self.model.get(),
            prompt: self.prompt.get(),
            timeout_s: self.timeout_s.get(),
            key_prefix,
            is_forbidden_gateway,
            is_closed: self.closed.with(Option::is_some),
            unknown_gateway,
            is_key_deleted: self.is_key_deleted.get(),
        }
    }

    /// Returns the models to suggest for the current base URL; reactive.
    pub fn models(self) -> Vec<Redacted> {
        self.base_url.with(|base_url| self.suggestions.with(|known| known.of(base_url).to_vec()))
    }

    /// Returns the problems to show now; reactive.
    pub fn shown_problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// Returns the probes of the chosen profile; reactive.
    pub fn chosen_probes(self) -> Vec<ProbeId> {
        match self.profile.get() {
            ChosenProfile::Preset(profile) => ids_of(profile),
            ChosenProfile::Custom => self.ticked.get(),
        }
    }

    /// Returns the largest number of parallel requests.
    pub fn max_running(self) -> usize {
        self.concurrency.with_untracked(|typed| typed.parse().unwrap_or(CONCURRENCY))
    }

    /// Returns the number of times to send the prompt.
    pub fn repeat_times(self) -> u32 {
        self.repeat.with_untracked(|typed| typed.parse().unwrap_or(DEFAULT_TIMES).clamp(1, MAX_TIMES))
    }

    /// Returns the values of the form if they can be sent now. Otherwise, moves the focus to the first field
    /// that needs attention.
    pub fn validate(self) -> Option<ValidForm> {
        if self.first_blocking_problem(&SENT).is_some() {
            return None;
        }
        // A user who sends without the deleted key has agreed to that and is not asked again.
        self.is_key_deleted.set(false);
        untrack(|| self.typed()).validate()
    }

    /// Returns the first problem in these fields that prevents sending: an error, or a problem that the user
    /// has to confirm first. Also shows all problems from now on and moves the focus to that field.
    pub fn first_blocking_problem(self, names: &[FieldName]) -> Option<Problem> {
        self.is_tried.set(true);
        let has_consent = untrack(|| self.consent.is_given());
        let first = untrack(|| self.typed()).first_blocking_problem(names, has_consent)?;
        self.focus(first.field());
        Some(first)
    }

    /// Moves the focus to this field and unfolds the part of the form that hides it.
    pub fn focus(self, name: FieldName) {
        self.is_folded.set(false);
        if !matches!(name, FieldName::ApiKey | FieldName::Gateway) {
            self.shows_settings.set(true);
        }
        if name == FieldName::TimeoutS {
            self.shows_options.set(true);
        }
        let FieldRefs { gateway, base_url, api_key, model, prompt, timeout_s } = self.fields;
        spawn_local(async move {
            // The unfolded part is visible by then.
            leptos::task::tick().await;
            // Fails only for an element that cannot be focused; these can.
            let _ = match name {
                FieldName::Gateway => gateway.get_untracked().map(|field| field.focus()),
                FieldName::BaseUrl => base_url.get_untracked().map(|field| field.focus()),
                FieldName::ApiKey => api_key.get_untracked().map(|field| field.focus()),
                FieldName::Model => model.get_untracked().map(|field| field.focus()),
                FieldName::Prompt => prompt.get_untracked().map(|field| field.focus()),
                FieldName::TimeoutS => timeout_s.get_untracked().map(|field| field.focus()),
                // The other fields never get the focus from here.
                _ => None,
            };
        });
    }

    /// Clears the messages about the form; the typed values stay.
    pub fn clear(self) {
        self.is_tried.set(false);
        self.consent.set(false);
        self.key_request.set(String::new());
        self.is_key_deleted.set(false);
        self.scenario_fields.clear();
        self.focus_first();
    }

    /// Moves the focus to the first field that the user has to fill in.
    pub fn focus_first(self) {
        self.focus(if untrack(|| self.is_locked()) { FieldName::ApiKey } else { FieldName::BaseUrl });
    }
}

fn ids_of(profile: Profile) -> Vec<ProbeId> {
    profile.probes().map(|probe| probe.id).collect()
}
