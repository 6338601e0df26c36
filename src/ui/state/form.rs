//! The form's fields and choices as signals, and the operations on them.

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

/// The fields whose values are in a request, or decide how long it may take.
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
    /// True if the answer is to be streamed.
    pub is_streamed: RwSignal<bool>,
    /// The chosen profile.
    pub profile: RwSignal<ChosenProfile>,
    /// The probes ticked for the custom profile.
    pub ticked: RwSignal<Vec<ProbeId>>,
    /// Largest number of parallel requests, as typed.
    pub concurrency: RwSignal<String>,
    /// Number of times to send the prompt, as typed.
    pub repeat: RwSignal<String>,
    /// The models that are suggested, with their base URL.
    pub suggestions: RwSignal<Suggestions>,
    /// The page's host's own words about the chosen gateway's key.
    pub key_help: RwSignal<Option<String>>,
    /// Minutes of inactivity after which the key is deleted.
    pub key_minutes: RwSignal<f64>,
    /// The preset gateways.
    pub gateways: RwSignal<GatewayList>,
    /// Reason why nothing may be sent at all: the page cannot know what its host allows.
    pub closed: RwSignal<Option<Closed>>,
    /// The gateway that a link named and that is not among these, and the base URL that was in the form.
    pub unknown_gateway: RwSignal<Option<(String, String)>>,
    /// True once the page knows what its host allows. Nothing is sent before.
    pub is_ready: RwSignal<bool>,
    /// True if the form is folded into one line, which only happens on a phone.
    pub is_folded: RwSignal<bool>,
    /// True if the key is shown as it is typed, until it is deleted.
    pub shows_key: RwSignal<bool>,
    /// True if the options are open.
    pub shows_options: RwSignal<bool>,
    /// The text in the dialog for pasted settings, which may hold a key.
    pub pasted: RwSignal<String>,
    /// True if a locked page shows all of the form.
    pub shows_settings: RwSignal<bool>,
    /// The host's own words on what people need.
    pub intro: RwSignal<Option<String>>,
    /// True once sending was tried: from then on, missing values are problems too.
    pub is_tried: RwSignal<bool>,
    pub consent: SendConsent,
    pub fields: FieldRefs,
    /// Fields of the other tabs.
    pub scenario_fields: ScenarioFields,
    /// The problems to show now, found once for all fields: to look for a key in a long prompt takes a while.
    problems: Memo<Vec<Problem>>,
    notices: Notices,
    /// The part of the page's note that asks for a key, while it does; otherwise empty.
    key_request: RwSignal<String>,
    /// True once the page has emptied the key's field, until somebody types into it or sends without a key.
    is_key_deleted: RwSignal<bool>,
    /// Every key that was typed since the tab was opened.
    keys: RwSignal<KeyRing>,
    /// Ends the current loading of models, which holds the key.
    loading: StoredValue<Cancel, LocalStorage>,
}

/// The elements that the keyboard can be moved to.
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
    /// The form as it is before anybody has typed.
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

    /// Takes over the input that was typed before the page was ready.
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

    /// True if the page's host locked the form to its gateways; follows the file.
    pub fn is_locked(self) -> bool {
        // A form that stays closed was meant to be locked.
        self.gateways.with(|gateways| gateways.is_only) || self.closed.with(Option::is_some)
    }

    /// Puts a base URL into its field that nobody typed. The key, and that of a drill, was given for the
    /// previous one, and only stays if both have the same origin.
    pub fn change_base_url(self, to: &str) {
        let may_keep = self.base_url.with_untracked(|before| may_keep_key(before, to));
        self.base_url.set(to.to_owned());
        if !may_keep && self.delete_keys_of_base_url() {
            self.ask_for_key(notices::KEY_TAKEN_OUT);
        }
    }

    /// Puts the base URL of the page's host or of the saved data into its field while the page
    /// starts. A key that was typed before stays if there was no base URL: it was typed for the one to
    /// come. A link is not trusted so far: anybody can write one.
    pub fn prefill_base_url(self, to: &str) {
        if self.base_url.with_untracked(String::is_empty) {
            self.base_url.set(to.to_owned());
        } else {
            self.change_base_url(to);
        }
    }

    /// Returns the values of the fields; follows every edit.
    pub fn typed(self) -> FormInput {
        let base_url = self.base_url.get();
        let host =
            |gateways: &GatewayList| (gateways.key_prefix().map(str::to_owned), gateways.refuses(&base_url));
        let (key_prefix, is_forbidden_gateway) = self.gateways.with(host);
        // A user who typed another base URL has chosen.
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

    /// The models to suggest for the current base URL; follows every edit.
    pub fn models(self) -> Vec<Redacted> {
        self.base_url.with(|base_url| self.suggestions.with(|known| known.of(base_url).to_vec()))
    }

    /// The problems to show now; follows every edit.
    pub fn shown_problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// The probes of the chosen profile; follows every choice.
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

    /// The form's values, if they can be sent now. If not, moves the keyboard to the first field that
    /// needs attention.
    pub fn validate(self) -> Option<ValidForm> {
        if self.first_blocking_problem(&SENT).is_some() {
            return None;
        }
        // Whoever sends without the deleted key has agreed to it, and is not asked again.
        self.is_key_deleted.set(false);
        untrack(|| self.typed()).validate()
    }

    /// The first problem in these fields that prevents sending the key: one that blocks, or one that
    /// needs a consent that was not given. From now on it is shown, and the focus moves there.
    pub fn first_blocking_problem(self, names: &[FieldName]) -> Option<Problem> {
        self.is_tried.set(true);
        let has_consent = untrack(|| self.consent.is_given());
        let first = untrack(|| self.typed()).first_blocking_problem(names, has_consent)?;
        self.focus(first.field());
        Some(first)
    }

    /// Moves the keyboard to this field of the form, and unfolds the part that hides it.
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
                // Nothing is ever moved to the others.
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
        self.focus_first();
    }

    /// Moves the keyboard to the first field that is to be filled in.
    pub fn focus_first(self) {
        self.focus(if untrack(|| self.is_locked()) { FieldName::ApiKey } else { FieldName::BaseUrl });
    }
}

fn ids_of(profile: Profile) -> Vec<ProbeId> {
    profile.probes().map(|probe| probe.id).collect()
}
