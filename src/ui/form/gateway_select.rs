//! The gateways that the page's host offers.

use leptos::prelude::*;

use super::ProblemNotes;
use super::problem_notes::notes_of;
use crate::config::Gateway;
use crate::field::FieldName;
use crate::ui::state::Session;
use crate::ui_text::form as text;

/// The list to choose from; hidden if there is nothing to choose.
#[component]
pub fn GatewaySelect() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let name = FieldName::Gateway;
    let is_hidden = move || form.gateways.with(|known| known.gateways.len() < 2 && !known.is_only);
    let gateways = Memo::new(move |_| form.gateways.with(|known| known.gateways.clone()));
    let chosen = Memo::new(move |_| form.gateways.with(|known| known.chosen));
    let choose = move |event| {
        if let Ok(index) = event_target_value(&event).parse() {
            form.apply_gateway(index);
        }
    };
    let option = move |(index, gateway): (usize, Gateway)| {
        view! {
            <option value=index.to_string() prop:selected=move || chosen.get() == index>{gateway.name}</option>
        }
    };
    view! {
        <div class="field" hidden=is_hidden>
            <label for=name.as_str()>{text::GATEWAY}</label>
            <select id=name.as_str() name=name.as_str() aria-describedby=notes_of(name)
                node_ref=form.fields.gateway on:change=choose>
                {move || gateways.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </div>
        // Also visible if there is nothing to choose.
        <ProblemNotes field=name/>
    }
}
