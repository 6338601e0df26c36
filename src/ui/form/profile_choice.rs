//! Choice of the checks to run, and its cost.

use leptos::prelude::*;

use crate::field::FieldName;
use crate::plan::{CONCURRENCY, Plan};
use crate::probe::{PROBES, Probe, ProbeId};
use crate::profile::ChosenProfile;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The profiles as a row of radio buttons, the cost of the chosen one, and the button that runs it.
#[component]
pub fn ProfileChoice() -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let radio = move |profile: ChosenProfile| {
        view! {
            <label class="segment" title=text::profile_purpose(profile)>
                <input type="radio" name=FieldName::Profile.as_str() value=profile.id()
                    prop:checked=move || form.profile.get() == profile
                    on:change=move |_| form.profile.set(profile)/>
                <span>{profile.label()}</span>
            </label>
        }
    };
    let cost = Memo::new(move |_| text::cost(&Plan::of_ids(&form.chosen_probes(), CONCURRENCY)));
    let purpose = move || text::profile_purpose(form.profile.get());
    let is_custom = move || form.profile.get() == ChosenProfile::Custom;
    view! {
        <fieldset class="field part profiles">
            <legend>{text::MORE_CHECKS}</legend>
            <div class="segments">{ChosenProfile::ALL.map(radio)}</div>
            <div class="actions">
                <p class="hint">
                    <span>{purpose}</span>
                    " "
                    <span data-cost="">{cost}</span>
                </p>
                <button
                    type="button"
                    data-action="validate"
                    aria-disabled=move || session.is_busy().to_string()
                    on:click=move |_| session.validate()
                >
                    {text::RUN_CHECKS}
                </button>
            </div>
            <Show when=is_custom>
                <ProbeTicks/>
            </Show>
        </fieldset>
    }
}

/// A tick for each probe of the custom profile.
#[component]
fn ProbeTicks() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let tick = move |probe: &'static Probe| {
        let change = move |event| {
            form.ticked.update(|ticked| {
                ticked.retain(|id| *id != probe.id);
                if event_target_checked(&event) {
                    ticked.push(probe.id);
                }
            });
        };
        let is_ticked = move || form.ticked.with(|ticked| ticked.contains(&probe.id));
        view! {
            <label class="choice">
                <input type="checkbox" data-probe=probe.id.as_str() prop:checked=is_ticked on:change=change/>
                <span>{probe.question}</span>
            </label>
        }
    };
    let ticks = PROBES.iter().filter(|probe| probe.id != ProbeId::Prompt).map(tick).collect_view();
    view! { <div class="ticks" role="group" aria-label=text::CHOOSE_CHECKS>{ticks}</div> }
}
