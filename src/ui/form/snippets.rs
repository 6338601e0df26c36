//! The form's values as code. Never with the key.

use leptos::prelude::*;

use crate::snippet::{self, SNIPPETS, Snippet, Values};
use crate::target::{ApiKey, BaseUrl};
use crate::ui::copy_button::CopyButton;
use crate::ui::state::{FormState, Session};
use crate::ui_text::form as text;

/// The code, in the language that was chosen; folded, and created once it is opened.
#[component]
pub fn Snippets() -> impl IntoView {
    let form = expect_context::<Session>().form;
    let is_wanted = RwSignal::new(false);
    let chosen = RwSignal::new(SNIPPETS[0].id.to_owned());
    let code = Memo::new(move |_| if is_wanted.get() { code(form, &chosen.get()) } else { String::new() });
    let option = move |snippet: &'static Snippet| {
        view! { <option value=snippet.id prop:selected=move || chosen.get() == snippet.id>{snippet.label}</option> }
    };
    let id = move || if is_wanted.get() { chosen.get() } else { String::new() };
    view! {
        <details id="snippets" class="part" on:toggle=move |_| is_wanted.set(true)>
            <summary>{text::IN_CODE}</summary>
            <div class="options">
                <label for="snippet">{text::LANGUAGE}</label>
                <select id="snippet" name="snippet" autocomplete="off"
                    on:change=move |event| chosen.set(event_target_value(&event))>
                    {SNIPPETS.iter().map(option).collect_view()}
                </select>
                <pre data-snippet=id tabindex="0" role="group" aria-label=text::CODE>{code}</pre>
                <CopyButton label=text::COPY_CODE action="copy-snippet"
                    text=move || Some(form.mask().cover(&code.get_untracked()))/>
                <p class="hint">{text::CODE_HINT}</p>
            </div>
        </details>
    }
}

/// The snippet with this id for the form's values; the key is covered, wherever it was typed.
fn code(form: FormState, id: &str) -> String {
    let Some(snippet) = SNIPPETS.iter().find(|snippet| snippet.id == id) else { return String::new() };
    let typed = form.typed();
    let mask = form.live_mask();
    let base_url = match BaseUrl::parse(&mask.text(&typed.base_url)) {
        Ok(base_url) => base_url,
        Err(problem) => return snippet::refusal(&problem),
    };
    let values = Values {
        base_url: &base_url,
        model: &mask.text(&typed.model),
        prompt: &mask.text(&typed.prompt),
        has_key: matches!(ApiKey::parse(&typed.api_key), Ok(Some(_))),
    };
    snippet.text(&values, form.is_streamed.get())
}
