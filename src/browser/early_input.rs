//! Text that was typed before the program arrived, and where.
//!
//! `index.html` holds a skeleton of the form that can be typed into at once. The program builds its own page
//! off-screen, takes over the content of the skeleton, and puts its page in its place, in one task: no
//! picture is drawn in between.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::field::FieldName;

/// Element of the skeleton, and later of the program.
const ROOT: &str = "app";
/// Set by `boot.js` on the root element while an input method composes a character.
const COMPOSING: &str = "data-composing";

/// Content of the skeleton.
#[derive(Clone, Debug, Default)]
pub struct EarlyInput {
    /// The texts of the fields, by name; of a choice, only the chosen value.
    texts: Vec<(String, String)>,
    focus: Option<Focus>,
    scrolled: (f64, f64),
}

/// Place of the focus.
#[derive(Clone, Debug)]
struct Focus {
    /// CSS selector that finds it again.
    selector: String,
    /// Start, end and direction of the selection, of a text field.
    selection: Option<(u32, u32, String)>,
}

impl EarlyInput {
    /// Takes the present content of the skeleton, whose place `page` takes.
    pub fn take(page: &HtmlElement) -> Self {
        let scrolled = (window().scroll_x().unwrap_or_default(), window().scroll_y().unwrap_or_default());
        let focus = Focus::of_document();
        let Some(skeleton) = document().get_element_by_id(ROOT) else {
            // Fails only for a document without a body.
            let _ = document().body().map(|body| body.append_child(page));
            return Self { focus, scrolled, ..Self::default() };
        };
        let texts = texts_in(&skeleton);
        // Fails only for an element that holds the skeleton itself.
        let _ = skeleton.replace_with_with_node_1(page);
        Self { texts, focus, scrolled }
    }

    /// The text of this field; `None` if the skeleton has none.
    pub fn text(&self, name: FieldName) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == name.as_str()).map(|(_, text)| text.as_str())
    }

    /// Puts focus and window back where they were.
    pub fn restore_position(&self) {
        if let Some(focus) = &self.focus {
            focus.restore();
        }
        window().scroll_to_with_x_and_y(self.scrolled.0, self.scrolled.1);
    }
}

/// An element for the page, off-screen until it takes the skeleton's place.
///
/// # Panics
/// If the document makes no elements.
pub fn new_root() -> HtmlElement {
    let root: HtmlElement = document().create_element("div").expect("a div can be made").unchecked_into();
    root.set_id(ROOT);
    root
}

/// Does `then` once no character is being composed: its field must not be replaced.
pub fn when_settled(then: impl FnOnce() + 'static) {
    let root = document().document_element();
    if root.is_none_or(|root| !root.has_attribute(COMPOSING)) {
        return then();
    }
    let mut then = Some(then);
    // The browser reports the composed text after this event, within the same task.
    let settled = Closure::once_into_js(move || {
        if let Some(then) = then.take() {
            leptos::prelude::set_timeout(then, std::time::Duration::ZERO);
        }
    });
    let once = web_sys::AddEventListenerOptions::new();
    once.set_once(true);
    // Fails only if the listener is no function.
    let _ = document().add_event_listener_with_callback_and_add_event_listener_options(
        "compositionend",
        settled.unchecked_ref(),
        &once,
    );
}

fn texts_in(root: &Element) -> Vec<(String, String)> {
    let Ok(fields) = root.query_selector_all("input[name], textarea[name]") else { return Vec::new() };
    let fields = (0..fields.length()).filter_map(|index| fields.item(index));
    fields
        .filter_map(|field| match field.dyn_into::<HtmlInputElement>() {
            Ok(input) => {
                let is_choice = matches!(input.type_().as_str(), "checkbox" | "radio");
                (!is_choice || input.checked()).then(|| (input.name(), input.value()))
            }
            Err(field) => {
                let area: HtmlTextAreaElement = field.dyn_into().ok()?;
                Some((area.name(), area.value()))
            }
        })
        .collect()
}

impl Focus {
    fn of_document() -> Option<Self> {
        let at = document().active_element()?;
        let of = |name: &str| at.get_attribute(name).map(|value| format!("[{name}=\"{value}\"]"));
        let selector = of("name").or_else(|| of("data-action"))?;
        let selection = match at.dyn_into::<HtmlInputElement>() {
            Ok(input) => selection(
                input.selection_start().ok().flatten(),
                input.selection_end().ok().flatten(),
                input.selection_direction().ok().flatten(),
            ),
            Err(at) => at.dyn_into::<HtmlTextAreaElement>().ok().and_then(|area| {
                selection(
                    area.selection_start().ok().flatten(),
                    area.selection_end().ok().flatten(),
                    area.selection_direction().ok().flatten(),
                )
            }),
        };
        Some(Self { selector, selection })
    }

    fn restore(&self) {
        let Ok(Some(at)) = document().query_selector(&self.selector) else { return };
        let Ok(at) = at.dyn_into::<HtmlElement>() else { return };
        // These fail only for an element that cannot be focused, or has no selection.
        let _ = at.focus();
        let Some((start, end, direction)) = &self.selection else { return };
        if let Some(input) = at.dyn_ref::<HtmlInputElement>() {
            let _ = input.set_selection_range_with_direction(*start, *end, direction);
        } else if let Some(area) = at.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.set_selection_range_with_direction(*start, *end, direction);
        }
    }
}

fn selection(start: Option<u32>, end: Option<u32>, direction: Option<String>) -> Option<(u32, u32, String)> {
    Some((start?, end?, direction.unwrap_or_default()))
}
