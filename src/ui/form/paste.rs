//! Settings that somebody was sent, pasted as a text.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element};

use crate::field::FieldName;
use crate::paste::{self, Pasted};
use crate::prefill;
use crate::redact::Mask;
use crate::ui::modal::Modal;
use crate::ui::state::{FormState, Session};
use crate::ui_text::paste as text;

/// The text in the dialog; it is gone when the dialog closes.
#[derive(Clone, Copy)]
pub struct Pasting {
    is_open: RwSignal<bool>,
    text: RwSignal<String>,
    /// True if it was pasted into the prompt, where it may belong.
    is_of_prompt: RwSignal<bool>,
}

impl Pasting {
    pub fn new(form: FormState) -> Self {
        Self { is_open: RwSignal::new(false), text: form.pasted, is_of_prompt: RwSignal::new(false) }
    }

    fn close(self) {
        self.is_open.set(false);
        self.text.set(String::new());
        self.is_of_prompt.set(false);
    }

    /// Offers to use a text that is pasted into a field of the form, if it contains settings. No part of it
    /// gets into that field before: the key would be in the wrong one.
    pub fn offer(self, event: &Event) {
        let Some(paste) = event.dyn_ref::<ClipboardEvent>() else { return };
        let pasted = paste.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if paste::read(&pasted).is_none() {
            return;
        }
        event.prevent_default();
        let at = event.target().and_then(|at| at.dyn_into::<Element>().ok());
        self.is_of_prompt.set(at.is_some_and(|at| at.id() == FieldName::Prompt.as_str()));
        self.text.set(pasted);
        self.is_open.set(true);
    }
}

/// Opens the dialog.
#[component]
pub fn PasteButton(pasting: Pasting) -> impl IntoView {
    view! {
        <button type="button" class="small" data-action="paste-settings" aria-haspopup="dialog"
            on:click=move |_| pasting.is_open.set(true)>{text::PASTE_SETTINGS}</button>
    }
}

/// The text, the values found in it while it is typed, and the button that fills the form.
#[component]
pub fn PasteDialog(pasting: Pasting) -> impl IntoView {
    let session = expect_context::<Session>();
    // Read again for each use, so that only the text itself contains the key.
    let values = Memo::new(move |_| pasting.text.with(|pasted| paste::read(pasted)).map(|it| lines(&it)));
    let has_text = move || pasting.text.with(|pasted| !pasted.trim().is_empty());
    let take_over = move |_| {
        if let Some(pasted) = pasting.text.with_untracked(|pasted| paste::read(pasted)) {
            pasting.close();
            let form = session.form;
            form.apply(form.gateways.with_untracked(|gateways| prefill::of_pasted(pasted, gateways)));
        }
    };
    let insert = move |_| {
        let pasted = pasting.text.get_untracked();
        // The keys in it are covered and deleted like one that was typed.
        if let Some(settings) = paste::read(&pasted) {
            for key in settings.keys.iter().chain(&settings.api_key) {
                session.form.note_key(FieldName::Pasted, key.expose());
                // It is whole, and stays in the prompt when other settings are inserted.
                session.form.keep_key(Some(key));
            }
        }
        pasting.close();
        session.form.focus(FieldName::Prompt);
        // Where the text would have gone: the field keeps its selection without the focus.
        if let Some(field) = session.form.fields.prompt.get_untracked()
            && let Ok(Some(end)) = field.selection_end()
        {
            let rest = field.text_length().saturating_sub(end);
            // Fails only for an input without text.
            let _ = field.set_range_text(&pasted);
            session.form.prompt.set(field.value());
            spawn_local(async move {
                // Behind an open dialog, a field has no cursor.
                tick().await;
                let end = field.text_length().saturating_sub(rest);
                let _ = field.set_selection_range(end, end);
            });
        }
    };
    let name = FieldName::Pasted;
    view! {
        <Modal id="paste" title=text::PASTE_SETTINGS close_action="close-paste" is_open=pasting.is_open
            on_close=move |()| pasting.close()>
            <div class="field">
                <label for=name.as_str()>{text::PASTED}</label>
                <textarea id=name.as_str() name=name.as_str() rows="8" spellcheck="false" autocapitalize="off"
                    autocomplete="off" aria-describedby=format!("{name}-hint")
                    bind:value=pasting.text></textarea>
                <p class="hint" id=format!("{name}-hint")>{text::HINT}</p>
            </div>
            <div class="pasted" role="status">
                {move || match values.get() {
                    Some((found, left_out)) => view! { <FoundValues found left_out/> }.into_any(),
                    None => has_text().then(|| view! { <p>{text::NOTHING}</p> }).into_any(),
                }}
            </div>
            <p class="actions">
                <button type="button" class="primary" data-action="use-pasted"
                    aria-disabled=move || values.with(Option::is_none).to_string() on:click=take_over>{text::USE}</button>
                <button type="button" data-action="insert-pasted" hidden=move || !pasting.is_of_prompt.get()
                    on:click=insert>{text::INSERT}</button>
            </p>
        </Modal>
    }
}

/// Returns the lines about the values found, and those about the values left out.
fn lines(pasted: &Pasted) -> (Vec<String>, Vec<String>) {
    let mask = pasted.api_key.as_ref().map(|key| Mask::new(&[key])).unwrap_or_default();
    (text::found(pasted, &mask), text::left_out(pasted, &mask))
}

/// The values found, under a title, and the parts of the text that were left out.
#[component]
fn FoundValues(found: Vec<String>, left_out: Vec<String>) -> impl IntoView {
    let line = |line: String| view! { <li>{line}</li> };
    let mut found = found.into_iter();
    view! {
        <p><strong>{found.next()}</strong></p>
        <ul data-found="">{found.map(line).collect_view()}</ul>
        <ul class="hint" data-left-out="">{left_out.into_iter().map(line).collect_view()}</ul>
    }
}
