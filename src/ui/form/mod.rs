//! The connection form.

mod base_url_field;
mod closed_note;
mod destination;
mod gateway_select;
mod key_field;
mod model_field;
mod options;
mod paste;
mod problem_notes;
mod profile_choice;
mod prompt_field;
mod repeat;
mod snippets;
mod summary;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::config_file::ConfigProblems;
use super::memory::MemoryChoice;
use super::stage::Stage;
use super::state::Session;
use super::unfold::{UnfoldButton, Unfoldable};
use crate::ui_text::form as text;
use base_url_field::BaseUrlField;
use closed_note::ClosedNote;
use destination::Destination;
use gateway_select::GatewaySelect;
use key_field::KeyField;
use model_field::ModelField;
use options::Options;
use paste::{PasteButton, PasteDialog, Pasting};
use problem_notes::ProblemNotes;
use profile_choice::ProfileChoice;
use prompt_field::PromptField;
use repeat::Repeat;
use snippets::Snippets;
use summary::FormSummary;

/// The connection, the prompt, the one main button, and folded below, the options that most people leave as
/// they are. A page that its host locked only asks for the key. On a phone it folds into one line once
/// something was sent.
#[component]
pub fn ConnectionForm(config_problems: ConfigProblems) -> impl IntoView {
    let session = expect_context::<Session>();
    let form = session.form;
    let is_unfolded = form.shows_settings;
    let pasting = Pasting::new(form);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        session.send();
    };
    let problem =
        |(path, sentence): (String, String)| view! { <p class="problem" data-config=path>{sentence}</p> };
    view! {
        <section class="ask" class:folded=form.is_folded aria-labelledby="ask-title">
            <FormSummary/>
            <div class="unfolded">
                <div class="card-head">
                    <h2 id="ask-title">{text::CONNECTION}</h2>
                    <Unfoldable is_unfolded><PasteButton pasting/></Unfoldable>
                </div>
                <div class="notes" id="config-notes" role="status">
                    <ClosedNote/>
                    {move || config_problems.0.get().into_iter().map(problem).collect_view()}
                </div>
                <form id="ask" method="dialog" autocomplete="off" novalidate on:submit=submit
                    on:paste=move |event| pasting.offer(&event)>
                    <Stage step=1>
                        <GatewaySelect/>
                        <Unfoldable is_unfolded><BaseUrlField/></Unfoldable>
                        <KeyField/>
                    </Stage>
                    <Stage step=2>
                        <Unfoldable is_unfolded>
                            <ModelField/>
                            <PromptField/>
                        </Unfoldable>
                        <Destination/>
                    </Stage>
                    <div class="actions">
                        // Not disabled: a disabled button would lose the focus.
                        <button class="primary" type="submit" data-action="send"
                            aria-disabled=move || session.is_busy().to_string()>{text::SEND}</button>
                        <button type="button" data-action="clear" on:click=move |_| session.clear()>
                            {text::CLEAR}
                        </button>
                    </div>
                    <UnfoldButton is_unfolded label=text::MORE_SETTINGS action="show-settings"/>
                    <Stage step=3>
                        <Unfoldable is_unfolded>
                            <ProfileChoice/>
                            <Options/>
                            <Repeat/>
                        </Unfoldable>
                    </Stage>
                </form>
                <Stage step=4>
                    <Unfoldable is_unfolded>
                        <Snippets/>
                        <MemoryChoice/>
                    </Unfoldable>
                </Stage>
            </div>
        </section>
        <Stage step=6><PasteDialog pasting/></Stage>
    }
}
