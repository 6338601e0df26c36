//! How much to check, and what it costs.

use leptos::prelude::*;

use super::form::Form;
use super::node::{self, all, live, node, tick, words};
use super::words as said;
use crate::plan::{CONCURRENCY, Plan};
use crate::probe::{PROBES, Probe, ProbeId};

/// Puts the cost, and the ticks of the custom profile, below the choice.
pub(super) fn mount(form: Form) {
    node::mount("profile-notes", move || all(vec![live(move || cost(form)), live(move || ticks(form))]));
}

/// The number of requests and tokens, counted by the plan that would run.
fn cost(form: Form) -> AnyView {
    let chosen = form.chosen_probes();
    let plan = Plan::of_probes(PROBES.iter().filter(|probe| chosen.contains(&probe.id)), CONCURRENCY);
    words("p", &[("class", "hint"), ("data-cost", "")], said::cost(plan.requests(), plan.tokens()))
}

/// A tick for each probe of the custom profile.
fn ticks(form: Form) -> AnyView {
    if form.profile.get() != "custom" {
        return all(Vec::new());
    }
    let ticks = PROBES.iter().filter(|probe| probe.id != ProbeId::Prompt).map(|probe| one(form, probe));
    node("div", &[("class", "ticks"), ("role", "group"), ("aria-label", "Probes to send")], ticks.collect())
}

fn one(form: Form, probe: &'static Probe) -> AnyView {
    let is_ticked = form.ticked.with_untracked(|ticked| ticked.contains(&probe.id));
    tick(probe.question, &[("data-probe", probe.id.as_str())], is_ticked, move |is_ticked| {
        form.ticked.update(|ticked| {
            ticked.retain(|id| *id != probe.id);
            if is_ticked {
                ticked.push(probe.id);
            }
        });
    })
}
