//! The form of `index.html`, adopted with whatever was typed before this program arrived.

use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use super::field::Field;
use super::on::on;
use super::state::State;
use super::words as said;
use crate::browser::page;
use crate::config::{Config, GatewayList};
use crate::form::{FormInput, Problem, ValidForm, may_keep_key};
use crate::plan::CONCURRENCY;
use crate::probe::{PROBES, ProbeId, Profile};
use crate::redact::{KeyRing, Mask};
use crate::runner::{Cancel, Job};
use crate::stats::{DEFAULT, MAX};
use crate::target::ApiKey;

/// The form's fields and choices.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) base_url: Field,
    pub(super) api_key: Field,
    pub(super) model: Field,
    pub(super) prompt: Field,
    pub(super) timeout_s: Field,
    /// Whether the answer is to be streamed.
    pub(super) is_streamed: State<bool>,
    /// Whether sending was tried: from then on, missing values are problems too.
    pub(super) is_tried: State<bool>,
    /// Whether the user wants to send in spite of what needs consent.
    pub(super) has_consent: State<bool>,
    /// The chosen profile, as its value in the form.
    pub(super) profile: State<String>,
    /// The probes ticked for the custom profile, by id.
    pub(super) ticked: State<Vec<ProbeId>>,
    /// After how many minutes without use the key is forgotten.
    pub(super) key_minutes: State<f64>,
    /// The preset gateways.
    pub(super) gateways: State<GatewayList>,
    /// Whether the page's note asks for a key, until one is typed.
    is_asking_for_key: State<bool>,
    /// Every key that was typed since the tab was opened.
    pub(super) keys: State<KeyRing>,
    /// Ends the loading of models that is under way, which holds the key.
    pub(super) loading: State<Cancel>,
}

impl Form {
    /// Adopts the form.
    pub(super) fn adopt() -> Self {
        let has_consent = State::new(false);
        // Consent is given for what stands there, not for what comes next.
        let field = |name| Field::adopt(name, move |_| has_consent.set(false));
        let (keys, is_asking_for_key) = (State::new(KeyRing::default()), State::new(false));
        let api_key = Field::adopt("api_key", move |typed| {
            has_consent.set(false);
            keys.update(|keys| keys.type_in(typed));
            if is_asking_for_key.get_untracked() {
                is_asking_for_key.set(false);
                page::note("");
            }
        });
        keys.update(|keys| api_key.text.with_untracked(|typed| keys.type_in(typed)));
        let stream: HtmlInputElement = page::first("[name=stream]");
        let is_streamed = State::new(stream.checked());
        let select: HtmlSelectElement = page::element("profile");
        let profile = State::new(select.value());
        let form = Self {
            base_url: field("base_url"),
            api_key,
            model: field("model"),
            prompt: field("prompt"),
            timeout_s: field("timeout_s"),
            is_streamed,
            is_tried: State::new(false),
            has_consent,
            profile,
            ticked: State::new(probes_of(Profile::Standard)),
            key_minutes: State::new(Config::DEFAULT_KEY_MINUTES),
            gateways: State::new(GatewayList::default()),
            is_asking_for_key,
            keys,
            loading: State::new(Cancel::default()),
        };
        on(&select.clone(), "change", move |_| profile.set(select.value()));
        on(&stream.clone(), "change", move |_| is_streamed.set(stream.checked()));
        form
    }

    /// Covers every key of this tab.
    pub(super) fn mask(self) -> Mask {
        self.keys.with_untracked(KeyRing::mask)
    }

    /// Forgets every key, also where one was typed into another field, and ends what still sends one.
    pub(super) fn forget_keys(self) {
        self.loading.with_untracked(Cancel::cancel);
        let mask = self.keys.with_untracked(KeyRing::mask_of_long);
        for field in [self.base_url, self.model, self.prompt] {
            let typed = field.text.get_untracked();
            let covered = mask.cover(&typed);
            if covered != typed.as_str() {
                field.set(&covered);
            }
        }
        self.api_key.set("");
        self.keys.update(KeyRing::forget);
    }

    /// Puts a base URL into its field that nobody typed. Consent was given for the one that stood there,
    /// and so was the key, unless both are of one origin.
    pub(super) fn change_base_url(self, to: &str) {
        let may_keep = self.base_url.text.with_untracked(|before| may_keep_key(before, to));
        self.has_consent.set(false);
        self.base_url.set(to);
        if !may_keep && self.api_key.text.with_untracked(|key| !key.is_empty()) {
            self.api_key.set("");
            self.ask_for_key(said::KEY_TAKEN_OUT);
        }
    }

    /// Puts the base URL of the page's host or of this browser's memory into its field while the page
    /// starts. A key that was typed before stays if no base URL stood there: it was typed for the one to
    /// come. A link is not trusted so far: anybody can write one.
    pub(super) fn prefill_base_url(self, to: &str) {
        if self.base_url.is_untouched() {
            self.base_url.set(to);
        } else {
            self.change_base_url(to);
        }
    }

    /// Says why a key is needed, until somebody types one.
    pub(super) fn ask_for_key(self, why: &str) {
        page::note(why);
        self.is_asking_for_key.set(true);
    }

    /// Whether the job sends no key, or the one in the field; if not, asks for it.
    pub(super) fn holds_key_of(self, job: &Job) -> bool {
        let typed = self.api_key.text.with_untracked(|typed| ApiKey::parse(typed).ok().flatten());
        let is_held = job.key().is_none_or(|key| typed.as_ref() == Some(&key));
        if !is_held {
            self.ask_for_key(said::KEY_IS_GONE);
            self.api_key.focus();
        }
        is_held
    }

    /// The fields, in order.
    pub(super) fn fields(self) -> [Field; 5] {
        [self.base_url, self.api_key, self.model, self.prompt, self.timeout_s]
    }

    /// What stands in the fields; follows every edit.
    pub(super) fn typed(self) -> FormInput {
        let base_url = self.base_url.text.get();
        let host =
            |gateways: &GatewayList| (gateways.key_prefix().map(str::to_owned), gateways.refuses(&base_url));
        let (key_prefix, is_forbidden_gateway) = self.gateways.with(host);
        FormInput {
            base_url,
            api_key: self.api_key.text.get(),
            model: self.model.text.get(),
            prompt: self.prompt.text.get(),
            timeout_s: self.timeout_s.text.get(),
            key_prefix,
            is_forbidden_gateway,
        }
    }

    /// The probes of the chosen profile, by id.
    pub(super) fn chosen_probes(self) -> Vec<ProbeId> {
        match self.profile.get().as_str() {
            "quick" => probes_of(Profile::Quick),
            "standard" => probes_of(Profile::Standard),
            "full" => probes_of(Profile::Full),
            _ => self.ticked.get(),
        }
    }

    /// How many requests may run at once.
    pub(super) fn concurrency() -> usize {
        page::first::<HtmlSelectElement>("[name=concurrency]").value().parse().unwrap_or(CONCURRENCY)
    }

    /// How often to repeat the prompt.
    pub(super) fn repeat_times() -> u32 {
        let typed = page::first::<HtmlInputElement>("[name=repeat]").value();
        typed.parse().unwrap_or(DEFAULT).clamp(1, MAX)
    }

    /// The problems to show now; follows every edit.
    pub(super) fn shown_problems(self) -> Vec<Problem> {
        self.typed().problems_to_tell(self.is_tried.get())
    }

    /// The form's values, if they can be sent now. If not, moves the keyboard to the first field
    /// that needs attention.
    pub(super) fn take(self) -> Option<ValidForm> {
        let all = self.fields().map(|field| field.name);
        match self.obstacle(&all) {
            Some(_) => None,
            None => untrack(|| self.typed()).ready(),
        }
    }

    /// The first thing in the fields named that keeps the key from being sent: what blocks, and what
    /// needs a consent that was not given. From now on it is shown, and the keyboard is moved there.
    pub(super) fn obstacle(self, names: &[&str]) -> Option<Problem> {
        self.is_tried.set(true);
        let has_consent = self.has_consent.get_untracked();
        let first = untrack(|| self.typed()).first_blocking_problem(names, has_consent)?;
        self.fields().into_iter().filter(|field| field.name == first.field()).for_each(Field::focus);
        Some(first)
    }

    /// Empties the key, and what was said about it; the rest is kept.
    pub(super) fn clear(self) {
        self.api_key.set("");
        self.is_tried.set(false);
        self.has_consent.set(false);
        self.base_url.focus();
    }

    /// Whether the profile is the one that `index.html` chose.
    pub(super) fn has_usual_profile(self) -> bool {
        self.profile.with_untracked(|profile| profile == "standard")
    }

    /// Chooses a profile by its value in the form.
    pub(super) fn choose_profile(self, profile: &str) {
        let select: HtmlSelectElement = page::element("profile");
        select.set_value(profile);
        self.profile.set(select.value());
    }

    /// Chooses whether to stream.
    pub(super) fn set_streamed(self, is_streamed: bool) {
        page::first::<HtmlInputElement>("[name=stream]").set_checked(is_streamed);
        self.is_streamed.set(is_streamed);
    }
}

fn probes_of(profile: Profile) -> Vec<ProbeId> {
    PROBES.iter().filter(|probe| probe.profile <= profile).map(|probe| probe.id).collect()
}
