//! Cards that say what is wrong, who can fix it, and what to do first.

use leptos::prelude::*;

use super::EvidenceButton;
use super::connectivity_steps::ConnectivitySteps;
use super::cors_setups::CorsSetups;
use crate::diagnosis::{Diagnosis, DiagnosisKind, Owner};
use crate::field::FieldName;
use crate::redact::Redacted;
use crate::target::BaseUrl;
use crate::ui::copy_button::CopyButton;
use crate::ui::state::Session;
use crate::ui_text::{export, form, results as text};

/// The diagnoses, the main one first; nothing if nothing is wrong.
#[component]
pub fn Diagnoses(
    /// True if these are shown beside an answer, false if in its place.
    are_after_answer: bool,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let diagnoses = Memo::new(move |_| {
        session.view.with(|view| view.as_ref().map(|view| view.diagnoses.clone()).unwrap_or_default())
    });
    move || {
        let is_here = session.has_answer.get() == are_after_answer;
        let diagnoses = if is_here { diagnoses.get() } else { Vec::new() };
        let cards = diagnoses.into_iter().enumerate();
        cards.map(|(index, diagnosis)| view! { <DiagnosisCard index diagnosis/> }).collect_view()
    }
}

/// One diagnosis: its owner, its confidence, numbered steps, a message for the admin, evidence. The main
/// one's title and cause are in the banner, and are not repeated.
#[component]
fn DiagnosisCard(index: usize, diagnosis: Diagnosis<Redacted>) -> impl IntoView {
    let session = expect_context::<Session>();
    let is_main = index == 0;
    let is_cors = diagnosis.is_about_cors();
    let Diagnosis { kind, confidence, title, cause, remedies, repair, connectivity, evidence, exchanges } =
        diagnosis;
    let is_own_run = session.opened.with_untracked(Option::is_none);
    let is_for_others = kind.owner != Owner::You && is_own_run;
    // On a locked page, the documentation is below with the contact.
    let shows_docs = is_own_run && kind.id != DiagnosisKind::Stopped && !untrack(|| session.form.is_locked());
    let docs = session.docs_url().filter(|_| shows_docs);
    // One addressee: the host's contact knows whom else to ask.
    let whose = if is_for_others && session.has_contact() { text::FOR_CONTACT } else { kind.owner.label() };
    let heading = if is_main { text::HOW_TO_FIX.to_owned() } else { title.visible() };
    let line = |line: Redacted| view! { <li>{line.visible()}</li> };
    let repair = repair
        .filter(|url| !session.form.gateways.with_untracked(|gateways| gateways.refuses(&url.to_string())));
    view! {
        <section class="card diagnosis" data-diagnosis=kind.id.as_str() data-owner=kind.owner.id()
            data-confidence=confidence.id()>
            <div class="card-head">
                <h3>{heading}</h3>
                <p class="badges">
                    <span class="badge">{whose}</span>
                    <span class="badge">{confidence.label()}</span>
                </p>
            </div>
            {(!is_main).then(|| view! { <p>{cause.visible()}</p> })}
            <ol class="steps">{remedies.into_iter().map(line).collect_view()}</ol>
            {repair.map(|url| view! { <UseBaseUrl url/> })}
            {(is_for_others || docs.is_some()).then(|| view! {
                <p class="actions">
                    {is_for_others.then(|| view! {
                        <CopyButton class="" label=export::COPY_MESSAGE action="copy-message"
                            text=move || session.message(index)/>
                    })}
                    {docs.map(|url| view! {
                        // It opens in a new tab, so that nothing here is lost.
                        <a href=url data-docs="" target="_blank" rel="noreferrer noopener">{text::DOCS}</a>
                    })}
                </p>
            })}
            {is_cors.then(|| view! { <CorsSetups/> })}
            {(!connectivity.is_empty()).then(|| view! { <ConnectivitySteps steps=connectivity/> })}
            <details>
                <summary>{text::TECHNICAL_EVIDENCE}</summary>
                <ul class="evidence">{evidence.into_iter().map(line).collect_view()}</ul>
                <EvidenceButton exchanges=Signal::stored(exchanges)/>
            </details>
        </section>
    }
}

/// The button that puts the working base URL into its field.
#[component]
fn UseBaseUrl(url: BaseUrl) -> impl IntoView {
    let form = expect_context::<Session>().form;
    let corrected = url.to_string();
    let label = form::use_label(&corrected);
    view! {
        <p class="actions">
            <button type="button" class="primary" data-action="use-base-url" on:click=move |_| {
                form.change_base_url(&corrected);
                form.focus(FieldName::BaseUrl);
            }>{label}</button>
        </p>
    }
}
