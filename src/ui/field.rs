//! One input of the form.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::on::on;
use super::state::State;
use crate::browser::page;

/// An input with its current text as a signal.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// The input's `name`.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) text: State<String>,
}

impl Field {
    /// Adopts the input with this name, with what was typed so far. `edited` is told what stands there after every edit.
    pub(super) fn adopt(name: &'static str, edited: impl Fn(&str) + 'static) -> Self {
        let field = Self { name, text: State::new(read(name)) };
        let listen = move |_| {
            let typed = read(name);
            field.text.set(typed.clone());
            edited(&typed);
        };
        on(&field.element(), "input", listen);
        field
    }

    /// Puts `text` into the input.
    pub(super) fn set(self, text: &str) {
        write(self.name, text);
        self.text.set(text.to_owned());
    }

    /// Whether it still holds what `index.html` put there.
    pub(super) fn is_untouched(self) -> bool {
        let element: HtmlElement = page::element(self.name);
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => input.value() == input.default_value(),
            Err(element) => {
                let area: HtmlTextAreaElement = element.unchecked_into();
                area.default_value().is_ok_and(|text| text == area.value())
            }
        }
    }

    /// Moves the keyboard there.
    pub(super) fn focus(self) {
        // Fails only for an element that cannot be focused; an input can.
        let _ = self.element().focus();
    }

    /// Tells assistive technology whether what stands there is wrong.
    pub(super) fn mark_invalid(self, is_invalid: bool) {
        let _ = self.element().set_attribute("aria-invalid", if is_invalid { "true" } else { "false" });
    }

    fn element(self) -> HtmlElement {
        page::element(self.name)
    }
}

fn read(name: &str) -> String {
    let element: HtmlElement = page::element(name);
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(element) => element.unchecked_into::<HtmlTextAreaElement>().value(),
    }
}

fn write(name: &str, text: &str) {
    let element: HtmlElement = page::element(name);
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.set_value(text),
        Err(element) => element.unchecked_into::<HtmlTextAreaElement>().set_value(text),
    }
}
